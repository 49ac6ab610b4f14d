"""Searches that found nothing, as a work list for staff: what was asked for, never by whom."""

from django.db import models

MAX_CHARS = 200


class SearchMiss(models.Model):
    """One search without a hit, in whatever spelling it came, and how often it was asked.

    Kept are the words alone: no account, no address of a machine, no hour. It has no history,
    because it records nothing that anyone decided about a document.
    """

    words = models.CharField("câu tìm", max_length=MAX_CHARS)
    words_key = models.CharField(max_length=MAX_CHARS * 2, unique=True, editable=False)
    times = models.PositiveIntegerField("số lần", default=1)
    first_on = models.DateField("lần đầu")
    last_on = models.DateField("lần cuối")
    is_handled = models.BooleanField("đã xử lý", default=False)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "câu tìm không ra"
        verbose_name_plural = "câu tìm không ra"
        ordering = ["-times", "-last_on", "pk"]
        indexes = [models.Index(fields=["last_on", "times"], name="searchmiss_oldest_first")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="searchmiss_has_words"),
            models.CheckConstraint(
                condition=models.Q(first_on__lte=models.F("last_on")),
                name="searchmiss_first_before_last",
            ),
        ]

    def __str__(self) -> str:
        return self.words
