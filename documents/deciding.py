"""A person confirms or rejects what was proposed: citations and relations.

What a person confirms is a fact of the registry, so the documents it names are
registered with it. Decisions outlive every new reading.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from documents.models import Citation, Decision, Document, Relation


def register(document: Document) -> bool:
    """Enter a proposed document into the registry; returns False when it was in already."""
    if not document.is_proposed:
        return False
    document.state = Document.State.REGISTERED
    document.save(update_fields=["state"])
    return True


@transaction.atomic
def confirm_citation(citation: Citation, by: Any) -> list[Document]:
    """Confirm that the citation names its document, which is registered by that.

    A citation that names several papers at once ("Trung ương 4 khóa XI, XII") confirms
    them all. Raises ValidationError (code 'needs_one_document') when it points at none or
    when one of several has yet to be chosen.
    """
    documents = list(citation.targets.all())
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
    citation.set_decision(Decision.CONFIRMED, by)
    citation.save()
    for document in documents:
        register(document)
    return documents


def reject_citation(citation: Citation, by: Any, reason: str = "") -> None:
    """Say that the words are no citation, or not of this document; kept as a decision."""
    citation.set_decision(Decision.REJECTED, by, reason)
    citation.save()


@transaction.atomic
def confirm_relation(relation: Relation, by: Any) -> None:
    """Confirm the relation; both its documents are registered, else nobody could see it."""
    relation.set_decision(Decision.CONFIRMED, by)
    relation.save()
    register(relation.source)
    register(relation.target)


def reject_relation(relation: Relation, by: Any, reason: str = "") -> None:
    """Say that the relation does not hold; kept, so that it is not proposed again."""
    relation.set_decision(Decision.REJECTED, by, reason)
    relation.save()
