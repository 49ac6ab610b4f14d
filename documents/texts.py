"""Stores the texts of documents and their files, and keeps them in step with their owner.

A stored text bears its owner's label, publisher, date and audience, so citations, search
and checks need not know who owns it. The secrecy guard stands before this, in the forms.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from documents.linking.anchoring import replace_body
from documents.linking.relating import propose_relations, withdraw_relations
from documents.linking.writing import link_citations
from documents.models import Attachment, Citation, Decision, Document, SourceText
from organizations.audience import Audience
from organizations.text import normalize_body

LABEL_CHARS = 300


@dataclass(slots=True)
class TextChange:
    """What storing a text did: citations found, decided ones whose words are gone."""

    found: int = 0
    lost: list[Citation] = field(default_factory=list)


@transaction.atomic
def store_document_text(document: Document, body: str) -> TextChange:
    """Make `body` the document's text and read its citations; a blank one takes the text away.

    Line ends and normal form are put right here. Raises ValidationError (code
    'text_in_use') when the text to be taken away holds citations a person decided on.
    """
    body = normalize_body(body)
    if not body.strip():
        _remove_text(document)
        return TextChange()
    if document.text is None:
        document.text = _new_source(document, body, str(document))
        document.is_held = True
        document.save(update_fields=["text", "is_held"])
        share_texts(document)
        return TextChange(found=_read(document.text))
    if document.text.body == body:
        return TextChange()
    lost = replace_body(document.text, body)
    return TextChange(found=_read(document.text), lost=lost)


@transaction.atomic
def store_attachment_text(attachment: Attachment, body: str) -> TextChange:
    """Keep the text that was read in a file and read its citations; '' keeps nothing."""
    body = normalize_body(body)
    if not body.strip():
        return TextChange()
    document = attachment.document
    attachment.text = _new_source(document, body, f"{document} – tệp {attachment.name}")
    attachment.save(update_fields=["text"])
    share_texts(document)
    return TextChange(found=_read(attachment.text))


def share_texts(document: Document) -> None:
    """Give the texts of a document and its files the document's publisher, date and audience.

    Editors only while the document or the file lies in the bin or the document is a
    proposal. Texts whose publisher or date changed are read anew, because both decide
    which documents their citations mean.
    """
    bodies = list(document.audience_bodies.all())
    files = Attachment.all_objects.filter(document=document, text__isnull=False)
    owners = [(document.text, document.is_binned)] if document.text else []
    owners += [(file.text, file.is_binned) for file in files.select_related("text")]
    for source, is_binned in owners:
        facts = facts_shared(document, is_binned)
        if source == document.text:
            facts["label"] = label_of(document)
        changed = [name for name, value in facts.items() if getattr(source, name) != value]
        for name in changed:
            setattr(source, name, facts[name])
        if changed:
            source.save(update_fields=changed)
        source.audience_bodies.set(bodies)
        if {"publisher", "published_on"} & set(changed):
            _read(source)


def facts_shared(document: Document, is_binned: bool = False) -> dict[str, Any]:
    """Return what a text of the document bears of it; `is_binned` is said of the text's file."""
    hidden = is_binned or document.is_binned or document.is_proposed
    return {
        "publisher": document.organization,
        "published_on": document.issued_on,
        "audience": Audience.EDITORS if hidden else document.audience,
    }


def label_of(document: Document) -> str:
    """Return the label of the document's own text."""
    return str(document)[:LABEL_CHARS]


def _read(source: SourceText) -> int:
    """Read a text's citations and the relations it states; return the number of citations."""
    found = len(link_citations(source).citations)
    propose_relations([source])
    return found


def _new_source(document: Document, body: str, label: str) -> SourceText:
    return SourceText.objects.create(
        body=body,
        label=label[:LABEL_CHARS],
        publisher=document.organization,
        published_on=document.issued_on,
        audience=document.audience,
    )


def _remove_text(document: Document) -> None:
    source = document.text
    if source is None:
        return
    refuse_losing_decisions(source)
    withdraw_relations([source])
    document.text = None
    document.save(update_fields=["text"])
    source.delete()


def refuse_losing_decisions(source: SourceText) -> None:
    """Raise ValidationError when the text holds citations that a person decided on."""
    decided = source.citations.exclude(state=Decision.PROPOSED).count()
    if decided:
        raise ValidationError(
            "Không để trống nội dung được: trong đó có %(count)s trích dẫn đã được cán bộ quyết "
            "định. Hãy sửa nội dung thay vì xóa hết.",
            code="text_in_use",
            params={"count": decided},
        )
