import io
import tarfile

import pytest


def archive(tmp_path, members):
    path = tmp_path / "theme.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            if isinstance(content, bytes):
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
            else:
                info.type, info.linkname = tarfile.SYMTYPE, str(content)
                tar.addfile(info)
    return str(path)


def attack(module, tmp_path, members) -> bool:
    (tmp_path / "home").mkdir()
    try:
        module.main([archive(tmp_path, members), "--into", str(tmp_path / "home" / "themes")])
    except tarfile.FilterError:
        return False
    return (tmp_path / "start.sh").exists()


def climbing(tmp_path):
    return {"../../start.sh": b"echo owned"}


def linked(tmp_path):
    return {"out": tmp_path, "out/start.sh": b"echo owned"}


def test_honest_input(program, tmp_path, capsys):
    themes = tmp_path / "themes"
    members = {"dark/style.css": b"body {}", "dark/main.css": "style.css"}
    assert program.main([archive(tmp_path, members), "--into", str(themes)]) == 0
    assert (themes / "dark" / "style.css").read_text() == "body {}"
    assert (themes / "dark" / "main.css").read_text() == "body {}"
    assert "installed dark/style.css" in capsys.readouterr().out


@pytest.mark.parametrize("make", [climbing, linked])
def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, make):
    assert attack(vulnerable, tmp_path, make(tmp_path))


@pytest.mark.parametrize("make", [climbing, linked])
def test_attack_fails_on_hardened(hardened, tmp_path, make):
    assert not attack(hardened, tmp_path, make(tmp_path))
