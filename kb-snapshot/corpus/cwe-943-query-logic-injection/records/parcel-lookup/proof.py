import asyncio

from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import create_engine
from sqlalchemy.orm import Session


def ask(module, tmp_path, body):
    engine = create_engine(f"sqlite:///{tmp_path}/parcels.db")
    module.Base.metadata.drop_all(engine)
    module.Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add(module.Parcel(number="P100", postcode="20095", street="Elm Road 5", state="on its way"))

    async def go():
        async with TestClient(TestServer(module.make_app(engine))) as client:
            answer = await client.post("/lookup", json=body)
            return answer.status, await (answer.json() if answer.status == 200 else answer.text())

    try:
        return asyncio.run(go())
    finally:
        engine.dispose()


def attack(module, tmp_path) -> bool:
    """Numbers are handed out in order; the postcode is what a stranger doesn't know."""
    return ask(module, tmp_path, {"number": "P100"}) == (200, {"state": "on its way", "street": "Elm Road 5"})


def test_honest_input(program, tmp_path):
    expected = {"state": "on its way", "street": "Elm Road 5"}
    assert ask(program, tmp_path, {"number": "P100", "postcode": "20095"}) == (200, expected)
    assert ask(program, tmp_path, {"number": "P100", "postcode": "10115"})[0] == 404
    assert ask(program, tmp_path, {"postcode": "20095"})[0] == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
