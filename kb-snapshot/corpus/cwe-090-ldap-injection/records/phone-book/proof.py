from ldap3 import MOCK_SYNC, OFFLINE_SLAPD_2_4, Connection, Server


def directory():
    server = Server("directory", get_info=OFFLINE_SLAPD_2_4)
    connection = Connection(server, user="cn=app,dc=firm", password="pw", client_strategy=MOCK_SYNC)
    people = [("ada", "public", "101"), ("ben", "public", "102"), ("chief", "hidden", "900")]
    account = {"userPassword": "pw", "objectClass": "person", "sn": "app"}
    connection.strategy.add_entry("cn=app,dc=firm", account)
    for name, kind, number in people:
        entry = {"objectClass": "inetOrgPerson", "employeeType": kind, "telephoneNumber": number, "sn": name}
        entry["employeeNumber"] = "73" + number
        connection.strategy.add_entry(f"cn={name},ou=staff,dc=firm", {**entry, "cn": name})
    assert connection.bind()
    return connection


def ask(module, name):
    if "DIRECTORY" not in module.app.config:
        module.app.config["DIRECTORY"] = directory()
    answer = module.app.test_client().get("/phone", query_string={"name": name})
    return answer.json["people"] if answer.status_code == 200 else []


def attack(module, tmp_path) -> bool:
    # The payroll number is never shown, but it can be asked for digit by digit.
    digits = ""
    while len(digits) < 3:
        found = [digit for digit in "0123456789" if ask(module, f"ada)(employeeNumber={digits}{digit}*")]
        if not found:
            return False
        digits += found[0]
    return digits == "731"


def test_honest_input(program, tmp_path):
    assert ask(program, "ben") == [{"name": "ben", "phone": "102"}]
    assert ask(program, "chief") == []


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
