import asyncio
import io
import tarfile

from aiohttp.test_utils import TestClient, TestServer


def pack(module, tmp_path, names):
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "lake.jpg").write_bytes(b"lake")
    (photos / "hill.jpg").write_bytes(b"hill")

    async def go():
        async with TestClient(TestServer(module.make_app(photos))) as client:
            answer = await client.post("/pack", json={"names": names})
            return answer.status, await answer.read()

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    trace = tmp_path / "trace"
    pack(module, tmp_path, ["--checkpoint=1", f"--checkpoint-action=exec=touch {trace}", "lake.jpg"])
    return trace.exists()


def test_honest_input(program, tmp_path):
    status, body = pack(program, tmp_path, ["lake.jpg", "hill.jpg"])
    assert status == 200
    with tarfile.open(fileobj=io.BytesIO(body)) as archive:
        assert archive.getnames() == ["lake.jpg", "hill.jpg"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
