import configparser
from typing import Any


def read_value(text: str) -> Any:
    """A literal such as 3, True or ['a', 'b']; any other text stays as it is."""
    try:
        return eval(text)
    except (NameError, SyntaxError, ValueError):
        return text


def load_settings(path: str, section: str = "app") -> dict[str, Any]:
    parser = configparser.ConfigParser(interpolation=None)
    with open(path, encoding="utf-8") as file:
        parser.read_file(file)
    return {key: read_value(text) for key, text in parser[section].items()}
