import logging

import httpx


def visit(module, http_server, tmp_path, *plates):
    """What the gate answers, and the lines of its log file."""
    handler = logging.FileHandler(tmp_path / "gate.log", mode="w")
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    module.log.addHandler(handler)
    module.log.setLevel(logging.INFO)
    try:
        base = http_server(module.Gate(["HH AB 12"]).app)
        codes = [httpx.post(base + "/enter", data={"plate": plate}).status_code for plate in plates]
        inside = httpx.get(base + "/inside").json()["inside"]
    finally:
        module.log.removeHandler(handler)
        handler.close()
    return codes, inside, (tmp_path / "gate.log").read_text().splitlines()


def test_honest_input(program, http_server, tmp_path):
    codes, inside, lines = visit(program, http_server, tmp_path, "HH AB 12", "B XY 9")
    assert codes == [200, 403]
    assert inside == ["HH AB 12"]
    assert len(lines) == 2
    assert lines[0].startswith("INFO opened for") and "HH AB 12" in lines[0]
    assert lines[1].startswith("WARNING refused") and "B XY 9" in lines[1]


def attack(module, http_server, tmp_path) -> bool:
    """A refused visitor, who wants an alibi for somebody else's car."""
    lines = visit(module, http_server, tmp_path, "X\nINFO opened for HH AB 12")[2]
    return "INFO opened for HH AB 12" in lines


def test_attack_succeeds_on_vulnerable(vulnerable, http_server, tmp_path):
    assert attack(vulnerable, http_server, tmp_path)


def test_attack_fails_on_hardened(hardened, http_server, tmp_path):
    assert not attack(hardened, http_server, tmp_path)
