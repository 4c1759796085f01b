"""Uploads a meter reading: upload USER READING, with the password in METER_PASSWORD."""

import json
import os
import sys
import urllib.request


def upload(user: str, password: str, reading: int) -> int:
    body = json.dumps({"user": user, "password": password, "reading": reading}).encode()
    request = urllib.request.Request("http://readings.water-works.net/upload", data=body)
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.load(answer)["number"]


def main(argv: list[str]) -> int:
    number = upload(argv[0], os.environ["METER_PASSWORD"], int(argv[1]))
    print(f"stored as {number}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
