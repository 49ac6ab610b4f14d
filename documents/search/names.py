"""The names of bodies and types, as the search box and the boxes of the list know them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from documents.models import DocumentType
from documents.search.body_names import NO_BODIES, BodyNames
from organizations.models import Organization, OrganizationCode, OrganizationName
from organizations.reading_place import reading_connection

# More bodies are not offered in one box.
MOST_BODIES_IN_A_BOX = 200
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """All names at one time: `state` differs once any of them has changed.

    `types` and `choices` are the words in the address with what they stand for, in order;
    `choices` of bodies is None where they are more than a box takes.
    """

    state: Any = None
    bodies: BodyNames = NO_BODIES
    types: Choices = ()
    choices: Choices | None = ()


# One for each process: thousands of names are not read anew for every search.
_known = Names()


def known_names() -> Names:
    """Return the names, short names and codes of bodies, present and former, and all types.

    They are read again once there are more of them or their history has grown; one query tells.
    """
    global _known
    with reading_connection().cursor() as cursor:
        cursor.execute(_STATE)
        state = cursor.fetchone()
    if state != _known.state:
        types = DocumentType.objects.values_list("name_key", "name")
        _known = Names(state, BodyNames.of(_pairs()), tuple(types), _choices())
    return _known


def _last(column: str, model: Any) -> str:
    # Not as the largest: that takes PostgreSQL longer to plan than to find.
    return f"(SELECT {column} FROM {model._meta.db_table} ORDER BY {column} DESC LIMIT 1)"


_KINDS: tuple[Any, ...] = (Organization, OrganizationName, OrganizationCode, DocumentType)
# Written once: a history's manager is a class made anew for whoever asks for it.
_STATE = "SELECT " + ", ".join(
    [
        *(_last("history_id", kind.history.model) for kind in _KINDS),
        *(_last("id", kind) for kind in (Organization, DocumentType)),
    ]
)


def _choices() -> Choices | None:
    bodies = Organization.objects.order_by("level", "sort_key", "pk").values_list("slug", "name")
    found = tuple(bodies[: MOST_BODIES_IN_A_BOX + 1])
    return found if len(found) <= MOST_BODIES_IN_A_BOX else None


def _pairs() -> Iterator[tuple[str, int]]:
    yield from Organization.objects.values_list("name", "pk")
    for kind, column in ((OrganizationName, "name"), (OrganizationCode, "code")):
        of_live = kind.objects.filter(organization__deleted_at__isnull=True)
        yield from of_live.values_list(column, "organization_id")
