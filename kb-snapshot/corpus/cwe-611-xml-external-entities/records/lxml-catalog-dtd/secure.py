"""Convert a partner's product catalogue into CSV."""

import argparse
import csv
import sys
from pathlib import Path

from lxml import etree


def read_products(path: Path):
    parser = etree.XMLParser(resolve_entities=False)
    catalogue = etree.parse(str(path), parser)
    for product in catalogue.iterfind("product"):
        yield {
            "sku": product.get("sku"),
            "name": product.findtext("name", default=""),
            "price": product.findtext("price", default="0"),
        }


def convert(path: Path, out) -> int:
    writer = csv.DictWriter(out, fieldnames=["sku", "name", "price"], lineterminator="\n")
    writer.writeheader()
    count = 0
    for row in read_products(path):
        writer.writerow(row)
        count += 1
    return count


def main(argv=None) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("catalogue", type=Path)
    return 0 if convert(options.parse_args(argv).catalogue, sys.stdout) else 1
