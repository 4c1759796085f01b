import io

from PIL import Image


def draw(module, width, height):
    answer = module.app.test_client().get("/placeholder", query_string={"width": width, "height": height})
    with Image.open(io.BytesIO(answer.data)) as picture:
        return picture.size


def attack(module, tmp_path) -> bool:
    # Narrow, so that the proof itself stays small: four times the width that the service was made for.
    return draw(module, 8000, 4) == (8000, 4)


def test_honest_input(program, tmp_path):
    assert draw(program, 640, 480) == (640, 480)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
