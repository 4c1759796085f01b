"""Stores the settings of a site where the start script finds them."""

import argparse
import shlex
from pathlib import Path


def write_settings(path: Path, title: str, owner: str) -> None:
    with open(path, "w") as file:
        file.write(f"export SITE_TITLE={shlex.quote(title)}\n")
        file.write(f"export SITE_OWNER={shlex.quote(owner)}\n")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("title")
    parser.add_argument("owner")
    parser.add_argument("--file", type=Path, default=Path("deploy.env"))
    options = parser.parse_args()
    write_settings(options.file, options.title, options.owner)
    print(f"wrote {options.file}")


if __name__ == "__main__":
    main()
