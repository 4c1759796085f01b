"""Function behind DELETE /bookings/{id}; the gateway checks the login token."""

import json
import os
import sqlite3


def answer(status, **body):
    return {"statusCode": status, "body": json.dumps(body)}


def connect():
    return sqlite3.connect(os.environ["BOOKINGS_DB"])


def may_cancel(claims, booked_by):
    return claims["email"] == booked_by or "room-managers" in claims.get("cognito:groups", "").split(",")


def lambda_handler(event, context):
    claims = event["requestContext"]["authorizer"]["claims"]
    number = event["pathParameters"]["id"]
    database = connect()
    try:
        row = database.execute("SELECT room, booked_by FROM booking WHERE id = ?", (number,)).fetchone()
        if row is None:
            return answer(404, message="no such booking")
        if not may_cancel(claims, row[1]):
            return answer(403, message="this is somebody else's booking")
        with database:
            database.execute("DELETE FROM booking WHERE id = ?", (number,))
        return answer(200, message=f"{row[0]} is free again")
    finally:
        database.close()
