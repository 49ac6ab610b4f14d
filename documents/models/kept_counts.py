"""What takes too long to count for every page: counted now and then, for all processes alike."""

from django.db import models


class KeptCount(models.Model):
    """The one row that every process reads: counted at most some minutes ago.

    It has no history: what it counts has.
    """

    ONLY = 1

    counted_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=list)

    class Meta:
        abstract = True
        # Nobody enters one by hand.
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="%(class)s_only_one")]

    def __str__(self) -> str:
        return f"{self.counted_at}"


class TrustCount(KeptCount):
    """How often people agreed with each rule: lists of kind, rule, right and wrong
    (`documents.deciding.trust`).
    """

    class Meta(KeptCount.Meta):
        verbose_name = "số đếm độ tin cậy"
        verbose_name_plural = "số đếm độ tin cậy"


class FigureCount(KeptCount):
    """What the page of figures shows, by the name of each part (`config.figures`)."""

    class Meta(KeptCount.Meta):
        verbose_name = "số liệu của sổ"
        verbose_name_plural = "số liệu của sổ"
