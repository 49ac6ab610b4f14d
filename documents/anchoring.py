"""Change a stored text without losing what people decided about its citations."""

from django.db import transaction
from django.db.models import F

from documents.models import Citation, SourceText
from documents.models.sources import lock_texts
from organizations.text import normalize_body

# How much of the text around a citation is compared to tell two equal wordings apart.
CONTEXT_CHARS = 80
# Beyond any text that is stored, within the column's range.
FREE_GROUND = 1_000_000_000


@transaction.atomic
def replace_body(source: SourceText, body: str) -> list[Citation]:
    """Store `body` in place of the source's text and move its decided citations along.

    Undecided machine citations go: the caller reads the new text. A decided one goes to
    the same words whose surroundings are most alike. Returns those whose words are no
    longer in the text; they are removed and stay in the history.
    """
    lock_texts([source.pk])
    old = source.body
    new = normalize_body(body)
    source.citations.undecided_by_machine().delete()
    moves: list[tuple[Citation, int]] = []
    lost: list[Citation] = []
    taken: set[int] = set()
    for citation in source.citations.order_by("start"):
        start = _best_place(citation, old, new, taken)
        if start is None:
            lost.append(citation)
        else:
            taken.add(start)
            moves.append((citation, start))
    source.body = new
    source.save()
    for citation in lost:
        citation.delete()
    _move(source, moves)
    return lost


def _move(source: SourceText, moves: list[tuple[Citation, int]]) -> None:
    """Write the new places, by way of free ground so that no two rows ever meet."""
    source.citations.update(start=F("start") + FREE_GROUND, end=F("end") + FREE_GROUND)
    for citation, start in moves:
        citation.end = start + len(citation.text)
        citation.start = start
        citation.save()


def _best_place(citation: Citation, old: str, new: str, taken: set[int]) -> int | None:
    before = old[max(0, citation.start - CONTEXT_CHARS) : citation.start]
    after = old[citation.end : citation.end + CONTEXT_CHARS]
    best: tuple[int, int, int] | None = None
    start = new.find(citation.text)
    while start != -1:
        if start not in taken:
            end = start + len(citation.text)
            likeness = _common_suffix(before, new[max(0, start - CONTEXT_CHARS) : start])
            likeness += _common_prefix(after, new[end : end + CONTEXT_CHARS])
            # Among equals the place nearest to the old one.
            place = (likeness, -abs(start - citation.start), start)
            best = place if best is None else max(best, place)
        start = new.find(citation.text, start + 1)
    return best[2] if best else None


def _common_prefix(one: str, other: str) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _common_suffix(one: str, other: str) -> int:
    return _common_prefix(one[::-1], other[::-1])
