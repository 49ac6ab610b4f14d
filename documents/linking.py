"""Write the citations of stored texts, each with the documents it can mean.

One transaction, and repeatable: what the machine proposed before is put right or removed,
what a person decided or marked stays. A citation that reads as before keeps its row, so the
history tells only of changes. Documents nobody has registered are entered as proposals.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import QuerySet
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from documents.known import Known
from documents.leaning import leaning_on
from documents.letting_go import hold_named
from documents.meaning import Meaning, find_meanings, load_candidates
from documents.models import Citation, CitationTarget, Document, SourceText, name_documents
from documents.models.sources import lock_texts
from documents.places import Place, read_places
from documents.registering import hold_new, is_new, register_if_new
from documents.resolve import Claim, complete_all, make_claim
from documents.together import citations_changed
from documents.verdicts import hand_over_verdicts

# What a reading writes into a row.
READ_FIELDS = (
    *("end", "text", "kind", "type", "type_code", "number", "year_in_number", "symbol"),
    *("code_key", "date", "issuer", "rule", "way", "resolution", "named_documents"),
)
# SQLite takes so many rows of this width in one statement.
BATCH_ROWS = 500


@dataclass(slots=True)
class LinkSummary:
    """What a reading found: the machine's citations in reading order, documents newly entered.

    `repointed` are those that name other documents than before the reading, and which; one
    that was not there before named none.
    """

    citations: list[Citation] = field(default_factory=list)
    registered: list[Document] = field(default_factory=list)
    repointed: list[tuple[Citation, list[Document]]] = field(default_factory=list)

    def count(self, resolution: Citation.Resolution) -> int:
        return sum(citation.resolution == resolution for citation in self.citations)


@dataclass(frozen=True, slots=True)
class Entered:
    """How far `enter_cited` came: citations and whole texts gone through, and of how many."""

    citations: int
    all_citations: int
    texts: int
    all_texts: int
    registered: list[Document]


def link_citations(source: SourceText) -> LinkSummary:
    """Read one text's citations anew. See `link_texts`."""
    return link_texts([source])


@transaction.atomic
def link_texts(sources: Iterable[SourceText], opened: Citation | None = None) -> LinkSummary:
    """Read the citations of texts that belong together (the items of one bulletin) anew.

    They are read as one: a citation without date or body is completed from another
    citation of the same code among them. Where one was only `opened` again, those alone are
    written that hang together with it. Returns what was written. The number of queries does not
    grow with the citations, except by those for each document newly entered.
    """
    texts = list(sources)
    lock_texts(text.pk for text in texts)
    known, places, claims = _read(texts, opened=opened)
    summary = LinkSummary()
    entered = _enter(places, claims, claims, known)
    meanings, again = _mean_and_hold(places, claims, known, slice(None))
    summary.registered = entered + again
    found = [
        (unsaved_citation(place.source, claim, meaning), meaning)
        for place, claim, meaning in zip(places, claims, meanings, strict=True)
        if place.row is None
    ]
    within = None
    if opened is not None:
        starts = {(place.source.pk, place.reading.start) for place in places}
        within = starts | {(opened.source_id, opened.start)}
    _store(texts, found, summary, within)
    return summary


@transaction.atomic
def enter_cited(sources: Iterable[SourceText], begin: int, most: int) -> Entered:
    """Enter some of the documents that texts which belong together cite and nobody registered.

    The one slow part of `link_texts`, in steps: from citation `begin` on, in reading order, until
    about `most` are entered. Each is entered as that function would, from what all the texts say
    of it, so that once every step is done it enters none. Nothing is written of citations.
    """
    texts = list(sources)
    lock_texts(text.pk for text in texts)
    known, places, claims = _read(texts)
    end, new = begin, 0
    while end < len(places) and new < most:
        is_open = places[end].row is None
        new += is_open and is_new(places[end].source, claims[end], known)
        end += 1
    registered = _enter(places[begin:end], claims[begin:end], claims, known)
    unread = {place.source.pk for place in places[end:]}
    read = sum(text.pk not in unread for text in texts)
    return Entered(min(end, len(places)), len(places), read, len(texts), registered)


@transaction.atomic
def mean_marked(sources: Iterable[SourceText], citation: Citation) -> None:
    """Give what a person marked as a citation the documents it can mean, as if it had been read.

    `sources` are the texts read together with its own. Documents are entered as in `link_texts`.
    """
    known, places, claims = _read(list(sources), marked=citation)
    place = (citation.source_id, citation.start)
    index = [(one.source.pk, one.reading.start) for one in places].index(place)
    here = slice(index, index + 1)
    _enter(places[here], claims[here], claims, known)
    meaning = _mean_and_hold(places, claims, known, here)[0][index]
    citation.resolution = meaning.resolution
    citation.named_documents = name_documents(one.document for one in meaning.candidates)
    citation.save(update_fields=["resolution", "named_documents"])
    _write_targets([(citation, meaning)])


def _read(
    texts: list[SourceText], marked: Citation | None = None, opened: Citation | None = None
) -> tuple[Known, list[Place], list[Claim]]:
    """Return the places of the texts with what each says in the light of all.

    What a person `marked` is looked at as if nobody had said yet what it means. Where a
    citation was `opened` again, only what hangs together with it is looked at.
    """
    known = Known.load()
    places = read_places(texts)
    if marked is not None:
        places = [replace(one, row=None) if one.row == marked else one for one in places]
    if opened is not None:
        places = leaning_on(opened, places)
    claims = complete_all([claim_of(place, known) for place in places])
    load_candidates(claims, known)
    return known, places, claims


