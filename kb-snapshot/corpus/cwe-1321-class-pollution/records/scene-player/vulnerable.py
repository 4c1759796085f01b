"""Plays scenes on the lights of the youth theatre."""

import csv
import io


class Spot:
    locked = "yes"

    def __init__(self):
        self.colour = "white"

    def shine(self) -> str:
        return self.colour if self.locked else "free: " + self.colour


class Stage:
    def __init__(self):
        self.spot = Spot()
        self.curtain = "closed"


class ScenePlayer:
    def __init__(self, stage: Stage):
        self.stage = stage

    def set(self, path: str, value: str) -> None:
        target = self.stage
        parts = path.split(".")
        for part in parts[:-1]:
            target = getattr(target, part)
        setattr(target, parts[-1], value)

    def play(self, scene: str) -> int:
        lines = list(csv.reader(io.StringIO(scene)))
        for path, value in lines:
            self.set(path.strip(), value.strip())
        return len(lines)
