"""What a phone would show."""

from typing import Any

from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice


def code_on(phone: TOTPDevice, later: int = 0) -> str:
    """The code that the phone shows now, or in so many times thirty seconds."""
    return f"{totp(phone.bin_key, drift=later):06}"


def wrong_code(phone: TOTPDevice) -> str:
    """A code that is none of those around now."""
    near = {int(code_on(phone, later)) for later in range(-3, 4)}
    return f"{next(number for number in range(100_000, 200_000) if number not in near):06}"


def typed(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, **more}
