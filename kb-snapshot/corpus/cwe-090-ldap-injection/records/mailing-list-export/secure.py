"""Fills mailing lists from the directory. Staff put their wishes into a queue."""

import json
from queue import Empty, Queue

from ldap3 import SUBTREE, Connection
from ldap3.utils.conv import escape_filter_chars

BASE = "ou=staff,dc=firm"
PROTECTED = {"board", "works council"}


def addresses(conn: Connection, department: str) -> list[str]:
    if department.strip().casefold() in PROTECTED:
        raise PermissionError(f"no list for {department}")
    entries = conn.extend.standard.paged_search(
        search_base=BASE,
        search_filter="(&(objectClass=person)(departmentNumber={}))".format(escape_filter_chars(department)),
        search_scope=SUBTREE,
        attributes=["mail"],
        paged_size=200,
        generator=True,
    )
    return sorted(entry["attributes"]["mail"][0] for entry in entries)


def work(conn: Connection, wishes: Queue, lists: dict[str, list[str]]) -> None:
    while True:
        try:
            wish = json.loads(wishes.get_nowait())
        except Empty:
            return
        try:
            lists[wish["list"]] = addresses(conn, wish["department"])
        except PermissionError as error:
            lists[wish["list"]] = [str(error)]
