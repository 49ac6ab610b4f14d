"""The rows that a reorganisation changes, one by one, as they are shown, done and stored.

A step is JSON: what is done (`act`), to which row (`model`, `pk`), and the values with
days in ISO form. A body that is only being made is named by its place among the bodies after:
``{"new": 0}``.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from organizations.models import (
    Organization,
    OrganizationCode,
    OrganizationName,
    Succession,
)
from organizations.querysets import code_key
from organizations.reorganizing.parts import Choice, Part
from organizations.reorganizing.surroundings import Surroundings
from organizations.reorganizing.wishes import ABOVE, ALL, NONE, STAYS, NewBody, Wish

Step = dict[str, Any]
CHANGE, CREATE, JOIN = "change", "create", "join"


def changed(row: Any, **values: Any) -> Step:
    """Return the step that gives `row` these values; what it holds now is kept with them."""
    pairs = {name: [_plain(getattr(row, name)), _plain(value)] for name, value in values.items()}
    return {"act": CHANGE, "model": row._meta.model_name, "pk": row.pk, "values": pairs}


def created(model: Any, **values: Any) -> Step:
    """Return the step that makes a row of these values."""
    plain = {name: _plain(value) for name, value in values.items()}
    return {"act": CREATE, "model": model._meta.model_name, "values": plain}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def renaming(part: Part, wish: Wish, around: Surroundings) -> Iterator[Step]:
    """Yield the steps of a new name and maybe code: the former ones stay with their last day."""
    body, new = part.body, wish.after[0]
    yield changed(body, name=new.name)
    yield from _closed((*part.names, *part.codes), wish)
    kinds = OrganizationName.Kind
    facts = {"organization_id": body.pk}
    if body.name_key not in {row.name_key for row in around.names.get(body.pk, ())}:
        # What it is called by in lists, “UBND tỉnh”, must go on finding it.
        kind = kinds.SHORT if part.names else kinds.OFFICIAL
        yield created(OrganizationName, name=body.name, kind=kind, valid_to=wish.last_day, **facts)
    facts["kind"] = kinds.OFFICIAL
    yield created(OrganizationName, name=new.name, valid_from=wish.day, **facts)
    held = {row.code_key for row in around.codes.get(body.pk, ())}
    if new.code and code_key(new.code) not in held:
        yield _code(body.pk, new, wish)


def ending(parts: Iterable[Part], wish: Wish, around: Surroundings) -> Iterator[Step]:
    """Yield the steps by which bodies end and others take their place."""
    for place, new in enumerate(wish.after):
        if isinstance(new, NewBody):
            yield from _made(place, new, wish)
    for part in parts:
        if not wish.goes_on:
            yield changed(part.body, valid_to=wish.last_day)
        yield from _closed((*part.names, *part.codes), wish)
        yield from (changed(term, ends_on=wish.last_day) for term in part.terms)
        for _, successor in wish.successors:
            yield _succeeded(part.body, successor, wish, around)
        for move in part.below:
            if move.chosen != STAYS:
                yield changed(move.body, parent_id=_goal(move, part.body, wish, around))
    for part in parts:
        yield from _joined(part, wish, around)


def readers_of(body: Organization, below: Iterable[Choice], around: Surroundings) -> list[int]:
    """Return the accounts that would lose what is for `body` as theirs moves away from below it."""
    moving = [move.body.pk for move in below if move.chosen != STAYS]
    found = {account for pk in moving for account in around.accounts_at_or_below(pk)}
    return sorted(found - around.accounts.get(body.pk, set()))


def _closed(rows: Iterable[Any], wish: Wish) -> Iterator[Step]:
    kept = [wish.after[0].code] if wish.renames else []
    for row in rows:
        # A code that is typed anew goes on.
        if getattr(row, "code_key", None) not in {code_key(code) for code in kept}:
            yield changed(row, valid_to=wish.last_day)


def _made(place: int, new: NewBody, wish: Wish) -> Iterator[Step]:
    facts = {"kind": new.kind, "level": new.level, "system": new.system}
    facts["parent_id"] = new.parent.pk if new.parent else None
    yield created(Organization, name=new.name, valid_from=wish.day, **facts) | {"new": place}
    reference = {"new": place}
    official = OrganizationName.Kind.OFFICIAL
    yield created(
        OrganizationName,
        organization_id=reference,
        name=new.name,
        kind=official,
        valid_from=wish.day,
    )
    if new.code:
        yield _code(reference, new, wish)


def _code(owner: Any, new: NewBody, wish: Wish) -> Step:
    return created(OrganizationCode, organization_id=owner, code=new.code, valid_from=wish.day)


def _succeeded(body: Organization, successor: Any, wish: Wish, around: Surroundings) -> Step:
    facts = {"since": wish.day, "note": wish.basis, "is_verified": True}
    pk = _pk(successor, wish)
    recorded = around.successions.get((body.pk, pk)) if isinstance(pk, int) else None
    if recorded:
        return changed(recorded, **facts)
    return created(Succession, predecessor_id=body.pk, successor_id=pk, **facts)


def _pk(successor: Any, wish: Wish) -> Any:
    is_new = isinstance(successor, NewBody)
    return {"new": list(wish.after).index(successor)} if is_new else successor.pk


def _goal(move: Choice, body: Organization, wish: Wish, around: Surroundings) -> Any:
    if move.chosen == ABOVE:
        above = around.first_above(body, wish.before)
        return above.pk if above else None
    return _pk(wish.after[int(move.chosen)], wish)


def _joined(part: Part, wish: Wish, around: Surroundings) -> Iterator[Step]:
    """Yield the memberships given; nobody's are taken, so nobody loses what they may read."""
    for account in readers_of(part.body, part.below, around):
        yield {"act": JOIN, "user": account, "body": part.body.pk}
    chosen = part.joining.chosen if part.joining else NONE
    if chosen == NONE:
        return
    everyone = [successor for _, successor in wish.successors]
    joined = everyone if chosen == ALL else [wish.after[int(chosen)]]
    for successor in joined:
        pk = _pk(successor, wish)
        known = around.accounts.get(pk, set()) if isinstance(pk, int) else set()
        for account in sorted(around.accounts.get(part.body.pk, set()) - known):
            yield {"act": JOIN, "user": account, "body": pk}
