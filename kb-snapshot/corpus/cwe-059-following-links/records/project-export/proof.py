import tarfile


def exported(module, tmp_path, project):
    target = tmp_path / "export.tar.gz"
    assert module.main([str(project), "--to", str(target)]) == 0
    with tarfile.open(target) as archive:
        files = [member for member in archive.getmembers() if member.isreg()]
        return {member.name: archive.extractfile(member).read() for member in files}


def attack(module, tmp_path) -> bool:
    (tmp_path / "shadow").write_text("root:hash")
    project = tmp_path / "poems"
    project.mkdir()
    (project / "poem.txt").symlink_to(tmp_path / "shadow")
    return exported(module, tmp_path, project).get("poems/poem.txt") == b"root:hash"


def test_honest_input(program, tmp_path, capsys):
    project = tmp_path / "poems"
    project.mkdir()
    (project / "poem.txt").write_text("roses")
    assert exported(program, tmp_path, project) == {"poems/poem.txt": b"roses"}
    assert capsys.readouterr().out == "2 members\n"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
