"""Load save games, which players also pass around among each other."""

import pickle
from collections import Counter
from datetime import date
from pathlib import Path


def load_game(path: Path) -> dict:
    with path.open("rb") as file:
        game = pickle.Unpickler(file).load()
    if game.get("version", 0) > 3:
        raise ValueError("made by a newer version of the game")
    return game


def save_game(path: Path, level: int, found: Counter) -> None:
    game = {"version": 3, "level": level, "found": found, "saved": date.today()}
    path.write_bytes(pickle.dumps(game))


def describe(path: Path) -> str:
    game = load_game(path)
    items = ", ".join(f"{count} {name}" for name, count in game["found"].most_common())
    return f"Level {game['level']}, {items}"
