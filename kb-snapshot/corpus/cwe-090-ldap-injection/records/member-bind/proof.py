from fastapi.testclient import TestClient
from ldap3 import MOCK_SYNC, OFFLINE_SLAPD_2_4, Connection, Server


def sign_in(module, name, password):
    server = Server("directory", get_info=OFFLINE_SLAPD_2_4)
    connection = Connection(server, user="cn=app,dc=club", password="pw", client_strategy=MOCK_SYNC)
    people = [
        ("cn=app,dc=club", "pw"),
        ("uid=ada,ou=members,dc=club", "tulip"),
        ("uid=eve,ou=guests,ou=members,dc=club", "visitor"),
    ]
    for place, secret in people:
        connection.strategy.add_entry(place, {"userPassword": secret, "objectClass": "person", "sn": "x"})
    assert connection.bind()
    module.app.state.directory = connection
    return TestClient(module.app).post("/login", data={"name": name, "password": password})


def attack(module, tmp_path) -> bool:
    return sign_in(module, "eve,ou=guests", "visitor").status_code == 200


def test_honest_input(program, tmp_path):
    assert sign_in(program, "ada", "tulip").json() == {"member": "ada"}
    assert sign_in(program, "ada", "rose").status_code == 401
    assert sign_in(program, "eve", "visitor").status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
