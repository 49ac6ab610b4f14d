"""A document arrives that texts have been citing: their open citations find it in one step.

Only what the machine proposed and nobody decided is looked at again, each citation among
the others of its text, as they were read; the texts themselves are not read again.
"""

from dataclasses import replace
from itertools import groupby

from django.db import transaction
from django.db.models import Q

from documents.citations import Citation as Reading
from documents.citations import find_citations
from documents.linking import write_targets
from documents.meaning import Meaning, find_meanings
from documents.models import Citation, Document, SourceText, name_documents
from documents.resolve import complete, make_claim


@transaction.atomic
def pick_up_citations(document: Document) -> int:
    """Point the open citations that name `document` at it; returns how many were changed.

    Looked at are undecided citations of its number (a misprinted symbol has the number
    too) and, for a document with a name, those by name. One that fits several documents
    is left open with all of them listed.
    """
    bare_number = document.number.lstrip("0")
    may_name_it = Q(number=bare_number) if bare_number else Q(pk__in=())
    if document.name:
        may_name_it |= Q(kind=Citation.Kind.NAMED)
    waiting = Citation.objects.undecided_by_machine().filter(may_name_it)
    waiting = waiting.select_related("source__publisher").order_by("source_id", "start")
    return sum(
        _pick_up_in(source, list(citations), document)
        for source, citations in groupby(waiting, key=lambda citation: citation.source)
    )


def _pick_up_in(source: SourceText, waiting: list[Citation], document: Document) -> int:
    meanings = _meanings_in(source)
    changed = 0
    for citation in waiting:
        meaning = meanings[citation.pk]
        meant = {candidate.document.pk for candidate in meaning.candidates}
        before = set(citation.target_links.values_list("document_id", flat=True))
        if document.pk in meant and meant != before:
            citation.resolution = meaning.resolution
            citation.named_documents = name_documents(
                candidate.document for candidate in meaning.candidates
            )
            citation.save(update_fields=["resolution", "named_documents"])
            citation.target_links.all().delete()
            write_targets(citation, meaning)
            changed += 1
    return changed


def _meanings_in(source: SourceText) -> dict[int, Meaning]:
    """Resolve all stored citations of one text, by their ids."""
    stored = list(source.citations.order_by("start"))
    claims = [make_claim(_as_read(citation), source) for citation in stored]
    placed = [(source, complete(claim, claims)) for claim in claims]
    return {
        citation.pk: meaning
        for citation, meaning in zip(stored, find_meanings(placed), strict=True)
    }


def _as_read(citation: Citation) -> Reading:
    """Return a stored citation as the reader's value; of a name, its parts are read again."""
    reading = Reading(
        start=citation.start,
        end=citation.end,
        text=citation.text,
        kind=citation.kind,
        type=citation.type,
        type_code=citation.type_code,
        number=citation.number or None,
        year_in_number=citation.year_in_number or None,
        symbol=citation.symbol or None,
        date=citation.date or None,
        issuer=citation.issuer or None,
        rule=citation.rule,
    )
    if citation.kind != Citation.Kind.NAMED:
        return reading
    # Ordinal, terms and a law's name are in the words and not stored apart.
    again = next(iter(find_citations(citation.text)), None)
    if again is None or again.kind != Citation.Kind.NAMED:
        return reading
    return replace(reading, ordinal=again.ordinal, terms=again.terms, name=again.name)
