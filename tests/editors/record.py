"""Stands between an editor and the server and writes down the `initialize` that the editor sends.

record.py SERVER FILE [ARGUMENT...]: runs SERVER with the arguments. In FILE, the workspace's folder is `${ROOT}`, the
home folder `${HOME}`, and the process is nobody.
"""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path


def main():
    program, file, *arguments = sys.argv[1:]
    if "--version" in arguments:
        os.execv(program, [program, *arguments])
    child = subprocess.Popen([program, *arguments], stdin=subprocess.PIPE)
    threading.Thread(target=forward, args=(child, file), daemon=True).start()
    # The thread still waits for the editor: nothing to wait for.
    os._exit(child.wait())


def forward(child, file):
    editor = sys.stdin.buffer
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = editor.read(1)
        if not byte:
            return child.stdin.close()
        head += byte
    length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
    body = editor.read(length)
    write(json.loads(body)["params"], Path(file))
    child.stdin.write(head + body)
    child.stdin.flush()
    while chunk := editor.read1(65536):
        child.stdin.write(chunk)
        child.stdin.flush()
    child.stdin.close()


def write(params, file):
    root = params.get("rootPath") or params["rootUri"].removeprefix("file://")
    params["processId"] = None
    text = json.dumps(params, indent=2, ensure_ascii=False, sort_keys=True)
    text = text.replace(root, "${ROOT}").replace(os.environ["HOME"], "${HOME}")
    file.write_text(text + "\n", encoding="utf-8")


main()
