"""Order form for engraved nameplates."""

from wtforms import Form, IntegerField, StringField
from wtforms.validators import Length, NumberRange, Regexp


class NameplateForm(Form):
    name = StringField(
        "Name on the plate",
        [
            Regexp(r"^[A-Za-z]+(?:[ .-][A-Za-z]+)*[ .-]?$", message="Letters and single spaces only"),
            Length(max=60),
        ],
    )
    count = IntegerField("How many", [NumberRange(1, 20)], default=1)


PRICE = 1250


def order(fields) -> dict:
    form = NameplateForm(fields)
    if not form.validate():
        return {"errors": form.errors}
    return {"plate": form.name.data, "cents": form.count.data * PRICE}
