"""strip-comments FILE: print a style sheet without its comments."""

import argparse
import re
import sys
from pathlib import Path


def without_comments(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    lines = (line.rstrip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    args = parser.parse_args(argv)
    sys.stdout.write(without_comments(args.file.read_text()) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
