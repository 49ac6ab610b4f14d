"""Codes of a person's second step: set up, confirmed by one code, checked, taken away.

A code is of six digits, new every thirty seconds and good once (RFC 6238). For a lost phone there
are recovery codes, each good once, of which only hashes are kept.
"""

import secrets
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from organizations.models import User

ISSUER = "Van Kien"
RECOVERY_CODES = 10
# Without letters and digits that look alike: 12 of 31 are 59 random bits.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_RECOVERY_SIGNS = 12
# As many as the library's column takes: 64 bits of the hash.
_HASH_CHARS = 16


class Result(Enum):
    RIGHT = "right"
    RECOVERY = "recovery"
    WRONG = "wrong"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Check:
    """What a typed code is worth; `until` tells for WAIT when the next may be typed."""

    result: Result
    until: datetime | None = None

    @property
    def is_good(self) -> bool:
        return self.result in (Result.RIGHT, Result.RECOVERY)


def has_second_step(person: Any) -> bool:
    """Whether a code is asked of this person."""
    return TOTPDevice.objects.filter(user=person, confirmed=True).exists()


def with_second_step(people: QuerySet[User]) -> QuerySet[User]:
    """Tell of each account whether a code is asked of it (`is_second_step_on`)."""
    phones = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    return people.annotate(is_second_step_on=Exists(phones))


def phone_of(person: Any) -> TOTPDevice | None:
    """Return the phone whose codes are asked for; None without one."""
    return TOTPDevice.objects.filter(user=person, confirmed=True).first()


def waiting_phone(person: Any) -> TOTPDevice | None:
    """Return the phone that waits for its first code; the one in use goes on until then."""
    return TOTPDevice.objects.filter(user=person, confirmed=False).order_by("-pk").first()


def begin(person: Any) -> TOTPDevice:
    """Make a key for a phone of the person, which counts only once it was confirmed."""
    with transaction.atomic():
        # A button pressed twice makes one key.
        User.objects.select_for_update(of=("self",)).get(pk=person.pk)
        return waiting_phone(person) or TOTPDevice.objects.create(
            user=person, name=ISSUER, confirmed=False
        )


def give_up_waiting(person: Any) -> None:
    """Take away the key that no phone has confirmed; the phone in use stays."""
    TOTPDevice.objects.filter(user=person, confirmed=False).delete()


def key_of(phone: TOTPDevice) -> str:
    """Return the key as a person types it: "ABCD EFGH …"."""
    key = b32encode(phone.bin_key).decode()
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def address_of(phone: TOTPDevice) -> str:
    """Return the key as programs for codes read it out of a QR code."""
    name = quote(f"{ISSUER}:{phone.user.get_username()}")
    told = {"secret": b32encode(phone.bin_key).decode(), "issuer": ISSUER}
    return f"otpauth://totp/{name}?{urlencode(told, quote_via=quote)}"


def confirm(person: Any, typed: str) -> list[str] | None:
    """Let a phone count with its right first code; returns the recovery codes, else None.

    It takes the place of the one in use.
    """
    phone = waiting_phone(person)
    if phone is None or verify_token(person, phone.persistent_id, _digits(typed)) is None:
        return None
    with transaction.atomic():
        TOTPDevice.objects.filter(user=person).exclude(pk=phone.pk).delete()
        TOTPDevice.objects.filter(pk=phone.pk).update(confirmed=True)
        return new_recovery_codes(person)


def check(person: Any, typed: str) -> Check:
    """Return what a code typed by the person is worth; a good one is used up by that."""
    digits = _digits(typed)
    if digits.isascii() and digits.isdigit():
        device: Any = TOTPDevice.objects.filter(user=person, confirmed=True).first()
        token, right = digits, Result.RIGHT
    else:
        device = StaticDevice.objects.filter(user=person).first()
        token, right = hash_of_code(typed), Result.RECOVERY
    if device is None:
        return Check(Result.WRONG)
    _bring_back(device)
    is_allowed, told = device.verify_is_allowed()
    if not is_allowed:
        return Check(Result.WAIT, told["locked_until"])
    is_good = verify_token(person, device.persistent_id, token) is not None
    return Check(right if is_good else Result.WRONG)


def _bring_back(device: Any) -> None:
    """Let a wait that a clock which was ahead put into the future begin now."""
    now = timezone.now()
    if device.throttling_failure_timestamp and device.throttling_failure_timestamp > now:
        device.throttling_failure_timestamp = now
        device.save(update_fields=["throttling_failure_timestamp"])


def new_recovery_codes(person: Any) -> list[str]:
    """Make recovery codes in the place of all former ones; they are shown once and kept nowhere."""
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    with transaction.atomic():
        StaticDevice.objects.filter(user=person).delete()
        device = StaticDevice.objects.create(user=person, name=ISSUER)
        StaticToken.objects.bulk_create(
            StaticToken(device=device, token=hash_of_code(code)) for code in codes
        )
    return codes


def recovery_codes_left(person: Any) -> int:
    return StaticToken.objects.filter(device__user=person).count()


def _recovery_code() -> str:
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_RECOVERY_SIGNS))
    return "-".join(signs[start : start + 4] for start in range(0, _RECOVERY_SIGNS, 4))


def hash_of_code(typed: str) -> str:
    """Return what is kept of a recovery code, however its groups were typed."""
    signs = "".join(filter(str.isalnum, typed.lower()))
    return sha256(signs.encode()).hexdigest()[:_HASH_CHARS]


def _digits(typed: str) -> str:
    return "".join(typed.split())


def remove(person: Any) -> bool:
    """Take the second step away, key and recovery codes; False where there was none."""
    phones = TOTPDevice.objects.filter(user=person).delete()[0]
    codes = StaticDevice.objects.filter(user=person).delete()[0]
    return bool(phones or codes)


def forget_wrong_codes(person: Any) -> bool:
    """Let the person type a code at once, however many were wrong; False where none was."""
    calm = {"throttling_failure_count": 0, "throttling_failure_timestamp": None}
    wrong = {"user": person, "throttling_failure_count__gt": 0}
    phones = TOTPDevice.objects.filter(**wrong).update(**calm)
    codes = StaticDevice.objects.filter(**wrong).update(**calm)
    return bool(phones or codes)


def seconds_until(moment: datetime) -> int:
    return max(1, round((moment - timezone.now()).total_seconds()))
