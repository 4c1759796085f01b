import csv

from flask import Flask, send_file

app = Flask(__name__)
EXPORT_FILE = "/tmp/orders-export.csv"
ORDERS = [("1001", "Oslo", 12), ("1002", "Rome", 30)]


@app.get("/export")
def export_orders():
    with open(EXPORT_FILE, "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["order", "city", "total"])
        writer.writerows(ORDERS)
    return send_file(EXPORT_FILE, mimetype="text/csv", as_attachment=True, download_name="orders.csv")
