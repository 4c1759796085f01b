"""Vouchers of the museum shop: vouchers FILE issue AMOUNT, vouchers FILE redeem CODE"""

import argparse
import json
import secrets
from pathlib import Path


def issue(vouchers, amount):
    voucher = secrets.token_hex(16)
    while voucher in vouchers:
        voucher = secrets.token_hex(16)
    vouchers[voucher] = amount
    return voucher


def redeem(vouchers, code):
    """The amount of the voucher, which is used up then; 0 where there is none."""
    return vouchers.pop(code.strip().lower(), 0)


def main(argv=None):
    parser = argparse.ArgumentParser(prog="vouchers")
    parser.add_argument("file", type=Path)
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("issue").add_argument("amount", type=int)
    actions.add_parser("redeem").add_argument("code")
    args = parser.parse_args(argv)
    vouchers = json.loads(args.file.read_text()) if args.file.exists() else {}
    if args.action == "issue":
        print(issue(vouchers, args.amount))
    else:
        print(redeem(vouchers, args.code))
    args.file.write_text(json.dumps(vouchers))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
