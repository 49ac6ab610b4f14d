"""The documents that one document's page names beside its relations, and why: two queries.

Those its text cites, those that bear the same code, those whose texts cite it. Starts from
`visible_to(reader)`: what a reader may not see leaves no trace.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from documents.models import Citation, Document, SourceText
from documents.showing.cited_by import citing_columns, documents_citing
from documents.showing.page import citations_in
from organizations.kept_statements import kept

# Each of a hundred communes has its "01-CT/ĐU": of more homonyms the list of documents tells.
HOMONYMS_SHOWN = 5
# A directive of the Centre is cited by thousands: a page of its own lists them all.
CITING_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`citations` in the document's text, the documents they name by their keys, and others.

    `homonyms` bear the same code, the newest of them where `are_more_homonyms`. `citing` cite it
    and tell whether it `is_confirmed`: the first of `citing_count`, in the order of
    `documents_citing`.
    """

    citations: list[Citation]
    cited: dict[int, Document]
    homonyms: list[Document]
    are_more_homonyms: bool
    citing: list[Document]
    citing_count: int


def surroundings_of(document: Document, text: SourceText | None, reader: Any) -> Surroundings:
    """Return what the reader may see around `document`; `text` is its own, if they may read it."""
    citations = citations_in([text.pk], reader) if text else []
    named = {key for citation in citations for key in citation.target_keys}
    found = list(_documents(reader, document.pk, document.code_key, tuple(named)))
    others = [one for one in found if one.pk != document.pk]
    homonyms = [one for one in others if document.code_key and one.key_of_code == document.code_key]
    citing = [one for one in others if one.is_citing]
    return Surroundings(
        citations=citations,
        cited={one.pk: one for one in found if one.pk in named},
        homonyms=homonyms[:HOMONYMS_SHOWN],
        are_more_homonyms=len(homonyms) > HOMONYMS_SHOWN,
        # One that is named here for another reason may be behind the first of those that cite.
        citing=sorted(citing, key=lambda one: not one.is_confirmed)[:CITING_SHOWN],
        citing_count=citing[0].citing_count if citing else 0,
    )


@kept
def _documents(reader: Any, key: int, code_key: str, named: tuple[int, ...]) -> QuerySet[Any]:
    """Return the documents with the keys `named`, the newest homonyms and the first that cite."""
    document = Document(pk=key)
    seen, every = Document.objects.visible_to(reader), Document.objects.order_by()
    citing = documents_citing(document, reader)
    first_citing = every.filter(pk__in=citing.values("pk")[:CITING_SHOWN])
    # Each found by an index of its own; joined by OR they would have the whole table read.
    wanted = every.filter(pk__in=named).values("pk").union(first_citing.values("pk"))
    if code_key:
        same = seen.with_code_key(code_key).exclude(pk=key)
        newest = same.values("pk")[: HOMONYMS_SHOWN + 1]
        wanted = wanted.union(every.filter(pk__in=newest).values("pk"))
    columns = citing_columns(document, reader)
    return seen.filter(pk__in=wanted).for_rows().annotate(key_of_code=F("code_key"), **columns)
