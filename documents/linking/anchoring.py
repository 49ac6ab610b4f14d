"""Change a stored text without losing what people decided about its citations."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from simple_history.utils import bulk_update_with_history

from documents.models import Citation, Decision, SourceText
from documents.models.sources import lock_texts
from organizations.text import normalize_body

# How much of the text around a citation is compared to tell two equal wordings apart.
CONTEXT_CHARS = 80
# Beyond any text that is stored, within the column's range.
FREE_GROUND = 1_000_000_000
# SQLite takes so many rows in one statement.
BATCH_ROWS = 200


@transaction.atomic
def replace_body(source: SourceText, body: str) -> list[Citation]:
    """Store `body` in place of the source's text and move its decided citations along.

    Undecided machine citations go: the caller reads the new text. A decided one goes to
    the same words whose surroundings are most alike, and so does an undecided one on which
    somebody has judged a check. Returns the decided ones whose words are no longer in the
    text; they are removed and stay in the history.
    """
    lock_texts([source.pk])
    old = source.body
    new = normalize_body(body)
    undecided = source.citations.undecided_by_machine()
    undecided.filter(verdicts=None).delete()
    judged = set(undecided.values_list("pk", flat=True))
    moves: list[tuple[Citation, int]] = []
    lost: list[Citation] = []
    taken = _Taken()
    # What a person decided on chooses its place first.
    for citation in sorted(source.citations.all(), key=lambda one: (one.pk in judged, one.start)):
        start = _best_place(citation, old, new, taken)
        if start is not None:
            taken.add(citation, start)
            moves.append((citation, start))
        elif citation.pk in judged:
            citation.delete()
        else:
            lost.append(citation)
    source.body = new
    source.save()
    for citation in lost:
        citation.delete()
    _move(source, moves)
    return lost


@transaction.atomic
def join_texts(first: SourceText, second: SourceText, between: str = "") -> None:
    """Put the words of `second` behind those of `first`, with `between` in the seam.

    Every citation of `second` goes along to the place of its words; `second` is deleted, so
    whoever owned it must have let it go. Its history stays.
    """
    lock_texts([first.pk, second.pk])
    shift = len(first.body) + len(between)
    first.body = first.body + between + second.body
    first.save(update_fields=["body", "sha256"])
    _hand_over(list(second.citations.all()), first, shift)
    second.delete()


@transaction.atomic
def cut_text(source: SourceText, at: int, dropped: int = 0) -> SourceText:
    """Cut `source` before character `at`; return a new text, of nobody yet, with the words behind.

    The first `dropped` characters behind the cut go to neither: what a join once put there.
    Each citation stays with its words; a proposal of the machine that the cut goes through is
    removed. Raises ValidationError (code 'cuts_decision') when a person decided on or marked
    that citation; nothing is done then.
    """
    lock_texts([source.pk])
    go_on = at + dropped
    through = source.citations.filter(start__lt=go_on, end__gt=at)
    kept = through.exclude(pk__in=through.undecided_by_machine()).first()
    if kept is not None:
        raise ValidationError(
            "Không tách được ở đây: chỗ tách nằm giữa trích dẫn “%(text)s” mà người đã quyết "
            "định. Mở lại trích dẫn đó trước, hoặc chọn chỗ khác.",
            code="cuts_decision",
            params={"text": kept.text},
        )
    through.delete()
    rest = SourceText.objects.create(
        body=source.body[go_on:],
        label=source.label,
        publisher=source.publisher,
        published_on=source.published_on,
        audience=source.audience,
    )
    rest.audience_bodies.set(source.audience_bodies.all())
    _hand_over(list(source.citations.filter(start__gte=go_on)), rest, -go_on)
    source.body = source.body[:at]
    source.save(update_fields=["body", "sha256"])
    return rest


def _hand_over(citations: list[Citation], source: SourceText, shift: int) -> None:
    """Give citations to the text that has their words now, each `shift` characters further on.

    No two rows meet on the way: where they go, no citation stands yet.
    """
    for citation in citations:
        citation.source = source
        citation.start += shift
        citation.end += shift
    if citations:
        places = ["source", "start", "end"]
        bulk_update_with_history(citations, Citation, places, batch_size=BATCH_ROWS)


def _move(source: SourceText, moves: list[tuple[Citation, int]]) -> None:
    """Write the new places, by way of free ground so that no two rows ever meet."""
    source.citations.update(start=F("start") + FREE_GROUND, end=F("end") + FREE_GROUND)
    for citation, start in moves:
        citation.end = start + len(citation.text)
        citation.start = start
        citation.save()


class _Taken:
    """The places of a new text that citations have got: no two the same words there, and of those
    that stand no two the same start."""

    def __init__(self) -> None:
        self._spans: set[tuple[int, int]] = set()
        self._starts: set[int] = set()

    def add(self, citation: Citation, start: int) -> None:
        self._spans.add((start, len(citation.text)))
        if citation.state != Decision.REJECTED:
            self._starts.add(start)

    def has(self, citation: Citation, start: int) -> bool:
        stands = citation.state != Decision.REJECTED
        return (start, len(citation.text)) in self._spans or (stands and start in self._starts)


def _best_place(citation: Citation, old: str, new: str, taken: _Taken) -> int | None:
    before = old[max(0, citation.start - CONTEXT_CHARS) : citation.start]
    after = old[citation.end : citation.end + CONTEXT_CHARS]
    best: tuple[int, int, int] | None = None
    start = new.find(citation.text)
    while start != -1:
        if not taken.has(citation, start):
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
