"""The bulletins that somebody asks for by their month, in the box that searches documents.

"bản tin tháng 3/2024", "sinh hoat chi bo thang 3", "3/2024": whoever types this wants the whole
bulletin, not a document or an item whose words are like it.
"""

import re
from typing import Any

from bulletins.models import Bulletin
from bulletins.searching import item_hits
from documents.search.parts import Query
from documents.search.terms import bare

SHOWN = 3
# What people call it; any other word asks for something in it.
_CALLED = frozenset(
    ["ban", "tin", "tai", "lieu", "thong", "noi", "bo", "sinh", "hoat", "chi", "phuc", "vu", "so"]
)
_MONTH = re.compile(r"\bthang (?P<month>[1-9]|1[0-2])\b")
_KINDS = frozenset({"word", "month", "year", "body"})


def bulletins_named(reader: Any, query: Query) -> list[Bulletin]:
    """Return the published bulletins that are all a query asks for, the newest first.

    At most `SHOWN`. No query to the database where words, a number, a type or a day ask for
    something else.
    """
    if {part.kind for part in query.parts} - _KINDS:
        return []
    words = " ".join(bare(word.casefold()) for word in query.words)
    said = _MONTH.search(words)
    month = query.month or (int(said["month"]) if said else None)
    left = set(_MONTH.sub("", words, count=1).split() if said else words.split())
    if left - _CALLED or not (month or {"ban", "tin"} <= left):
        return []
    asked = {"month": month, "year": query.year, "publisher__in": query.bodies}
    found = Bulletin.objects.visible_to(reader).exclude(state=Bulletin.State.WITHDRAWN)
    found = found.filter(**{name: value for name, value in asked.items() if value})
    return list(found.select_related("publisher").order_by("-year", "-month", "pk")[:SHOWN])


def finds_bulletins(reader: Any, query: Query) -> bool:
    """Whether a search of documents finds a bulletin by its month, or an item by its words."""
    hits = item_hits(reader, query)
    return bool(bulletins_named(reader, query) or hits.instead(hits.asked, bound=1).count)
