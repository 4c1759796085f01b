from pathlib import Path

from flask import Flask, abort, request

app = Flask(__name__)
USED = Path("/srv/shop/vouchers")


@app.post("/vouchers/<code>")
def redeem_voucher(code):
    if not code.isalnum():
        abort(404)
    used = USED.joinpath(code)
    if used.exists():
        abort(409)
    used.write_text(request.form["customer"])
    return {"discount": 10}


@app.get("/vouchers")
def count_vouchers():
    return {"used": sum(1 for _ in USED.iterdir())}
