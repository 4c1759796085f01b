"""Removes the accounts of people who have left the firm."""

import argparse
import sys

from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars

STAFF = "ou=staff,dc=firm"


def remove(conn: Connection, names: list[str]) -> list[str]:
    removed = []
    for name in names:
        conn.search(STAFF, "(uid={})".format(escape_filter_chars(name.strip())), attributes=["uid"])
        for entry in list(conn.entries):
            if conn.delete(entry.entry_dn):
                removed.append(entry.uid.value)
    return removed


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", required=True)
    options = parser.parse_args()
    with Connection(Server(options.server), auto_bind=True) as conn:
        print("removed:", ", ".join(remove(conn, sys.stdin.readlines())))


if __name__ == "__main__":
    main()
