INVOICE = """<invoice>
  <number>2024-17</number><note>paid</note>
  <line cents="1200"/><line cents="350"/>
</invoice>"""


def post(module, xml):
    return module.app.test_client().post("/invoices", data=xml)


def attack(module, tmp_path) -> bool:
    secret = tmp_path / "settings.ini"
    secret.write_text("password=hunter2")
    doctype = f'<!DOCTYPE invoice [<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    answer = post(module, doctype + INVOICE.replace("paid", "&file;"))
    return "hunter2" in answer.text


def test_honest_input(program, tmp_path):
    assert post(program, INVOICE).get_json() == {"number": "2024-17", "note": "paid", "cents": 1550}
    assert post(program, "<invoice>").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
