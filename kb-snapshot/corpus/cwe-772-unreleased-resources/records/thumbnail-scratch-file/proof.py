import os


def open_descriptors():
    return len(os.listdir("/dev/fd"))


def send(module, tmp_path, body):
    module.app.config["SPOOL"] = str(tmp_path)
    return module.app.test_client().post("/pages", data=body)


def attack(module, tmp_path) -> bool:
    send(module, tmp_path, b"first")
    before = open_descriptors()
    for number in range(30):
        send(module, tmp_path, b"page %d" % number)
    return open_descriptors() - before >= 30


def test_honest_input(program, tmp_path):
    answer = send(program, tmp_path, b"a page")
    assert (tmp_path / answer.json["page"]).read_bytes() == b"a page"
    assert send(program, tmp_path, b"").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
