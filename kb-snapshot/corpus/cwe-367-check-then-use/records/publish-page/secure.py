import os


def load(folder, name):
    """Title and body of a page in an author's folder, None where it can't be read."""
    path = os.path.join(folder, name + ".md")
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return None
    with open(descriptor, encoding="utf-8") as file:
        title = file.readline().lstrip("# ").strip()
        body = file.read().strip()
    return title, body


def publish(folder, names):
    pages = (load(folder, name) for name in names)
    return [page for page in pages if page is not None]
