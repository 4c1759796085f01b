"""Queries the licence server from the command line: licence HOST PORT --key KEY"""

import argparse
import json
import socket
import ssl

TIMEOUT = 5


def connect(host, port):
    context = ssl.create_default_context()
    raw = socket.create_connection((host, port), timeout=TIMEOUT)
    return context.wrap_socket(raw, server_hostname=host)


def ask(host, port, request):
    with connect(host, port) as connection:
        connection.sendall(json.dumps(request).encode() + b"\n")
        with connection.makefile("rb") as reader:
            return json.loads(reader.readline())


def main(argv=None):
    parser = argparse.ArgumentParser(prog="licence")
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("--key", required=True)
    args = parser.parse_args(argv)
    answer = ask(args.host, args.port, {"action": "activate", "key": args.key})
    print("licensed until", answer["until"])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
