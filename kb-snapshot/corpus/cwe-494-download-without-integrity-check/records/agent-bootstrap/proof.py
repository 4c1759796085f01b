import hashlib

GOOD = b"echo 4.2 > VERSION\n"


def served(body):
    def app(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/x-shellscript")])
        return [body]

    return app


def installed(module, tmp_path, url):
    module.INSTALLER = url + "/install.sh"
    module.INSTALLER_SHA256 = hashlib.sha256(GOOD).hexdigest()
    return module.bootstrap(str(tmp_path / "agent"))


def attack(module, tmp_path, http_server) -> bool:
    trace = tmp_path / "owned"
    try:
        installed(module, tmp_path, http_server(served(GOOD + b"touch '%s'\n" % str(trace).encode())))
    except RuntimeError:
        return False
    return trace.exists()


def test_honest_input(program, tmp_path, http_server):
    assert installed(program, tmp_path, http_server(served(GOOD))) == "4.2"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server):
    assert attack(vulnerable, tmp_path, http_server)


def test_attack_fails_on_hardened(hardened, tmp_path, http_server):
    assert not attack(hardened, tmp_path, http_server)
