def log_in(module, address="/login"):
    module.register("ada", "tulips")
    client = module.app.test_client()
    form = {"name": "ada", "password": "tulips"}
    return client, client.post(address, data=form, base_url="https://localhost")


def attack(module) -> bool:
    """The link to the login page came from the attacker."""
    log_in(module, "/login?sid=chosen-by-mallory")
    stranger = module.app.test_client()
    stranger.set_cookie("sid", "chosen-by-mallory")
    return stranger.get("/orders").status_code == 200


def test_honest_input(program):
    client, response = log_in(program)
    assert response.get_json() == {"welcome": "ada"}
    assert client.get("/orders", base_url="https://localhost").get_json() == {"customer": "ada", "orders": []}
    wrong = client.post("/login", data={"name": "ada", "password": "roses"})
    assert wrong.status_code == 403
    assert program.app.test_client().get("/orders").status_code == 401


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)
