def switch(module, address, **headers):
    client = module.app.test_client()
    return client.post(
        "/admin/maintenance", data={"on": "yes"}, headers=headers, environ_base={"REMOTE_ADDR": address}
    )


def attack(module) -> bool:
    switch(module, "203.0.113.9", **{"X-Forwarded-For": "10.20.0.1"})
    return module.settings["maintenance"]


def test_honest_input(program):
    assert switch(program, "203.0.113.9").status_code == 403
    assert switch(program, "10.20.3.4").get_json() == {"maintenance": True}


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)
