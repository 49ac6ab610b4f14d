"""A file sent in as a bulletin that the worker is to read, and what became of it.

The row knows nothing of what the file says; the file itself lies apart (`staging`).
"""

import uuid
from pathlib import PurePath
from typing import Any, Self

from django.conf import settings
from django.db import models

from documents.files.uploads import NAME_CHARS

_KINDS = {".pdf": "PDF", ".docx": "Word", ".doc": "Word kiểu cũ"}


class IntakeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """All of them for editors, who share the work; none for anybody else."""
        return self if user.is_authenticated and user.is_editor else self.none()

    def awaited(self) -> Self:
        """Those that are not read to the end."""
        return self.filter(finished_at=None)

    def untaken(self) -> Self:
        """Those that are not read to the end and those that were refused, oldest first."""
        return self.filter(is_taken=False).order_by("sent_at", "pk")


class Intake(models.Model):
    """One file for the bulletin of one publisher and month, until a day after it was sent."""

    # Its address; nobody guesses one.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publisher = models.ForeignKey(
        "organizations.Organization", on_delete=models.CASCADE, related_name="+"
    )
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    # What a reader is told the file is called (`plain_name`), never its own name.
    name = models.CharField(max_length=NAME_CHARS)
    size = models.PositiveBigIntegerField()
    # A person's word that no secrecy mark stands where a machine cannot read.
    has_looked = models.BooleanField(default=False)
    # What the file is called in the staging folder.
    staged_as = models.CharField(max_length=32, unique=True)
    # The bulletin of that month: as it was when the file was sent, then as it was taken in.
    bulletin = models.ForeignKey(
        "bulletins.Bulletin",
        null=True,
        # Without it the row still tells that there was one: by its state.
        on_delete=models.SET_NULL,
        related_name="+",
    )
    bulletin_state = models.CharField(max_length=10, blank=True)
    # Of a reading: the same fields as `BulletinReading` keeps, for the same questions.
    asked_at = models.DateTimeField(null=True)
    runner = models.UUIDField(null=True)
    alive_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    # What the reader is at (`documents.files.reading.Stage`), and how many pages of how many.
    stage = models.CharField(max_length=10, blank=True)
    pages_read = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    # How it ended: a sentence for the editor and, of a refusal, the field of the form it is about.
    is_taken = models.BooleanField(default=False)
    answer = models.TextField(blank=True)
    refused_field = models.CharField(max_length=10, blank=True)
    # Of a file that only a person had yet to look through, so that it is known when it comes again.
    sha256 = models.CharField(max_length=64, blank=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp chờ đọc"
        verbose_name_plural = "tệp chờ đọc"
        # Nobody enters one by hand.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["publisher", "year", "month"],
                condition=models.Q(finished_at=None),
                name="intake_one_awaited_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.told}: bản tin tháng {self.month}/{self.year} – {self.publisher}"

    @property
    def told(self) -> str:
        """What people are told the file is: "Tệp PDF"."""
        ending = PurePath(self.name).suffix.lower()
        return f"Tệp {_KINDS[ending]}" if ending in _KINDS else "Một tệp"
