import hashlib
import json

GOOD = b"def greet(name):\n    return 'hello ' + name\n"
BAD = b"import builtins\nbuiltins.plugin_was_here = True\n"


def served(body):
    def app(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/x-python")])
        return [body]

    return app


def manifest(module, tmp_path, url):
    path = tmp_path / "plugins.json"
    entry = {"name": "greeter", "url": url + "/greeter.py", "sha256": hashlib.sha256(GOOD).hexdigest()}
    path.write_text(json.dumps({"plugins": [entry]}))
    return module.read_manifest(path)


def attack(module, tmp_path, url) -> bool:
    import builtins

    try:
        module.load_plugin(manifest(module, tmp_path, url), "greeter", str(tmp_path))
    except ValueError:
        pass
    ran = hasattr(builtins, "plugin_was_here")
    if ran:
        del builtins.plugin_was_here
    return ran


def test_honest_input(program, tmp_path, http_server):
    known = manifest(program, tmp_path, http_server(served(GOOD)))
    assert program.load_plugin(known, "greeter", str(tmp_path)).greet("Ada") == "hello Ada"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server):
    assert attack(vulnerable, tmp_path, http_server(served(BAD)))


def test_attack_fails_on_hardened(hardened, tmp_path, http_server):
    assert not attack(hardened, tmp_path, http_server(served(BAD)))
