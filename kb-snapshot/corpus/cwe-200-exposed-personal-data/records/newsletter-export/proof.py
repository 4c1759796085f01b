import csv
import json

ADA = {"name": "Ada", "street": "Mill Lane 12", "town": "Ulm", "on_paper": True}
PRIVATE = {"born": "1988-02-29", "donated": 250, "unsubscribe_token": "tok-heron"}


def export(module, tmp_path):
    readers = [ADA | PRIVATE, {"name": "Ben", "street": "", "town": "", "on_paper": False}]
    (tmp_path / "readers.json").write_text(json.dumps(readers))
    assert module.main([str(tmp_path / "readers.json"), str(tmp_path / "out.csv")]) == 0
    return (tmp_path / "out.csv").read_text()


def attack(module, tmp_path) -> bool:
    """The print shop looks at what else is in the file."""
    text = export(module, tmp_path)
    return "1988-02-29" in text and "tok-heron" in text


def test_honest_input(program, tmp_path):
    [row] = csv.DictReader(export(program, tmp_path).splitlines(), delimiter=";")
    assert (row["name"], row["street"], row["town"]) == ("Ada", "Mill Lane 12", "Ulm")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
