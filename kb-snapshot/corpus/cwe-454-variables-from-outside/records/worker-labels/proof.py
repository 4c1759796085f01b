import json
import os
import socket
import socketserver
import threading

import pytest


@pytest.fixture
def environment():
    before = dict(os.environ)
    yield os.environ
    os.environ.clear()
    os.environ.update(before)


def send(module, *messages):
    answers = []
    with socketserver.TCPServer(("127.0.0.1", 0), module.Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        for message in messages:
            with socket.create_connection(server.server_address, timeout=5) as connection:
                connection.sendall(json.dumps(message).encode() + b"\n")
                answers.append(connection.makefile().readline().strip())
        server.shutdown()
    return answers


def attack(module, environment) -> bool:
    return send(module, {"WORKER_ADMIN_KEY": "mine"}, {"stop": "mine"})[1] == "stopping"


def test_honest_input(program, environment):
    assert send(program, {"WORKER_JOB": "j1", "WORKER_STAGE": "pack"}) == ["j1 pack"]
    assert send(program, {"stop": "guess"}) == ["no"]
    assert send(program, {"stop": os.environ["WORKER_ADMIN_KEY"]}) == ["stopping"]


def test_attack_succeeds_on_vulnerable(vulnerable, environment):
    assert attack(vulnerable, environment)


def test_attack_fails_on_hardened(hardened, environment):
    assert not attack(hardened, environment)
