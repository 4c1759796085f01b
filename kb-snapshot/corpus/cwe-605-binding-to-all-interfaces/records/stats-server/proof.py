import asyncio


def ask(module, address, line):
    """The answer from this address of the machine, and the counters afterwards."""

    async def session():
        stats = module.Stats()
        stats.counters["jobs"] = 12
        server = await stats.start(0)
        port = server.sockets[0].getsockname()[1]
        try:
            reader, writer = await asyncio.open_connection(address, port)
            writer.write(line)
            answer = await asyncio.wait_for(reader.readline(), 1)
            writer.close()
        except ConnectionRefusedError:
            answer = None
        server.close()
        await server.wait_closed()
        return answer, stats.counters

    return asyncio.run(session())


def attack(module, tmp_path) -> bool:
    # 127.0.0.2 stands for another address of this machine.
    _, counters = ask(module, "127.0.0.2", b"reset jobs\n")
    return counters["jobs"] == 0


def test_honest_input(program, tmp_path):
    assert ask(program, "127.0.0.1", b"get jobs\n")[0] == b"12\n"
    assert ask(program, "127.0.0.1", b"get mails\n")[0] == b"0\n"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
