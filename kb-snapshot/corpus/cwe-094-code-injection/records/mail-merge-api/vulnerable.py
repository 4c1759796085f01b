from fastapi import FastAPI, HTTPException
from jinja2 import Template
from jinja2.exceptions import TemplateError
from pydantic import BaseModel

app = FastAPI()


class Merge(BaseModel):
    text: str
    recipients: list[dict[str, str]]


@app.post("/merge")
def merge(job: Merge) -> list[str]:
    try:
        template = Template(job.text)
        return [template.render(**recipient) for recipient in job.recipients]
    except TemplateError as error:
        raise HTTPException(422, f"the template doesn't work: {error}") from error
