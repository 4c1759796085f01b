"""Count the words of an article that an author submits as DocBook."""

from fastapi import FastAPI, HTTPException, Request
from lxml import etree

app = FastAPI()


def word_count(root) -> int:
    return sum(len(text.split()) for text in root.itertext())


@app.post("/articles")
async def submit(request: Request):
    parser = etree.XMLParser(resolve_entities=False, remove_comments=True)
    try:
        root = etree.fromstring(await request.body(), parser)
    except etree.LxmlError as error:
        raise HTTPException(status_code=422, detail="not an article") from error
    opening = " ".join(" ".join(root.itertext()).split()[:12])
    return {"title": root.findtext("title"), "words": word_count(root), "opening": opening}
