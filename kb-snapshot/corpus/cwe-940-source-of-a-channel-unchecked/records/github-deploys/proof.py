import asyncio
import hashlib
import hmac
import json

import pytest
from aiohttp.test_utils import TestClient, TestServer

pytestmark = pytest.mark.filterwarnings("ignore::aiohttp.web_exceptions.NotAppKeyWarning")


def push(module, secret, commit):
    body = json.dumps({"ref": "refs/heads/main", "after": commit}).encode()
    headers = {"Content-Type": "application/json", "X-GitHub-Event": "push", "X-GitHub-Delivery": "1"}
    if secret:
        digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers["X-Hub-Signature-256"] = f"sha256={digest}"
    app = module.make_app("hook-secret")

    async def send():
        async with TestClient(TestServer(app)) as client:
            await client.post("/github", data=body, headers=headers)

    asyncio.run(send())
    return app["deploys"]


def attack(module, tmp_path) -> bool:
    return push(module, None, "c0ffee") == ["c0ffee"]


def test_honest_input(program, tmp_path):
    assert push(program, "hook-secret", "4be1") == ["4be1"]
    assert push(program, "a guess", "c0ffee") == []


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
