from werkzeug.exceptions import NotFound


def attack(module, tmp_path) -> bool:
    """Unsubscribes somebody else by trying tags, here without the cost of a network."""
    for number in range(1 << 16):
        try:
            module.stop("carl", f"{number:04x}")
        except NotFound:
            continue
        break
    return "carl" not in module.readers


def test_honest_input(program, tmp_path):
    client = program.app.test_client()
    assert client.get(program.link_for("ada")).json == {"unsubscribed": "ada"}
    assert program.readers == {"ben", "carl"}
    assert client.get("/stop/ben/xyz").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
