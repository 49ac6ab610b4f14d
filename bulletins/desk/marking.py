"""A missed citation is marked at the desk: the words as they stand, and where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from bulletins.keeping_up import keeping_up
from bulletins.models import Bulletin
from bulletins.publishing import hold_in_use
from bulletins.subjects import texts_of
from documents.deciding import marking
from documents.models import Citation, Decision, SourceText
from documents.querysets import CitationQuerySet
from organizations.text import normalize_body

# Enough of the text on each side to know the place again.
CONTEXT_CHARS = 100
# Words that stand in more places are not told apart by reading a list.
MOST_PLACES = 30


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the bulletin where the words stand; `text` is the key of the item's text."""

    text: int
    where: str
    start: int
    before: str
    words: str
    after: str


@transaction.atomic
def mark(bulletin: Bulletin, text: int, start: int, words: str) -> Citation:
    """Mark `words`, which stand at `start` of one of the bulletin's texts, as a citation.

    Returns it undecided, with the documents it may mean; what the texts state by it is proposed.
    Raises ValidationError 'binned', 'read_anew' when other words stand there by now, and what
    `marking.mark_citation` refuses.
    """
    hold_in_use(bulletin.pk)
    texts = list(texts_of(bulletin))
    source = next((one for one in texts if one.pk == text), None)
    words = normalize_body(words)
    end = start + len(words)
    if source is None or not words or source.body[start:end] != words:
        raise ValidationError(
            "Chưa đánh dấu: nội dung ở chỗ đó nay đã khác. Chọn lại các chữ trong trang này.",
            code="read_anew",
        )
    with keeping_up(bulletin):
        return marking.mark_citation(texts, source, start, end)


def spots_of(bulletin: Bulletin, words: str) -> list[Spot]:
    """Return where `words` stand in the bulletin and no citation is marked yet, in reading order.

    Line ends and spaces count alike, everything else must be as printed. Raises ValidationError:
    'no_words', 'too_long', 'not_there', 'marked_already' when all such places are citations,
    'too_many'.
    """
    parts = normalize_body(words).split()
    if not parts:
        raise ValidationError(
            "Chép các chữ của trích dẫn bị sót vào ô rồi bấm lại.", code="no_words"
        )
    # Before a pattern is made of them: a whole bulletin pasted by mistake would take minutes.
    marking.refuse_too_long(sum(map(len, parts)) + len(parts) - 1)
    printed = re.compile(r"\s+".join(map(re.escape, parts)))
    texts = list(texts_of(bulletin).select_related("bulletin_item"))
    places = [(text, match) for text in texts for match in printed.finditer(text.body)]
    if not places:
        raise ValidationError(
            "Không thấy “%(words)s” trong bản tin. Chép đúng từng chữ như trong bản tin.",
            code="not_there",
            params={"words": " ".join(parts)[: marking.MOST_CHARS]},
        )
    free = list(_free(Citation.objects.filter(source__in=texts), places))
    if not free:
        raise ValidationError(
            "“%(words)s” đã được đánh dấu ở mọi chỗ có trong bản tin.",
            code="marked_already",
            params={"words": " ".join(parts)[: marking.MOST_CHARS]},
        )
    if len(free) > MOST_PLACES:
        raise ValidationError(
            "Các chữ này có ở %(count)s chỗ. Chép dài hơn một chút để chỉ còn vài chỗ.",
            code="too_many",
            params={"count": len(free)},
        )
    return [_spot(text, match) for text, match in free]


def _free(
    citations: CitationQuerySet, places: list[tuple[SourceText, re.Match[str]]]
) -> Iterator[tuple[SourceText, re.Match[str]]]:
    """Yield the places that are no citation and in which nobody has confirmed or marked one."""
    undecided = set(citations.undecided_by_machine().values_list("pk", flat=True))
    rejected = set(citations.filter(state=Decision.REJECTED).values_list("pk", flat=True))
    spans = list(citations.values_list("pk", "source_id", "start", "end"))
    for text, match in places:
        inside = [
            (pk, (start, end))
            for pk, source, start, end in spans
            if source == text.pk and start < match.end() and match.start() < end
        ]
        is_same = any(span == match.span() for _, span in inside)
        if not is_same and all(pk in undecided or pk in rejected for pk, _ in inside):
            yield text, match


def _spot(text: SourceText, match: re.Match[str]) -> Spot:
    start, end = match.span()
    return Spot(
        text=text.pk,
        where=str(text.bulletin_item),
        start=start,
        before=text.body[max(0, start - CONTEXT_CHARS) : start],
        words=match[0],
        after=text.body[end : end + CONTEXT_CHARS],
    )
