"""Drives Helix in a terminal, key by key, with editors/helix/languages.toml as its configuration."""

import contextlib
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time

import drive

PYTHON = drive.TOOLS / "python" / "bin" / "python"
try:
    import pyte
except ImportError:
    if not PYTHON.is_file():
        drive.skip(f"there is no {PYTHON}: run tests/editors/install.sh")
    os.execv(PYTHON, [PYTHON, *sys.argv])

ROWS, COLUMNS = 50, 160


class Screen(pyte.Screen):
    """A screen that also takes the questions about the keyboard, and answers like a plain terminal."""

    def __init__(self, answer):
        super().__init__(COLUMNS, ROWS)
        self.write_process_input = lambda text: answer(text.encode())

    def report_device_status(self, mode=0, private=False):
        if not private:
            super().report_device_status(mode)

    def restore_cursor(self, *_, private=False):
        if not private:
            super().restore_cursor()


class Terminal:
    """A program in a terminal of its own, and what is on its screen."""

    def __init__(self, command, cwd, env):
        self.master, slave = pty.openpty()
        self.screen = Screen(lambda data: os.write(self.master, data))
        self.stream = pyte.ByteStream(self.screen)
        termios.tcsetwinsize(slave, (ROWS, COLUMNS))
        self.process = subprocess.Popen(
            command, cwd=cwd, env=env, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)

    def read(self, seconds):
        """Takes in what is written within this time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.master], [], [], left)[0]:
                return
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return
            if not data:
                return
            self.stream.feed(data)

    def text(self):
        self.read(0.1)
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, words, seconds=20.0):
        """Waits until the words are on the screen."""
        return drive.wait_for(lambda: words in self.text(), seconds)

    def press(self, keys):
        os.write(self.master, keys.encode())
        self.read(0.3)

    def end(self):
        """Waits for the program, and ends it if it does not by itself."""
        gone = drive.wait_for(lambda: self.read(0.1) or self.process.poll() is not None, 5)
        if not gone:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self.master)
        return gone


def main():
    steps = drive.Steps("helix")
    hx = drive.tool("hx")
    with session(steps, hx) as (terminal, root, health):
        steps.check("hx --health finds the server", "✓ rescue" in health, health)
        use(steps, terminal, root / "sample.py")
    if not os.environ.get("RESCUE_RECORD"):
        with session(steps, hx, '[language-server.rescue.config.rescue]\ndisable = ["CWE-89"]\n') as (terminal, _, _):
            other = drive.wait_for(lambda: marked(terminal, 15))
            steps.check("languages.toml holds settings", other and not marked(terminal, 9), terminal.text())
    steps.exit()


@contextlib.contextmanager
def session(steps, hx, settings=""):
    """Helix with the sample open, set up as editors/helix/README.md says."""
    with drive.project() as (root, env):
        config = root.parent / "home" / "config" / "helix"
        config.mkdir()
        languages = (drive.EDITORS / "helix" / "languages.toml").read_text(encoding="utf-8")
        (config / "languages.toml").write_text(f"{languages}\n{settings}", encoding="utf-8")
        page = (drive.EDITORS / "helix" / "README.md").read_text(encoding="utf-8")
        (config / "config.toml").write_text(re.search(r"```toml\n(\[editor\].*?)```", page, re.DOTALL)[1])
        health = subprocess.run([hx, "--health", "python"], env=env, capture_output=True, text=True).stdout
        terminal = Terminal([hx, "sample.py"], root, env)
        yield terminal, root, re.sub(r"\x1b\[[0-9;]*m", "", health)
        terminal.press("\x1b")
        terminal.press(":quit-all!\r")
        steps.check("it quits", terminal.end(), "")
        gone = drive.wait_for(lambda: not drive.servers_in(root), 5)
        steps.check("the server ends with the editor", gone, str(drive.servers_in(root)))


def use(steps, terminal, file):
    def saved():
        terminal.press(":write\r")
        terminal.read(0.5)
        return file.read_text(encoding="utf-8")

    steps.check("the file is on the screen", terminal.wait_for("def find_user"), terminal.text())
    # To the beginning of the query, where the finding is.
    terminal.press(":9\r")
    terminal.press("f(l")
    shown = drive.wait_for(lambda: marked(terminal, 9) and message(terminal))
    steps.check("a finding is on the screen", shown, terminal.text())
    steps.check("and one on yaml.load", drive.wait_for(lambda: marked(terminal, 15)), terminal.text())

    terminal.press(" k")
    steps.check("hover explains", terminal.wait_for("CWE-89"), terminal.text())
    terminal.press("\x1b")

    terminal.press(" a")
    if steps.check("the menu has the quick fix", terminal.wait_for(drive.FIX_TITLE), terminal.text()):
        choose(terminal, drive.FIX_TITLE)
        fixed = drive.wait_for(lambda: drive.FIXED_LINE in terminal.text())
        steps.check("the quick fix writes parameters", fixed, terminal.text())
    steps.check("the finding goes away", drive.wait_for(lambda: not marked(terminal, 9)), terminal.text())
    steps.check("and it is saved", drive.FIXED_LINE in saved(), file.read_text(encoding="utf-8"))

    terminal.press(":lsp-workspace-command rescue.fixAll\r")
    fixed = drive.wait_for(lambda: drive.YAML_FIXED_LINE in terminal.text())
    steps.check("rescue.fixAll without arguments fixes the rest", fixed, terminal.text())
    steps.check("and it is saved", drive.YAML_FIXED_LINE in saved(), file.read_text(encoding="utf-8"))

    terminal.press(":lsp-workspace-command rescue.status\r")
    steps.check("rescue.status answers", terminal.wait_for("Rescue", 5), terminal.text())

    terminal.press(":9\r")
    terminal.press("o")
    terminal.press("x = yaml.")
    steps.check("completion offers safe_load", terminal.wait_for("safe_load_all"), terminal.text())
    terminal.press("\x0e\r")
    steps.check("and writes it", terminal.wait_for("x = yaml.safe_load("), terminal.text())
    terminal.press("\x1b")


def marked(terminal, line):
    """Whether a line has a finding's dot beside it."""
    return re.search(rf"^●\s+{line}\s", terminal.text(), re.MULTILINE)


def message(terminal):
    """What is said below the line of the cursor."""
    return re.search(r"└─*(.*\w.*)", terminal.text())


def choose(terminal, title):
    """Goes down the menu until the entry is the one that stands out, and takes it."""
    for _ in range(20):
        row, line = next((row, line) for row, line in enumerate(terminal.text().splitlines()) if title in line)
        if terminal.screen.buffer[row][line.index(title)].reverse:
            break
        terminal.press("\x0e")
    terminal.press("\r")


main()
