import contextlib
import io
from xml.etree import ElementTree


def device(module, name, room):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        module.main([name, room])
    return ElementTree.fromstring(out.getvalue()).find("device").attrib


def attack(module, tmp_path) -> bool:
    return device(module, 'lamp" admin="yes', "2.14").get("admin") == "yes"


def test_honest_input(program, tmp_path):
    assert device(program, "Ann's lamp", "2.14") == {"name": "Ann's lamp", "room": "2.14"}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
