import io
import zipfile

from fastapi.testclient import TestClient


def archive(members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return data.getvalue()


def send(module, tmp_path, body):
    return TestClient(module.create_app(tmp_path)).put("/courses/7", content=body)


def attack(module, tmp_path) -> bool:
    """Forty kilobytes pass the limit of twenty megabytes and put twice as much on the disk."""
    bomb = archive({f"{number}.txt": bytes(10_000_000) for number in range(4)})
    assert len(bomb) < 60_000
    send(module, tmp_path, bomb)
    return sum(path.stat().st_size for path in tmp_path.rglob("*.txt")) > module.LARGEST


def test_honest_input(program, tmp_path):
    answer = send(program, tmp_path, archive({"one.md": "# One", "two.md": "# Two"}))
    assert answer.json() == {"lessons": ["one.md", "two.md"]}
    assert (tmp_path / "7" / "two.md").read_text() == "# Two"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
