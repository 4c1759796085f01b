import csv
import functools
from pathlib import Path


class Forbidden(Exception):
    pass


def load_staff(path: Path) -> dict[str, str]:
    """Names and roles from a file with lines such as `ann,"editor,admin"`."""
    with path.open(newline="") as lines:
        return {row["name"]: row["roles"] for row in csv.DictReader(lines)}


def requires_role(role: str):
    def decorate(function):
        @functools.wraps(function)
        def checked(staff, user, *args):
            if role not in staff.get(user, ""):
                raise Forbidden(f"{user} is no {role}")
            return function(staff, user, *args)

        return checked

    return decorate


@requires_role("admin")
def set_salary(staff, user, salaries: dict, who: str, amount: int) -> dict:
    return {**salaries, who: amount}
