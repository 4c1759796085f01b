from fastapi import FastAPI, Form
from fastapi.responses import HTMLResponse

app = FastAPI()
state = {"plan": "team"}

RESELLERS = ("https://shop.reseller.example", "https://www.partner.example")

POLICY = f"default-src 'self'; frame-ancestors {' '.join(RESELLERS)}"

PAGE = """<!doctype html>
<p>Your plan: {plan}</p>
<form method="post" action="/plan"><button name="plan" value="none">Cancel</button></form>"""


@app.get("/plan", response_class=HTMLResponse)
def show_plan() -> HTMLResponse:
    text = PAGE.format(plan=state["plan"])
    return HTMLResponse(text, headers={"Content-Security-Policy": POLICY})


@app.post("/plan")
def change_plan(plan: str = Form(pattern="^(none|team)$")) -> dict:
    state["plan"] = plan
    return state