def _enter(
    places: list[Place], said: list[Claim], claims: list[Claim], known: Known
) -> list[Document]:
    """Enter what `places` name and nobody registered; `claims` are those of the whole reading."""
    open_places = [(p, c) for p, c in zip(places, said, strict=True) if p.row is None]
    if hold_new(((place.source, claim) for place, claim in open_places), known):
        load_candidates(claims, known)
    entered = (register_if_new(place.source, claim, known) for place, claim in open_places)
    return [document for document in entered if document]


def _mean_and_hold(
    places: list[Place], claims: list[Claim], known: Known, written: slice
) -> tuple[list[Meaning], list[Document]]:
    """Return what the places mean, and what had to be entered for it.

    The proposals named by places to be `written` are held; one gone to the bin is looked for anew.
    """
    texts = {place.source.pk for place in places}
    entered: list[Document] = []
    while True:
        meanings = find_meanings(places, claims, known)
        pairs = zip(places[written], meanings[written], strict=True)
        open_meanings = (meaning for place, meaning in pairs if place.row is None)
        named = {one.document for meaning in open_meanings for one in meaning.candidates}
        if hold_named(named, texts):
            return meanings, entered
        load_candidates(claims, known)
        entered += _enter(places[written], claims[written], claims, known)


def claim_of(place: Place, known: Known) -> Claim:
    """Return what a place says; of one confirmed under its printed code, what the registry knows.

    A misprint that a person put right says no more than is printed.
    """
    claim = make_claim(place.reading, place.source, known)
    documents = place.decided or []
    if len(documents) != 1 or documents[0].code_key != claim.code_key or not claim.code_key:
        return claim
    document = documents[0]
    body = document.organization or claim.organization
    return replace(
        claim,
        organization=body,
        bodies=(body,) if body else claim.bodies,
        issued_on=claim.issued_on or document.issued_on,
        document_type=document.document_type,
    )


def unsaved_citation(source: SourceText, claim: Claim, meaning: Meaning) -> Citation:
    """Return a citation in `source` as it is to be stored."""
    reading = claim.reading
    return Citation(
        source=source,
        start=reading.start,
        end=reading.end,
        text=reading.text,
        kind=reading.kind,
        type=reading.type or "",
        type_code=reading.type_code or "",
        number=reading.number or "",
        year_in_number=reading.year_in_number or "",
        symbol=reading.symbol or "",
        code_key=claim.code_key,
        date=reading.date or "",
        issuer=reading.issuer or "",
        rule=reading.rule,
        way=meaning.way,
        resolution=meaning.resolution,
        named_documents=name_documents(candidate.document for candidate in meaning.candidates),
    )


def _store(
    texts: list[SourceText],
    found: list[tuple[Citation, Meaning]],
    summary: LinkSummary,
    within: Collection[tuple[int, int]] | None,
) -> None:
    """Bring the machine's undecided rows to what was found, touching only what differs.

    Rows that begin elsewhere than `within` these texts and places are left; None for all.
    """
    rows = Citation.objects.filter(source__in=texts).undecided_by_machine()
    if within is not None:
        stand = rows.order_by().values_list("pk", "source", "start")
        rows = rows.filter(pk__in=[pk for pk, *place in stand if tuple(place) in within])
    former = {(row.source_id, row.start): row for row in rows}
    links = _links_of(rows)
    new: list[Citation] = []
    changed: list[Citation] = []
    moved: list[tuple[Citation, Meaning]] = []
    for fresh, meaning in found:
        row = former.pop((fresh.source_id, fresh.start), None)
        if row is None:
            new.append(row := fresh)
        elif _take_over(row, fresh):
            changed.append(row)
        before = links.get(row.pk, []) if row.pk else []
        if before != [(c.document.pk, c.why, c.way) for c in meaning.candidates]:
            moved.append((row, meaning))
        summary.citations.append(row)
        if {pk for pk, _, _ in before} != {c.document.pk for c in meaning.candidates}:
            summary.repointed.append((row, [c.document for c in meaning.candidates]))
    bulk_create_with_history(new, Citation, batch_size=BATCH_ROWS)
    hand_over_verdicts(former.values(), summary.citations)
    Citation.objects.filter(pk__in=[row.pk for row in former.values()]).delete()
    if changed:
        bulk_update_with_history(changed, Citation, READ_FIELDS, batch_size=BATCH_ROWS)
    _write_targets(moved)
    if new or changed or former:
        citations_changed({text.pk for text in texts})


def _links_of(citations: QuerySet[Citation]) -> dict[int, list[tuple[int, str, str]]]:
    """Return each citation's documents, the reasons and the ways, by its key, in their order."""
    links: dict[int, list[tuple[int, str, str]]] = {}
    rows = CitationTarget.objects.filter(citation__in=citations).order_by("pk")
    columns = ("citation_id", "document_id", "why", "way")
    for citation_id, document_id, why, way in rows.values_list(*columns):
        links.setdefault(citation_id, []).append((document_id, why, way))
    return links


def _take_over(row: Citation, fresh: Citation) -> bool:
    """Give a stored row what was read now; returns whether that is anything new."""
    differing = [name for name in READ_FIELDS if getattr(row, name) != getattr(fresh, name)]
    for name in differing:
        setattr(row, name, getattr(fresh, name))
    return bool(differing)


def _write_targets(moved: list[tuple[Citation, Meaning]]) -> None:
    """Store the documents that these citations can mean, each with the reason."""
    CitationTarget.objects.filter(citation__in=[row.pk for row, _ in moved]).delete()
    CitationTarget.objects.bulk_create(
        [
            CitationTarget(citation=row, document=one.document, why=one.why, way=one.way)
            for row, meaning in moved
            for one in meaning.candidates
        ],
        batch_size=BATCH_ROWS,
    )
