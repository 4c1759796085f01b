import json
import subprocess

import pytest

FILTER = "void apply(short *s, unsigned long n) { while (n--) *s++ *= FACTOR; }"
START = """
#include <stdio.h>
__attribute__((constructor)) void go() { fclose(fopen("PLACE", "w")); }
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The gain filter as installed, and a library that an attacker uploaded."""
    root = tmp_path_factory.mktemp("filters")
    trace = root / "owned"
    sources = {"gain": FILTER.replace("FACTOR", "2"), "evil": START.replace("PLACE", str(trace))}
    sources["evil"] += FILTER.replace("FACTOR", "1")
    for name, source in sources.items():
        (root / f"{name}.c").write_text(source)
        command = ["cc", "-shared", "-fPIC", "-O0", "-o", f"{name}.so", f"{name}.c"]
        subprocess.run(command, cwd=root, check=True)
    return root


def run(module, built, name):
    module.FILTERS = {"gain": str(built / "gain.so")}
    return module.run_job(json.dumps({"filter": name, "samples": [1, -2, 300]}))


def attack(module, built) -> bool:
    trace = built / "owned"
    trace.unlink(missing_ok=True)
    try:
        run(module, built, str(built / "evil.so"))
    except KeyError:
        return False
    return trace.exists()


def test_honest_input(program, built):
    assert run(program, built, "gain") == [2, -4, 600]


# The fixed version first: a library stays loaded, and its constructor runs only once.
def test_attack_fails_on_hardened(hardened, built):
    assert not attack(hardened, built)


def test_attack_succeeds_on_vulnerable(vulnerable, built):
    assert attack(vulnerable, built)
