import io

PAGE = b"<script>fetch('/account/delete', {method: 'POST'})</script>"


def upload(module, tmp_path, name, content):
    module.PICTURES = str(tmp_path)
    client = module.app.test_client()
    return client, client.post("/pictures", data={"picture": (io.BytesIO(content), name)})


def attack(module, tmp_path) -> bool:
    client, response = upload(module, tmp_path, "party.html", PAGE)
    if response.status_code != 201:
        return False
    shown = client.get(response.json["address"])
    return shown.mimetype == "text/html" and shown.data == PAGE


def test_honest_input(program, tmp_path):
    client, response = upload(program, tmp_path, "party.JPG", b"\xff\xd8\xff picture")
    assert (response.status_code, response.json) == (201, {"address": "/pictures/party.JPG"})
    shown = client.get("/pictures/party.JPG")
    assert (shown.mimetype, shown.data) == ("image/jpeg", b"\xff\xd8\xff picture")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
