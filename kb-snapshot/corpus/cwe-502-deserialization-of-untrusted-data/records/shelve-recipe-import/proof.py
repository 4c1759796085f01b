import dbm
import json
import os
import shelve

RECIPES = {"soup": {"items": {"leek": 2, "potato": 4}}, "salad": {"items": {"leek": 1}}}


class Touch:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def attack(module, tmp_path) -> bool:
    proof = tmp_path / "ran"
    with shelve.open(str(tmp_path / "evil")) as export:
        export["soup"] = Touch(proof)
    try:
        module.main([str(tmp_path / "evil"), "soup"])
    except (TypeError, ValueError):
        pass
    return proof.exists()


def test_honest_input(program, tmp_path, capsys):
    path = str(tmp_path / "export")
    if hasattr(program, "shelve"):
        with shelve.open(path) as export:
            export.update(RECIPES)
    else:
        with dbm.open(path, "c") as export:
            for name, recipe in RECIPES.items():
                export[name] = json.dumps(recipe)
    assert program.main([path, "soup", "salad"]) == 0
    assert capsys.readouterr().out == "     3 leek\n     4 potato\n"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
