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
    doer = by if by is not None else account_at(request)
    SecurityEntry.objects.create(
        kind=kind,
        by=_name_of(doer),
        about=_name_of(about),
        address=client_address(request) if request is not None else "",
        details=details,
    )


def record_export(request: HttpRequest, what: str) -> None:
    """Write down that somebody took `what` out of the registry.

    Of visitors nothing: what they can take is public, and programs come for it all day.
    """
    if request.user.is_authenticated:
        record(Kind.EXPORTED, what, request=request)


def account_at(request: Any) -> Any:
    """Return the account at a request or a task, None where nobody is signed in."""
    person = getattr(request, "user", None)
    return person if person is not None and person.is_authenticated else None


def _name_of(person: Any) -> str:
    """Return the user name of an account, '' for nobody."""
    return "" if person is None else person.get_username()[:150]
