import asyncio

from aiohttp.test_utils import TestClient, TestServer

REPORT = '<report station="north"><value name="temperature">21.5</value><value name="wind">3</value></report>'


def bomb(levels=5):
    declared = ['<!ENTITY e0 "0123456789">']
    declared += [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels)]
    return f"<!DOCTYPE report [{''.join(declared)}]>" + REPORT.replace("21.5", f"&e{levels - 1};")


def post(module, xml):
    async def go():
        async with TestClient(TestServer(module.make_app())) as client:
            answer = await client.post("/reports", data=xml.encode())
            return answer.status, await answer.text()

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    sent = bomb()
    return len(post(module, sent)[1]) > 100 * len(sent)


def test_honest_input(program, tmp_path):
    status, text = post(program, REPORT)
    assert status == 200
    assert text == '{"station": "north", "values": {"temperature": "21.5", "wind": "3"}}'
    assert post(program, "<report>")[0] == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
