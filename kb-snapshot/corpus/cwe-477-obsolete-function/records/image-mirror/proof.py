import httpx

def asked_host(url):
    """The host that a real client connects to for an address."""
    return httpx.URL(url).host


def attack(module, tmp_path) -> bool:
    try:
        return module.fetch("http://img.example:x@evil.example/cat.png", asked_host) == "evil.example"
    except PermissionError:
        return False


def test_honest_input(program, tmp_path):
    assert program.fetch("https://img.example/cat.png", asked_host) == "img.example"
    assert not program.may_fetch("https://evil.example/cat.png")
    assert not program.may_fetch("ftp://img.example/cat.png")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
