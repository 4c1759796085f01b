def attack(module, tmp_path) -> bool:
    return module.accepts([30_000_000], [100])


def test_honest_input(program, tmp_path):
    assert program.total_cents([2, 3], [250, 100]) == 800
    assert program.accepts([2, 3], [250, 100])
    assert not program.accepts([100_000], [100])
    assert not program.accepts([-1], [100])


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
