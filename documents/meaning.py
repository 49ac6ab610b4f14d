"""What the citations of texts that belong together mean, each in the light of the others.

Full citations first: they carry a symbol and need nobody. Names next, then short forms,
which lean on both. Reads the database; writes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.models import Citation, Document, SourceText
from documents.resolve import Candidate, Claim, candidates
from documents.resolve_named import Name, complete_name, named_candidates, read_name
from documents.resolve_short import short_candidates

Resolution = Citation.Resolution
Placed = tuple[SourceText, Claim]


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


def find_meanings(claims: Sequence[Placed]) -> list[Meaning]:
    """Return the meaning of each claim, in order; `claims` are those of one whole text."""
    meanings = [
        _of_one(candidates(claim, source)) if claim.reading.kind == "full" else Meaning()
        for source, claim in claims
    ]
    _mean_names(claims, meanings)
    _mean_short_forms(claims, meanings)
    return meanings


def _of_one(found: list[Candidate]) -> Meaning:
    if not found:
        return Meaning()
    return Meaning(found, Resolution.ONE if len(found) == 1 else Resolution.AMBIGUOUS)


def _mean_names(claims: Sequence[Placed], meanings: list[Meaning]) -> None:
    names: dict[int, Name] = {
        index: read_name(claim, source)
        for index, (source, claim) in enumerate(claims)
        if claim.reading.kind == "named"
    }
    for index, name in names.items():
        whole, why = complete_name(name, list(names.values()))
        papers = named_candidates(whole, why, claims[index][0])
        meanings[index] = _of_papers(papers)


def _of_papers(papers: list[list[Candidate]]) -> Meaning:
    """One citation may name several papers ("Trung ương 4 khóa XI, XII"): all are meant."""
    if len(papers) == 1:
        return _of_one(papers[0])
    found = [candidate for paper in papers for candidate in paper]
    if all(len(paper) == 1 for paper in papers):
        return Meaning(found, Resolution.SEVERAL)
    return Meaning(found, Resolution.AMBIGUOUS if found else Resolution.NONE)


def _mean_short_forms(claims: Sequence[Placed], meanings: list[Meaning]) -> None:
    by_place = {
        (source.pk, claim.reading.start): index for index, (source, claim) in enumerate(claims)
    }
    declared: dict[tuple[str, str | None], int] = {}
    for index, (source, claim) in enumerate(claims):
        if claim.reading.kind != "short":
            continue
        reading = claim.reading
        if reading.alias_of:
            declared[reading.type, reading.number] = by_place[source.pk, reading.alias_of[0]]
        stands_for = declared.get((reading.type, reading.number))
        if stands_for is not None:
            meanings[index] = _same_as(meanings[stands_for], claims[stands_for][1])
            continue
        cited = [document for meaning in meanings for document in meaning.documents]
        meanings[index] = _of_one(short_candidates(claim, source, cited))


def _same_as(meaning: Meaning, claim: Claim) -> Meaning:
    why = f"bản văn gọi tắt cho “{' '.join(claim.reading.text.split())}”"[:300]
    found = [Candidate(candidate.document, why) for candidate in meaning.candidates]
    return Meaning(found, meaning.resolution)
