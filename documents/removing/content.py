"""Takes text and files from a document, in one transaction, and gives them back.

For what others cite, which cannot go to the bin: it stays in the registry as only cited.
Boundary: what a person sees of it is in `documents.removing.views`; who may is asked there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from documents.linking.arriving import hold_texts
from documents.linking.relating import propose_relations, withdraw_relations
from documents.models import (
    Attachment,
    Citation,
    CitationTarget,
    ContentRemoval,
    Decision,
    Document,
    Relation,
    SourceText,
)
from documents.models.sources import lock_texts
from documents.removing.deleting import pointers_at
from documents.removing.letting_go import bring_back, let_go
from documents.texts import share_texts
from organizations.audience import Audience
from organizations.pointers import Pointers

# Stands in the history of the document.
REMOVED, GIVEN_BACK = "Gỡ nội dung, chỉ còn được trích dẫn", "Lấy lại nội dung đã gỡ"


@dataclass(frozen=True, slots=True)
class Losses:
    """What removing the content of a document would take away, and what it leaves alone."""

    characters: int
    files: list[Attachment]
    confirmed: int
    undecided: int
    # Relations that the machine read in the text and nobody decided on.
    relations: int
    staying: list[Pointers]


def losses_of(document: Document) -> Losses:
    """Return what `remove_content` would take from a document. A few queries, and some for what
    names it."""
    files = list(document.attachments.all())
    texts = _texts_of(document, files)
    read = Citation.objects.filter(source__in=texts).exclude(state=Decision.REJECTED)
    undecided = read.filter(state=Decision.PROPOSED).count()
    proposals = Relation.objects.undecided_by_machine().filter(citation__source__in=texts)
    return Losses(
        characters=len(document.text.body) if document.text else 0,
        files=files,
        confirmed=read.count() - undecided,
        undecided=undecided,
        relations=proposals.count(),
        staying=pointers_at(document),
    )


@transaction.atomic
def remove_content(document: Document, by: Any) -> ContentRemoval:
    """Take text and files from a document; what people confirmed by its text stays with the text.

    The files go to the bin, the text where only editors could see it. What the machine read in it
    and nobody confirmed is withdrawn. Raises ValidationError, and nothing is done, where the
    document is in the bin or has nothing to be taken.
    """
    document = _held(document)
    files = list(document.attachments.all())
    text = document.text
    if document.is_binned or not (text or files):
        raise ValidationError(
            "Văn bản này không có nội dung hay tệp nào để gỡ. Có thể người khác vừa gỡ xong."
        )
    texts = _texts_of(document, files)
    withdraw_relations(SourceText.objects.filter(pk__in=texts))
    if text is not None:
        document.text = None
        text.audience = Audience.EDITORS
        text.save(update_fields=["audience"])
        text.audience_bodies.clear()
    for file in files:
        file.move_to_bin(by)
    document.is_held = False
    document._change_reason = REMOVED
    document.save(update_fields=["text", "is_held"])
    share_texts(document)
    removal = ContentRemoval.objects.create(
        document=document, text=text, files=[file.pk for file in files], done_by=by
    )
    let_go(_named_in(texts), by)
    return removal


@transaction.atomic
def give_back(removal: ContentRemoval, by: Any) -> int:
    """Give a document its text and files back; return how many files stay in the bin.

    Those are files that the document has got again since. Raises ValidationError, and nothing is
    done, where it was done already, the 90 days of the bin are over, the document is in the bin,
    or it has got another text.
    """
    document = _held(removal.document)
    removal = ContentRemoval.objects.select_for_update(of=("self",)).get(pk=removal.pk)
    text = removal.text
    if text is not None:
        lock_texts([text.pk])
    if removal.is_undone:
        raise ValidationError("Nội dung này đã được lấy lại rồi.")
    if document.is_binned:
        raise ValidationError("Văn bản đang ở thùng rác. Khôi phục văn bản trước.")
    if removal.is_emptied:
        raise ValidationError("Không còn gì để lấy lại: đã quá hạn giữ của thùng rác.")
    if text is not None and document.text is not None:
        raise ValidationError(
            "Văn bản đã có nội dung khác từ đó. Muốn lấy lại nội dung cũ thì gỡ nội dung hiện nay "
            "trước."
        )
    removal.note_undone(by, text=None)
    files = Attachment.all_objects.binned().filter(pk__in=removal.files, document=document)
    stayed = sum(not _restored(file) for file in files)
    if text is not None:
        document.text = text
    document.is_held = document.text is not None or document.attachments.exists()
    document._change_reason = GIVEN_BACK
    document.save(update_fields=["text", "is_held"])
    texts = _texts_of(document, list(document.attachments.all()))
    bring_back(_named_in(texts))
    share_texts(document)
    propose_relations(SourceText.objects.filter(pk__in=texts))
    return stayed


def _held(document: Document) -> Document:
    """Lock the document with the texts its saving may read anew, and return it as it is now."""
    hold_texts(document)
    rows = Document.all_objects.select_for_update(of=("self",)).with_names()
    return rows.select_related(None).get(pk=document.pk)


def _restored(file: Attachment) -> bool:
    """Bring a file back; False where the document has got the same one since."""
    try:
        with transaction.atomic():
            file.restore()
    except IntegrityError:
        return False
    return True


def _texts_of(document: Document, files: Sequence[Attachment]) -> list[int]:
    keys = [document.text_id, *(file.text_id for file in files)]
    return [key for key in keys if key is not None]


def _named_in(texts: Sequence[int]) -> list[int]:
    """Return the keys of the documents that citations of these texts name."""
    links = CitationTarget.objects.filter(citation__source__in=texts)
    return sorted(set(links.values_list("document_id", flat=True)))
