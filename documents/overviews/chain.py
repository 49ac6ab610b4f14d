"""A chain as rows, from the documents at its top down to the last that carry them out.

Pure walking over a `Web`; only `shown` asks the database, for the documents of one page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page

from documents.listing.rows import Row, plain_rows
from documents.models import Document, Relation
from documents.overviews.carrying_out import Web
from documents.overviews.printing import ASKED
from organizations.models import Organization

# Twice as many took twice as long to put on the page as the whole chain takes to be found.
ROWS_OF_A_PAGE = 100
# Deeper ones stand no further in: on a phone nothing would be left of the line.
DEEPEST_INDENT = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a chain: a document, how deep it stands and below which other.

    `is_again` marks one that stands in full elsewhere, at row `place` (from 0).
    """

    pk: int
    depth: int
    parent: int | None
    is_again: bool
    place: int


def steps_of(web: Web) -> list[Step]:
    """Return the chain through `web.start` line by line, each document in full once.

    It begins with what carries out nothing itself and shows the way down to the document, then
    all that carries it out, oldest first. A document below two others stands in full below the
    first of them and is referred to at the second; so does a circle end.
    """
    steps: list[Step] = []
    places: dict[int, int] = {}
    for top in _tops(web):
        if top not in places:
            _walk(web, top, steps, places)
    return steps


def _tops(web: Web) -> Iterator[int]:
    """Yield where to begin; above the document only its own forebears stand, not their others."""
    forebears = sorted(web.above - web.below, key=lambda pk: web.points[pk].order)
    yield from (pk for pk in forebears if not web.parents.get(pk))
    # A circle has no top: it is entered at its oldest document, or at the one looked at.
    yield from forebears
    yield web.start


def _walk(web: Web, top: int, steps: list[Step], places: dict[int, int]) -> None:
    # No recursion: a chain may be deeper than Python's stack.
    waiting: list[tuple[int, int, int | None]] = [(top, 0, None)]
    while waiting:
        pk, depth, parent = waiting.pop()
        is_again = pk in places
        place = places.setdefault(pk, len(steps))
        steps.append(Step(pk, depth, parent, is_again, place))
        if not is_again:
            below = web.children.get(pk, ())
            waiting.extend((child, depth + 1, pk) for child in reversed(below))


@dataclass(frozen=True, slots=True)
class Line:
    """A step as the page shows it; `reference` is where a document named again stands in full."""

    row: Row
    anchor: str
    indent: int
    depth: int
    level: str
    doing: str
    is_start: bool
    reference: str


def shown(web: Web, page: Page, reader: Any, *, is_printed: bool = False) -> list[Line]:
    """Return the lines of one page of steps. One query."""
    steps: Sequence[Step] = page.object_list
    wanted = {step.pk for step in steps} | {step.parent for step in steps if step.parent}
    documents = Document.objects.visible_to(reader).for_rows().in_bulk(wanted)
    rows = dict(zip(documents, plain_rows(documents.values()), strict=True))
    return [
        Line(
            row=rows[step.pk],
            anchor=f"v-{documents[step.pk].slug}",
            indent=min(step.depth, DEEPEST_INDENT),
            depth=step.depth + 1,
            level=_level(web, step.pk),
            doing=_doing(web, step, documents),
            is_start=step.pk == web.start and not step.is_again,
            reference=_reference(step, documents, page, is_printed) if step.is_again else "",
        )
        for step in steps
        # Gone between the two queries: the next look at the page knows nothing of it.
        if step.pk in rows
    ]


def _level(web: Web, pk: int) -> str:
    level = web.points[pk].level
    return str(Organization.Level(level).label) if level in Organization.Level.values else ""


def _doing(web: Web, step: Step, documents: dict[int, Document]) -> str:
    """Return what the document does to the one above it: “thực hiện Chỉ thị 24-CT/TU”."""
    if step.parent is None or step.parent not in documents:
        return ""
    done = web.verbs[step.pk, step.parent]
    verbs = [str(verb.label).lower() for verb in Relation.Verb if verb in done]
    return f"{', '.join(verbs)} {documents[step.parent].label}"


def _reference(step: Step, documents: dict[int, Document], page: Page, is_printed: bool) -> str:
    number = step.place // page.paginator.per_page + 1
    place = f"#v-{documents[step.pk].slug}"
    if number == page.number:
        return place
    return f"?{f'{ASKED}=1&' if is_printed else ''}page={number}{place}"
