import jwt


def test_honest_input(program):
    builds = program.Builds()
    assert not builds.delete(builds.issue("kim"), 7)
    assert builds.delete(builds.issue("root", admin=True), 7)
    assert builds.deleted == [7]


def attack(module) -> bool:
    """A user writes the claims of an administrator."""
    builds = module.Builds()
    forged = jwt.encode({"sub": "kim", "admin": True}, "kim's own key, thirty-two bytes and more", "HS256")
    return builds.delete(forged, 1)


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)
