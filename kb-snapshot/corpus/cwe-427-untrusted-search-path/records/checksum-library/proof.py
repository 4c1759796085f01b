import _ctypes
import subprocess

import pytest

SOURCE = """
unsigned checksum(const char *d, unsigned long n) { unsigned s = START; while (n--) s += *d++; return s; }
"""


@pytest.fixture(scope="module")
def libraries(tmp_path_factory):
    """The library as installed, and another one in a folder that a stranger filled."""
    root = tmp_path_factory.mktemp("native")
    for place, start in (("installed", 0), ("downloads", 1000)):
        folder = root / place / "native"
        folder.mkdir(parents=True)
        (folder / "checksum.c").write_text(SOURCE.replace("START", str(start)))
        command = ["cc", "-shared", "-fPIC", "-O0", "-o", "libchecksum.so", "checksum.c"]
        subprocess.run(command, cwd=folder, check=True)
    return root


def checksum(module, libraries, started_in, monkeypatch):
    module.HOME = str(libraries / "installed")
    monkeypatch.chdir(libraries / started_in)
    checksums = module.Checksums()
    try:
        return checksums.of_bytes(b"abc")
    finally:
        _ctypes.dlclose(checksums._library._handle)  # the loader would give the next test the same library


def attack(module, libraries, monkeypatch) -> bool:
    return checksum(module, libraries, "downloads", monkeypatch) == sum(b"abc") + 1000


def test_honest_input(program, libraries, monkeypatch, tmp_path):
    assert checksum(program, libraries, "installed", monkeypatch) == sum(b"abc")
    (tmp_path / "data").write_bytes(b"\x01\x02")
    checksums = program.Checksums()
    assert checksums.of_file(tmp_path / "data") == 3
    _ctypes.dlclose(checksums._library._handle)


def test_attack_succeeds_on_vulnerable(vulnerable, libraries, monkeypatch):
    assert attack(vulnerable, libraries, monkeypatch)


def test_attack_fails_on_hardened(hardened, libraries, monkeypatch):
    assert not attack(hardened, libraries, monkeypatch)
