"""Propose relations between documents from the words of stored texts.

Runs behind linking, which says what the citations of a text mean. Repeatable: what the
machine proposed from these texts before is replaced; what a person stated, decided or put
in the bin stays and is not proposed again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q

from documents.citations.relations import RelationReading, find_relations
from documents.models import Citation, Decision, Document, Relation, SourceText

# Longer evidence is cut in the middle: its first words name the doer, its last the other one.
EVIDENCE_CHARS = 600
# What no rule of the reader exceeds; a longer cue is not kept, as half of one proves nothing.
CUE_CHARS = 240

Key = tuple[int, str, int]


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
    own = {document.text_id: document for document in _documents_of(texts)}
    about = {**own, **(subjects or {})}
    cited = _citations_by_text(texts)
    stated: dict[Key, Relation] = {}
    for source in texts:
        is_own = source.pk in own
        for relation in _stated_in(source, cited[source.pk], about.get(source.pk), is_own):
            stated.setdefault(_key(relation), relation)
    return _write(texts, stated)


@transaction.atomic
def withdraw_relations(sources: Iterable[SourceText]) -> int:
    """Take back what the machine proposed from these texts, which go out of use."""
    held = [relation.pk for relation in _hold_proposals(list(sources))]
    _, deleted = Relation.objects.filter(pk__in=held).delete()
    return deleted.get(Relation._meta.label, 0)


def _documents_of(texts: list[SourceText]) -> Any:
    return Document.objects.filter(text__in=texts).select_related("document_type")


def _citations_by_text(texts: list[SourceText]) -> dict[int, list[Citation]]:
    """Return the citations of each text in order, with `meant`: their documents in use."""
    found: dict[int, list[Citation]] = {source.pk: [] for source in texts}
    citations = (
        Citation.objects.filter(source__in=texts)
        .exclude(state=Decision.REJECTED)
        .order_by("source", "start")
        .prefetch_related(Prefetch("targets", queryset=Document.objects.all(), to_attr="meant"))
    )
    for citation in citations:
        found[citation.source_id].append(citation)
    return found


def _stated_in(
    source: SourceText, citations: list[Citation], subject: Document | None, is_own: bool
) -> Iterable[Relation]:
    """Yield an unsaved relation for each that the text states between two documents."""
    type_name = subject.document_type.name if subject else None
    for reading in find_relations(source.body, citations, type_name):
        target = citations[reading.target]
        doers = _meant(citations[reading.source]) if reading.source is not None else [subject]
        quoted = is_own and reading.source is None
        for doer in doers:
            for document in _meant(target):
                if doer and doer != document:
                    yield Relation(
                        source=doer,
                        verb=reading.verb,
                        target=document,
                        stated_on=doer.issued_on,
                        evidence=_evidence(source.body, citations, reading, quoted),
                        citation=target,
                        origin=Relation.Origin.MACHINE,
                        rule=reading.rule,
                        cue=_cue(reading),
                    )


def _meant(citation: Any) -> list[Document]:
    """Return the documents a citation means; none while several may be the one meant."""
    certain = (Citation.Resolution.ONE, Citation.Resolution.SEVERAL)
    return citation.meant if citation.resolution in certain else []


def _evidence(
    body: str, citations: list[Citation], reading: RelationReading, whole_sentence: bool
) -> str:
    """Return the words that state a relation, in one line.

    Who sees a relation sees its two documents, but not every text that speaks of them: a
    bulletin may be a draft and its news name private people. So the whole sentence is given
    only of the doer's own text, else the words from the doer to the other document.
    """
    start, end = reading.start, reading.end
    if not whole_sentence:
        spans = [citations[reading.target]]
        if reading.source is not None:
            spans.append(citations[reading.source])
        start = min(reading.said_at, *(span.start for span in spans))
        end = max(span.end for span in spans)
    words = " ".join(body[start:end].split())
    if len(words) <= EVIDENCE_CHARS:
        return words
    return f"{words[: EVIDENCE_CHARS // 2].rstrip()} […] {words[-EVIDENCE_CHARS // 2 :].lstrip()}"


def _cue(reading: RelationReading) -> str:
    """Return the words that say the relation as they stand in its evidence: on one line."""
    words = " ".join(reading.cue.split())
    return words if len(words) <= CUE_CHARS else ""


def _key(relation: Relation) -> Key:
    return relation.source_id, relation.verb, relation.target_id


def _hold_proposals(texts: list[SourceText]) -> list[Relation]:
    """Return undecided proposals of the machine that rest on these texts, and lock them.

    One whose citation is gone rested on a text that was read anew or removed since. What a
    person decides in this moment is not among them, or its decision waits and is then refused.
    """
    rests = Q(citation__source__in=texts) | Q(citation__isnull=True)
    proposals = Relation.objects.undecided_by_machine().filter(rests)
    # The relations alone: their citations are joined only to look at.
    return list(proposals.select_for_update(of=("self",)).order_by("pk"))


def _write(texts: list[SourceText], stated: dict[Key, Relation]) -> RelationSummary:
    """Store what is stated now; a proposal that still holds keeps its row and its history."""
    summary = RelationSummary()
    former = {_key(relation): relation for relation in _hold_proposals(texts)}
    doers = {source_id for source_id, _, _ in stated}
    known = {_key(row) for row in Relation.all_objects.filter(source__in=doers)}
    for key, relation in stated.items():
        if key in former:
            summary.proposed.append(_renew(former.pop(key), relation))
        elif key not in known:
            relation.save()
            summary.proposed.append(relation)
            summary.added += 1
    Relation.objects.filter(pk__in=[relation.pk for relation in former.values()]).delete()
    summary.withdrawn = len(former)
    return summary


def _renew(former: Relation, stated: Relation) -> Relation:
    """Rest a proposal on the citation as read anew; new words are a change worth a history row."""
    unheard = {"citation": stated.citation, "rule": stated.rule, "cue": stated.cue}
    for name, value in unheard.items():
        setattr(former, name, value)
    changed = [
        name for name in ("evidence", "stated_on") if getattr(former, name) != getattr(stated, name)
    ]
    for name in changed:
        setattr(former, name, getattr(stated, name))
    if changed:
        former.save(update_fields=[*unheard, *changed])
    else:
        Relation.objects.filter(pk=former.pk).update(**unheard)
    return former
