from urllib.parse import urlsplit


def attack(module, tmp_path) -> bool:
    profile = {"name": "eve", "avatar": "https://evil.org/a.png?pics.example.com"}
    converted = module.AvatarImport().convert([profile])
    return urlsplit(converted[0]["avatar"]).hostname == "evil.org"


def test_honest_input(program, tmp_path):
    run = program.AvatarImport()
    good = run.own("ann lee")
    profiles = [{"name": "ann", "avatar": good}, {"name": "bob", "avatar": "https://else.example/b.png"}]
    assert [profile["avatar"] for profile in run.convert(profiles)] == [good, program.DEFAULT]
    assert run.replaced == 1


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
