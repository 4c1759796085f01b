import ast
import operator

from flask import Flask, jsonify, request

app = Flask(__name__)

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
}


def value_of(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
            return OPERATORS[type(op)](value_of(operand))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](value_of(left), value_of(right))
    raise ValueError(f"{type(node).__name__} isn't arithmetic")


def calculate(expression: str) -> float:
    return value_of(ast.parse(expression, mode="eval").body)


@app.post("/calculate")
def calculate_view():
    body = request.get_json()
    try:
        result = calculate(body["expression"])
    except (KeyError, TypeError, ValueError, SyntaxError, NameError, ZeroDivisionError):
        return jsonify(error="can't compute that"), 400
    return jsonify(result=result)
