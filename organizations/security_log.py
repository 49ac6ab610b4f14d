"""Writes the security log; what it says of an event, and never what somebody typed or read."""

from typing import Any

from django.http import HttpRequest

from organizations.client_address import client_address
from organizations.models import SecurityEntry

Kind = SecurityEntry.Kind


def record(
    kind: SecurityEntry.Kind,
    details: str = "",
    *,
    request: HttpRequest | None = None,
    by: Any = None,
    about: Any = None,
) -> None:
    """Write down that something happened.

    `by` is the account that did it, else whoever is signed in at `request`; `about` the account
    it was done to, where that is another matter. Written in the transaction of the caller: what
    is taken back did not happen.
    """
    doer = by if by is not None else getattr(request, "user", None)
    SecurityEntry.objects.create(
        kind=kind,
        by=_name_of(doer),
        about=_name_of(about),
        address=client_address(request) if request is not None else "",
        details=details,
    )


def _name_of(person: Any) -> str:
    """Return the user name of an account, '' for nobody."""
    return "" if person is None else person.get_username()[:150]
