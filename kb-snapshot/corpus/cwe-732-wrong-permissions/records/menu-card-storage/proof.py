import stat

from django.conf import settings

if not settings.configured:
    settings.configure()

from django.test import RequestFactory  # noqa: E402


def upload(module, folder, text):
    page = module.MenuPage(folder)
    answer = page.upload(RequestFactory().post("/menu", {"menu": text}))
    return page, answer


def attack(module, tmp_path) -> bool:
    """Another account of the machine looks for files that it may write to."""
    upload(module, tmp_path, "soup")
    return bool((tmp_path / "today.txt").stat().st_mode & stat.S_IWOTH)


def test_honest_input(program, tmp_path):
    page, answer = upload(program, tmp_path, "lentils\nrice pudding")
    assert answer.status_code == 201
    assert page.show(RequestFactory().get("/menu")).content == b"lentils\nrice pudding"
    assert (tmp_path / "today.txt").stat().st_mode & stat.S_IROTH
    assert upload(program, tmp_path, " ")[1].status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
