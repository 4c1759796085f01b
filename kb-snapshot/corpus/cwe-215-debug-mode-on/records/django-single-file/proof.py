import subprocess
import sys

SCRIPT = """
import importlib.util, logging, sys
logging.disable(logging.CRITICAL)
spec = importlib.util.spec_from_file_location("site_under_test", sys.argv[1])
module = importlib.util.module_from_spec(spec)
sys.modules["site_under_test"] = module
spec.loader.exec_module(module)
module.configure()
from django.test import Client
answer = Client(raise_request_exception=False).get(sys.argv[2])
print(answer.status_code, answer.content.decode())
"""


def get(module, path):
    command = [sys.executable, "-c", SCRIPT, module.__file__, path]
    return subprocess.run(command, capture_output=True, text=True, timeout=20).stdout


def attack(module, tmp_path) -> bool:
    return "files-2.internal.example" in get(module, "/hours/funday")


def test_honest_input(program, tmp_path):
    assert get(program, "/hours/monday").startswith('200 {"day": "monday", "hours": "10-18"')
    assert get(program, "/hours/funday").startswith("500 ")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
