"""From what an editor asks for to every row that will change, and what to show of it.

Reads, and writes nothing: the preview and the doing (`carrying_out`) make the same plan.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from organizations.models import Organization, OrganizationName
from organizations.reorganizing.contradictions import contradictions
from organizations.reorganizing.hearing import doubts
from organizations.reorganizing.parts import Choice, Choices, Part
from organizations.reorganizing.staying import Kept, kept_by
from organizations.reorganizing.steps import Step, ending, readers_of, renaming
from organizations.reorganizing.surroundings import Surroundings
from organizations.reorganizing.wishes import ABOVE, ALL, NONE, STAYS, NewBody, Wish


@dataclass(slots=True)
class Plan:
    """All that a wish does. With `refusals` it cannot be done and has no steps."""

    wish: Wish
    refusals: list[str]
    doubts: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """A mark of all that will be done: two plans of one mark change the same rows alike."""
        told = [self.wish.kind, self.wish.basis, self.wish.summary, self.steps]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]

    @property
    def bodies(self) -> list[int]:
        """The keys of the bodies whose names, days or terms change."""
        return [body.pk for body in self.wish.before]


def make_plan(wish: Wish) -> Plan:
    """Return what `wish` does to the registry as it stands now. The queries do not grow with it."""
    plan = Plan(wish, contradictions(wish))
    if plan.refusals:
        return plan
    around = Surroundings.of(wish)
    kept = kept_by([body.pk for body in wish.before])
    plan.parts = [_part(body, wish, around, kept[body.pk]) for body in wish.before]
    if wish.renames:
        plan.steps = list(renaming(plan.parts[0], wish, around))
    else:
        if not wish.goes_on:
            plan.doubts = doubts(dict.fromkeys(plan.bodies, wish.last_day))
        plan.steps = list(ending(plan.parts, wish, around))
    return plan


def _part(body: Organization, wish: Wish, around: Surroundings, kept: list[Kept]) -> Part:
    names = _open(around.names.get(body.pk, ()), wish)
    codes = _open(around.codes.get(body.pk, ()), wish)
    if wish.renames:
        names = [name for name in names if name.kind == OrganizationName.Kind.OFFICIAL]
        codes = codes if wish.after[0].code else []
        return Part(body, names, codes, [], kept, [], 0, None, 0)
    if wish.goes_on:
        names, codes = [], []
    terms = [
        term
        for term in around.terms.get(body.pk, ())
        if not wish.goes_on
        and term.starts_on <= wish.last_day
        and (term.ends_on is None or term.ends_on > wish.last_day)
    ]
    below = [
        _move(child, body, wish, around)
        for child in around.below.get(body.pk, ())
        if child not in wish.before and child.valid_to is None
    ]
    own = around.accounts.get(body.pk, set())
    readers = readers_of(body, below, around)
    return Part(
        body, names, codes, terms, kept, below, len(own), _joining(body, wish), len(readers)
    )


def _open(rows: Iterable[Any], wish: Wish) -> list[Any]:
    """Return the names or codes in use on the last day."""
    return [
        row
        for row in rows
        if (row.valid_to is None or row.valid_to > wish.last_day)
        and (row.valid_from is None or row.valid_from <= wish.last_day)
    ]


def _move(child: Organization, body: Organization, wish: Wish, around: Surroundings) -> Choice:
    """Say where a body below an ended one may go: below none that is below itself."""
    own = {child.pk, *around.all_below(child.pk)}
    choices = [
        (str(place), str(successor))
        for place, successor in wish.successors
        if isinstance(successor, NewBody) or successor.pk not in own
    ]
    usual = choices[0][0] if len(choices) == 1 else ABOVE
    if wish.goes_on:
        usual = STAYS
    above = around.first_above(body, wish.before)
    choices.append((ABOVE, str(above) if above else "không có cấp trên"))
    choices.append((STAYS, f"để nguyên dưới {body}"))
    return _chosen(child, choices, wish.moves.get(child.pk), usual)


def _joining(body: Organization, wish: Wish) -> Choice | None:
    if not wish.after:
        return None
    choices = [(str(place), str(successor)) for place, successor in wish.successors]
    usual = choices[0][0] if len(choices) == 1 and not wish.goes_on else NONE
    if len(choices) > 1:
        choices.append((ALL, "tất cả các cơ quan trên"))
    choices.append((NONE, "không thêm vào cơ quan nào"))
    return _chosen(body, choices, wish.joins.get(body.pk), usual)


def _chosen(body: Organization, choices: Choices, wanted: str | None, usual: str) -> Choice:
    is_offered = any(value == wanted for value, _ in choices)
    return Choice(body, choices, wanted if wanted and is_offered else usual)
