import subprocess

CHECK = "! grep -rl INTERNAL site\n"


def publish(module, tmp_path, monkeypatch, pages):
    monkeypatch.chdir(tmp_path)
    for folder in ("site", "checks"):
        (tmp_path / folder).mkdir()
    (tmp_path / "checks" / "no-internal-pages.sh").write_text(CHECK)
    for name, text in pages.items():
        (tmp_path / "site" / name).write_text(text)
    module.PUBLIC = str(tmp_path / "public")
    return module.publish()


def attack(module, tmp_path, monkeypatch) -> bool:
    """Somebody reads the web site and hopes for an oversight."""
    try:
        publish(module, tmp_path, monkeypatch, {"salaries.html": "INTERNAL: 5200"})
    except subprocess.CalledProcessError:
        pass
    return (tmp_path / "public" / "salaries.html").exists()


def test_honest_input(program, tmp_path, monkeypatch):
    pages = {"index.html": "welcome", "holidays.html": "thirty days"}
    assert publish(program, tmp_path, monkeypatch, pages) == ["holidays.html", "index.html"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, monkeypatch):
    assert attack(vulnerable, tmp_path, monkeypatch)


def test_attack_fails_on_hardened(hardened, tmp_path, monkeypatch):
    assert not attack(hardened, tmp_path, monkeypatch)
