"""Sorts the log lines that the devices send."""

import asyncio
import re
from collections import Counter

LINE = re.compile(r"^\[(?P<clock>\d+(?::\d+)*)\] (?P<level>[A-Z]+) (?P<text>.*)$")


class LogWorker:
    def __init__(self):
        self.levels = Counter()
        self.skipped = 0

    def take(self, line):
        found = LINE.match(line)
        if found is None:
            self.skipped += 1
            return
        self.levels[found["level"]] += 1

    async def run(self, queue: asyncio.Queue):
        while (line := await queue.get()) is not None:
            self.take(line)
        return dict(self.levels)
