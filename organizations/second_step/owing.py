"""Who has given the password, or holds a link, and owes a code: signed in to nothing until then."""

import time
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from organizations.models import User

_OWED = "code_owed"
_DONE = "second_step_done"
# To find the phone and to type six digits.
OWED_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Owed:
    """`link_hash` is of the link by which the person came, '' for whoever gave a password."""

    person: User
    next_address: str
    link_hash: str


def ask_for_code(request: HttpRequest, person: Any, next_address: str, link_hash: str = "") -> None:
    """Remember in the session of a visitor whose code is awaited."""
    # Whoever is signed in here goes: between two accounts there is nobody.
    request.session.flush()
    request.session[_OWED] = {
        "person": person.pk,
        "password": person.get_session_auth_hash(),
        "next": next_address,
        "link": link_hash,
        "at": int(time.time()),
    }


def owed_code(request: HttpRequest) -> Owed | None:
    """Return whose code is awaited; None for nobody, too late, or after a new password."""
    kept = request.session.get(_OWED)
    if not kept or time.time() - kept["at"] > OWED_MINUTES * 60:
        return None
    person = User.objects.filter(pk=kept["person"], is_active=True).first()
    if person is None or person.get_session_auth_hash() != kept["password"]:
        return None
    return Owed(person, kept["next"], kept["link"])


def note_code_given(request: HttpRequest) -> None:
    """Remember that this session has passed the second step, and owes nothing."""
    request.session.pop(_OWED, None)
    request.session[_DONE] = True


def has_given_code(request: HttpRequest) -> bool:
    return bool(request.session.get(_DONE))
