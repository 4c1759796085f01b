import os


def write(path, days=0):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("text")
    changed = path.stat().st_mtime - days * 24 * 60 * 60
    os.utime(path, (changed, changed))
    return path


def attack(module, tmp_path) -> bool:
    kept = write(tmp_path / "archive" / "contract.txt", days=900)
    write(tmp_path / "drafts" / "eve" / "new.txt")
    (tmp_path / "drafts" / "eve" / "more").symlink_to(tmp_path / "archive")
    module.Cleaner(str(tmp_path / "drafts")).run()
    return not kept.exists()


def test_honest_input(program, tmp_path):
    old = write(tmp_path / "ann" / "2019" / "old.txt", days=40)
    new = write(tmp_path / "ann" / "new.txt", days=3)
    assert program.Cleaner(str(tmp_path)).run() == 1
    assert not old.exists() and new.exists()


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
