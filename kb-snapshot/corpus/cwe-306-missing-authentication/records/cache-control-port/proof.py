import asyncio
import json


async def talk(module, commands):
    control = module.ControlServer("deploy-key-19")
    control.cache["rates"] = "1.07"
    server = await control.start(0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    answers = []
    for command in commands:
        writer.write(json.dumps(command).encode() + b"\n")
        answers.append(json.loads(await reader.readline()))
    writer.close()
    server.close()
    return control.cache, answers


def attack(module, tmp_path) -> bool:
    cache, _ = asyncio.run(talk(module, [{"do": "flush"}]))
    return not cache


def test_honest_input(program, tmp_path):
    commands = [{"do": "set", "key": "a", "value": "1", "secret": "deploy-key-19"}]
    cache, answers = asyncio.run(talk(program, commands))
    assert cache == {"rates": "1.07", "a": "1"}
    assert answers == [{"ok": True, "size": 2}]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
