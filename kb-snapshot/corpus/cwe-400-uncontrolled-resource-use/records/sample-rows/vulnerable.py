from flask import Flask, Response, request

app = Flask(__name__)
MOST_ROWS = 1000
GOODS = ("tea", "rice", "salt")


def sample(number):
    return f"{number},{GOODS[number % len(GOODS)]},{number * 7 % 100}\n"


@app.get("/samples")
def samples():
    rows = request.args.get("rows", 20, type=int)
    lines = ["number,good,amount\n"]
    for number in range(rows):
        lines.append(sample(number))
    return Response("".join(lines), mimetype="text/csv")
