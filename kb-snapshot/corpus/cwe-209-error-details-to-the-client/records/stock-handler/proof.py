import httpx


def ask(module, http_server, path):
    handler = type("Handler", (module.StockHandler,), {"stock_file": path})
    return httpx.get(http_server(handler))


def attack(module, http_server) -> bool:
    from pathlib import Path

    return "no-such-folder" in ask(module, http_server, Path("/no-such-folder/stock.json")).text


def test_honest_input(program, http_server, tmp_path):
    path = tmp_path / "stock.json"
    path.write_text('{"hinge": 4}')
    assert ask(program, http_server, path).json() == {"hinge": 4}
    assert ask(program, http_server, tmp_path / "missing.json").status_code == 500


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)
