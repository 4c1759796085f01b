import asyncio

from fastapi.testclient import TestClient


def attack(module, tmp_path) -> bool:
    client = TestClient(module.app)
    for _ in range(150):
        answer = client.post("/reports", content=b"a long report")
    return answer.status_code == 202 and module.jobs.qsize() == 150


def test_honest_input(program, tmp_path):
    indexed = []

    async def index(text):
        indexed.append(text)

    async def scene():
        worker = asyncio.create_task(program.work(index))
        await asyncio.wait_for(program.jobs.join(), 1)
        worker.cancel()

    assert TestClient(program.app).post("/reports", content=b"report").json() == {"waiting": 1}
    asyncio.run(scene())
    assert indexed == ["report"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
