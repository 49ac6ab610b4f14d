"""The documents that one document's page names beside its relations, read in one query.

Those its text cites, those that bear the same code, those whose texts cite it. Starts from
`visible_to(reader)`: what a reader may not see leaves no trace.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from documents.models import Attachment, Citation, Decision, Document

# Each of a hundred communes has its "01-CT/ĐU": of more homonyms the list of documents tells.
HOMONYMS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """Another document whose text or file names this one, and whether a person confirmed it."""

    document: Document
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`cited` by their keys; `homonyms` bear the same code; `mentions` with confirmed ones first.

    Each newest first. Of the homonyms there are some only where `are_more_homonyms`.
    """

    cited: dict[int, Document]
    homonyms: list[Document]
    are_more_homonyms: bool
    mentions: list[Mention]


def surroundings_of(document: Document, cited: Iterable[int], reader: Any) -> Surroundings:
    """Return the documents around `document` that the reader may see; `cited` are keys.

    Editors also get mentions that only undecided citations speak for. One query.
    """
    cited = set(cited)
    found = list(_around(document, cited, reader))
    others = [other for other in found if other.pk != document.pk]
    confirmed = [Mention(other, True) for other in others if other.is_confirmed_mention]
    undecided = [
        Mention(other, False)
        for other in others
        if other.is_mention and not other.is_confirmed_mention
    ]
    homonyms = [other for other in others if other.bears_code]
    return Surroundings(
        cited={other.pk: other for other in found if other.pk in cited},
        homonyms=homonyms[:HOMONYMS_SHOWN],
        are_more_homonyms=len(homonyms) > HOMONYMS_SHOWN,
        mentions=confirmed + undecided,
    )


def _around(document: Document, cited: set[int], reader: Any) -> QuerySet[Document]:
    """Return the documents with what each of them is to `document`."""
    citations = Citation.objects.visible_to(reader).filter(targets=document).order_by()
    citations = citations.exclude(state=Decision.REJECTED)
    sources = citations.values("source")
    every = Document.objects.order_by()
    # Each of these is found by an index of its own; joined by OR they would have the whole
    # table read.
    keys = [
        every.filter(text__in=sources).values("pk"),
        Attachment.objects.filter(text__in=sources).order_by().values("document"),
    ]
    if cited:
        keys.append(every.filter(pk__in=cited).values("pk"))
    if document.code_key:
        seen = Document.objects.visible_to(reader).with_code_key(document.code_key)
        newest = seen.exclude(pk=document.pk).values("pk")[: HOMONYMS_SHOWN + 1]
        keys.append(every.filter(pk__in=newest).values("pk"))
    is_homonym = Q(code_key=document.code_key) & ~Q(code_key="")
    return (
        Document.objects.visible_to(reader)
        .filter(pk__in=keys[0].union(*keys[1:]))
        .for_rows()
        .annotate(
            bears_code=ExpressionWrapper(is_homonym, output_field=BooleanField()),
            is_mention=_holds(citations),
            is_confirmed_mention=_holds(citations.confirmed()),
        )
    )


def _holds(citations: QuerySet[Citation]) -> Q:
    """Return the condition that a document's own text, or that of a file in use, holds one."""
    of_file = Q(source__attachment__deleted_at__isnull=True)
    return Q(Exists(citations.filter(source=OuterRef("text_id")))) | Q(
        Exists(citations.filter(of_file, source__attachment__document=OuterRef("pk")))
    )
