import subprocess

import httpx


def git(folder, *arguments):
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    return subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def call(module, http_server, tmp_path, branch):
    origin, mirror = tmp_path / "origin", tmp_path / "mirror"
    for folder in (origin, mirror):
        folder.mkdir()
        git(folder, "init", "-q", "-b", "main")
    git(origin, "commit", "-q", "--allow-empty", "-m", "first")
    git(mirror, "remote", "add", "origin", str(origin))
    handler = type("Handler", (module.PushHandler,), {"mirror": str(mirror)})
    status = httpx.post(http_server(handler), json={"branch": branch}).status_code
    return status, origin, mirror


def attack(module, http_server, tmp_path) -> bool:
    trace = tmp_path / "trace"
    call(module, http_server, tmp_path, f"--upload-pack=touch {trace};")
    return trace.exists()


def test_honest_input(program, http_server, tmp_path):
    status, origin, mirror = call(program, http_server, tmp_path, "main")
    assert status == 204
    assert git(mirror, "rev-parse", "FETCH_HEAD") == git(origin, "rev-parse", "main")


def test_attack_succeeds_on_vulnerable(vulnerable, http_server, tmp_path):
    assert attack(vulnerable, http_server, tmp_path)


def test_attack_fails_on_hardened(hardened, http_server, tmp_path):
    assert not attack(hardened, http_server, tmp_path)
