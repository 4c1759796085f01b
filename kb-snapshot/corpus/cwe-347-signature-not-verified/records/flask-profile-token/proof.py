import jwt


def test_honest_input(program):
    client = program.app.test_client()
    answer = client.post("/login", data={"name": "kim", "password": program.PASSWORDS["kim"]})
    headers = {"Authorization": f"Bearer {answer.get_json()['token']}"}
    assert client.get("/profile", headers=headers).get_json() == {"phone": "555-0101"}
    assert client.get("/profile", headers={"Authorization": "Bearer nonsense"}).status_code == 401


def attack(module) -> bool:
    """Kim writes a token with Lee's name, signed with a key of her own."""
    token = jwt.encode({"sub": "lee"}, "a key that nobody else knows, really", algorithm="HS256")
    answer = module.app.test_client().get("/profile", headers={"Authorization": f"Bearer {token}"})
    return "555-0199" in answer.get_data(as_text=True)


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)
