"""The relations that wait for a person, as a page shows them: the words that say each of them
marked, and what confirming it would change. Reads only.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from documents.citations import Piece, annotate
from documents.deciding.relations import CHANGING_VERBS, rank_doubt
from documents.deciding.trust import Key, Kind, are_trusted, distrusted_rules
from documents.models import Decision, Document, Relation

# What is marked in an evidence sentence: the words that say it, and the document they say it of.
CUE, NAME = "cue", "name"
# Only a person enters these: the standing of a document is never concluded.
STANDING_AS_ENTERED = (
    "Mục hiệu lực của {target} (đang ghi “{standing}”) không tự đổi: sửa ở trang nhập văn bản."
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One relation that waits: its evidence in pieces, what it changes, what speaks against it."""

    relation: Relation
    pieces: list[Piece[str]]
    changes: list[str]
    doubt: str
    is_trusted: bool

    @property
    def key(self) -> str:
        """What a form says of it: which relation, and what of it was seen."""
        return f"{self.relation.pk}-{seen_of(self.relation)}"


@dataclass(frozen=True, slots=True)
class Group:
    """What one document says of others."""

    document: Document
    proposals: list[Proposal]

    @property
    def certain(self) -> list[Proposal]:
        """Those that may be confirmed together: no doubt, and read by a rule to be trusted."""
        return [one for one in self.proposals if one.is_trusted and not one.doubt]


def decidable(reader: Any) -> QuerySet[Relation]:
    """Return the relations an editor may decide on, whatever was decided: none of the bin's."""
    documents = Document.objects.visible_to(reader)
    return Relation.objects.filter(source__in=documents, target__in=documents)


def waiting(among: QuerySet[Relation]) -> QuerySet[Relation]:
    """Return those of `among` that nobody has decided on, those of one document together.

    None that rests on a citation somebody rejected: it says nothing any more.
    """
    stated = among.exclude(citation__state=Decision.REJECTED)
    return stated.filter(state=Decision.PROPOSED).order_by("-source_id", "verb", "pk")


def with_shown(relations: QuerySet[Relation]) -> QuerySet[Relation]:
    """Load with each relation what is shown of it; no text is loaded, only its label."""
    names = ("document_type", "organization", "term")
    documents = [f"{end}__{name}" for end in ("source", "target") for name in names]
    related = relations.select_related(*documents, "citation__source", "decided_by")
    return related.defer("citation__source__body")


def grouped(relations: Iterable[Relation]) -> list[Group]:
    """Return relations, in their order, by the document that states them."""
    groups: dict[int, Group] = {}
    distrusted = distrusted_rules()
    for relation in relations:
        group = groups.setdefault(relation.source_id, Group(relation.source, []))
        group.proposals.append(_proposal(relation, distrusted))
    return list(groups.values())


def _proposal(relation: Relation, distrusted: frozenset[Key]) -> Proposal:
    return Proposal(
        relation,
        pieces=evidence_pieces(relation),
        changes=changes_of(relation),
        doubt=rank_doubt(relation),
        is_trusted=are_trusted([(Kind.RELATION, relation.rule)], distrusted),
    )


def seen_of(relation: Relation) -> str:
    """Sum up what a person saw of a relation; another once anybody decided or read it anew."""
    said = (relation.state, relation.decided_at, relation.verb, relation.stated_on)
    # As the page calls them: a record put right meanwhile is another to whoever confirms.
    named = [(one.pk, str(one), one.title) for one in (relation.source, relation.target)]
    told = (said, relation.pk, named, relation.evidence)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def evidence_pieces(relation: Relation) -> list[Piece[str]]:
    """Return the evidence with the words marked that say the relation, and the document named.

    The words are those nearest before the document, else the first ones. What is not found,
    in a sentence shortened or typed by a person, is not marked.
    """
    evidence = relation.evidence
    name = " ".join(relation.citation.text.split()) if relation.citation else ""
    at = evidence.rfind(name) if name else -1
    spans = [(at, at + len(name), NAME)] if at >= 0 else []
    if relation.cue:
        said = evidence.rfind(relation.cue, 0, at) if at >= 0 else -1
        said = evidence.find(relation.cue) if said < 0 else said
        end = said + len(relation.cue)
        if said >= 0 and all(end <= start or stop <= said for start, stop, _ in spans):
            spans.append((said, end, CUE))
    return annotate(evidence, spans)


def changes_of(relation: Relation) -> list[str]:
    """Return sentences on what confirming the relation would change for readers."""
    source, target = relation.source, relation.target
    day = f" từ ngày {relation.stated_on:%d/%m/%Y}" if relation.stated_on else ""
    told = relation.reverse_label[0].lower() + relation.reverse_label[1:]
    changes = [f"{target} {told} {source}{day}."]
    if relation.verb in CHANGING_VERBS:
        standing = target.get_status_display()
        changes.append(STANDING_AS_ENTERED.format(target=target.label, standing=standing))
    changes += [
        f"{document} được vào sổ (nay mới do máy đề xuất)."
        for document in (source, target)
        if document.is_proposed
    ]
    return changes
