import asyncio


def send(module, tmp_path, station, part, times=1):
    """What the service answers, and how many bytes it took before it hung up."""

    async def go():
        server = await module.LogTaker(tmp_path).start()
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        sent = 0
        try:
            writer.write(station + b"\n")
            for _ in range(times):
                writer.write(part)
                await writer.drain()
                sent += len(part)
            writer.write_eof()
            answer = await asyncio.wait_for(reader.read(), 2)
        except ConnectionError:
            answer = b""
        writer.close()
        server.close()
        return answer, sent

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    """Keeps sending: everything lies in the memory of the service until the sender is done."""
    answer, sent = send(module, tmp_path, b"north", b"x" * 65536, times=256)
    return answer == b"took %d bytes\n" % sent == b"took 16777216 bytes\n"


def test_honest_input(program, tmp_path):
    log = b"06:00 11.5\n12:00 19.0\n" * 900
    assert send(program, tmp_path, b"north", log)[0] == b"took %d bytes\n" % len(log)
    assert (tmp_path / "north.log").read_bytes() == log
    assert send(program, tmp_path, b"../north", b"")[0] == b"who are you?\n"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
