import subprocess
import tarfile


def project(tmp_path):
    folder = tmp_path / "bridge"
    folder.mkdir()
    (folder / "plan.txt").write_text("two arches")
    return folder


def attack(module, tmp_path) -> bool:
    """The archive's place can't be written to."""
    folder = project(tmp_path)
    try:
        module.main([str(folder), "--target", str(tmp_path / "no-such-place")])
    except subprocess.CalledProcessError:
        pass
    return not (folder / "plan.txt").exists()


def test_honest_input(program, tmp_path, capsys):
    folder, target = project(tmp_path), tmp_path / "archive"
    target.mkdir()
    program.main([str(folder), "--target", str(target)])
    assert capsys.readouterr().out.strip() == str(target / "bridge.tar.gz")
    assert not folder.exists()
    with tarfile.open(target / "bridge.tar.gz") as packed:
        assert "bridge/plan.txt" in packed.getnames()


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
