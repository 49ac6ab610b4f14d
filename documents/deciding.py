"""A person confirms or rejects what was proposed: citations and relations.

What a person confirms is a fact of the registry, so the documents it names are
registered with it. Decisions outlive every new reading. A relation is confirmed on the
words of a document alone; what only looks doubtful is said and never blocks.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from documents.letting_go import bring_back, bring_back_of, ends_of, hold_documents, let_go
from documents.models import (
    Attachment,
    Citation,
    CitationTarget,
    Decision,
    DecisionModel,
    Document,
    Relation,
    name_documents,
)
from documents.models.sources import lock_texts
from documents.together import citations_changed
from organizations.text import fold

# What is written beside a decision where nobody typed a reason, and the reasons offered: how
# often people agreed with the reader is told from them.
TOGETHER = "xác nhận cùng lúc với các trích dẫn chắc chắn khác"
AS_GROUP = "xác nhận cùng cả nhóm quan hệ"
NO_CITATION = "không phải trích dẫn"
OTHER_DOCUMENT = "không phải văn bản này"
MISPRINT = "bản tin in sai"
# What changes the standing of another document.
CHANGING_VERBS = frozenset({Relation.Verb.AMENDS, Relation.Verb.REPLACES, Relation.Verb.REPEALS})
DOCUMENT_GONE = (
    "Chưa ghi gì: văn bản vừa chọn nay không còn trong sổ, đã gộp vào văn bản khác hoặc vào thùng "
    "rác. Chọn văn bản khác trong thẻ."
)
NEEDS_EVIDENCE = (
    "Ghi câu chứng minh: chép nguyên văn câu trong văn bản nói rõ quan hệ này, ví dụ “Chỉ thị này "
    "thay thế Chỉ thị số …”."
)


def register(document: Document) -> bool:
    """Enter a proposed document into the registry; returns False when it was in already."""
    if not document.is_proposed:
        return False
    document.state = Document.State.REGISTERED
    document.save(update_fields=["state"])
    return True


def _hold(citation: Citation) -> None:
    """Keep a new reading of the text from replacing the citation while it is decided."""
    lock_texts([citation.source_id])
    if not Citation.objects.filter(pk=citation.pk).exists():
        raise ValidationError(
            "Nội dung vừa được đọc lại nên trích dẫn “%(text)s” không còn ở chỗ cũ. Mở lại danh "
            "sách trích dẫn rồi quyết định lần nữa.",
            code="read_anew",
            params={"text": citation.text},
        )


@transaction.atomic
def confirm_citation(citation: Citation, by: Any, reason: str = "") -> list[Document]:
    """Confirm that the citation names its document, which is registered by that.

    A citation that names several papers at once ("Trung ương 4 khóa XI, XII") confirms
    them all. Raises ValidationError (code 'needs_one_document') when it points at none or
    when one of several has yet to be chosen.
    """
    _hold(citation)
    documents = _targets_now(citation)
    all_meant = documents and citation.resolution == Citation.Resolution.SEVERAL
    if len(documents) != 1 and not all_meant:
        raise ValidationError(
            "Chưa xác nhận được “%(text)s”: %(why)s Mở trích dẫn, để lại đúng một văn bản rồi "
            "xác nhận.",
            code="needs_one_document",
            params={
                "text": citation.text,
                "why": "có nhiều văn bản cùng khớp." if documents else "chưa gắn với văn bản nào.",
            },
        )
    if not all_meant:
        citation.resolution = Citation.Resolution.ONE
    citation.set_decision(Decision.CONFIRMED, by, reason)
    citation.named_documents = name_documents(documents)
    citation.save()
    for document in documents:
        register(document)
    citations_changed([citation.source_id])
    return documents


@transaction.atomic
def reject_citation(citation: Citation, by: Any, reason: str = "") -> list[Document]:
    """Say that the words are no citation, or not of this document; kept as a decision.

    Returns the documents that went to the bin by it: proposals that nothing else names.
    """
    _hold(citation)
    documents = _targets_now(citation)
    citation.set_decision(Decision.REJECTED, by, reason)
    citation.named_documents = name_documents(documents)
    citation.save()
    citations_changed([citation.source_id])
    return let_go([one.pk for one in documents], by)


@transaction.atomic
def choose_document(citation: Citation, document: Document, by: Any, why: str) -> list[Document]:
    """Confirm that the citation names `document`, whatever the machine thought.

    Returns the documents that went to the bin by it: proposals that nothing else names. Raises
    ValidationError: 'read_anew' when a new reading has replaced the citation, 'document_gone'
    when the document is in the bin by now.
    """
    _hold(citation)
    others = [one.pk for one in _targets_now(citation, document) if one != document]
    CitationTarget.objects.filter(citation=citation).exclude(document=document).delete()
    CitationTarget.objects.get_or_create(
        citation=citation, document=document, defaults={"why": why}
    )
    citation.resolution = Citation.Resolution.ONE
    confirm_citation(citation, by)
    return let_go(others, by)


@transaction.atomic
def reopen_citation(citation: Citation) -> None:
    """Take a decision back: the citation waits again, with the documents it has now.

    What went to the bin with the decision is there again.
    """
    _hold(citation)
    bring_back_of(citation)
    citation.set_decision(Decision.PROPOSED, None)
    citation.named_documents = name_documents(_targets_now(citation))
    citation.save()
    citations_changed([citation.source_id])


@transaction.atomic
def note_targets(citation: Citation) -> None:
    """Keep in the history which documents a person listed without deciding between them."""
    _hold(citation)
    citation.named_documents = name_documents(_targets_now(citation))
    citation.save(update_fields=["named_documents"])


def _targets_now(citation: Citation, *others: Document) -> list[Document]:
    """Return the documents as stored: a list loaded before the lock may be out of date.

    They are held until the transaction ends, with `others` that are about to be named, so that
    nobody takes back their registration or puts them into the bin.
    """
    links = CitationTarget.objects.filter(citation=citation).order_by("pk")
    keys = list(links.values_list("document_id", flat=True))
    held = {one.pk: one for one in hold_documents([*keys, *(other.pk for other in others)])}
    if any(other.pk not in held for other in others):
        raise ValidationError(DOCUMENT_GONE, code="document_gone")
    return [held[key] for key in keys if key in held]


def _hold_relation(relation: Relation) -> None:
    """Keep a new reading from withdrawing the relation while it is decided.

    What a reading or the bin changed since it was loaded, and no form shows, is taken over.
    """
    if relation._state.adding:
        return
    stored = Relation.all_objects.select_for_update()
    try:
        relation.refresh_from_db(
            fields=["citation", "deleted_at", "deleted_by"], from_queryset=stored
        )
    except Relation.DoesNotExist as gone:
        raise ValidationError(
            "Nội dung vừa được đọc lại và không còn nêu quan hệ “%(relation)s”. Mở lại danh sách "
            "quan hệ; nếu quan hệ này có thật thì thêm mới.",
            code="read_anew",
            params={"relation": relation},
        ) from gone


@transaction.atomic
def confirm_relation(relation: Relation, by: Any, reason: str = "") -> None:
    """Confirm the relation; both its documents are registered, else nobody could see it.

    Raises ValidationError (code 'needs_evidence') without the sentence that states it, and
    (code 'read_anew') when a new reading has withdrawn it since it was loaded.
    """
    _hold_relation(relation)
    if not relation.evidence.strip():
        raise ValidationError(
            "Chưa xác nhận được quan hệ “%(relation)s”. %(remedy)s",
            code="needs_evidence",
            params={"relation": relation, "remedy": NEEDS_EVIDENCE},
        )
    relation.set_decision(Decision.CONFIRMED, by, reason)
    relation.save()
    register(relation.source)
    register(relation.target)


def doubts_about(relation: Relation) -> list[str]:
    """Return sentences on what a person should look at again in a relation just stated.

    Whether the evidence stands in a stored text of either document or in the text where the
    relation was read (a bulletin's, often), tones and line ends aside; and whether the body
    may do it: only the body that issued a document or one above it amends, replaces or
    repeals it (Regulation 66-QĐ/TW of 2017, Article 3).
    """
    return [sentence for sentence in (_evidence_doubt(relation), rank_doubt(relation)) if sentence]


def _evidence_doubt(relation: Relation) -> str:
    bodies = _stored_texts(relation)
    if not bodies:
        return (
            f"Câu chứng minh của quan hệ “{relation}” chưa đối chiếu được: trong sổ chưa có nội "
            "dung của hai văn bản."
        )
    evidence = fold(relation.evidence).strip(" .,;:…“”\"'")
    if any(evidence in fold(body) for body in bodies):
        return ""
    where = "của cả hai văn bản"
    if relation.citation:
        where += " và trong nguồn văn của trích dẫn"
    return (
        f"Không thấy câu chứng minh của quan hệ “{relation}” trong nội dung {where}. Kiểm tra lại "
        "xem đã chép đúng nguyên văn chưa."
    )


def _stored_texts(relation: Relation) -> list[str]:
    documents = [relation.source_id, relation.target_id]
    own = Document.objects.filter(pk__in=documents, text__isnull=False).order_by()
    files = Attachment.objects.filter(document__in=documents, text__isnull=False).order_by()
    read_in = [relation.citation.source.body] if relation.citation else []
    return [
        *own.values_list("text__body", flat=True),
        *files.values_list("text__body", flat=True),
        *read_in,
    ]


def rank_doubt(relation: Relation) -> str:
    """Return a sentence where a lower body would change a higher one's document; '' elsewhere."""
    actor, owner = relation.source.organization, relation.target.organization
    if relation.verb not in CHANGING_VERBS or not actor or not owner or actor.level <= owner.level:
        return ""
    return (
        f"Xem lại quan hệ “{relation}”: {actor} là cấp dưới của {owner}. Theo Điều 3 Quy định "
        "66-QĐ/TW, chỉ cơ quan ban hành hoặc cấp trên mới sửa đổi, thay thế, bãi bỏ."
    )


@transaction.atomic
def reject_relation(relation: Relation, by: Any, reason: str = "") -> None:
    """Say that the relation does not hold; kept, so that it is not proposed again.

    Raises ValidationError (code 'read_anew') when a new reading has withdrawn it.
    """
    _hold_relation(relation)
    relation.set_decision(Decision.REJECTED, by, reason)
    relation.save()
    let_go(ends_of([relation]), by)


@transaction.atomic
def reopen_relation(relation: Relation) -> None:
    """Take a decision back: the relation waits again.

    Raises ValidationError (code 'read_anew') when it is no longer there.
    """
    _hold_relation(relation)
    relation.set_decision(Decision.PROPOSED, None)
    relation.save()
    bring_back(ends_of([relation]))


def is_needed(document: Document) -> bool:
    """Whether the document is held, or anything that a person confirmed names it.

    What names it is found by its key, so an upper layer's is not named here.
    """
    if document.is_held:
        return True
    naming = (
        link
        for link in Document._meta.related_objects
        if issubclass(link.related_model, DecisionModel)
    )
    return any(
        link.related_model._default_manager.filter(
            **{link.field.name: document, "state": Decision.CONFIRMED}
        ).exists()
        for link in naming
    )
