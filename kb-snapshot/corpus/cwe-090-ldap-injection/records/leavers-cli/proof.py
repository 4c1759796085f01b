from ldap3 import MOCK_SYNC, OFFLINE_SLAPD_2_4, Connection, Server


def directory():
    server = Server("directory", get_info=OFFLINE_SLAPD_2_4)
    connection = Connection(server, user="cn=hr,dc=firm", password="pw", client_strategy=MOCK_SYNC)
    account = {"userPassword": "pw", "objectClass": "person", "sn": "hr"}
    connection.strategy.add_entry("cn=hr,dc=firm", account)
    for uid in ("ada", "anna", "ben"):
        entry = {"objectClass": "inetOrgPerson", "uid": uid, "sn": uid, "cn": uid}
        connection.strategy.add_entry(f"uid={uid},ou=staff,dc=firm", entry)
    assert connection.bind()
    return connection


def attack(module, tmp_path) -> bool:
    return len(module.remove(directory(), ["a*\n"])) > 1


def test_honest_input(program, tmp_path):
    assert program.remove(directory(), ["ben\n", "carl\n"]) == ["ben"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
