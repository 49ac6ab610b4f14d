"""What a text says, in words, about two documents it names: one carries out, amends… the other.

Pure text; no Django. Only words count: nothing is concluded from dates, types or levels.
"""

from collections.abc import Iterator, Sequence
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
    text: str, citations: Sequence[CitationSpan], subject: str | None = None
) -> list[RelationReading]:
    """Return the relations that `text` states between the documents cited in it.

    `citations` are the places of `text` that name a document, in any order: the values of
    `find_citations`, or anything else with `start`, `end` and `type`. `subject` is the type
    ("Chỉ thị", '' when not known) of the document whose text this is, or that an item of a
    bulletin is about; None when there is none, and then only relations between two
    citations are read. A relation is returned as often as it is stated. Never raises for
    any text.
    """
    readings: list[RelationReading] = []
    for members, gaps, next_start in _sentences(text, citations):
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
    text: str, citations: Sequence[CitationSpan]
) -> Iterator[tuple[list[int], list[Gap], int]]:
    """Yield each sentence that cites: its citations, the words before each, where the next starts.

    A citation that overlaps the one before (a person may have marked both) is left out.
    """
    members: list[int] = []
    gaps: list[Gap] = []
    end: int | None = None
    for index in sorted(range(len(citations)), key=lambda index: citations[index].start):
        citation = citations[index]
        if end is not None and citation.start < end:
            continue
        gap = gap_before(text, citation.start, end)
        if members and (not gap.joined or len(members) == MAX_CITATIONS_IN_SENTENCE):
            yield members, gaps, citation.start
            members, gaps = [], []
        members.append(index)
        gaps.append(gap)
        end = citation.end
    if members:
        yield members, gaps, len(text)
