"""The names of all bodies, as the search box knows them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, Subquery

from documents.search.body_names import NO_BODIES, BodyNames
from organizations.models import Organization, OrganizationCode, OrganizationName

# One for each process: thousands of names are not read anew for every search.
_known: tuple[Any, BodyNames] = (None, NO_BODIES)


def body_names() -> BodyNames:
    """Return the names, short names and codes of bodies, present and former.

    They are read again once the history of bodies, names or codes has grown; one query
    tells.
    """
    global _known
    state = Organization.all_objects.order_by("-pk").values_list("pk", *_LAST_CHANGES).first()
    if state != _known[0]:
        _known = (state, BodyNames.of(_pairs()))
    return _known[1]


def _last_change(kind: type[Model]) -> Subquery:
    return Subquery(kind.history.order_by("-history_id").values("history_id")[:1])


# Made once: a manager of a history is a class made anew for whoever asks for it.
_LAST_CHANGES = tuple(map(_last_change, (Organization, OrganizationName, OrganizationCode)))


def _pairs() -> Iterator[tuple[str, int]]:
    yield from Organization.objects.values_list("name", "pk")
    for kind, column in ((OrganizationName, "name"), (OrganizationCode, "code")):
        of_live = kind.objects.filter(organization__deleted_at__isnull=True)
        yield from of_live.values_list(column, "organization_id")
