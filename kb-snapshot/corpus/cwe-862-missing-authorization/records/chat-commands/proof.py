def channel(module):
    return module.Channel({"ann": "owner", "bob": "member", "eve": "guest"})


def attack(module, tmp_path) -> bool:
    room = channel(module)
    room.receive("eve", "/kick ann")
    return "ann" not in room.people


def test_honest_input(program, tmp_path):
    room = channel(program)
    assert room.receive("eve", "/help") == "/help"
    assert room.receive("ann", "/help") == "/help /topic /kick"
    assert room.receive("bob", "/topic 'next release'") == "topic set by bob"
    assert room.receive("ann", "/kick eve") == "ann removed eve"
    assert sorted(room.people) == ["ann", "bob"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
