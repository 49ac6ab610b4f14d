"""A list brought in from a spreadsheet: what was read, what would be done, what was done.

Its rows are kept until the list is swept; of a row that bears a secrecy mark only its number is.
"""

import uuid
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from documents.models.document import Document

# What a list is called that nobody sent in: several documents changed alike.
TOGETHER = "Sửa cùng lúc"


class ImportedListQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """All of them for editors, who share the work; none for anybody else."""
        return self if user.is_authenticated and user.is_editor else self.none()


class ImportedList(models.Model):
    """One file of rows, and how far it has come."""

    class State(models.TextChoices):
        READING = "reading", "Chờ đọc tệp"
        PLANNING = "planning", "Chờ so với sổ"
        REFUSED = "refused", "Không đọc được"
        ASKING = "asking", "Chờ chọn cột"
        PLANNED = "planned", "Chờ xem trước"
        APPLYING = "applying", "Chờ nhập"
        DONE = "done", "Đã nhập"
        UNDOING = "undoing", "Chờ hoàn tác"
        UNDONE = "undone", "Đã hoàn tác"

    # What the worker has yet to do something with.
    AT_WORK = (State.READING, State.PLANNING, State.APPLYING, State.UNDOING)

    # Its address; nobody guesses one.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("tên tệp", max_length=120)
    # In the staging folder, until it is read.
    staged_as = models.CharField(max_length=32, blank=True)
    encoding = models.CharField(max_length=10, blank=True)
    # Who sent it; of a later step, who asked for that one and stands in the history for it.
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        # Who brought documents into the registry is part of its history.
        on_delete=models.PROTECT,
        related_name="+",
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    # Sentences on the file as a whole, in order; and why it was refused or how the last work ended.
    notices = models.JSONField(default=list)
    answer = models.TextField(blank=True)
    # The cells of the heading row, and what an editor chose (see `documents.importing.choices`).
    headings = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    # Names of bodies and types of documents in the file that the registry does not know.
    unknown = models.JSONField(default=dict)
    # Whether a row that cannot be done keeps all the others from being done.
    is_all_or_nothing = models.BooleanField(default=True)
    # Of the work just going on: which task does it, how far it is, how often it was begun.
    asked_at = models.DateTimeField(null=True)
    runner = models.UUIDField(null=True)
    rows_done = models.PositiveIntegerField(default=0)
    rows_all = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    objects = ImportedListQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách nhập"
        verbose_name_plural = "danh sách nhập"
        # Nobody enters one by hand.
        default_permissions = ()
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_at_work(self) -> bool:
        """Whether the worker has something to do with it."""
        return self.state in self.AT_WORK

    @property
    def is_together(self) -> bool:
        """Whether it is no file, but documents that are to be changed alike."""
        return self.name == TOGETHER


class ImportedRow(models.Model):
    """One row of a list: its cells, what it would do, and what it did."""

    class Kind(models.TextChoices):
        NEW = "new", "Thêm mới"
        UPDATE = "update", "Sửa"
        UNCHANGED = "unchanged", "Không đổi"
        REFUSED = "refused", "Không nhập"

    class Outcome(models.TextChoices):
        NONE = "", "Chưa làm"
        DONE = "done", "Đã làm"
        DIFFERS = "differs", "Sổ đã khác lúc xem trước"
        UNDONE = "undone", "Đã hoàn tác"
        KEPT = "kept", "Giữ lại: đã sửa sau khi nhập"

    imported = models.ForeignKey(ImportedList, on_delete=models.CASCADE, related_name="rows")
    # In the file, as the spreadsheet numbers its rows.
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REFUSED)
    label = models.CharField(max_length=400, blank=True)
    # What would be written: [what, before, after] in words.
    changes = models.JSONField(default=list)
    # Why it is refused, and in which cell that is to be seen; or why a person has to look at a new
    # document before it is written.
    reason = models.TextField(blank=True)
    place = models.CharField(max_length=12, blank=True)
    document = models.ForeignKey(
        Document,
        null=True,
        # A document is never deleted but by whoever runs the machine; the row then tells the rest.
        on_delete=models.SET_NULL,
        related_name="+",
    )
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default=Outcome.NONE)
    # What undoing needs: the values before, and the version of the document that was written.
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    version = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "dòng nhập"
        verbose_name_plural = "dòng nhập"
        default_permissions = ()
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["imported", "number"], name="importedrow_number_once"),
        ]
        indexes = [models.Index(fields=["imported", "kind", "number"], name="importedrow_by_kind")]

    def __str__(self) -> str:
        return f"Dòng {self.number}"
