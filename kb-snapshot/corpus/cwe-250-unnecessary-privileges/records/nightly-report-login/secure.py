"""Answers questions about sales; the questions are SQL."""

import argparse
import csv
import sqlite3
import sys
from pathlib import Path


def ask(path, question):
    sales = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
    try:
        with sales:
            return sales.execute(question).fetchall()
    finally:
        sales.close()


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("question")
    options = parser.parse_args(argv)
    csv.writer(sys.stdout).writerows(ask(options.database, options.question))
