def bomb(levels):
    entities = '<!ENTITY e0 "0123456789">'
    for level in range(1, levels):
        entities += f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">'
    return f"<!DOCTYPE film [{entities}]><film><caption>&e{levels - 1};</caption></film>".encode()


def attack(module, tmp_path) -> bool:
    document = bomb(5)
    try:
        captions = module.CaptionReader().read(document)
    except ValueError:
        return False
    return sum(map(len, captions)) > 200 * len(document)


def test_honest_input(program, tmp_path):
    document = b"<film><title>Lake</title><caption>Good morning</caption><caption>A &amp; B</caption></film>"
    assert program.CaptionReader().read(document) == ["Good morning", "A & B"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
