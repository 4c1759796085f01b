"""Expands text blocks in letters: {{greeting}} is replaced by the block of that name."""

import argparse
import json
import re
from pathlib import Path

DEPTH = 10
BLOCK = re.compile(r"\{\{(\w+)\}\}")


def expand(text: str, blocks: dict[str, str]) -> str:
    for _ in range(DEPTH):
        expanded = BLOCK.sub(lambda found: blocks.get(found[1], ""), text)
        if expanded == text:
            return text
        text = expanded
    raise ValueError("the blocks are nested too deeply")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("letter", type=Path)
    parser.add_argument("blocks", type=Path)
    options = parser.parse_args()
    print(expand(options.letter.read_text(), json.loads(options.blocks.read_text())))


if __name__ == "__main__":
    main()
