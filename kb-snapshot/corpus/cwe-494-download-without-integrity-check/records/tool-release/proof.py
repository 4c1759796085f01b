import hashlib

GOOD = b"#!/bin/sh\necho 'shapelint 2.1'\n"


def served(body):
    def app(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/octet-stream")])
        return [body]

    return app


def installed(module, tmp_path, url, capsys):
    lock, target = tmp_path / "tools.lock", tmp_path / "bin"
    target.mkdir()
    digest = hashlib.sha256(GOOD).hexdigest()
    lock.write_text(f'[tools.shapelint]\nurl = "{url}/shapelint"\nsha256 = "{digest}"\n')
    module.main(["shapelint", "--lock", str(lock), "--target", str(target)])
    return capsys.readouterr().out


def attack(module, tmp_path, http_server, capsys) -> bool:
    trace = tmp_path / "owned"
    url = http_server(served(b"#!/bin/sh\ntouch '%s'\n" % str(trace).encode()))
    try:
        installed(module, tmp_path, url, capsys)
    except SystemExit:
        return False
    return trace.exists()


def test_honest_input(program, tmp_path, http_server, capsys):
    assert installed(program, tmp_path, http_server(served(GOOD)), capsys) == "shapelint 2.1\n"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, http_server, capsys):
    assert attack(vulnerable, tmp_path, http_server, capsys)


def test_attack_fails_on_hardened(hardened, tmp_path, http_server, capsys):
    assert not attack(hardened, tmp_path, http_server, capsys)
