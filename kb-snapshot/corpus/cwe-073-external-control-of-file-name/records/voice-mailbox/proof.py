import wave

import httpx

HELLO = b"\1\0" * 400
RUDE = b"\2\0" * 400


def mailbox(module, http_server, folder):
    with wave.open(str(folder / "greeting.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", "not compressed"))
        file.writeframes(HELLO)
    box = module.Mailbox(folder)
    return box, http_server(box.app)


def leave(base, caller, sound):
    return httpx.post(base + "/messages", params={"caller": caller}, content=sound)


def test_honest_input(program, http_server, tmp_path):
    box, base = mailbox(program, http_server, tmp_path)
    assert leave(base, "Ann Lee", RUDE).json() == {"waiting": 1}
    assert leave(base, "Ben", RUDE).json() == {"waiting": 2}
    assert leave(base, "../x", RUDE).status_code == 400
    assert [message["caller"] for message in box.messages] == ["Ann Lee", "Ben"]
    with wave.open(str(tmp_path / box.messages[0]["file"])) as file:
        assert file.readframes(1000) == RUDE
    assert HELLO in httpx.get(base + "/greeting").content


def attack(module, http_server, tmp_path) -> bool:
    """A caller who says that their name is "greeting"."""
    _, base = mailbox(module, http_server, tmp_path)
    leave(base, "greeting", RUDE)
    return RUDE in httpx.get(base + "/greeting").content


def test_attack_succeeds_on_vulnerable(vulnerable, http_server, tmp_path):
    assert attack(vulnerable, http_server, tmp_path)


def test_attack_fails_on_hardened(hardened, http_server, tmp_path):
    assert not attack(hardened, http_server, tmp_path)
