"""Fetches the list of members from the association's server."""

import requests

BASE = "http://members.chess-club.org/api"


def login(session: requests.Session, name: str, password: str) -> None:
    answer = session.post(f"{BASE}/login", json={"name": name, "password": password}, timeout=5)
    answer.raise_for_status()
    session.headers["Authorization"] = f"Bearer {answer.json()['token']}"


def members(name: str, password: str) -> list[str]:
    with requests.Session() as session:
        login(session, name, password)
        answer = session.get(f"{BASE}/members", timeout=5)
        answer.raise_for_status()
        return answer.json()["members"]
