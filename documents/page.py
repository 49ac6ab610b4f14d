"""What a document's page shows one reader: text with links, relations, homonyms, successors.

Every query here starts from `visible_to(reader)`: what a reader may not see leaves no trace.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from documents.models import Attachment, Citation, Document, Relation, SourceText
from organizations.models import Succession


@dataclass(slots=True)
class RelationGroup:
    """Relations with one verb in one direction, under the label the reader sees."""

    label: str
    relations: list["Related"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Related:
    """The other document of a relation, and the relation itself."""

    document: Document
    relation: Relation


def relation_groups(document: Document, reader: Any) -> list[RelationGroup]:
    """Return the relations of `document` both ways, grouped by verb in the verbs' own order.

    First what the document does to others, then what others do to it; oldest first, since
    a chain is read from its beginning.
    """
    both = Relation.objects.visible_to(reader).select_related(
        *("source__document_type", "source__organization", "source__term"),
        *("target__document_type", "target__organization", "target__term"),
    )
    forward = _grouped(
        (relation.get_verb_display(), relation.target, relation)
        for relation in _by_verb(both.filter(source=document))
    )
    backward = _grouped(
        (relation.reverse_label, relation.source, relation)
        for relation in _by_verb(both.filter(target=document))
    )
    return forward + backward


def _by_verb(relations: Any) -> list[Relation]:
    verbs = Relation.Verb.values
    return sorted(relations, key=lambda relation: verbs.index(relation.verb))


def _grouped(rows: Any) -> list[RelationGroup]:
    groups: dict[str, RelationGroup] = {}
    for label, other, relation in rows:
        group = groups.setdefault(label, RelationGroup(label))
        group.relations.append(Related(other, relation))
    for group in groups.values():
        group.relations.sort(key=lambda related: (str(related.document.issued_on or "9999"),))
    return list(groups.values())


def homonyms(document: Document, reader: Any) -> list[Document]:
    """Return other documents the reader may see that bear the same code."""
    if not document.code_key:
        return []
    same = Document.objects.visible_to(reader).with_code_key(document.code_key)
    return list(same.exclude(pk=document.pk).with_names())


def files_of(document: Document, reader: Any) -> list[Attachment]:
    return list(Attachment.objects.visible_to(reader).filter(document=document))


def readable_text(document: Document, reader: Any) -> SourceText | None:
    """Return the document's text, or None when there is none or it is not for this reader."""
    if document.text_id is None:
        return None
    return SourceText.objects.visible_to(reader).filter(pk=document.text_id).first()


def citations_of(source: SourceText, reader: Any) -> list[Citation]:
    """Return the citations in `source` that the reader may see, each with `seen_targets`."""
    seen = Document.objects.visible_to(reader).with_names()
    return list(
        Citation.objects.visible_to(reader)
        .filter(source=source)
        .exclude(state="rejected")
        .order_by("start")
        .prefetch_related(Prefetch("targets", queryset=seen, to_attr="seen_targets"))
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, with the citation it is when the reader may follow it."""

    text: str
    citation: Citation | None = None


def annotated(source: SourceText, reader: Any) -> list[Piece]:
    """Return the whole text in pieces; joined again they are exactly `source.body`."""
    pieces, reached = [], 0
    for citation in citations_of(source, reader):
        if citation.start < reached:
            continue
        pieces.append(Piece(source.body[reached : citation.start]))
        pieces.append(Piece(source.body[citation.start : citation.end], citation))
        reached = citation.end
    return [piece for piece in (*pieces, Piece(source.body[reached:])) if piece.text]


def successions_of(document: Document) -> list[Succession]:
    """Return what took the place of the issuing body, when that body has ended."""
    if document.organization is None or not document.organization.has_ended:
        return []
    return list(document.organization.successions.select_related("successor"))
