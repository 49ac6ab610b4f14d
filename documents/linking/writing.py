"""Write the citations of stored texts, each with the documents it can mean.

One transaction, and repeatable: what the machine proposed before is put right or removed,
what a person decided or marked stays. A citation that reads as before keeps its row, so the
history tells only of changes. Documents nobody has registered are entered as proposals.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from documents.linking.leaning import hanging_together, leaning_on, starts_of
from documents.linking.meaning import Meaning, find_meanings, load_candidates
from documents.linking.places import Place, read_places, with_targets
from documents.linking.registering import hold_new, is_new, register_if_new
from documents.linking.rows import LinkSummary, store_citations, store_meaning, unsaved_citation
from documents.models import Citation, Document, SourceText
from documents.models.sources import lock_texts
from documents.removing.letting_go import hold_named
from documents.resolving.candidates import Claim, complete_all, make_claim
from documents.resolving.known import Known


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
    places = read_places(texts)
    if opened is None:
        return _link(texts, places, Known.load())
    around = leaning_on(opened, places)
    within = starts_of(around) | {(opened.source_id, opened.start)}
    return _link(texts, around, Known.load(), within)


@transaction.atomic
def link_marked(sources: Iterable[SourceText], citation: Citation, *, everywhere: bool) -> None:
    """Give what a person marked as a citation the documents it can mean, as if it had been read.

    `sources` are the texts read together with its own. What hangs together with it is then read
    in the light of that, or all of them `everywhere`. The texts must be locked. They are gone
    through once.
    """
    texts = list(sources)
    known = Known.load()
    places = read_places(texts)
    here = next(index for index, one in enumerate(places) if one.row == citation)
    _mean_marked(citation, here, places, known)
    places[here] = replace(places[here], row=with_targets(citation))
    if everywhere:
        _link(texts, places, known)
    else:
        around = hanging_together(citation, places)
        _link(texts, around, known, starts_of(around))


def _mean_marked(citation: Citation, index: int, places: list[Place], known: Known) -> None:
    """Store what the marked citation at `index` means: as if nobody had said yet what that is."""
    said = [*places[:index], replace(places[index], row=None), *places[index + 1 :]]
    around = hanging_together(citation, said)
    here = around.index(said[index])
    claims = _claims(around, known)
    only = slice(here, here + 1)
    _enter(around[only], claims[only], claims, known)
    meanings, _ = _mean_and_hold(around, claims, known, only)
    store_meaning(citation, meanings[here])


def _link(
    texts: list[SourceText],
    places: list[Place],
    known: Known,
    within: Collection[tuple[int, int]] | None = None,
) -> LinkSummary:
    """Store what these places mean; rows that begin elsewhere than `within` are left."""
    claims = _claims(places, known)
    summary = LinkSummary()
    entered = _enter(places, claims, claims, known)
    meanings, again = _mean_and_hold(places, claims, known, slice(None))
    summary.registered = entered + again
    found = [
        (unsaved_citation(place.source, claim, meaning), meaning)
        for place, claim, meaning in zip(places, claims, meanings, strict=True)
        if place.row is None
    ]
    store_citations(texts, found, summary, within)
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
    known, places = Known.load(), read_places(texts)
    claims = _claims(places, known)
    end, new = begin, 0
    while end < len(places) and new < most:
        is_open = places[end].row is None
        new += is_open and is_new(places[end].source, claims[end], known)
        end += 1
    registered = _enter(places[begin:end], claims[begin:end], claims, known)
    unread = {place.source.pk for place in places[end:]}
    read = sum(text.pk not in unread for text in texts)
    return Entered(min(end, len(places)), len(places), read, len(texts), registered)


def _claims(places: Sequence[Place], known: Known) -> list[Claim]:
    """Return what each place says in the light of all, and load what that may mean."""
    claims = complete_all([claim_of(place, known) for place in places])
    load_candidates(claims, known)
    return claims


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
