"""A person confirms or rejects what was proposed of a citation.

What a person confirms is a fact of the registry, so the documents it names are
registered with it. Decisions outlive every new reading. Of relations:
`documents.deciding.relations`.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from documents.linking.together import citations_changed
from documents.models import (
    Citation,
    CitationTarget,
    Decision,
    DecisionModel,
    Document,
    name_documents,
)
from documents.models.sources import lock_texts
from documents.removing.letting_go import bring_back_of, hold_documents, let_go

# What is written beside a decision where nobody typed a reason, and the reasons offered: how
# often people agreed with the reader is told from them.
TOGETHER = "xác nhận cùng lúc với các trích dẫn chắc chắn khác"
NO_CITATION = "không phải trích dẫn"
OTHER_DOCUMENT = "không phải văn bản này"
MISPRINT = "bản tin in sai"
DOCUMENT_GONE = (
    "Chưa ghi gì: văn bản vừa chọn nay không còn trong sổ, đã gộp vào văn bản khác hoặc vào thùng "
    "rác. Chọn văn bản khác trong thẻ."
)

# SQLite takes some 32,000 in one statement.
_KEYS_AT_ONCE = 5_000


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


def _refuse_taken(citation: Citation) -> None:
    """Raise ValidationError (code 'place_taken') for a rejected one whose words are another's now.

    Of two citations at one place that both stand only one could be shown.
    """
    if citation.state != Decision.REJECTED:
        return
    there = Citation.objects.filter(
        source=citation.source_id, start__lt=citation.end, end__gt=citation.start
    )
    other = there.exclude(pk=citation.pk).exclude(state=Decision.REJECTED).first()
    if other:
        raise ValidationError(
            "Chưa ghi gì: chỗ này nay đã đánh dấu là trích dẫn khác, “%(text)s”. Loại trích dẫn ấy "
            "trước.",
            code="place_taken",
            params={"text": other.text},
        )


@transaction.atomic
def confirm_citation(citation: Citation, by: Any, reason: str = "") -> list[Document]:
    """Confirm that the citation names its document, which is registered by that.

    A citation that names several papers at once ("Trung ương 4 khóa XI, XII") confirms
    them all. Raises ValidationError: 'needs_one_document' when it points at none or when one of
    several has yet to be chosen, 'place_taken' for one rejected before whose place is another's.
    """
    _hold(citation)
    _refuse_taken(citation)
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

    What went to the bin with the decision is there again. Raises ValidationError (code
    'place_taken') for a rejected one whose place is another's by now.
    """
    _hold(citation)
    _refuse_taken(citation)
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


def is_needed(document: Document) -> bool:
    """Whether the document is held, or anything that a person confirmed names it."""
    return document.is_held or bool(confirmed_of([document.pk]))


def confirmed_of(keys: Sequence[int]) -> set[int]:
    """Return which documents anything names that a person confirmed, by their keys.

    What names them is found by its key, so an upper layer's is not named here.
    """
    naming = [
        link
        for link in Document._meta.related_objects
        if issubclass(link.related_model, DecisionModel)
    ]
    named: set[int] = set()
    for link, start in product(naming, range(0, len(keys), _KEYS_AT_ONCE)):
        name = link.field.name
        asked = {f"{name}__in": keys[start : start + _KEYS_AT_ONCE], "state": Decision.CONFIRMED}
        rows = link.related_model._default_manager.filter(**asked).order_by()
        named.update(rows.values_list(name, flat=True))
    # Of a citation that names several all came along.
    return named.intersection(keys)
