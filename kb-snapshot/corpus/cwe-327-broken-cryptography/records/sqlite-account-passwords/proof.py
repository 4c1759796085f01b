import hashlib
import itertools
import sqlite3

COLOURS = ["red", "green", "blue", "black", "white", "amber", "violet", "copper"]
ANIMALS = ["fox", "owl", "cat", "dog", "tiger", "eagle", "otter", "raven"]


def accounts(module, passwords):
    connection = sqlite3.connect(":memory:")
    module.create_table(connection)
    for name, password in passwords.items():
        module.register(connection, name, password)
    return connection


def test_honest_input(program):
    connection = accounts(program, {"kim": "copper-tiger", "lee": "s3 \u00fc"})
    assert program.login(connection, "kim", "copper-tiger")
    assert program.login(connection, "lee", "s3 \u00fc")
    assert not program.login(connection, "kim", "copper-otter")
    assert not program.login(connection, "nobody", "copper-tiger")


def list_of_hashes():
    """Computed once, works against every table that was made this way."""
    return {
        getattr(hashlib, name)(f"{colour}-{animal}".encode()).hexdigest(): f"{colour}-{animal}"
        for colour, animal in itertools.product(COLOURS, ANIMALS)
        for name in ("md5", "sha1", "sha256", "sha512")
    }


def attack(module) -> bool:
    """Somebody has a copy of the table and looks the passwords up."""
    connection = accounts(module, {"kim": "copper-tiger", "lee": "copper-tiger"})
    known = list_of_hashes()
    stored = [row[0] for row in connection.execute("SELECT password FROM account")]
    found = [known[part] for text in stored for part in text.split(":") if part in known]
    return found == ["copper-tiger"] * 2 or len(set(stored)) == 1


def test_attack_succeeds_on_vulnerable(vulnerable):
    assert attack(vulnerable)


def test_attack_fails_on_hardened(hardened):
    assert not attack(hardened)
