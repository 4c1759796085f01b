from werkzeug.security import check_password_hash, generate_password_hash
from wtforms import Form, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length


class SignUpForm(Form):
    name = StringField("Name", validators=[InputRequired(), Length(max=40)])
    password = PasswordField("Password", validators=[InputRequired(), Length(min=12, max=128)])
    repeated = PasswordField("Repeat it", validators=[EqualTo("password")])


class Members:
    def __init__(self):
        self.hashes: dict[str, str] = {}

    def sign_up(self, formdata) -> dict[str, list[str]]:
        """Store a member; return the errors of the form by field."""
        form = SignUpForm(formdata)
        if not form.validate():
            return form.errors
        self.hashes[form.name.data] = generate_password_hash(form.password.data)
        return {}

    def log_in(self, name: str, password: str) -> bool:
        stored = self.hashes.get(name)
        return stored is not None and check_password_hash(stored, password)
