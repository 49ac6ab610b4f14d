"""The stored rows of citations and of what they mean, brought to what a reading found.

A citation that reads as before keeps its row, so the history tells only of changes.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import QuerySet
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from documents.deciding.verdicts import hand_over_verdicts
from documents.linking.meaning import Meaning
from documents.linking.together import citations_changed
from documents.models import Citation, CitationTarget, Document, SourceText, name_documents
from documents.resolving.candidates import Claim

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


def store_meaning(citation: Citation, meaning: Meaning) -> None:
    """Store the documents that a citation can mean, which stays in every other way as it is."""
    citation.resolution = meaning.resolution
    citation.named_documents = name_documents(one.document for one in meaning.candidates)
    citation.save(update_fields=["resolution", "named_documents"])
    write_targets([(citation, meaning)])


def store_citations(
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
    write_targets(moved)
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


def write_targets(moved: list[tuple[Citation, Meaning]]) -> None:
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
