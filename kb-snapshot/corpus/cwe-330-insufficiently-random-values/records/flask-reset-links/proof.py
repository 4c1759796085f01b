import random


def start(module):
    mails = []
    module.app.config["SEND_MAIL"] = lambda email, link: mails.append((email, link))
    client = module.app.test_client()
    for email in ("kim@example.org", "mallory@example.org"):
        client.post(f"/users/{email}", data={"password": "first"})
    return client, mails


def test_honest_input(program):
    client, mails = start(program)
    client.post("/forgot", data={"email": "nobody@example.org"})
    assert mails == []
    client.post("/forgot", data={"email": "kim@example.org"})
    ((email, link),) = mails
    assert email == "kim@example.org"
    assert len(link) == len("/reset/") + 32
    assert client.post(link, data={"password": "second"}).get_json() == {"email": email}
    assert program.USERS[email] == "second"
    assert client.post(link, data={"password": "third"}).status_code == 404


def undo_right(value, shift):
    result = value
    for _ in range(32 // shift):
        result = value ^ (result >> shift)
    return result


def undo_left(value, shift, mask):
    result = value
    for _ in range(32 // shift):
        result = value ^ ((result << shift) & mask)
    return result & 0xFFFFFFFF


def continue_from(words):
    """A generator that goes on where the 624 numbers of 32 bits end."""
    state = []
    for word in words[-624:]:
        word = undo_right(word, 18)
        word = undo_left(word, 15, 0xEFC60000)
        word = undo_left(word, 7, 0x9D2C5680)
        state.append(undo_right(word, 11))
    clone = random.Random()
    clone.setstate((3, (*state, 624), None))
    return clone


def attack(module) -> bool:
    """Mallory reads the links to the own account and computes the one that was mailed to Kim."""
    client, mails = start(module)
    for _ in range(156):
        client.post("/forgot", data={"email": "mallory@example.org"})
    words = []
    for _, link in mails:
        token = int(link.removeprefix("/reset/"), 16)
        words += [(token >> shift) & 0xFFFFFFFF for shift in (0, 32, 64, 96)]
    clone = continue_from(words)
    client.post("/forgot", data={"email": "kim@example.org"})
    guess = f"/reset/{clone.getrandbits(128):032x}"
    return client.post(guess, data={"password": "mine"}).get_json().get("email") == "kim@example.org"


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)
