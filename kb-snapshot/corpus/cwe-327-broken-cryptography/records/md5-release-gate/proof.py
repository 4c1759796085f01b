import pytest

# Two different blocks with one MD5 digest, published in 2004.
HARMLESS = bytes.fromhex(
    "d131dd02c5e6eec4693d9a0698aff95c2fcab58712467eab4004583eb8fb7f89"
    "55ad340609f4b30283e488832571415a085125e8f7cdc99fd91dbdf280373c5b"
    "d8823e3156348f5bae6dacd436c919c6dd53e2b487da03fd02396306d248cda0"
    "e99f33420f577ee8ce54b67080a80d1ec69821bcb6a8839396f9652b6ff72a70"
)
HARMFUL = bytes.fromhex(
    "d131dd02c5e6eec4693d9a0698aff95c2fcab50712467eab4004583eb8fb7f89"
    "55ad340609f4b30283e4888325f1415a085125e8f7cdc99fd91dbd7280373c5b"
    "d8823e3156348f5bae6dacd436c919c6dd53e23487da03fd02396306d248cda0"
    "e99f33420f577ee8ce54b67080280d1ec69821bcb6a8839396f965ab6ff72a70"
)
REST = b"\nif block[19] & 0x80: work() else: delete_everything()\n"


def test_honest_input(program, tmp_path):
    rollout = tmp_path / "rollout"
    rollout.mkdir()
    release, other = tmp_path / "release.bin", tmp_path / "other.bin"
    release.write_bytes(b"x" * 200_000)
    other.write_bytes(b"x" * 200_001)
    gate = program.ReleaseGate(rollout)
    gate.approve(release, "kim")
    assert gate.roll_out(release) == "kim"
    assert (rollout / "release.bin").read_bytes() == release.read_bytes()
    with pytest.raises(PermissionError):
        gate.roll_out(other)


def attack(module, tmp_path) -> bool:
    """The builder has one file approved and rolls out another."""
    rollout = tmp_path / "rollout"
    rollout.mkdir()
    harmless, harmful = tmp_path / "for-review.bin", tmp_path / "release.bin"
    harmless.write_bytes(HARMLESS + REST)
    harmful.write_bytes(HARMFUL + REST)
    gate = module.ReleaseGate(rollout)
    gate.approve(harmless, "kim")
    try:
        gate.roll_out(harmful)
    except PermissionError:
        return False
    return (rollout / "release.bin").read_bytes() == HARMFUL + REST


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
