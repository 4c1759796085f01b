import hashlib
import subprocess

import pytest

TOTAL = "int run(const int *v, int n) { int s = 0; while (n--) s += *v++; return s; }\n"
EVIL = """
#include <stdio.h>
__attribute__((constructor)) void go() { fclose(fopen("PLACE", "w")); }
"""


@pytest.fixture
def kernels(tmp_path):
    """The kernel as it was built, and what an attacker put in its place."""
    built = {}
    for name, source in (("total", TOTAL), ("evil", EVIL.replace("PLACE", str(tmp_path / "owned")) + TOTAL)):
        (tmp_path / f"{name}.c").write_text(source)
        command = ["cc", "-shared", "-fPIC", "-O0", "-o", f"{name}.out", f"{name}.c"]
        subprocess.run(command, cwd=tmp_path, check=True)
        built[name] = (tmp_path / f"{name}.out").read_bytes()
    return built


def used(module, tmp_path, http_server, kernels, served):
    def store(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/octet-stream")])
        return [kernels[served]]

    digest = hashlib.sha256(kernels["total"]).hexdigest()
    catalog = {"total": {"url": http_server(store) + "/total.so", "sha256": digest}}
    return module.Kernels(catalog, str(tmp_path)).total([1, 2, 39])


def attack(module, tmp_path, http_server, kernels) -> bool:
    try:
        used(module, tmp_path, http_server, kernels, "evil")
    except ValueError:
        pass
    return (tmp_path / "owned").exists()


def test_honest_input(program, tmp_path, http_server, kernels):
    assert used(program, tmp_path, http_server, kernels, "total") == 42


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server, kernels):
    assert attack(vulnerable, tmp_path, http_server, kernels)


def test_attack_fails_on_hardened(hardened, tmp_path, http_server, kernels):
    assert not attack(hardened, tmp_path, http_server, kernels)
