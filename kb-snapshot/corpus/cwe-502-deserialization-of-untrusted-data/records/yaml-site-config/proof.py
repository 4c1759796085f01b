import yaml

SITE = """\
title: Workshop
pages:
  - {name: index, text: Welcome}
  - {name: dates, text: ""}
"""


def attack(module, tmp_path) -> bool:
    proof = tmp_path / "ran"
    site = tmp_path / "evil.yml"
    site.write_text(f"title: !!python/object/apply:os.mkdir ['{proof}']\npages: []\n")
    try:
        module.main([str(site)])
    except yaml.constructor.ConstructorError:
        pass
    return proof.exists()


def test_honest_input(program, tmp_path, capsys):
    site = tmp_path / "site.yml"
    site.write_text(SITE)
    assert program.main([str(site)]) == 1
    assert capsys.readouterr().err == "no text: dates\n"
    site.write_text(SITE.replace('""', "May"))
    assert program.main([str(site)]) == 0


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
