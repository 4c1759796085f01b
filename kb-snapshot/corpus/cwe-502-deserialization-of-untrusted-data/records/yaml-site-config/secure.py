"""Check a site description before the generator builds it."""

import argparse
import sys
from pathlib import Path

import yaml

REQUIRED = ("title", "pages")


def read_site(path: Path) -> dict:
    with path.open(encoding="utf-8") as stream:
        return yaml.safe_load(stream)


def problems(site: dict) -> list[str]:
    missing = [f"missing: {key}" for key in REQUIRED if key not in site]
    empty = [f"no text: {page['name']}" for page in site.get("pages", []) if not page.get("text")]
    return missing + empty


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    options = parser.parse_args(argv)
    found = problems(read_site(options.site))
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0
