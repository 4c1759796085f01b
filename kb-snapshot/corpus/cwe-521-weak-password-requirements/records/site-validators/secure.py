from django.contrib.auth.password_validation import get_password_validators, validate_password
from django.core.exceptions import ValidationError

LANGUAGE_CODE = "en"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]


def problems_with(password: str) -> list[str]:
    """What is wrong with a new password; empty when it may be used."""
    if not password:
        return ["Type a password."]
    validators = get_password_validators(AUTH_PASSWORD_VALIDATORS)
    try:
        validate_password(password, password_validators=validators)
    except ValidationError as error:
        return list(error.messages)
    return []
