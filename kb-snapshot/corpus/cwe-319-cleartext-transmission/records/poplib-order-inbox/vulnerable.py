"""Prints the orders that came by mail and empties the mailbox."""

import os
import poplib
from email import message_from_bytes


def orders(host: str, port: int, user: str, password: str) -> list[str]:
    found = []
    box = poplib.POP3(host, port, timeout=5)
    box.user(user)
    box.pass_(password)
    count, _ = box.stat()
    for number in range(1, count + 1):
        _, lines, _ = box.retr(number)
        found.append(message_from_bytes(b"\r\n".join(lines))["Subject"])
        box.dele(number)
    box.quit()
    return found


if __name__ == "__main__":
    for order in orders("mail.bakery.example", 110, "orders", os.environ["MAIL_PASSWORD"]):
        print(order)
