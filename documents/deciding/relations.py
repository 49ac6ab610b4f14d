"""A person confirms or rejects a relation between two documents, and what looks doubtful in it.

A relation is confirmed on the words of a document alone; what only looks doubtful is said and
never blocks. Decisions outlive every new reading.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from documents.deciding.citations import register
from documents.models import Attachment, Decision, Document, Relation
from documents.removing.letting_go import bring_back, ends_of, let_go
from organizations.text import fold

# What is written beside a decision on a whole group, where nobody typed a reason.
AS_GROUP = "xác nhận cùng cả nhóm quan hệ"
# What changes the standing of another document.
CHANGING_VERBS = frozenset({Relation.Verb.AMENDS, Relation.Verb.REPLACES, Relation.Verb.REPEALS})
NEEDS_EVIDENCE = (
    "Ghi câu chứng minh: chép nguyên văn câu trong văn bản nói rõ quan hệ này, ví dụ “Chỉ thị này "
    "thay thế Chỉ thị số …”."
)


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
