import os
import tempfile

import pytest


@pytest.fixture(autouse=True)
def shared_folder(tmp_path, monkeypatch):
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o777)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def attack(module, tmp_path) -> bool:
    victim = tmp_path / "diary.txt"
    victim.write_text("dear diary")
    for number in range(os.getpid() - 20, os.getpid() + 20):
        os.symlink(victim, os.path.join(tempfile.tempdir, f"job-{number}.log"))
    module.main(["build"])
    return victim.read_text() != "dear diary"


def test_honest_input(program, shared_folder, capsys):
    assert program.main(["build", "test"]) == 0
    path = capsys.readouterr().out.strip()
    assert os.path.dirname(path) == str(shared_folder)
    assert os.path.basename(path).startswith("job-") and path.endswith(".log")
    with open(path) as log:
        assert log.read() == "1: build done\n2: test done\n"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
