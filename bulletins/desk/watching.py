"""What others decide while a desk lies open: asked for quietly, told without moving the page."""

import hashlib
from dataclasses import dataclass
from typing import Any

from bulletins.desk.sheet import texts_of
from bulletins.models import Bulletin
from documents.models import Citation, Decision
from documents.taking_back import name_of


@dataclass(frozen=True, slots=True)
class Standing:
    """How one citation stands: its state, and in words who decided; '' while nobody has."""

    state: str
    told: str


def seen_now(bulletin: Bulletin) -> str:
    """Sum up how the bulletin's citations stand; another text, once anybody has decided."""
    return _seen(_rows(bulletin))


def standings(bulletin: Bulletin, by: Any) -> tuple[str, dict[int, Standing]]:
    """Return `seen_now` and how each citation stands, by its key, in one query.

    `by` is who asks: what they decided themselves, in another window, is told so.
    """
    rows = _rows(bulletin)
    return _seen(rows), {row.pk: Standing(row.state, _told(row, by)) for row in rows}


def _rows(bulletin: Bulletin) -> list[Citation]:
    rows = Citation.objects.filter(source__in=texts_of(bulletin)).select_related("decided_by")
    columns = ("state", "decided_at", "decided_by__username")
    names = ("decided_by__first_name", "decided_by__last_name")
    return list(rows.only(*columns, *names).order_by("pk"))


def _seen(rows: list[Citation]) -> str:
    told = [(row.pk, row.state, row.decided_at) for row in rows]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _told(row: Citation, by: Any) -> str:
    if row.state == Decision.PROPOSED or row.decided_by is None:
        return ""
    return f"{name_of(row.decided_by, by)} đã ghi “{row.get_state_display()}”"
