"""What stored texts state between documents certainly meant, as it is read; nothing is written.

A citation that may mean one of several documents, or that a person rejected, supports nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from documents.citations.relations import RelationReading, find_relations
from documents.models import Citation, Decision, Document, SourceText

_CERTAIN = {Citation.Resolution.ONE, Citation.Resolution.SEVERAL}
# Longer evidence is cut in the middle: its first words name the doer, its last the other one.
EVIDENCE_CHARS = 600
# What no rule of the reader exceeds; a longer cue is not kept, as half of one proves nothing.
CUE_CHARS = 240

Key = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as relations are read: its place, and the keys of the documents it means."""

    pk: int
    start: int
    end: int
    type: str
    documents: tuple[int, ...]


# By the key of a text, its citations in order.
CitedByText = Mapping[int, Sequence[Cited]]


@dataclass(frozen=True, slots=True)
class Stated:
    """One relation as a text states it; documents and the citation by their keys."""

    source: int
    verb: str
    target: int
    citation: int
    evidence: str
    rule: str
    cue: str

    @property
    def key(self) -> Key:
        return self.source, self.verb, self.target


def cited_in(texts: Iterable[SourceText]) -> dict[int, list[Cited]]:
    """Return the citations of texts that have any, as they stand: one query of plain columns.

    Documents in the bin are not meant.
    """
    read = Citation.objects.filter(source__in=texts).exclude(state=Decision.REJECTED)
    rows = read.order_by("source", "start", "target_links__pk").values_list(
        *("source_id", "pk", "start", "end", "type", "resolution"),
        *("target_links__document", "target_links__document__deleted_at"),
    )
    places: dict[tuple[int, tuple[int, int, int, str]], list[int]] = {}
    for source, *place, resolution, document, binned in rows:
        meant = places.setdefault((source, (*place,)), [])
        if document and not binned and resolution in _CERTAIN:
            meant.append(document)
    found: dict[int, list[Cited]] = {}
    for (source, place), documents in places.items():
        found.setdefault(source, []).append(Cited(*place, tuple(documents)))
    return found


def changed_places(before: CitedByText, after: CitedByText) -> dict[int, set[int]]:
    """Return by text where a citation came, went, or means other documents."""
    return {
        source: {one.start for one in {*before.get(source, ())} ^ {*after.get(source, ())}}
        for source in {*before, *after}
        if before.get(source) != after.get(source)
    }


def stated_in(
    source: SourceText,
    citations: Sequence[Cited],
    subject: Document | None,
    near: Collection[int] | None = None,
) -> Iterator[Stated]:
    """Yield each relation that the text states between two documents, as often as it does.

    `subject` is the document whose text it is, or that an item of a bulletin is about; `near` as
    `find_relations` takes it.
    """
    type_name = subject.document_type.name if subject else None
    is_own = subject is not None and subject.text_id == source.pk
    for reading in find_relations(source.body, citations, type_name, near):
        target = citations[reading.target]
        doers: Sequence[int] = (subject.pk,) if subject else ()
        if reading.source is not None:
            doers = citations[reading.source].documents
        quoted = is_own and reading.source is None
        for doer in doers:
            for document in target.documents:
                if doer != document:
                    yield Stated(
                        source=doer,
                        verb=reading.verb,
                        target=document,
                        citation=target.pk,
                        evidence=_evidence(source.body, citations, reading, quoted),
                        rule=reading.rule,
                        cue=_cue(reading),
                    )


def _evidence(
    body: str, citations: Sequence[Cited], reading: RelationReading, whole_sentence: bool
) -> str:
    """Return the words that state a relation, in one line.

    Who sees a relation sees its two documents, but not every text that speaks of them: a
    bulletin may be a draft and its news name private people. So the whole sentence is given
    only of the doer's own text, else the words from the doer to the other document.
    """
    start, end = reading.start, reading.end
    if not whole_sentence:
        spans = [citations[reading.target]]
        if reading.source is not None:
            spans.append(citations[reading.source])
        start = min(reading.said_at, *(span.start for span in spans))
        end = max(span.end for span in spans)
    words = " ".join(body[start:end].split())
    if len(words) <= EVIDENCE_CHARS:
        return words
    return f"{words[: EVIDENCE_CHARS // 2].rstrip()} […] {words[-EVIDENCE_CHARS // 2 :].lstrip()}"


def _cue(reading: RelationReading) -> str:
    """Return the words that say the relation as they stand in its evidence: on one line."""
    words = " ".join(reading.cue.split())
    return words if len(words) <= CUE_CHARS else ""
