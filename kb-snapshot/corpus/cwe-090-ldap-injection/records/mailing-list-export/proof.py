import json
from queue import Queue

from ldap3 import MOCK_SYNC, OFFLINE_SLAPD_2_4, Connection, Server

PEOPLE = [("ada", "sales"), ("ben", "sales"), ("chief", "board"), ("dora", "R&D (pumps)")]


def directory():
    server = Server("directory", get_info=OFFLINE_SLAPD_2_4)
    connection = Connection(server, user="cn=app,dc=firm", password="pw", client_strategy=MOCK_SYNC)
    account = {"userPassword": "pw", "objectClass": "person", "sn": "app"}
    connection.strategy.add_entry("cn=app,dc=firm", account)
    for name, department in PEOPLE:
        entry = {"objectClass": ["person", "inetOrgPerson"], "sn": name, "cn": name}
        entry |= {"mail": f"{name}@firm.example", "departmentNumber": department}
        connection.strategy.add_entry(f"cn={name},ou=staff,dc=firm", entry)
    assert connection.bind()
    return connection


def ask(module, department):
    wishes, lists = Queue(), {}
    wishes.put(json.dumps({"list": "news", "department": department}))
    module.work(directory(), wishes, lists)
    return lists["news"]


def attack(module, tmp_path) -> bool:
    """Asks for a department that only the directory reads as the board."""
    return ask(module, "boar*") == ["chief@firm.example"]


def test_honest_input(program, tmp_path):
    assert ask(program, "sales") == ["ada@firm.example", "ben@firm.example"]
    assert ask(program, "Board") == ["no list for Board"]
    assert ask(program, "garden") == []


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
