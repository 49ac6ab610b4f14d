"""What a person says of a check: it was right to speak, or spoke for nothing."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from documents.models.citations import Citation


class FindingVerdict(models.Model):
    """One person's word on what one check said of one citation.

    `sentence_sha256` is that of what it said (`documents.deciding.verdicts.sum_of`): what it says
    anew later is not answered by it.
    """

    citation = models.ForeignKey(
        Citation,
        null=True,
        # A text read anew may lose the words; what was said of the check still counts.
        on_delete=models.SET_NULL,
        related_name="verdicts",
    )
    check_id = models.CharField(max_length=40)
    sentence_sha256 = models.CharField(max_length=64)
    is_right = models.BooleanField()
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        # Who said it is part of the record; accounts are closed, not deleted.
        on_delete=models.PROTECT,
        related_name="+",
    )
    said_at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "ý kiến về kiểm tra"
        verbose_name_plural = "ý kiến về kiểm tra"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["citation", "check_id", "sentence_sha256"],
                name="findingverdict_once",
                violation_error_message="Đã có ý kiến về kiểm tra này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_id}: {self.is_right}"
