import csv
import io

from fastapi import FastAPI, Request, Response

FIELDS = ["name", "meal"]
app = FastAPI()


@app.post("/lists")
async def participants(request: Request) -> Response:
    body = await request.json()
    out = io.StringIO()
    table = csv.DictWriter(out, FIELDS)
    table.writeheader()
    for person in body["participants"]:
        table.writerow({"name": person["name"], "meal": person.get("meal", "any")})
    headers = {"Content-Disposition": 'attachment; filename="participants.csv"'}
    return Response(out.getvalue(), media_type="text/csv", headers=headers)
