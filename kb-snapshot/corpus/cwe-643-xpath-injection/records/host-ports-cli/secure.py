"""ports REPORT HOST: print the open ports of a host."""

import argparse

from lxml import etree


def ports(report_file, host):
    report = etree.parse(report_file, etree.XMLParser(resolve_entities=False))
    found = report.xpath("//host[@name=$host]/port", host=host)
    return sorted(int(port.text) for port in found)


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report")
    parser.add_argument("host")
    args = parser.parse_args(argv)
    for port in ports(args.report, args.host):
        print(port)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
