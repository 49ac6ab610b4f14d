"""The name a body bore at a time that is over, as far as it was recorded."""

from collections.abc import Iterable
from datetime import date

from organizations.models import Organization, OrganizationName
from organizations.querysets import FORMER_NAME


def former_names(body: Organization) -> list[OrganizationName]:
    """Return the official names the body gave up while it went on, the last one first.

    A name that is not verified is none: a document must not be shown under what nobody confirmed.
    The name a body bore to its end is no former one, it is what the registry calls it by.
    """
    return list(body.names.filter(FORMER_NAME).order_by("-valid_to", "-valid_from", "-pk"))


def name_during(names: Iterable[OrganizationName], first: date, last: date) -> str:
    """Return which of `former_names` was borne from `first` to `last`; '' when none of them.

    Of two that fit, which only happens where a first day is unknown, the one given up first.
    """
    borne = ""
    for name in names:
        has_begun = name.valid_from is None or name.valid_from <= first
        if has_begun and last <= name.valid_to:
            borne = name.name
    return borne
