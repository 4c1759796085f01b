from flask import Flask, jsonify, request

app = Flask(__name__)


def calculate(expression: str) -> float:
    return eval(expression, {"__builtins__": {}})


@app.post("/calculate")
def calculate_view():
    body = request.get_json()
    try:
        result = calculate(body["expression"])
    except (KeyError, TypeError, ValueError, SyntaxError, NameError, ZeroDivisionError):
        return jsonify(error="can't compute that"), 400
    return jsonify(result=result)
