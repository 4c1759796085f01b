from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    validate_password,
)
from django.core.exceptions import ValidationError

COMMON = CommonPasswordValidator()

VALIDATORS = [
    MinimumLengthValidator(min_length=12),
    COMMON,
    NumericPasswordValidator(),
]


def problems_with(password: str) -> list[str]:
    """What is wrong with a new password; empty when it may be used."""
    try:
        validate_password(password, password_validators=VALIDATORS)
    except ValidationError as error:
        return list(error.messages)
    return []
