"""Propose relations between documents from the words of stored texts.

Runs behind linking, which says what the citations of a text mean. Repeatable: what the
machine proposed from these texts before is replaced; what a person stated, decided or put
in the bin stays and is not proposed again.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from documents.linking.stating import CitedByText, Key, Stated, changed_places, cited_in, stated_in
from documents.models import Document, Relation, SourceText


@dataclass(slots=True)
class RelationSummary:
    """What a reading left: the proposals of these texts that stand, new ones, withdrawn ones."""

    proposed: list[Relation] = field(default_factory=list)
    added: int = 0
    withdrawn: int = 0


@transaction.atomic
def propose_relations(
    sources: Iterable[SourceText], subjects: Mapping[int, Document] | None = None
) -> RelationSummary:
    """Write a proposal for each relation the texts state between documents certainly meant.

    `subjects` gives, by a text's pk, the document that an item of a bulletin is about; the
    subject of a document's own text is that document. A citation that may mean one of
    several documents, or that a person rejected, supports nothing.
    """
    texts = list(sources)
    about = _about(texts, subjects)
    cited = cited_in(texts)
    stated: dict[Key, Stated] = {}
    for source in texts:
        for one in stated_in(source, cited.get(source.pk, ()), about.get(source.pk)):
            stated.setdefault(one.key, one)
    return _write(texts, stated)


@transaction.atomic
def propose_changed(
    sources: Iterable[SourceText],
    subjects: Mapping[int, Document] | None,
    before: CitedByText,
    after: CitedByText,
) -> RelationSummary:
    """Do what `propose_relations` does where the texts' citations alone have changed since.

    `before` and `after` are what `cited_in` gave then and gives now. Read is only what stands
    round the citations that differ, and round those that mean a document stated there: what
    one place states no more, another may.
    """
    places = changed_places(before, after)
    texts = list(sources)
    about = _about(texts, subjects)
    keys = {
        one.key
        for source in texts
        if source.pk in places
        for cited in (before, after)
        for one in stated_in(
            source, cited.get(source.pk, ()), about.get(source.pk), places[source.pk]
        )
    }
    if not keys:
        return RelationSummary()
    targets = {target for _, _, target in keys}
    stated: dict[Key, Stated] = {}
    for source in texts:
        cited = after.get(source.pk, ())
        near = [one.start for one in cited if not targets.isdisjoint(one.documents)]
        for one in stated_in(source, cited, about.get(source.pk), near):
            if one.key in keys:
                stated.setdefault(one.key, one)
    return _write(texts, stated, keys)


@transaction.atomic
def withdraw_relations(sources: Iterable[SourceText]) -> int:
    """Take back what the machine proposed from these texts, which go out of use."""
    held = [relation.pk for relation in _hold_proposals(list(sources))]
    _, deleted = Relation.objects.filter(pk__in=held).delete()
    return deleted.get(Relation._meta.label, 0)


def _about(
    texts: list[SourceText], subjects: Mapping[int, Document] | None
) -> dict[int | None, Document]:
    """Return by a text's pk the document that it is of, or is about."""
    own = Document.objects.filter(text__in=texts).select_related("document_type")
    return {**{document.text_id: document for document in own}, **(subjects or {})}


def _key(relation: Relation) -> Key:
    return relation.source_id, relation.verb, relation.target_id


def _hold_proposals(texts: list[SourceText], keys: Collection[Key] | None = None) -> list[Relation]:
    """Return undecided proposals of the machine that rest on these texts, and lock them.

    Where `keys` are given, those alone. One whose citation is gone rested on a text that was read
    anew or removed since. What a person decides in this moment is not among them, or its decision
    waits and is then refused.
    """
    rests = Q(citation__source__in=texts) | Q(citation__isnull=True)
    proposals = Relation.objects.undecided_by_machine().filter(rests)
    if keys is not None:
        proposals = proposals.filter(source__in={source for source, _, _ in keys})
    # The relations alone: their citations are joined only to look at.
    held = proposals.select_for_update(of=("self",)).order_by("pk")
    return [relation for relation in held if keys is None or _key(relation) in keys]


def _write(
    texts: list[SourceText], stated: Mapping[Key, Stated], keys: Collection[Key] | None = None
) -> RelationSummary:
    """Store what is stated now; a proposal that still holds keeps its row and its history.

    Where `keys` are given, no others are touched.
    """
    summary = RelationSummary()
    former = {_key(relation): relation for relation in _hold_proposals(texts, keys)}
    # Whoever puts one of them into the bin in this moment finds the proposal there.
    documents = Document.all_objects.in_bulk({pk for key in stated for pk in (key[0], key[2])})
    doers = Relation.all_objects.filter(source__in={source for source, _, _ in stated})
    known = set(doers.values_list("source_id", "verb", "target_id"))
    for key, one in stated.items():
        relation = _unsaved(one, documents)
        if key in former:
            summary.proposed.append(_renew(former.pop(key), relation))
        elif key not in known:
            relation.save()
            summary.proposed.append(relation)
            summary.added += 1
    Relation.objects.filter(pk__in=[relation.pk for relation in former.values()]).delete()
    summary.withdrawn = len(former)
    return summary


def _unsaved(stated: Stated, documents: Mapping[int, Document]) -> Relation:
    doer = documents[stated.source]
    return Relation(
        source=doer,
        verb=stated.verb,
        target=documents[stated.target],
        stated_on=doer.issued_on,
        evidence=stated.evidence,
        citation_id=stated.citation,
        origin=Relation.Origin.MACHINE,
        rule=stated.rule,
        cue=stated.cue,
    )


def _renew(former: Relation, stated: Relation) -> Relation:
    """Rest a proposal on the citation as read anew; new words are a change worth a history row."""
    unheard = {"citation_id": stated.citation_id, "rule": stated.rule, "cue": stated.cue}
    for name, value in unheard.items():
        setattr(former, name, value)
    changed = [
        name for name in ("evidence", "stated_on") if getattr(former, name) != getattr(stated, name)
    ]
    for name in changed:
        setattr(former, name, getattr(stated, name))
    if changed:
        former.save(update_fields=["citation", "rule", "cue", *changed])
    else:
        Relation.objects.filter(pk=former.pk).update(**unheard)
    return former
