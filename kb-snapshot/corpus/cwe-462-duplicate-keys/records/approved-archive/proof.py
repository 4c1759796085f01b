import warnings
import zipfile


def archive(tmp_path, *members):
    path = tmp_path / "files.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as file:
        warnings.simplefilter("ignore")
        for name, data in members:
            file.writestr(name, data)
    return path


def unpack(module, tmp_path, *members):
    folder = tmp_path / "out"
    folder.mkdir()
    try:
        module.unpack(archive(tmp_path, *members), folder, {module.digest(b"approved")})
    except PermissionError:
        pass
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def attack(module, tmp_path) -> bool:
    return unpack(module, tmp_path, ("tool.py", b"evil"), ("tool.py", b"approved")) == {"tool.py": b"evil"}


def test_honest_input(program, tmp_path):
    assert unpack(program, tmp_path, ("tool.py", b"approved")) == {"tool.py": b"approved"}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
