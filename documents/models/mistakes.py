"""What readers say is wrong on a document's page, as a work list for staff."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from documents.models.document import Document

MAX_ANSWER_CHARS = 300


class MistakeReportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Reports on documents `user` may see: all of them for editors, for others their own."""
        if not user.is_authenticated:
            return self.none()
        reports = self.filter(document__in=Document.objects.visible_to(user))
        return reports if user.is_editor else reports.filter(reported_by=user)

    def waiting(self) -> Self:
        """Reports nobody has dealt with, on documents that are not in the bin."""
        return self.filter(handled_at__isnull=True, document__deleted_at__isnull=True)

    def handled(self) -> Self:
        return self.filter(handled_at__isnull=False)


class MistakeReport(models.Model):
    """One reader's word that something on a document's page is wrong, and what became of it."""

    document = models.ForeignKey(
        Document,
        verbose_name="văn bản",
        # A report keeps no document out of the bin, and is of nothing without it.
        on_delete=models.CASCADE,
        related_name="mistake_reports",
    )
    words = models.TextField("sai ở đâu")
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người báo",
        # Who reported is part of the record; accounts are closed, not deleted.
        on_delete=models.PROTECT,
        related_name="+",
    )
    reported_at = models.DateTimeField("báo lúc", auto_now_add=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người xử lý",
        null=True,
        # As above.
        on_delete=models.PROTECT,
        related_name="+",
    )
    handled_at = models.DateTimeField("xử lý lúc", null=True)
    answer = models.CharField("trả lời", max_length=MAX_ANSWER_CHARS, blank=True)

    objects = MistakeReportQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "báo sai sót"
        verbose_name_plural = "báo sai sót"
        # Whoever has waited longest comes first.
        ordering = ["reported_at", "pk"]
        indexes = [
            models.Index(fields=["handled_at", "reported_at"], name="mistakereport_waiting"),
            models.Index(fields=["reported_by", "reported_at"], name="mistakereport_by_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="mistakereport_has_words"),
            models.CheckConstraint(
                condition=models.Q(handled_by__isnull=True, handled_at__isnull=True, answer="")
                | models.Q(handled_by__isnull=False, handled_at__isnull=False),
                name="mistakereport_handled_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.words[:60]}"
