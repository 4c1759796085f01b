import asyncio

from aiohttp.test_utils import TestClient, TestServer


def send(module, subject, body):
    async def go():
        async with TestClient(TestServer(module.make_app(["Ada", "Ben"]))) as client:
            answer = await client.post("/campaign", data={"subject": subject, "body": body})
            return answer.status, await answer.json() if answer.status == 200 else None

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    trace = tmp_path / "trace"
    send(module, "Hi", "{{ cycler.__init__.__globals__.os.popen('touch %s').read() }}" % trace)
    return trace.exists()


def test_honest_input(program, tmp_path):
    status, mails = send(program, "News for {{ name }}", "Dear {{ name|upper }}, we are open.")
    assert status == 200
    assert mails[0] == {"to": "Ada", "subject": "News for Ada", "body": "Dear ADA, we are open."}
    assert send(program, "{{ name", "x")[0] == 422


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
