import time

import jwt
from fastapi.testclient import TestClient


def client(module, *scopes):
    claims = {"sub": "ann", "scope": " ".join(scopes), "exp": time.time() + 60}
    token = jwt.encode(claims, module.KEY, algorithm="HS256")
    return TestClient(module.app, headers={"Authorization": "Bearer " + token})


def attack(module, tmp_path) -> bool:
    client(module, "sensors:read").put("/sensors/weir", params={"value": 9})
    return module.offsets["weir"] == 9


def test_honest_input(program, tmp_path):
    assert client(program, "sensors:read").get("/sensors/bridge").json() == {"offset": 0.2}
    owner = client(program, "sensors:read", "sensors:write")
    assert owner.put("/sensors/weir", params={"value": 0.5}).json() == {"offset": 0.5, "by": "ann"}
    assert client(program, "mail").get("/sensors/weir").status_code == 403
    assert TestClient(program.app).get("/sensors/weir").status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
