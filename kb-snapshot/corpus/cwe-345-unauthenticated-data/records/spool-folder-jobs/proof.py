import json


def attack(module, tmp_path) -> bool:
    """Somebody else who may write to the share leaves a job there."""
    module.KEY = b"only the two servers have it"
    (tmp_path / "0666.job").write_bytes(json.dumps({"order": "mine", "cents": 99900}).encode())
    refunds = {}
    module.run(tmp_path, refunds)
    return refunds.get("mine") == 99900


def test_honest_input(program, tmp_path):
    program.KEY = b"only the two servers have it"
    program.submit(tmp_path, 1, {"order": "A7", "cents": 1500})
    program.submit(tmp_path, 2, {"order": "A7", "cents": 200})
    refunds = {}
    assert program.run(tmp_path, refunds) == ["A7", "A7"]
    assert refunds == {"A7": 1700}
    assert not list(tmp_path.glob("*.job"))


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
