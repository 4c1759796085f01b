"""Function behind GET /meters/{meter}/readings of the customers' portal."""

import json
import os
import sqlite3

READINGS = """
SELECT day, kwh FROM reading JOIN meter ON meter.number = reading.meter
WHERE meter.number = ? AND meter.customer = ?
ORDER BY day DESC LIMIT 31
"""


def read(meter, customer):
    database = sqlite3.connect(os.environ["METER_DB"])
    try:
        return database.execute(READINGS, (meter, customer)).fetchall()
    finally:
        database.close()


def lambda_handler(event, context):
    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    meter = event["pathParameters"]["meter"]
    rows = read(meter, claims["sub"])
    print(json.dumps({"customer": claims["sub"], "rows": len(rows)}))
    if not rows:
        return {"statusCode": 404, "body": json.dumps({"message": "no readings"})}
    return {"statusCode": 200, "body": json.dumps([{"day": day, "kwh": kwh} for day, kwh in rows])}
