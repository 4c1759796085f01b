import json


def hand_in(module, tmp_path, text):
    inbox, outbox = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    outbox.mkdir()
    (inbox / "week-7.json").write_text(json.dumps({"group": "juniors", "trainer": "Kim", "text": text}))
    assert module.work(inbox, outbox) == 1
    return (outbox / "week-7.html").read_text()


def attack(module, tmp_path) -> bool:
    """A text that reads a file of the club's office."""
    (tmp_path / "bank.txt").write_text("account 4711")
    try:
        page = hand_in(module, tmp_path, "{{ open('%s/bank.txt').read() }}" % tmp_path)
    except Exception:
        return False
    return "account 4711" in page


def test_honest_input(program, tmp_path):
    page = hand_in(program, tmp_path, "Training begins at six, bring water.")
    assert page.splitlines() == [
        "<h1>News for juniors</h1>",
        "<div>Training begins at six, bring water.</div>",
        "<p>Your Kim</p>",
    ]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
