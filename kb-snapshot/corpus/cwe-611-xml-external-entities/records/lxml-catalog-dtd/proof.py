from lxml import etree

CATALOGUE = """<catalogue>
  <product sku="L1"><name>Lamp</name><price>19.90</price></product>
  <product sku="B1"><name>Bulb</name></product>
</catalogue>"""


def attack(module, tmp_path) -> bool:
    secret = tmp_path / "salaries.txt"
    secret.write_text("chief 90000")
    definition = tmp_path / "shared.dtd"
    definition.write_text(f'<!ENTITY x SYSTEM "{secret.as_uri()}">')
    catalogue = tmp_path / "evil.xml"
    doctype = f'<!DOCTYPE catalogue SYSTEM "{definition.as_uri()}">'
    catalogue.write_text(doctype + CATALOGUE.replace("Lamp", "&x;"))
    try:
        return any("90000" in (row["name"] or "") for row in module.read_products(catalogue))
    except etree.XMLSyntaxError:
        return False


def test_honest_input(program, tmp_path, capsys):
    catalogue = tmp_path / "catalogue.xml"
    catalogue.write_text(CATALOGUE)
    assert program.main([str(catalogue)]) == 0
    assert capsys.readouterr().out == "sku,name,price\nL1,Lamp,19.90\nB1,Bulb,0\n"
    catalogue.write_text("<catalogue/>")
    assert program.main([str(catalogue)]) == 1


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
