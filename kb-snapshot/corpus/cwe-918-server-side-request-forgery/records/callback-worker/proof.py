import json
from urllib.parse import urlsplit


def recorder(posts):
    def app(environ, start_response):
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0))
        posts.append((environ["REQUEST_METHOD"], environ["PATH_INFO"], body))
        start_response("204 No Content", [])
        return []

    return app


def run(module, http_server, callback):
    posts = []
    honest = http_server(recorder(posts))
    module.CALLBACK_HOSTS = {urlsplit(honest).netloc}
    job = {"id": 7, "text": "one two three", "callback": callback or honest + "/done"}
    return module.work([json.dumps(job)]), posts


def attack(module, http_server) -> bool:
    reached = []
    internal = http_server(recorder(reached))
    try:
        run(module, http_server, internal + "/purge")
    except ValueError:
        return False
    return [method for method, path, _ in reached if path == "/purge"] == ["POST"]


def test_honest_input(program, http_server):
    statuses, posts = run(program, http_server, None)
    assert statuses == [204]
    assert [(path, json.loads(body)) for _, path, body in posts] == [("/done", {"id": 7, "words": 3})]


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)
