import base64
import os
import pickle


class Touch:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def attack(module, tmp_path) -> bool:
    proof = tmp_path / "ran"
    client = module.app.test_client()
    client.set_cookie("basket", base64.urlsafe_b64encode(pickle.dumps(Touch(proof))).decode())
    client.get("/basket")
    return proof.exists()


def test_honest_input(program, tmp_path):
    client = program.app.test_client()
    assert client.get("/basket").get_json() == {}
    client.post("/basket/lamp")
    client.post("/basket/lamp")
    assert client.post("/basket/desk").get_json() == {"lamp": 2, "desk": 1}
    assert client.get("/basket").get_json() == {"lamp": 2, "desk": 1}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
