"""How what was decided on several rows at once is kept, told, and taken back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from documents.deciding import citations as deciding
from documents.models import Decision, DecisionModel, Document


@dataclass(frozen=True, slots=True)
class Undo:
    """What a decision on several rows did, as the session keeps it until it is taken back.

    The keys of the rows, and of the documents that entered the registry by it, each with the
    moment that was stored of it then.
    """

    rows: list[tuple[int, str]]
    documents: list[tuple[int, str]]


def undo_of(rows: Iterable[DecisionModel], proposed: Collection[int]) -> Undo:
    """Return how to take back that `rows` were decided on; `proposed` is what was so before."""
    registered = Document.objects.filter(pk__in=proposed, state=Document.State.REGISTERED)
    return Undo(
        [(row.pk, _moment(row)) for row in rows],
        [(pk, at.isoformat()) for pk, at in registered.values_list("pk", "updated_at")],
    )


def is_as_left(row: DecisionModel, moments: Mapping[int, str], by: Any) -> bool:
    """Whether the decision that `by` took on a row then still stands, untouched."""
    return row.decided_by_id == by.pk and _moment(row) == moments[row.pk]


def return_documents(documents: Iterable[Document], registered: Mapping[int, str]) -> None:
    """Make proposals again of held documents that entered the registry at these moments.

    Those that somebody has saved since, or that something else confirmed names by now, stay.
    """
    for document in documents:
        is_same = document.updated_at.isoformat() == registered[document.pk]
        if is_same and not deciding.is_needed(document):
            document.state = Document.State.PROPOSED
            document.save(update_fields=["state"])


def what_happened(row: DecisionModel, reader: Any) -> str:
    """Tell `reader` why a row is another than was seen."""
    if row.state == Decision.PROPOSED or row.decided_by is None:
        return (
            "nội dung vừa được đọc lại, văn bản vừa được sửa trong sổ, hoặc quyết định vừa được "
            "mở lại"
        )
    return f"{name_of(row.decided_by, reader)} đã ghi “{row.get_state_display()}”"


def name_of(person: Any, reader: Any) -> str:
    """Return how `reader` is told of who decided: by name, or that it was the reader."""
    if person == reader:
        return "chính bạn, ở một cửa sổ khác,"
    return person.known_as


def _moment(row: DecisionModel) -> str:
    return row.decided_at.isoformat() if row.decided_at else ""
