"""A draft checked before it is printed: its citations, what they mean, what the checks say.

Nothing of the draft is stored; the checks are those of stored texts (docs/checks.md).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.bodies import Bodies
from documents.checking import Finding, Grade, check_material
from documents.checking.material import material_of, mention_of
from documents.citation_rows import unsaved_citation
from documents.citations.clauses import REACH, sentence_around
from documents.models import Citation, Document, SourceText
from documents.unkept import read_citations
from organizations.models import Organization

MAX_CITATIONS = 1_000
RESULTS = {
    "document": "Khớp một văn bản trong sổ",
    "documents": "Nêu nhiều văn bản, đều có trong sổ",
    "candidates": "Chưa chắc là văn bản nào",
    "not_registered": "Chưa có trong sổ",
}
# No stored row has these keys; the checks tell citations and texts apart by them.
_SOURCE_KEY = 0


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
        return "Có lỗi" if self.worst == 0 else RESULTS[self.result]

    @property
    def worst(self) -> int:
        """0 with an error, 1 where it is not certain what is meant or a notice says so, else 2."""
        if any(finding.grade == Grade.ERROR for finding in self.findings):
            return 0
        return 1 if self.findings or self.result != "document" else 2


def check_draft(
    body: str, reader: Any, publisher: Organization | None = None, written_on: date | None = None
) -> list[CheckedCitation]:
    """Return the citations of `body` (NFC, ``\\n`` line ends), the worst first, then in order.

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
    return sorted(checked, key=lambda citation: citation.worst)


def _rest_of_sentence(body: str, citation: Citation) -> tuple[str, str]:
    """Return the words of the sentence before and behind a citation, "…" where they go on."""
    start, end = sentence_around(body, citation.start, citation.end)
    before, after = body[start : citation.start], body[citation.end : end]
    is_cut = citation.start - start >= REACH
    goes_on = end - citation.end >= REACH
    return ("…" if is_cut else "") + before, after + ("…" if goes_on else "")
