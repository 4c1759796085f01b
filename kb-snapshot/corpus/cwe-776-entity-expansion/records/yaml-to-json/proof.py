def bomb(levels):
    lines = ["a0: &a0 [" + ", ".join(["x"] * 10) + "]"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level} [" + ", ".join([f"*a{level - 1}"] * 10) + "]")
    return "\n".join(lines)


def convert(module, text):
    return module.app.test_client().post("/convert", data=text)


def attack(module, tmp_path) -> bool:
    text = bomb(5)
    return len(convert(module, text).data) > 1000 * len(text)


def test_honest_input(program, tmp_path):
    text = "name: lake\ndepth: 12\nboats: [red, blue]\n"
    assert convert(program, text).json == {"name": "lake", "depth": 12, "boats": ["red", "blue"]}
    assert convert(program, "a: [").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
