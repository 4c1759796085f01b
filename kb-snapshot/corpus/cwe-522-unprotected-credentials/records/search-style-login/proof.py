import re


class AccessLog:
    """What a proxy or server writes down about requests."""

    def __init__(self, app):
        self.app = app
        self.lines = []

    def __call__(self, environ, start_response):
        self.lines.append(f'{environ["REQUEST_METHOD"]} {environ["PATH_INFO"]}?{environ["QUERY_STRING"]}')
        return self.app(environ, start_response)


def log_in(module, password="tulip-42"):
    module.readers["ann"] = "tulip-42"
    module.app.wsgi_app = log = AccessLog(module.app.wsgi_app)
    client = module.app.test_client()
    method = re.search('method="([a-z]+)"', client.get("/").text)[1]
    fields = {"name": "ann", "password": password}
    if method == "get":
        answer = client.get("/login", query_string=fields)
    else:
        answer = client.post("/login", data=fields)
    return client, answer, "\n".join(log.lines)


def attack(module, tmp_path) -> bool:
    _, _, log = log_in(module)
    return "tulip-42" in log


def test_honest_input(program, tmp_path):
    client, answer, _ = log_in(program)
    assert answer.status_code == 302 and client.get("/").text == "Welcome to the reading room."
    assert log_in(program, "rose")[1].status_code == 403


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
