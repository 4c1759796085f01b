def attack(module, tmp_path) -> bool:
    trace = tmp_path / "trace"
    module.letter("{{ cycler.__init__.__globals__.os.popen('touch %s').read() }}" % trace, 2025)
    return trace.exists()


def test_honest_input(program, tmp_path):
    text = program.letter("Ada", 2025)
    assert text.startswith("School of Music, 2025\n\nDear Ada,\n")
    assert text.endswith("Yours, the office")


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
