import asyncio

import pytest
from aiohttp.test_utils import TestClient, TestServer

pytestmark = pytest.mark.filterwarnings("ignore::aiohttp.web_exceptions.NotAppKeyWarning")


def move(module, session, target):
    folders = {"drafts": {"bonus.csv": "eve,9000"}, "archive": {}, "payroll": {}}
    writers = {"drafts": {"ann", "eve"}, "archive": {"ann", "eve"}, "payroll": {"ann"}}
    app = module.make_app({"s-ann": "ann", "s-eve": "eve"}, writers, folders)

    async def send():
        async with TestClient(TestServer(app)) as client:
            body = {"source": "drafts", "target": target, "name": "bonus.csv"}
            return (await client.post("/move", json=body, headers={"X-Session": session})).status

    return asyncio.run(send()), folders


def attack(module, tmp_path) -> bool:
    _, folders = move(module, "s-eve", "payroll")
    return "bonus.csv" in folders["payroll"]


def test_honest_input(program, tmp_path):
    status, folders = move(program, "s-eve", "archive")
    assert status == 200 and folders["archive"] == {"bonus.csv": "eve,9000"}
    assert move(program, "s-ann", "payroll")[0] == 200
    assert move(program, "stranger", "archive")[0] == 401


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
