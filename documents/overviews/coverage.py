"""Which bodies below have issued something to carry out a document, and which have not.

By what is registered and the reader may see, and nothing else: a body without such a document is
one of which nothing is known, never one that failed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from documents.models import Document
from documents.overviews.carrying_out import Point, Web
from organizations.models import Organization
from organizations.succession import Line, lines_of

Kind, Level = Organization.Kind, Organization.Level
# Of whom a document of this kind of body is to be carried out; bodies of other kinds stand in the
# table only when they have done so. An office speaks for the committee it belongs to.
_EXPECTED = {
    Kind.COMMITTEE: Kind.COMMITTEE,
    Kind.PARTY_OFFICE: Kind.COMMITTEE,
    Kind.STEERING: Kind.COMMITTEE,
    Kind.COUNCIL: Kind.GOVERNMENT,
    Kind.GOVERNMENT: Kind.GOVERNMENT,
    Kind.FRONT: Kind.FRONT,
}


class Standing(IntEnum):
    """What is known of one body, in the order in which those without a document come first."""

    NONE = 0
    ENDED = 1
    BY_PREDECESSOR = 2
    ISSUED = 3


@dataclass(slots=True)
class Coverage:
    """A body and what it has issued, oldest first; `predecessors` issued before it existed."""

    body: Organization
    points: list[Point] = field(default_factory=list)
    predecessors: list[Organization] = field(default_factory=list)
    line: Line | None = None

    @property
    def standing(self) -> Standing:
        if self.points:
            return Standing.ISSUED
        if self.predecessors:
            return Standing.BY_PREDECESSOR
        return Standing.ENDED if self.body.has_ended else Standing.NONE


def is_coverable(document: Document) -> bool:
    """Whether there can be bodies below the one that issued `document`; asks nothing."""
    return document.organization is not None and document.organization.level < Level.CELL


def coverage_of(document: Document, web: Web) -> list[Coverage]:
    """Return a row for each body below that is known of, in the order of bodies. Two queries.

    Those are the bodies of the kind expected that existed on or after the day of the document,
    and any other that has issued something to carry it out. `document` must be coverable.
    """
    bodies = {body.pk: body for body in Organization.objects.all()}
    rows = {pk: Coverage(body) for pk, body in bodies.items() if pk != document.organization_id}
    for pk in web.below:
        point = web.points[pk]
        if point.organization_id in rows:
            rows[point.organization_id].points.append(point)
    for row in rows.values():
        row.points.sort(key=lambda point: point.order)
    _follow_successions(rows)
    expected = _expected(document, bodies)
    return [row for row in rows.values() if row.points or row.body.pk in expected]


def _follow_successions(rows: Mapping[int, Coverage]) -> None:
    """Tell each row what came after its body, and which earlier bodies issued in its stead.

    A committee above may have taken over what a lower one left, but issued nothing by that.
    """
    for pk, line in lines_of(row.body for row in rows.values()).items():
        rows[pk].line = line
        if rows[pk].points:
            for step in line.present:
                is_above = step.successor.level < rows[pk].body.level
                if step.successor_id in rows and not is_above:
                    rows[step.successor_id].predecessors.append(rows[pk].body)


def _expected(document: Document, bodies: Mapping[int, Organization]) -> set[int]:
    issuer = bodies.get(document.organization_id)
    if issuer is None:
        return set()
    kind = _EXPECTED[Kind(issuer.kind)]
    return {
        body.pk
        for body in _below(_committee_of(issuer, bodies), bodies.values())
        if body.kind == kind and body.level > issuer.level and _existed_since(document, body)
    }


def _committee_of(body: Organization, bodies: Mapping[int, Organization]) -> Organization:
    """Return the committee at whose level the body stands: offices and the State hang below it."""
    above, met = body, {body.pk}
    while above.kind != Kind.COMMITTEE and above.parent_id in bodies and above.parent_id not in met:
        met.add(above.parent_id)
        above = bodies[above.parent_id]
    return above


def _below(top: Organization, bodies: Iterable[Organization]) -> list[Organization]:
    children: dict[int | None, list[Organization]] = {}
    for body in bodies:
        children.setdefault(body.parent_id, []).append(body)
    # A body is taken out with its children, so that a circle of parents ends.
    found, waiting = [], [top.pk]
    while waiting:
        below = children.pop(waiting.pop(), [])
        found += below
        waiting += [body.pk for body in below]
    return found


def _existed_since(document: Document, body: Organization) -> bool:
    issued = document.issued_on or (
        date(document.issued_year, 1, 1) if document.issued_year else None
    )
    return not (issued and body.valid_to and body.valid_to < issued)


def ways(web: Web) -> dict[int, int]:
    """Return, by pk, through which document each carries out the first: the shortest way's last.

    For one that does so directly that is `web.start`.
    """
    through: dict[int, int] = {}
    waiting = [web.start]
    for pk in waiting:
        for child in web.children.get(pk, ()):
            if child not in through and child != web.start:
                through[child] = pk
                waiting.append(child)
    return through
