from ldap3 import MOCK_SYNC, OFFLINE_SLAPD_2_4, Connection, Server


def directory():
    server = Server("directory", get_info=OFFLINE_SLAPD_2_4)
    connection = Connection(server, user="cn=door,dc=club", password="pw", client_strategy=MOCK_SYNC)
    account = {"userPassword": "pw", "objectClass": "person", "sn": "door"}
    connection.strategy.add_entry("cn=door,dc=club", account)
    for uid, pin, name in [("ada", "4711", "Ada"), ("ben", "8080", "Ben")]:
        entry = {"objectClass": "inetOrgPerson", "uid": uid, "employeeNumber": pin, "displayName": name}
        connection.strategy.add_entry(f"uid={uid},ou=members,dc=club", {**entry, "sn": name, "cn": name})
    assert connection.bind()
    return connection


def attack(module, tmp_path) -> bool:
    return module.DoorLogin(directory()).sign_in("ada", "*") == "Ada"


def test_honest_input(program, tmp_path):
    door = program.DoorLogin(directory())
    assert door.sign_in("ada", "4711") == "Ada"
    assert door.sign_in("ada", "8080") is None
    assert door.sign_in("", "4711") is None


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
