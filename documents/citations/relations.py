"""What a text says, in words, about two documents it names: one carries out, amends… the other.

Pure text; no Django. Only words count: nothing is concluded from dates, types or levels.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from documents.citations.clauses import Gap, gap_before, words_after
from documents.citations.governing import CitationSpan, SentenceReader

# More citations than any sentence has; the bound keeps a page of nothing but numbers linear.
MAX_CITATIONS_IN_SENTENCE = 200
# Enough to see whether a bracket closes or a verb follows behind a citation.
_AFTER_CHARS = 40


@dataclass(frozen=True, slots=True)
class RelationReading:
    """`source` does to `target` what `verb` says, as the words from `start` to `end` state.

    `source` and `target` are indexes of the citations given; `source` None is the document
    whose text this is. `verb` is one of implements, continues, studies, guides, specifies,
    reviews, based_on, calls_for, linked_with, amends, replaces, repeals, corrects,
    refers_to. `start` and `end` are characters of the text as given: the sentence. `cue` is
    the words that said it, as printed, and `said_at` where they start (for "hết hiệu lực",
    right behind the document that it is said of); `rule` is the stable name of the rule
    that read them, with "-list" behind it for the later members of a list.
    """

    source: int | None
    verb: str
    target: int
    start: int
    end: int
    cue: str
    said_at: int
    rule: str


def find_relations(
    text: str,
    citations: Sequence[CitationSpan],
    subject: str | None = None,
    near: Collection[int] | None = None,
) -> list[RelationReading]:
    """Return the relations that `text` states between the documents cited in it.

    `citations` are the places of `text` that name a document, in any order: the values of
    `find_citations`, or anything else with `start`, `end` and `type`. `subject` is the type
    ("Chỉ thị", '' when not known) of the document whose text this is, or that an item of a
    bulletin is about; None when there is none, and then only relations between two
    citations are read. A relation is returned as often as it is stated. `near` are characters
    of the text: only the sentences of the citations at them and on both sides are read then,
    which is all that a citation there can change by coming or going. Never raises for any text.
    """
    readings: list[RelationReading] = []
    for members, gaps, next_start in _sentences(text, citations, near):
        reader = SentenceReader(citations, subject)
        for member, gap, next_gap in zip(members, gaps, [*gaps[1:], None], strict=True):
            end = citations[member].end
            reader.read(member, gap, text[end : end + _AFTER_CHARS], next_gap)
        rest, end = words_after(text, citations[members[-1]].end, next_start)
        readings += [
            RelationReading(
                source=claim.source,
                verb=claim.verb,
                target=claim.target,
                start=gaps[0].start,
                end=end,
                cue=claim.said.words,
                said_at=claim.said.at,
                rule=claim.rule,
            )
            for claim in reader.finish(rest)
        ]
    return readings


def _sentences(
    text: str, citations: Sequence[CitationSpan], near: Collection[int] | None
) -> Iterator[tuple[list[int], list[Gap], int]]:
    """Yield each sentence that cites: its citations, the words before each, where the next is."""
    ordered = _apart(citations)
    spans = [citations[index] for index in ordered]
    for first, last in [(0, len(spans))] if near is None else _runs(text, spans, near):
        members: list[int] = []
        gaps: list[Gap] = []
        for place in range(first, last):
            gap = _gap(text, spans, place)
            if members and (not gap.joined or len(members) == MAX_CITATIONS_IN_SENTENCE):
                yield members, gaps, spans[place].start
                members, gaps = [], []
            members.append(ordered[place])
            gaps.append(gap)
        if members:
            yield members, gaps, spans[last].start if last < len(spans) else len(text)


def _apart(citations: Sequence[CitationSpan]) -> list[int]:
    """Return the indexes of the citations in the order of the text.

    One that overlaps the one before (a person may have marked both) is left out.
    """
    found: list[int] = []
    for index in sorted(range(len(citations)), key=lambda index: citations[index].start):
        if not found or citations[index].start >= citations[found[-1]].end:
            found.append(index)
    return found


def _gap(text: str, spans: Sequence[CitationSpan], place: int) -> Gap:
    return gap_before(text, spans[place].start, spans[place - 1].end if place else None)


def _runs(
    text: str, spans: Sequence[CitationSpan], near: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Yield which of `spans` stand in the sentences at and beside these characters.

    Each run is of whole sentences, none of which is in two runs.
    """
    starts = [span.start for span in spans]
    begin = end = 0
    for character in sorted(near):
        at = bisect_left(starts, character)
        first, last = max(at - 1, 0), min(at + 2, len(spans))
        while first > end and _gap(text, spans, first).joined:
            first -= 1
        if first > end:
            yield begin, end
            begin = end = first
        end = max(end, last)
        while end < len(spans) and _gap(text, spans, end).joined:
            end += 1
    yield begin, end
