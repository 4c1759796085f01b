from flask import Flask, Response, request

app = Flask(__name__)
app.config["PORTAL"] = "https://portal.bank.example"

transfers: list[str] = []

PAGE = """<!doctype html>
<form method="post">
  <button name="to" value="savings">Move everything to my savings account</button>
</form>"""


@app.after_request
def security_headers(response: Response) -> Response:
    response.headers.set("X-Content-Type-Options", "nosniff")
    response.headers.set("X-Frame-Options", "SAMEORIGIN")
    response.headers.set("Content-Security-Policy", f"frame-ancestors 'self' {app.config['PORTAL']}")
    return response


@app.get("/transfer")
def transfer_page():
    return PAGE


@app.post("/transfer")
def transfer():
    transfers.append(request.form["to"])
    return "done"
