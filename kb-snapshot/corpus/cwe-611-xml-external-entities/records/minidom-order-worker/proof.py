import queue

ORDER = '<order><customer>Ada</customer><item article="lamp" amount="2"/><item article="bulb"/></order>'


def bomb(levels=5):
    declared = ['<!ENTITY e0 "0123456789">']
    declared += [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels)]
    return f"<!DOCTYPE order [{''.join(declared)}]>" + ORDER.replace("Ada", f"&e{levels - 1};")


def work(module, *documents):
    inbox, rows, rejected = queue.Queue(), [], []
    for document in (*documents, None):
        inbox.put(document)
    module.run(inbox, rows, rejected)
    return rows, rejected


def attack(module, tmp_path) -> bool:
    sent = bomb()
    rows, _ = work(module, sent)
    return any(len(customer) > 100 * len(sent) for customer, _, _ in rows)


def test_honest_input(program, tmp_path):
    rows, rejected = work(program, ORDER, "<order>", ORDER.replace("Ada", "Bo &amp; Co"))
    assert rows[:2] == [("Ada", "lamp", 2), ("Ada", "bulb", 1)]
    assert rows[2][0] == "Bo & Co"
    assert rejected == ["ExpatError"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
