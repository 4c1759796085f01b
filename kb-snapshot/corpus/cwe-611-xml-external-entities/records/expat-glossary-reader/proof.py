from xml.parsers.expat import ExpatError

import pytest

GLOSSARY = """<glossary>
<term name="ply">one layer of wood</term><term name="kerf">width of a cut</term>
</glossary>"""


def attack(module, tmp_path) -> bool:
    secret = tmp_path / "id_rsa"
    secret.write_text("BEGIN PRIVATE KEY")
    doctype = f'<!DOCTYPE glossary [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    document = doctype + GLOSSARY.replace("one layer of wood", "&x;")
    terms = module.GlossaryReader().read(document.encode())
    return "PRIVATE KEY" in terms["ply"]


def test_honest_input(program, tmp_path):
    terms = program.GlossaryReader().read(GLOSSARY.encode())
    assert terms == {"ply": "one layer of wood", "kerf": "width of a cut"}
    with pytest.raises(ExpatError):
        program.GlossaryReader().read(b"<glossary>")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
