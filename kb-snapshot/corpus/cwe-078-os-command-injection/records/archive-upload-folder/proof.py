import tarfile


def prepare(tmp_path):
    uploads = tmp_path / "uploads"
    (uploads / "acme").mkdir(parents=True)
    (uploads / "acme" / "invoice.txt").write_text("42 EUR")
    return uploads, tmp_path / "backups"


def attack(module, tmp_path) -> bool:
    uploads, backups = prepare(tmp_path)
    marker = tmp_path / "marker"
    module.archive_customer(uploads, backups, f"acme . ; touch {marker} #")
    return marker.exists()


def test_honest_input(program, tmp_path):
    uploads, backups = prepare(tmp_path)
    archive = program.archive_customer(uploads, backups, "acme")
    with tarfile.open(archive) as packed:
        assert packed.extractfile("./invoice.txt").read() == b"42 EUR"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
