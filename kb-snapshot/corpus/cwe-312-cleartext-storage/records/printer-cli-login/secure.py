"""Client of the print shop: remembers who you are."""

import getpass
import json
from pathlib import Path


def login(path: Path) -> None:
    user = input("User: ")
    with path.open("w") as file:
        json.dump({"user": user}, file)


def account(path: Path) -> tuple[str, str]:
    if not path.exists():
        raise SystemExit("Run `printer login` first.")
    saved = json.loads(path.read_text())
    return saved["user"], getpass.getpass("Password: ")


def forget(path: Path) -> None:
    path.unlink(missing_ok=True)
