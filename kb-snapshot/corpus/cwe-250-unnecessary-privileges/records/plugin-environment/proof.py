import os


def plugin(tmp_path, source):
    script = tmp_path / "plugin.py"
    script.write_text(source)
    return str(script)


def attack(module, tmp_path) -> bool:
    script = plugin(tmp_path, "import os; print(os.environ.get('RECORD_DATABASE_URL'))")
    os.environ["RECORD_DATABASE_URL"] = "postgres://app:secret@db/app"
    try:
        return "secret" in module.run_plugin(script, "")
    finally:
        del os.environ["RECORD_DATABASE_URL"]


def test_honest_input(program, tmp_path):
    script = plugin(tmp_path, "import sys; print(len(sys.stdin.read().split()))")
    assert program.run_plugin(script, "three short words") == "3"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
