"""What others decide while a desk lies open: asked for quietly, told without moving the page."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from bulletins.models import Bulletin
from bulletins.subjects import texts_of
from documents.deciding.taking_back import name_of
from documents.models import Citation, Decision
from organizations.text import normalize


@dataclass(frozen=True, slots=True)
class Standing:
    """How one citation stands: its state, when and in words who decided; '' while nobody has.

    `text` are its words, for a page that does not have it yet.
    """

    state: str
    at: str
    told: str
    text: str


def seen_now(bulletin: Bulletin) -> str:
    """Sum up how the bulletin's citations stand; another text, once anybody has decided."""
    return _seen(_rows(bulletin))


def newest_of(bulletin: Bulletin) -> int:
    """Return the highest key of the bulletin's citations: one marked later has a higher one."""
    rows = Citation.objects.filter(source__in=texts_of(bulletin))
    return rows.aggregate(newest=Max("pk"))["newest"] or 0


def standings(bulletin: Bulletin, by: Any) -> tuple[str, dict[int, Standing]]:
    """Return `seen_now` and how each citation stands, by its key, in one query.

    `by` is who asks: what they decided themselves, in another window, is told so.
    """
    rows = _rows(bulletin)
    return _seen(rows), {row.pk: _standing(row, by) for row in rows}


def _standing(row: Citation, by: Any) -> Standing:
    at = row.decided_at.isoformat() if row.decided_at else ""
    return Standing(row.state, at, _told(row, by), normalize(row.text))


def _rows(bulletin: Bulletin) -> list[Citation]:
    rows = Citation.objects.filter(source__in=texts_of(bulletin)).select_related("decided_by")
    columns = ("state", "text", "decided_at", "decided_by__username")
    names = ("decided_by__first_name", "decided_by__last_name")
    return list(rows.only(*columns, *names).order_by("pk"))


def _seen(rows: list[Citation]) -> str:
    told = [(row.pk, row.state, row.decided_at) for row in rows]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _told(row: Citation, by: Any) -> str:
    if row.state == Decision.PROPOSED or row.decided_by is None:
        return ""
    return f"{name_of(row.decided_by, by)} đã ghi “{row.get_state_display()}”"
