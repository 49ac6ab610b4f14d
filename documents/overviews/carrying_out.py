"""What carries out a document, step by step downwards, and what it carries out, upwards.

One query, whatever the depth. Each step goes over a relation that a person confirmed between
two documents the reader may see, so a hidden document ends the way through it: passing over
it would state what nobody confirmed, and tell that something stands there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from documents.models import Decision, Document, Relation
from organizations.models import Organization
from organizations.reading_place import reading_connection

# Far beyond what anybody reads; it bounds the memory one request takes.
MOST_LINKS = 20_000
_UNDATED = "9999"
_NO_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Point:
    """A document of the web: what its place among others and in a table follows from."""

    pk: int
    organization_id: int | None
    level: int
    issued: str
    number: int

    @property
    def order(self) -> tuple[str, int, int, int]:
        """Oldest first, undated last; of one day the higher body first."""
        return (self.issued, self.level, self.number, self.pk)


@dataclass(slots=True)
class Web:
    """Documents joined by what carries out what, seen from `start`.

    `children` and `parents` hold, by a document's pk, those directly below and above it; `verbs`
    the verbs by (child, parent). `is_cut` tells that there is more than `MOST_LINKS`.
    """

    start: int
    points: dict[int, Point] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=dict)
    parents: dict[int, list[int]] = field(default_factory=dict)
    verbs: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    above: set[int] = field(default_factory=set)
    below: set[int] = field(default_factory=set)
    is_cut: bool = False

    def add(self, child: int, parent: int, verb: str) -> None:
        """Note that `child` does `verb` to `parent`; a second verb of the two is kept beside it."""
        verbs = self.verbs.setdefault((child, parent), [])
        if not verbs:
            self.children.setdefault(parent, []).append(child)
            self.parents.setdefault(child, []).append(parent)
        if verb not in verbs:
            verbs.append(verb)


# Both databases flatten `{seen}` into each step and find the next relations by index.
_LINKS = """
WITH RECURSIVE below(child, parent, verb) AS (
    SELECT CAST(%s AS bigint), CAST(NULL AS bigint), CAST('' AS varchar(20))
    UNION
    SELECT seen.source_id, seen.target_id, seen.verb
    FROM below JOIN ({seen}) seen ON seen.target_id = below.child
), above(child, parent, verb) AS (
    SELECT CAST(NULL AS bigint), CAST(%s AS bigint), CAST('' AS varchar(20))
    UNION
    SELECT seen.source_id, seen.target_id, seen.verb
    FROM above JOIN ({seen}) seen ON seen.source_id = above.parent
), links(child, parent, verb, met) AS (
    SELECT child, parent, verb, child FROM below
    UNION ALL
    SELECT child, parent, verb, parent FROM above
)
SELECT links.child, links.parent, links.verb,
    document.id, document.organization_id, body.level,
    document.issued_on, document.issued_year, document.number_value
FROM links
JOIN {documents} document ON document.id = links.met
LEFT JOIN {bodies} body ON body.id = document.organization_id
LIMIT %s
"""


def web_of(document: Document, reader: Any) -> Web:
    """Return what carries out `document` and what it carries out, as far as `reader` may see.

    `document` must be one the reader may see, with its body loaded. One query; circles end where
    they began.
    """
    web = Web(document.pk)
    body = document.organization
    web.points[document.pk] = _point(
        *(document.pk, document.organization_id, body.level if body else None),
        *(document.issued_on, document.issued_year, document.number_value),
    )
    found = list(_links(document, reader))
    web.is_cut = len(found) > MOST_LINKS
    links = []
    for child, parent, verb, *facts in found[:MOST_LINKS]:
        point = _point(*facts)
        web.points[point.pk] = point
        # The beginning of either way is the document itself, without a link.
        if child is not None and parent is not None:
            links.append((child, parent, verb))
    for child, parent, verb in links:
        # Of a web that was cut a link may hang in the air.
        if child in web.points and parent in web.points:
            web.add(child, parent, verb)
    web.below = _reached(web.start, web.children)
    web.above = _reached(web.start, web.parents)
    for relatives in (web.children, web.parents):
        for joined in relatives.values():
            joined.sort(key=lambda pk: web.points[pk].order)
    return web


def _reached(start: int, relatives: dict[int, list[int]]) -> set[int]:
    """Return what is reached from `start`, itself left out also where a circle leads back."""
    met, waiting = {start}, [start]
    while waiting:
        new = [pk for pk in relatives.get(waiting.pop(), ()) if pk not in met]
        met.update(new)
        waiting += new
    return met - {start}


def _links(document: Document, reader: Any) -> Iterator[tuple[Any, ...]]:
    seen, parameters = _seen_relations(reader)
    statement = _LINKS.format(
        seen=seen, documents=Document._meta.db_table, bodies=Organization._meta.db_table
    )
    with reading_connection().cursor() as cursor:
        start = document.pk
        cursor.execute(statement, [start, *parameters, start, *parameters, MOST_LINKS + 1])
        yield from cursor.fetchall()


def _seen_relations(reader: Any) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL of the links a reader may know of: confirmed ones, for editors too.

    What is printed goes from hand to hand, so a proposal has no place in it.
    """
    relations = Relation.objects.visible_to(reader).filter(
        state=Decision.CONFIRMED, verb__in=Relation.CARRYING_OUT
    )
    columns = relations.order_by().values("source_id", "target_id", "verb")
    return columns.query.get_compiler(connection=reading_connection()).as_sql()


def _point(
    pk: int, body: int | None, level: int | None, day: Any, year: int | None, number: int | None
) -> Point:
    # SQLite hands out a day as text, PostgreSQL as a date; as text both sort alike.
    issued = str(day or year or _UNDATED)
    return Point(pk, body, level or _NO_LEVEL, issued, number or 0)
