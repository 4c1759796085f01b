from fastapi.testclient import TestClient


def bomb(levels):
    entities = '<!ENTITY e0 "0123456789">'
    for level in range(1, levels):
        entities += f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">'
    return f"<!DOCTYPE list [{entities}]><list><comment>&e{levels - 1};</comment></list>".encode()


def send(module, document):
    return TestClient(module.app).post("/readings", content=document)


def attack(module, tmp_path) -> bool:
    document = bomb(5)
    module.comments.clear()
    send(module, document)
    return sum(map(len, module.comments)) > 200 * len(document)


def test_honest_input(program, tmp_path):
    document = b"<list><reading>1.5</reading><reading>2</reading><comment>cold</comment></list>"
    assert send(program, document).json() == {"count": 2, "sum": 3.5}
    assert program.comments == ["cold"]
    assert send(program, b"<list>").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
