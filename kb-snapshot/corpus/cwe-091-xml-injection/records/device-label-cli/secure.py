"""label NAME ROOM: print the label of a device as XML."""

import argparse
from xml.dom import minidom
from xml.sax.saxutils import quoteattr


def label(name: str, room: str) -> str:
    text = '<label><device name=' + quoteattr(name) + ' room=' + quoteattr(room) + '/></label>'
    document = minidom.parseString(text)
    return document.documentElement.toprettyxml(indent="  ")


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("room")
    args = parser.parse_args(argv)
    print(label(args.name, args.room), end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
