"""Function behind DELETE /bookings/{id}; the gateway checks the login token."""

import json
import os
import sqlite3


def answer(status, **body):
    return {"statusCode": status, "body": json.dumps(body)}


def connect():
    return sqlite3.connect(os.environ["BOOKINGS_DB"])


def lambda_handler(event, context):
    number = event["pathParameters"]["id"]
    database = connect()
    try:
        row = database.execute("SELECT room, booked_by FROM booking WHERE id = ?", (number,)).fetchone()
        if row is None:
            return answer(404, message="no such booking")
        with database:
            database.execute("DELETE FROM booking WHERE id = ?", (number,))
        return answer(200, message=f"{row[0]} is free again")
    finally:
        database.close()
