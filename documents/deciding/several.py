"""A person decides on several relations at once; each stands or falls by itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from documents.deciding import relations as deciding_relations
from documents.deciding.proposals import seen_of, with_shown
from documents.deciding.taking_back import (
    Undo,
    is_as_left,
    return_documents,
    undo_of,
    what_happened,
)
from documents.models import Relation
from documents.removing.letting_go import bring_back, ends_of, hold_documents, let_go


@dataclass(slots=True)
class Outcome:
    """The relations decided on, a sentence for each that was not, and how to take it back."""

    decided: list[Relation] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    undo: Undo = field(default_factory=lambda: Undo([], []))


@transaction.atomic
def decide_relations(
    among: QuerySet[Relation], seen: Mapping[int, str], act: Callable[[Relation], object], by: Any
) -> Outcome:
    """Let `act` decide on each relation of `seen` that is still as the person saw it.

    `among` are those the person may decide on, `seen` gives by a relation's key what was seen
    of it (`proposals.seen_of`), `by` is who decides. One that is gone, that somebody else decided
    on or that `act` refuses with a ValidationError is told and left; the others are written.
    """
    rows = _hold(among, seen)
    held = hold_documents(ends_of(rows))
    proposed = {one.pk for one in held if one.is_proposed}
    outcome = Outcome()
    for row in rows:
        if seen_of(row) != seen[row.pk]:
            outcome.refused.append(f"Chưa ghi “{row}”: {what_happened(row, by)} trong lúc bạn xem.")
            continue
        try:
            act(row)
        except ValidationError as error:
            outcome.refused += error.messages
        else:
            outcome.decided.append(row)
    gone = len(seen) - len(rows)
    if gone:
        outcome.refused.append(
            f"{gone} quan hệ đã chọn không còn: nội dung vừa được đọc lại. Xem lại danh sách."
        )
    outcome.undo = undo_of(outcome.decided, proposed)
    return outcome


@transaction.atomic
def take_back(among: QuerySet[Relation], undo: Undo, by: Any) -> int:
    """Open what `decide_relations` decided; return how many relations that are.

    `among` are those the person may decide on. What anybody has decided anew since stays; so
    do documents that somebody has saved since or that something else confirmed names by now.
    """
    moments, registered = dict(undo.rows), dict(undo.documents)
    # What went to the bin with the last relation: without it nobody may decide on that one.
    ends = ends_of(Relation.objects.filter(pk__in=list(moments)))
    bring_back(ends)
    rows = _hold(among, moments)
    documents = hold_documents(registered)
    opened = [row for row in rows if is_as_left(row, moments, by)]
    for row in opened:
        deciding_relations.reopen_relation(row)
    return_documents(documents, registered)
    let_go(ends, by)
    return len(opened)


def _hold(among: QuerySet[Relation], keys: Mapping[int, str]) -> list[Relation]:
    """Return these relations as stored, held until the transaction ends, always in one order."""
    rows = with_shown(among.filter(pk__in=list(keys)))
    return list(rows.select_for_update(of=("self",)).order_by("pk"))
