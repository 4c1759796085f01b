import os


def text_files(folder):
    for parent, _, names in os.walk(folder, followlinks=True):
        for name in names:
            if name.endswith(".txt"):
                yield os.path.join(parent, name)


def index(folder):
    """Which files hold a word: paths from the folder on, by word."""
    found = {}
    for path in text_files(folder):
        with open(path, encoding="utf-8", errors="replace") as file:
            for word in set(file.read().lower().split()):
                found.setdefault(word, []).append(os.path.relpath(path, folder))
    return found
