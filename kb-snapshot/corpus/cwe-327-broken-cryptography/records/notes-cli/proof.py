import base64
import binascii

import pytest
from cryptography.fernet import Fernet


def test_honest_input(program, tmp_path, capsys):
    file, key = str(tmp_path / "notes.bin"), Fernet.generate_key().decode()
    assert program.main([file, "add", "buy milk", f"--key={key}"]) == 0
    assert program.main([file, "add", "call Kim", f"--key={key}"]) == 0
    assert program.main([file, "list", f"--key={key}"]) == 0
    assert capsys.readouterr().out == "buy milk\ncall Kim\n"
    with pytest.raises(SystemExit, match="wrong key"):
        program.main([file, "list", f"--key={Fernet.generate_key().decode()}"])


def attack(module, tmp_path) -> bool:
    """Somebody finds the file and has no key."""
    file = tmp_path / "notes.bin"
    module.main([str(file), "add", "the spare door code is 2580", f"--key={Fernet.generate_key().decode()}"])
    content = file.read_bytes()
    for decode in (bytes, base64.b64decode, base64.urlsafe_b64decode):
        try:
            if b"2580" in decode(content):
                return True
        except binascii.Error:
            continue
    return False


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
