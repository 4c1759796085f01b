"""The phone book of the staff, read from the directory."""

from flask import Flask, current_app, jsonify, request
from ldap3 import Connection
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)


def directory() -> Connection:
    return current_app.config["DIRECTORY"]


@app.get("/phone")
def phone():
    name = request.args.get("name", "")
    conn: Connection = directory()
    conn.search(
        "ou=staff,dc=firm",
        f"(&(employeeType=public)(cn={escape_filter_chars(name)}))",
        attributes=["cn", "telephoneNumber"],
    )
    people = [{"name": entry.cn.value, "phone": entry.telephoneNumber.value} for entry in conn.entries]
    return jsonify(people=people)
