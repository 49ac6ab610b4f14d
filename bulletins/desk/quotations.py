"""Sentences that quote a document nobody holds, and where they disagree on what it is.

Only pieces of the texts leave the database, however long the texts are.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest, Substr

from documents.checking.material import Mention, mention_of
from documents.checking.phrases import (
    LEAD_CHARS,
    TITLE_CHARS,
    Title,
    first_difference,
    standard_code,
    title_after,
)
from documents.checking.wording import name_others
from documents.models import Citation
from documents.resolving.bodies import Bodies
from organizations.text import fold

T = TypeVar("T")
# Of the text before and after a citation, enough to find the sentence.
CONTEXT_CHARS = 120
# What is read before and behind it: who issued it, its title.
_BEFORE, _BEHIND = max(CONTEXT_CHARS, LEAD_CHARS), TITLE_CHARS + CONTEXT_CHARS


@dataclass(frozen=True, slots=True)
class Quote:
    """One place that quotes a document, and whose text it stands in."""

    where: str
    before: str
    text: str
    after: str


def mentions_of(citations: QuerySet[Citation]) -> list[Mention]:
    """Return these citations, each in the piece of its text that stands around it.

    Their places are those in the piece. Two queries, and four for the bodies.
    """
    begin = Greatest(F("start") - _BEFORE, 0)
    rows = citations.annotate(piece=Substr("source__body", begin + 1, F("end") - begin + _BEHIND))
    rows = rows.select_related("source__publisher").defer("source__body")
    bodies = Bodies.load()
    return [_mention_in_piece(row, bodies) for row in rows]


def _mention_in_piece(row: Any, bodies: Bodies) -> Mention:
    length = row.end - row.start
    row.start = min(row.start, _BEFORE)
    row.end = row.start + length
    row.source.body = row.piece
    return mention_of(row, (), bodies)


def quote_of(mention: Mention) -> Quote:
    """Return what stands around a citation of `mentions_of`."""
    citation, body = mention.citation, mention.source.body
    return Quote(
        where=mention.source.label,
        before=body[max(0, citation.start - CONTEXT_CHARS) : citation.start],
        text=citation.text,
        after=body[citation.end : citation.end + CONTEXT_CHARS],
    )


def disagreements(mentions: Sequence[Mention]) -> list[str]:
    """Say where the citations of one document print different days, codes, issuers or titles.

    Issuers and titles are compared as the checks of a text do: by whom the words mean, and a
    title cut short is no difference.
    """
    days = [m.citation.date for m in mentions if len(m.citation.date) == 10]
    codes = [_code(m.citation) for m in mentions if m.citation.symbol]
    issued = [m for m in mentions if m.issuer_printed]
    titles = [t for m in mentions if (t := title_after(m.source.body, m.citation.end))]
    told = {
        "Ngày": [(_day(day), count) for day, count in _apart(days, str.__ne__)],
        "Số ký hiệu": _apart(codes, lambda one, other: fold(one) != fold(other)),
        "Cơ quan ban hành": [(m.issuer_printed, n) for m, n in _apart(issued, name_others)],
        "Trích yếu": _titles_apart(titles),
    }
    return [
        f"{name} ghi khác nhau: " + "; ".join(f"{words} ({count} chỗ)" for words, count in found)
        for name, found in told.items()
        if len(found) > 1
    ]


def _apart(values: Iterable[T], differ: Callable[[T, T], bool]) -> list[tuple[T, int]]:
    """Return the first of each of those that do not differ, and how many they are; most first."""
    found: list[list[T]] = []
    for value in values:
        alike = next((group for group in found if not differ(group[0], value)), None)
        if alike is None:
            found.append([value])
        else:
            alike.append(value)
    return [(group[0], len(group)) for group in sorted(found, key=len, reverse=True)]


def _titles_apart(titles: list[Title]) -> list[tuple[str, int]]:
    """Return the words around the place where titles part."""
    found = _apart(titles, lambda one, other: first_difference(one, other) is not None)
    if len(found) < 2:
        return []
    (usual, count), *others = found
    at = [first_difference(usual, title) or 0 for title, _ in others]
    excerpts = [(title.excerpt(place), n) for place, (title, n) in zip(at, others, strict=True)]
    return [(f"“{words}”", n) for words, n in [(usual.excerpt(at[0]), count), *excerpts]]


def _code(citation: Citation) -> str:
    return standard_code(citation.number, citation.year_in_number, citation.symbol)


def _day(iso: str) -> str:
    """Return a stored day, month or year as people read it, the day first."""
    return "/".join(reversed(iso.split("-")))
