"""The relations of one document as a reader sees them: by verb, both ways, with the evidence.

Starts from `visible_to(reader)`: what a reader may not see leaves no trace, in no count either.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from documents.models import Document, Relation, SourceText
from documents.querysets import SHOWN_IN_ROWS

# Verbs by which another document says that this one no longer stands as it was issued.
_CHANGING = frozenset(
    {
        Relation.Verb.AMENDS,
        Relation.Verb.REPLACES,
        Relation.Verb.REPEALS,
        Relation.Verb.CORRECTS,
    }
)


@dataclass(slots=True)
class RelationGroup:
    """Relations with one verb in one direction, under the label the reader sees.

    `count` is how many the reader may see, of which `relations` may be the first only.
    """

    label: str
    verb: str
    is_of_others: bool
    count: int
    relations: list["Related"] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        return self.count - len(self.relations)


@dataclass(frozen=True, slots=True)
class Related:
    """The other document of a relation, the relation, its sentence if it may be seen, and where
    that stands ('' for one that an editor typed).
    """

    document: Document
    relation: Relation
    evidence: str
    evidence_from: str


def relation_groups(
    document: Document, reader: Any, most: int | None = None
) -> list[RelationGroup]:
    """Return the relations of `document` both ways, grouped by verb in the verbs' own order.

    First what the document does to others, then what others do to it; oldest first, since
    a chain is read from its beginning. Of each group the first `most`, all without it. One query.
    """
    relations = _placed(document, reader)
    if most is not None:
        relations = relations.filter(place__lte=most)
    verbs = Relation.Verb.values
    groups: dict[tuple[bool, int], RelationGroup] = {}
    for relation in relations.order_by("place"):
        of_others = relation.is_of_others
        label = relation.reverse_label if of_others else relation.get_verb_display()
        group = groups.setdefault(
            (of_others, verbs.index(relation.verb)),
            RelationGroup(label, relation.verb, of_others, relation.of_verb),
        )
        group.relations.append(_related(relation, reader))
    return [groups[key] for key in sorted(groups)]


def changing(groups: Iterable[RelationGroup]) -> list[tuple[str, Related]]:
    """Return what is confirmed to amend, replace, repeal or correct the document, with its label.

    Told at the head of the page: it is what others state. Whether the document is in force does
    not follow from it and is not concluded.
    """
    return [
        (group.label, related)
        for group in groups
        if group.is_of_others and group.verb in _CHANGING
        for related in group.relations
        if related.relation.is_decided
    ]


def _placed(document: Document, reader: Any) -> QuerySet[Any]:
    """Return the relations with their place in their group and how many it has."""
    # A sentence out of a text is for those who may read that text.
    readable = SourceText.objects.visible_to(reader).filter(pk=OuterRef("citation__source_id"))
    of_others = ExpressionWrapper(Q(target=document), output_field=BooleanField())
    other_day = Case(
        When(target=document, then=F("source__issued_on")), default=F("target__issued_on")
    )
    group = [F("verb"), F("is_of_others")]
    # Undated ones last: nobody knows where in the chain they stand.
    order = [F("other_day").asc(nulls_last=True), F("order").asc(), F("pk").asc()]
    return (
        Relation.objects.visible_to(reader)
        .filter(Q(source=document) | Q(target=document))
        .annotate(
            is_of_others=of_others,
            other_day=other_day,
            sentence_is_readable=Exists(readable),
            sentence_from=F("citation__source__label"),
        )
        .annotate(
            place=Window(RowNumber(), partition_by=group, order_by=order),
            of_verb=Window(Count("pk"), partition_by=group),
        )
        .select_related(
            *("source__document_type", "source__organization", "source__term"),
            *("target__document_type", "target__organization", "target__term"),
        )
        # Of two documents and all they name, most columns are long and none of the others shown.
        .only(
            *("verb", "stated_on", "evidence", "citation", "origin", "state", "order"),
            *(f"{end}__{name}" for end in ("source", "target") for name in SHOWN_IN_ROWS),
        )
    )


def _related(relation: Any, reader: Any) -> Related:
    other = relation.source if relation.is_of_others else relation.target
    evidence = _evidence(relation, reader)
    return Related(other, relation, evidence, (relation.sentence_from or "") if evidence else "")


def _evidence(relation: Any, reader: Any) -> str:
    """Return the sentence behind a relation; one that an editor typed is for members.

    Of a machine's reading whose citation is gone nobody knows any more who may read its text.
    """
    if relation.citation_id is None:
        if relation.origin == Relation.Origin.PERSON:
            return relation.evidence if reader.is_authenticated else ""
        return relation.evidence if reader.is_authenticated and reader.is_editor else ""
    return relation.evidence if relation.sentence_is_readable else ""
