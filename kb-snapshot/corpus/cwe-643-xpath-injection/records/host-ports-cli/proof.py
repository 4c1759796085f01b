import contextlib
import io

REPORT = """<scan>
  <host name="web.ann.example"><port>443</port><port>80</port></host>
  <host name="db.bob.example"><port>5432</port></host>
</scan>"""


def printed(module, tmp_path, host):
    report = tmp_path / "scan.xml"
    report.write_text(REPORT)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        module.main([str(report), host])
    return out.getvalue().split()


def attack(module, tmp_path) -> bool:
    return "5432" in printed(module, tmp_path, "' or '1'='1")


def test_honest_input(program, tmp_path):
    assert printed(program, tmp_path, "web.ann.example") == ["80", "443"]
    assert printed(program, tmp_path, "unknown.example") == []


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
