import csv
import io
import tempfile

from flask import Flask, send_file

app = Flask(__name__)
ORDERS = [("1001", "Oslo", 12), ("1002", "Rome", 30)]


@app.get("/export")
def export_orders():
    scratch = tempfile.TemporaryFile()
    out = io.TextIOWrapper(scratch, newline="", write_through=True)
    writer = csv.writer(out)
    writer.writerow(["order", "city", "total"])
    writer.writerows(ORDERS)
    out.detach().seek(0)
    return send_file(scratch, mimetype="text/csv", as_attachment=True, download_name="orders.csv")
