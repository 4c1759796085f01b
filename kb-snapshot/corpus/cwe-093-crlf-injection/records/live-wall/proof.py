def read(module, *texts):
    client = module.app.test_client()
    module.messages.clear()
    for text in texts:
        client.post("/wall", json={"text": text})
    stream = client.get("/wall").get_data(as_text=True)
    events = []
    for block in stream.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        if fields:
            events.append((fields.get("event", "message"), fields.get("data", "").strip('"')))
    return events


def attack(module, tmp_path) -> bool:
    events = read(module, "hi\n\nevent: reload\ndata: https://evil.example")
    return ("reload", "https://evil.example") in events


def test_honest_input(program, tmp_path):
    assert read(program, "hello", "good music") == [
        ("message", "Welcome"),
        ("message", "hello"),
        ("message", "good music"),
    ]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
