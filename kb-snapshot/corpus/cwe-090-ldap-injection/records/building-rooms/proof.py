import asyncio

from aiohttp.test_utils import TestClient, TestServer
from ldap3 import MOCK_SYNC, OFFLINE_SLAPD_2_4, Connection, Server


def directory():
    server = Server("directory", get_info=OFFLINE_SLAPD_2_4)
    connection = Connection(server, user="cn=screen,dc=campus", password="pw", client_strategy=MOCK_SYNC)
    account = {"userPassword": "pw", "objectClass": "person", "sn": "screen"}
    connection.strategy.add_entry("cn=screen,dc=campus", account)
    for place in ("cn=N101,ou=north,ou=rooms,dc=campus", "cn=vault,ou=lab,ou=closed,ou=rooms,dc=campus"):
        connection.strategy.add_entry(place, {"objectClass": "room", "cn": place[3:].split(",")[0]})
    assert connection.bind()
    return connection


def ask(module, building):
    async def go():
        async with TestClient(TestServer(module.make_app(directory()))) as client:
            answer = await client.get(f"/buildings/{building}/rooms")
            return await answer.json() if answer.status == 200 else answer.status

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    return ask(module, "lab,ou=closed") == ["vault"]


def test_honest_input(program, tmp_path):
    assert ask(program, "north") == ["N101"]
    assert ask(program, "lab") == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
