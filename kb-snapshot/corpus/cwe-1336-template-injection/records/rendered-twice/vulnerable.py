"""Serial letters: a body for each recipient, and the frame of the house around it."""

import argparse
import csv
import sys

from jinja2 import Environment

BODY = "Dear {{ name }},\nyour place in the course is kept."
FRAME = "School of Music, {{ year }}\n\n%s\n\nYours, the office"

env = Environment(autoescape=False)
body_template = env.from_string(BODY)


def letter(name: str, year: int) -> str:
    body = body_template.render(name=name)
    frame = env.from_string(FRAME % body)
    return frame.render(year=year)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("year", type=int)
    options = parser.parse_args()
    for row in csv.DictReader(sys.stdin):
        print(letter(row["name"], options.year))


if __name__ == "__main__":
    main()
