"""Who stands at the door: badge and PIN against the directory of the club."""

from ldap3 import SUBTREE, Connection
from ldap3.utils.conv import escape_filter_chars


class DoorLogin:
    def __init__(self, connection: Connection, base: str = "ou=members,dc=club"):
        self.connection = connection
        self.base = base

    def sign_in(self, badge: str, pin: str) -> str | None:
        if not badge or not pin:
            return None
        conn = self.connection
        conn.search(
            self.base,
            "(&(uid=%s)(employeeNumber=%s))" % (escape_filter_chars(badge), escape_filter_chars(pin)),
            SUBTREE,
            attributes=["displayName"],
        )
        if len(conn.entries) != 1:
            return None
        return conn.entries[0].displayName.value
