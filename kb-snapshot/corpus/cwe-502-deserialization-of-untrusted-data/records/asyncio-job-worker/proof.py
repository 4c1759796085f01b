import asyncio
import json
import os
import pickle


class Touch:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def send(module, payload):
    async def go():
        jobs = module.JobServer()
        server = await jobs.start()
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(len(payload).to_bytes(4, "big") + payload)
            writer.write_eof()
            try:
                return (await asyncio.wait_for(reader.read(), 0.3)).decode()
            except asyncio.TimeoutError:
                return ""
            finally:
                writer.close()

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    proof = tmp_path / "ran"
    send(module, pickle.dumps(Touch(proof)))
    return proof.exists()


def test_honest_input(program, tmp_path):
    pack = pickle.dumps if hasattr(program, "pickle") else lambda job: json.dumps(job).encode()
    assert send(program, pack({"kind": "sum", "values": [1, 2, 3]})) == "6"
    assert send(program, pack({"kind": "count", "values": ["a", "b"]})) == "2"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
