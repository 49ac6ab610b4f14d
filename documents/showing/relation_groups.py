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

from documents.models import Decision, Document, Relation, SourceText
from documents.querysets import SHOWN_IN_ROWS
from organizations.kept_statements import kept


@dataclass(slots=True)
class RelationGroup:
    """Relations with one verb in one direction, under the label the reader sees.

    `count` is how many the reader may see, of which `relations` may be the first only.
    """

    label: str
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


def relations_of(document: Document, reader: Any) -> QuerySet[Any]:
    """Return the relations of `document` both ways in the order they are read in, for `grouped`.

    First what the document does to others, then what others do to it; by verb in the verbs' own
    order; oldest first, since a chain is read from its beginning.
    """
    verbs = Case(*(When(verb=verb, then=at) for at, verb in enumerate(Relation.Verb.values)))
    return _placed(document, reader).order_by("is_of_others", verbs, "place")


def grouped(relations: Iterable[Any], reader: Any) -> list[RelationGroup]:
    """Return some of `relations_of` a document grouped by verb, in their order."""
    groups: dict[tuple[bool, str], RelationGroup] = {}
    for relation in relations:
        of_others = relation.is_of_others
        label = relation.reverse_label if of_others else relation.get_verb_display()
        group = groups.setdefault(
            (of_others, relation.verb), RelationGroup(label, relation.of_verb)
        )
        group.relations.append(_related(relation, reader))
    return list(groups.values())


def relations_on_page(
    document: Document, reader: Any, most: int
) -> tuple[list[RelationGroup], list[tuple[str, Related]]]:
    """Return the first `most` relations of each group, and what changes the document. One query.

    What is confirmed to amend, replace, repeal or correct it stands at the head of its page,
    each with its label, however many other relations there are. It is what others state: whether
    the document is in force does not follow from it and is not concluded.
    """
    relations = list(_first_and_changing(reader, document.pk, most))
    shown = grouped((one for one in relations if one.place <= most), reader)
    changing = [
        (one.reverse_label, _related(one, reader))
        for one in relations
        if one.is_of_others and one.verb in Relation.CHANGING and one.state == Decision.CONFIRMED
    ]
    return shown, changing


@kept
def _first_and_changing(reader: Any, key: int, most: int) -> QuerySet[Any]:
    changes = Q(is_of_others=True, verb__in=Relation.CHANGING, state=Decision.CONFIRMED)
    return relations_of(Document(pk=key), reader).filter(Q(place__lte=most) | changes)


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
