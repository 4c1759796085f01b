import subprocess

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

MAKER = ec.generate_private_key(ec.SECP256R1())
IMAGE = b"firmware 2.0"


@pytest.fixture
def folder(tmp_path):
    public = MAKER.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    (tmp_path / "maker.pem").write_bytes(public)
    folder = tmp_path / "update"
    folder.mkdir()
    (folder / "image.bin").write_bytes(IMAGE)
    (folder / "image.sig").write_bytes(MAKER.sign(IMAGE, ec.ECDSA(hashes.SHA256())))
    return folder


def attack(module, folder, tmp_path) -> bool:
    slot = tmp_path / "slot-b"
    (folder / "image.bin").write_bytes(b"firmware with a back door")
    try:
        module.update(str(folder), str(slot))
    except subprocess.CalledProcessError:
        return False
    return slot.read_bytes() == b"firmware with a back door"


def test_honest_input(program, folder, tmp_path):
    assert program.update(str(folder), str(tmp_path / "slot-b")) == len(IMAGE)
    assert (tmp_path / "slot-b").read_bytes() == IMAGE


def test_attack_succeeds_on_vulnerable(vulnerable, folder, tmp_path):
    assert attack(vulnerable, folder, tmp_path)


def test_attack_fails_on_hardened(hardened, folder, tmp_path):
    assert not attack(hardened, folder, tmp_path)
