"""A draft checked before it is printed: its citations, what they mean, what the checks say.

Nothing of the draft is stored; the checks are those of stored texts (docs/checks.md).
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from documents.checking import Basis, Finding, Grade, check_material
from documents.checking.material import material_of, mention_of
from documents.citations.clauses import REACH, sentence_around
from documents.linking.rows import unsaved_citation
from documents.linking.unkept import read_citations
from documents.models import Citation, Document, SourceText
from documents.resolving.bodies import Bodies
from organizations.models import Organization

MAX_CITATIONS = 1_000
PROPOSED = "Máy mới đề xuất, chưa ai ghi vào sổ"
RESULTS = {
    "document": "Khớp một văn bản trong sổ",
    "documents": "Nêu nhiều văn bản, đều có trong sổ",
    "candidates": "Chưa chắc là văn bản nào",
    "not_registered": "Chưa có trong sổ",
}
# No stored row has these keys; the checks tell citations and texts apart by them.
_SOURCE_KEY = 0


class Rank(IntEnum):
    """How soon a proof-reader has to look at a citation, the worst first."""

    ERROR = 0
    NOT_REGISTERED = 1
    # One of several documents, and nothing says which.
    SEVERAL_FIT = 2
    NOTICE = 3
    # A notice that the machine only infers.
    GUESS = 4
    # It names one document or many, each in the registry, and nothing speaks against it.
    SURE = 5


_DOUBTFUL = {"not_registered": Rank.NOT_REGISTERED, "candidates": Rank.SEVERAL_FIT}


@dataclass(frozen=True, slots=True)
class CheckedCitation:
    """One citation of a draft; `before` and `after` are the rest of its sentence.

    `documents` are those it may mean, `result` how certain that is (`ReadCitation.result`).
    """

    text: str
    before: str
    after: str
    result: str
    documents: list[Document]
    findings: list[Finding]

    @property
    def told(self) -> str:
        """The result in words; of one with an error, that it has one before all else."""
        if self.is_wrong:
            return "Có lỗi"
        return PROPOSED if self.is_only_proposed else RESULTS[self.result]

    @property
    def is_only_proposed(self) -> bool:
        """Whether the machine alone has entered a document that it names for certain."""
        is_certain = self.result not in _DOUBTFUL
        return is_certain and any(document.is_proposed for document in self.documents)

    @property
    def is_wrong(self) -> bool:
        return self.rank == Rank.ERROR

    @property
    def rank(self) -> Rank:
        """Where it stands among the others: by the worst that is said of it."""
        said = [_rank_of(finding) for finding in self.findings]
        known = Rank.NOT_REGISTERED if self.is_only_proposed else Rank.SURE
        return min([_DOUBTFUL.get(self.result, known), *said])


def check_draft(
    body: str, reader: Any, publisher: Organization | None = None, written_on: date | None = None
) -> list[CheckedCitation]:
    """Return the citations of `body` (NFC, ``\\n`` line ends), by `Rank`, then in order.

    `publisher` and `written_on` as for `read_citations`, which names the errors raised too.
    """
    source = SourceText(pk=_SOURCE_KEY, body=body, publisher=publisher, published_on=written_on)
    read = list(read_citations(body, reader, publisher, written_on, most=MAX_CITATIONS))
    bodies = Bodies.load()
    mentions = []
    for key, one in enumerate(read, start=1):
        citation = unsaved_citation(source, one.claim, one.meaning)
        citation.pk = -key
        documents = [candidate.document for candidate in one.meaning.candidates]
        mentions.append(mention_of(citation, documents, bodies))
    found: dict[int, list[Finding]] = {}
    for finding in check_material(material_of(mentions)):
        found.setdefault(finding.citation.pk, []).append(finding)
    checked = [
        CheckedCitation(
            text=mention.citation.text,
            before=before,
            after=after,
            result=one.result,
            documents=list(mention.documents),
            findings=found.get(mention.citation.pk, []),
        )
        for mention, one in zip(mentions, read, strict=True)
        for before, after in [_rest_of_sentence(body, mention.citation)]
    ]
    return sorted(checked, key=lambda citation: citation.rank)


def _rank_of(finding: Finding) -> Rank:
    if finding.grade == Grade.ERROR:
        return Rank.ERROR
    return Rank.GUESS if finding.basis == Basis.INFERENCE else Rank.NOTICE


def _rest_of_sentence(body: str, citation: Citation) -> tuple[str, str]:
    """Return the words of the sentence before and behind a citation, "…" where they go on."""
    start, end = sentence_around(body, citation.start, citation.end)
    before, after = body[start : citation.start], body[citation.end : end]
    is_cut = citation.start - start >= REACH
    goes_on = end - citation.end >= REACH
    return ("…" if is_cut else "") + before, after + ("…" if goes_on else "")
