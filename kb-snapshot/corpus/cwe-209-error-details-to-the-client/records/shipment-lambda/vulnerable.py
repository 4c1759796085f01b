"""Function behind GET /shipments/{number}."""

import json
import logging
import os
import sqlite3

log = logging.getLogger("shipments")


def last_scan(number):
    path = os.environ["SCAN_DB"]
    database = sqlite3.connect(path)
    try:
        query = "SELECT place, moment FROM scan WHERE shipment = ? ORDER BY moment DESC"
        return database.execute(query, (number,)).fetchone()
    except sqlite3.Error as error:
        raise RuntimeError(f"{path}: {error}") from error
    finally:
        database.close()


def lambda_handler(event, context):
    try:
        scan = last_scan(event["pathParameters"]["number"])
    except Exception as error:
        log.exception("lookup failed, request %s", context.aws_request_id)
        details = {"request": context.aws_request_id, "error": str(error)}
        return {"statusCode": 500, "body": json.dumps(details)}
    if scan is None:
        return {"statusCode": 404, "body": json.dumps({"error": "unknown shipment"})}
    return {"statusCode": 200, "body": json.dumps({"place": scan[0], "moment": scan[1]})}
