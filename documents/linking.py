"""Write the citations of stored texts, each with the documents it can mean.

One transaction, and repeatable: what the machine proposed before is replaced, what a
person decided or marked stays. Documents nobody has registered are entered as proposals
that only editors see until a person confirms a citation of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from documents import identity
from documents.citations import find_citations
from documents.meaning import Meaning, find_meanings
from documents.models import Citation, CitationTarget, Document, SourceText, name_documents
from documents.models.sources import lock_texts
from documents.resolve import Claim, candidates, complete, make_claim


@dataclass(slots=True)
class LinkSummary:
    """What a reading found: citations by resolution, documents newly entered as proposals."""

    citations: list[Citation] = field(default_factory=list)
    registered: list[Document] = field(default_factory=list)

    def count(self, resolution: Citation.Resolution) -> int:
        return sum(citation.resolution == resolution for citation in self.citations)


def link_citations(source: SourceText) -> LinkSummary:
    """Read one text's citations anew. See `link_texts`."""
    return link_texts([source])


@transaction.atomic
def link_texts(sources: Iterable[SourceText]) -> LinkSummary:
    """Read the citations of texts that belong together (the items of one bulletin) anew.

    They are read as one: a citation without date or body is completed from another
    citation of the same code among them. Returns what was written.
    """
    texts = list(sources)
    lock_texts(text.pk for text in texts)
    kept = _spans_a_person_decided(texts)
    Citation.objects.filter(source__in=texts).undecided_by_machine().delete()
    claims: list[tuple[SourceText, Claim]] = []
    for source in texts:
        for reading in find_citations(source.body):
            taken = kept.get(source.pk, ())
            if not any(reading.start < end and start < reading.end for start, end in taken):
                claims.append((source, make_claim(reading, source)))
    summary = LinkSummary()
    everything = [claim for _, claim in claims]
    completed = [(source, complete(claim, everything)) for source, claim in claims]
    for source, claim in completed:
        _register_if_new(source, claim, summary)
    for (source, claim), meaning in zip(completed, find_meanings(completed), strict=True):
        summary.citations.append(_write(source, claim, meaning))
    return summary


def _spans_a_person_decided(texts: list[SourceText]) -> dict[int, list[tuple[int, int]]]:
    spans: dict[int, list[tuple[int, int]]] = {}
    machine = Citation.objects.undecided_by_machine()
    decided = Citation.objects.filter(source__in=texts).exclude(pk__in=machine)
    for source_id, start, end in decided.values_list("source_id", "start", "end"):
        spans.setdefault(source_id, []).append((start, end))
    return spans


def _register_if_new(source: SourceText, claim: Claim, summary: LinkSummary) -> None:
    """Enter the document as only cited when its code is read whole and nothing fits it."""
    if claim.reading.kind != Citation.Kind.FULL or claim.mismatch or not claim.document_type:
        return
    found = [candidate.document for candidate in candidates(claim, source)]
    if found:
        _complete_proposal(found, claim)
        return
    document = Document(
        document_type=claim.document_type,
        number=claim.reading.number or "",
        year_in_number=claim.reading.year_in_number or "",
        symbol=claim.reading.symbol or "",
        organization=claim.organization,
        collective=claim.collective,
        issuer_printed=claim.reading.issuer or "",
        issued_on=claim.issued_on,
        issued_year=claim.issued_year,
        state=Document.State.PROPOSED,
    )
    document.refresh_keys()
    if _may_be_known(document):
        # Something registered may be it although the words do not fit; a person decides.
        return
    document.save()
    summary.registered.append(document)


def _complete_proposal(found: list[Document], claim: Claim) -> None:
    """Fill blanks of a document that is itself only a proposal; registered ones stay."""
    document = found[0]
    if len(found) > 1 or not document.is_proposed:
        return
    fills = {
        "organization": claim.organization,
        "collective": claim.collective,
        "issuer_printed": claim.reading.issuer,
        "issued_on": claim.issued_on,
    }
    blanks = {name: value for name, value in fills.items() if value and not getattr(document, name)}
    if blanks:
        for name, value in blanks.items():
            setattr(document, name, value)
        document.refresh_keys()
        if not _may_be_known(document):
            document.save()


def _may_be_known(document: Document) -> bool:
    """Whether another row may be it, or has its key: two days of a body nobody knows share one."""
    equal = Document.objects.filter(identity_key=document.identity_key).exclude(pk=document.pk)
    return bool(identity.possible_duplicates(document)) or equal.exists()


def _write(source: SourceText, claim: Claim, meaning: Meaning) -> Citation:
    reading = claim.reading
    citation = Citation.objects.create(
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
        resolution=meaning.resolution,
        named_documents=name_documents(candidate.document for candidate in meaning.candidates),
    )
    write_targets(citation, meaning)
    return citation


def write_targets(citation: Citation, meaning: Meaning) -> None:
    """Store the documents a citation can mean, each with the reason."""
    CitationTarget.objects.bulk_create(
        CitationTarget(citation=citation, document=candidate.document, why=candidate.why)
        for candidate in meaning.candidates
    )
