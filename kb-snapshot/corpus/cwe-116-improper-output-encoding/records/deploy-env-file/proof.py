import subprocess


def source(module, tmp_path, title):
    path = tmp_path / "deploy.env"
    module.write_settings(path, title, "ada")
    script = '. "$1"; printf "%s|%s" "$SITE_TITLE" "$SITE_OWNER"'
    done = subprocess.run(["/bin/sh", "-c", script, "start", str(path)], capture_output=True, text=True)
    return done.stdout


def attack(module, tmp_path) -> bool:
    trace = tmp_path / "trace"
    source(module, tmp_path, f"Tea $(touch {trace})")
    return trace.exists()


def test_honest_input(program, tmp_path):
    assert source(program, tmp_path, "Tea & cake") == "Tea & cake|ada"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
