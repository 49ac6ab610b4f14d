"""Stored texts and files."""

import hashlib
import uuid
from collections.abc import Iterable
from pathlib import PurePath

from django.conf import settings
from django.db import connection, models, transaction
from django.urls import reverse
from simple_history.models import HistoricalRecords

from documents.querysets import AttachmentQuerySet, SourceTextQuerySet
from documents.search import indexing
from organizations.audience import AudienceModel
from organizations.bin import LIVE, BinModel, LiveManager
from organizations.models import Organization
from organizations.text import normalize_body


class SourceText(AudienceModel):
    """One stored text, whatever owns it: a document, an attachment or a bulletin item.

    Citations, search and checks know only this. The owner holds a one-to-one key to it
    and keeps publisher, date, label and audience in step. `body` is NFC with ``\\n`` line
    ends, so `body[citation.start:citation.end] == citation.text` holds for every citation.
    """

    body = models.TextField("nội dung")
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    label = models.CharField("nguồn", max_length=300)
    publisher = models.ForeignKey(
        Organization,
        verbose_name="nơi phát hành",
        null=True,
        blank=True,
        # Who published a text decides how its citations are read.
        on_delete=models.PROTECT,
        related_name="+",
    )
    published_on = models.DateField("ngày", null=True, blank=True)

    objects = SourceTextQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "nguồn văn"
        verbose_name_plural = "nguồn văn"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(body=""),
                name="sourcetext_not_empty",
                violation_error_message="Nguồn văn không được để trống.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: object, **kwargs: object) -> None:
        self.refresh_keys()
        is_new = self._state.adding
        with transaction.atomic():
            super().save(*args, **kwargs)
            # A new text has no owner yet; whoever takes it is indexed when that is saved.
            if not is_new and hasattr(self, "document"):
                indexing.index_document(self.document)
            elif not is_new and hasattr(self, "attachment"):
                indexing.index_document(self.attachment.document)

    def refresh_keys(self) -> None:
        """Put the body in its stored form and sum it up; `save` calls it, bulk writing must."""
        self.body = normalize_body(self.body)
        self.sha256 = hashlib.sha256(self.body.encode()).hexdigest()


def lock_texts(ids: Iterable[int], *, waits: bool = True) -> None:
    """Let one person or machine at a time read anew, change or decide what is in these texts.

    Held until the transaction ends; taken in one order, so that two never wait for each
    other. SQLite has a single writer anyway and needs no lock. Who holds already what is taken
    behind texts must not wait for one: without `waits`, OperationalError where another has it.
    """
    nowait = not waits and connection.features.has_select_for_update_nowait
    rows = (
        SourceText.objects.select_for_update(nowait=nowait).filter(pk__in=list(ids)).order_by("pk")
    )
    list(rows.values_list("pk"))


def attachment_path(attachment: "Attachment", filename: str) -> str:
    """Store files by random name: neither number nor title can be guessed from a path."""
    return f"attachments/{attachment.public_id.hex[:2]}/{attachment.public_id}"


class Attachment(BinModel):
    """A file of a document. It is served only after the document's audience was checked."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word (.docx)"
        XLSX = "xlsx", "Excel (.xlsx)"
        TEXT = "txt", "Văn bản thuần (.txt)"
        JPEG = "jpg", "Ảnh JPEG"
        PNG = "png", "Ảnh PNG"

    document = models.ForeignKey(
        "documents.Document",
        verbose_name="văn bản",
        # Files go to the bin with their document, never with a cascade.
        on_delete=models.PROTECT,
        related_name="attachments",
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField("tệp", upload_to=attachment_path, max_length=200)
    name = models.CharField("tên tệp", max_length=200, editable=False)
    kind = models.CharField("dạng tệp", max_length=10, choices=Kind, editable=False)
    size = models.PositiveBigIntegerField("dung lượng (byte)", editable=False)
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    order = models.PositiveIntegerField("thứ tự", default=0)
    text = models.OneToOneField(
        SourceText,
        verbose_name="nguồn văn",
        null=True,
        blank=True,
        editable=False,
        # A text with citations is evidence and does not vanish behind its file.
        on_delete=models.PROTECT,
        related_name="attachment",
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người tải lên",
        null=True,
        blank=True,
        editable=False,
        # The file matters more than who brought it.
        on_delete=models.SET_NULL,
        related_name="+",
    )
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True)

    objects = LiveManager.from_queryset(AttachmentQuerySet)()
    all_objects = AttachmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        base_manager_name = "all_objects"
        default_manager_name = "objects"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "sha256"],
                condition=LIVE,
                name="attachment_same_file_once_per_document",
                violation_error_message="Văn bản này đã có đúng tệp đó.",
            ),
            models.CheckConstraint(
                condition=models.Q(size__gt=0),
                name="attachment_not_empty",
                violation_error_message="Tệp đính kèm không được rỗng.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            if self.text_id:
                indexing.index_document(self.document)

    def get_absolute_url(self) -> str:
        return reverse("documents:attachment", args=[self.public_id])

    @property
    def extension(self) -> str:
        return PurePath(self.name).suffix.lower()
