MEMBERS = """<members>
  <member id="1"><name>ann</name><pin>4711</pin></member>
  <member id="2"><name>bob</name><pin>0815</pin></member>
</members>"""


def members(module, tmp_path):
    path = tmp_path / "members.xml"
    path.write_text(MEMBERS)
    return module.Members(path)


def attack(module, tmp_path) -> bool:
    return members(module, tmp_path).sign_in("' or '1'='1", "' or '1'='1") == "1"


def test_honest_input(program, tmp_path):
    kiosk = members(program, tmp_path)
    assert kiosk.names() == ["ann", "bob"]
    assert kiosk.sign_in("bob", "0815") == "2"
    assert kiosk.sign_in("bob", "4711") is None


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
