"""What the citations of texts that belong together mean, each in the light of the others.

Full citations first: they carry a symbol and need nobody. Names next, then short forms,
which lean on both. Reads the database; writes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.citations import named_keys
from documents.linking.places import Place
from documents.models import Citation, Document, Way
from documents.resolving.by_name import Name, complete_name, named_candidates, read_name
from documents.resolving.candidates import Candidate, Claim, bare_number, candidates
from documents.resolving.known import Known
from documents.resolving.short_forms import may_be_short_for, short_candidates

Resolution = Citation.Resolution


@dataclass(slots=True)
class Meaning:
    """The documents one citation can mean, and how certain that is."""

    candidates: list[Candidate] = field(default_factory=list)
    resolution: Resolution = Resolution.NONE

    @property
    def documents(self) -> list[Document]:
        """The documents certainly meant; none while several fit."""
        if self.resolution in (Resolution.ONE, Resolution.SEVERAL):
            return [candidate.document for candidate in self.candidates]
        return []

    @property
    def way(self) -> str:
        """How the documents certainly meant were come to; '' while none is."""
        return self.candidates[0].way if self.documents else ""


def load_candidates(claims: Sequence[Claim], known: Known) -> None:
    """Load every document that `claims` can mean, in two queries."""
    short = [claim for claim in claims if claim.reading.kind == Citation.Kind.SHORT]
    mismatched = [claim for claim in claims if claim.mismatch]
    # A short form without a type, which means nothing by itself, needs no document.
    types = {claim.document_type for claim in short} - {None}
    known.load_codes(
        (claim.code_key for claim in claims if claim.reading.symbol),
        map(bare_number, short + mismatched),
        # What is offered for a slip may be of any type when the citation names none.
        types if not mismatched else None,
    )
    known.load_names(key for claim in claims for key in named_keys(claim.reading))


def find_meanings(places: Sequence[Place], claims: Sequence[Claim], known: Known) -> list[Meaning]:
    """Return the meaning of each place, in order; `claims` say what each says, completed.

    They are those of one whole text, or of texts that belong together, and `known` holds
    what `load_candidates` loaded for them. What a person let stand is its own meaning and
    helps the others.
    """
    names = {
        index: read_name(claim)
        for index, claim in enumerate(claims)
        if claim.reading.kind == Citation.Kind.NAMED
    }
    meanings = [_meaning(place, claim, known) for place, claim in zip(places, claims, strict=True)]
    _mean_names(places, names, meanings, known)
    _mean_short_forms(places, claims, meanings, known)
    return meanings


def _meaning(place: Place, claim: Claim, known: Known) -> Meaning:
    if place.row is not None:
        kept = [Candidate(document, "") for document in place.decided or ()]
        return Meaning(kept, Resolution(place.row.resolution))
    if claim.reading.kind != Citation.Kind.FULL:
        return Meaning()
    return _of_one(candidates(claim, place.source, known))


def _of_one(found: list[Candidate]) -> Meaning:
    if not found:
        return Meaning()
    return Meaning(found, Resolution.ONE if len(found) == 1 else Resolution.AMBIGUOUS)


def _mean_names(
    places: Sequence[Place], names: dict[int, Name], meanings: list[Meaning], known: Known
) -> None:
    for index, name in names.items():
        if places[index].row is None:
            whole, why = complete_name(name, list(names.values()))
            papers = named_candidates(whole, why, places[index].source, known)
            meanings[index] = _of_papers(papers)


def _of_papers(papers: list[list[Candidate]]) -> Meaning:
    """One citation may name several papers ("Trung ương 4 khóa XI, XII"): all are meant."""
    if len(papers) == 1:
        return _of_one(papers[0])
    found = [candidate for paper in papers for candidate in paper]
    if all(len(paper) == 1 for paper in papers):
        return Meaning(found, Resolution.SEVERAL)
    return Meaning(found, Resolution.AMBIGUOUS if found else Resolution.NONE)


def _mean_short_forms(
    places: Sequence[Place], claims: Sequence[Claim], meanings: list[Meaning], known: Known
) -> None:
    by_start = {
        (place.source.pk, start): index
        for index, place in enumerate(places)
        for start in place.stands_for
    }
    cited = [document for meaning in meanings for document in meaning.documents]
    codes = {document.code_key for document in cited}
    # Cited in full, yet of nobody knows which document: a short form may be of these.
    unsure = [
        claim
        for claim, meaning in zip(claims, meanings, strict=True)
        if claim.reading.kind == Citation.Kind.FULL
        and not meaning.documents
        and claim.code_key not in codes
    ]
    declared: dict[tuple[str, str | None], int] = {}
    for index, (place, claim) in enumerate(zip(places, claims, strict=True)):
        reading = claim.reading
        if reading.kind != Citation.Kind.SHORT:
            continue
        if reading.alias_of and (place.source.pk, reading.alias_of[0]) in by_start:
            declared[reading.type, reading.number] = by_start[place.source.pk, reading.alias_of[0]]
        if place.row is not None:
            continue
        stands_for = declared.get((reading.type, reading.number))
        if stands_for is not None:
            meanings[index] = _same_as(meanings[stands_for], claims[stands_for])
        else:
            doubtful = [other for other in unsure if may_be_short_for(claim, other)]
            found = short_candidates(claim, place.source, cited, known, is_unsure=bool(doubtful))
            meanings[index] = _of_one(found)
            if doubtful and found:
                meanings[index].resolution = Resolution.AMBIGUOUS


def _same_as(meaning: Meaning, claim: Claim) -> Meaning:
    why = f"bản văn gọi tắt cho “{' '.join(claim.reading.text.split())}”"[:300]
    found = [Candidate(one.document, why, Way.DECLARED) for one in meaning.candidates]
    return Meaning(found, meaning.resolution)
