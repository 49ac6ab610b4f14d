"""A new password typed at a terminal: twice, unseen, until it is one that is taken."""

from collections.abc import Callable
from getpass import getpass

from django.core.exceptions import ValidationError


def typed_password(asked: str, check: Callable[[str], None], tell: Callable[[str], object]) -> str:
    """Ask for a password that `check` lets pass; what is wrong with one is told and it asks again.

    `check` raises ValidationError with sentences for the person.
    """
    while True:
        password = getpass(f"{asked} (không hiện khi gõ): ")
        try:
            check(password)
        except ValidationError as error:
            tell(" ".join(error.messages))
            continue
        if getpass("Gõ lại mật khẩu: ") == password:
            return password
        tell("Hai lần gõ mật khẩu không giống nhau. Hãy gõ lại cả hai.")
