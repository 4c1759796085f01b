import sqlite3

from fastapi import FastAPI, HTTPException

app = FastAPI()
db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY, title TEXT, state TEXT DEFAULT 'draft')")


@app.post("/articles")
def write(title: str) -> dict:
    return {"id": db.execute("INSERT INTO articles (title) VALUES (?)", (title,)).lastrowid}


def approve(article: int) -> None:
    """Called from the editors' desk, which has a login of its own."""
    db.execute("UPDATE articles SET state = 'approved' WHERE id = ?", (article,))


@app.post("/articles/{article}/publish")
def publish(article: int) -> dict:
    statement = "UPDATE articles SET state = 'public' WHERE id = ?"
    changed = db.execute(statement, (article,))
    if changed.rowcount != 1:
        raise HTTPException(409, "there is no such article to publish")
    return {"published": article}


@app.get("/front-page")
def front_page() -> list[str]:
    rows = db.execute("SELECT title FROM articles WHERE state = 'public' ORDER BY id")
    return [title for (title,) in rows]
