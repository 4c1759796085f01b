import stat
import subprocess


def installed(module, tmp_path):
    script = tmp_path / "cleanup.sh"
    script.write_text("#!/bin/sh\necho cleaned\n")
    assert module.main([str(script), "--into", str(tmp_path / "hooks")]) == 0
    return tmp_path / "hooks" / "cleanup.sh"


def attack(module, tmp_path) -> bool:
    mode = installed(module, tmp_path).stat().st_mode
    return bool(mode & stat.S_IWOTH)


def test_honest_input(program, tmp_path):
    hook = installed(program, tmp_path)
    assert subprocess.run([str(hook)], capture_output=True, text=True).stdout == "cleaned\n"
    assert hook.stat().st_mode & stat.S_IXOTH


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
