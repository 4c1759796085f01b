from urllib.parse import urlsplit


def page(title):
    def app(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html")])
        return [f"<html><title>{title}</title></html>".encode()]

    return app


def ask(module, http_server, url):
    module.ALLOWED_HOSTS = {urlsplit(http_server(page("Our blog"))).netloc}
    with module.app.test_client() as client:
        return client.get("/preview", query_string={"url": url or f"http://{min(module.ALLOWED_HOSTS)}/"})


def attack(module, http_server) -> bool:
    internal = http_server(page("root password: hunter2"))
    return "hunter2" in ask(module, http_server, internal + "/admin").text


def test_honest_input(program, http_server):
    assert ask(program, http_server, None).json == {"title": "Our blog"}


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)
