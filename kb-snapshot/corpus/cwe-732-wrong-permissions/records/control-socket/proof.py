import asyncio
import os
import stat
import tempfile


def talk(module, *commands):
    """The mode of the socket, the answers, and whether the service still runs."""

    async def session(path):
        control = module.Control()
        server = await control.serve(path)
        mode = os.stat(path).st_mode
        answers = []
        for command in commands:
            reader, writer = await asyncio.open_unix_connection(path)
            writer.write(command)
            answers.append(await reader.readline())
            writer.close()
        server.close()
        await server.wait_closed()
        return mode, answers, control.running

    # The path of a Unix socket must be short.
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(session(os.path.join(folder, "c.sock")))


def attack(module, tmp_path) -> bool:
    mode, _, _ = talk(module)
    return bool(mode & stat.S_IWOTH)


def test_honest_input(program, tmp_path):
    _, answers, running = talk(program, b"status\n", b"stop\n", b"status\n", b"dance\n")
    assert answers == [b"running\n", b"ok\n", b"stopping\n", b"what?\n"]
    assert not running


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
