import asyncio

SERVICES = [f"service-{number} at 10.0.0.{number}" for number in range(80)]


class Client(asyncio.DatagramProtocol):
    def __init__(self):
        self.answers = asyncio.Queue()

    def datagram_received(self, data, address):
        self.answers.put_nowait(data)


async def ask(module, requests):
    """What arrives for each request; `AGAIN` is answered with the cookie where the request is a full one."""
    loop = asyncio.get_running_loop()
    server, _ = await loop.create_datagram_endpoint(
        lambda: module.Directory(SERVICES), local_addr=("127.0.0.1", 0)
    )
    name = server.get_extra_info("sockname")
    client, protocol = await loop.create_datagram_endpoint(Client, remote_addr=name)
    got = []
    try:
        for request in requests:
            client.sendto(request)
            try:
                got.append(await asyncio.wait_for(protocol.answers.get(), 0.2))
            except asyncio.TimeoutError:
                got.append(b"")
            if got[-1].startswith(b"AGAIN "):
                client.sendto(b"LIST " + got[-1][6:])
                got[-1] = await asyncio.wait_for(protocol.answers.get(), 1)
    finally:
        client.close()
        server.close()
    return got


def attack(module, tmp_path) -> bool:
    """A forged sender can ask, and never sees an answer: what does one short datagram set off?"""
    return len(asyncio.run(ask(module, [b"LIST"]))[0]) > 10 * len(b"LIST")


def test_honest_input(program, tmp_path):
    answer = asyncio.run(ask(program, [b"LIST".ljust(32)]))[0]
    assert answer.decode().split("\n") == SERVICES


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
