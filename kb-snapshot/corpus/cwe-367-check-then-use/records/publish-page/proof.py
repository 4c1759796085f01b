import os
import sys

moves = {}


def rival(event, arguments):
    """Python tells us before it opens a file: the moment at which the author acts."""
    if event == "open" and arguments[0] in moves:
        moves.pop(arguments[0])()


sys.addaudithook(rival)


def attack(module, tmp_path) -> bool:
    (tmp_path / "secret.txt").write_text("api key 4711")
    author = tmp_path / "author"
    author.mkdir()
    page = author / "news.md"
    page.write_text("# News")

    def swap():
        page.unlink()
        page.symlink_to(tmp_path / "secret.txt")

    moves[os.path.join(author, "news.md")] = swap
    return module.publish(str(author), ["news"]) == [("api key 4711", "")]


def test_honest_input(program, tmp_path):
    (tmp_path / "news.md").write_text("# News\n\nWe are open.\n")
    assert program.publish(str(tmp_path), ["news", "missing"]) == [("News", "We are open.")]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
