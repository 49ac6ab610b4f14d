"""What was last counted of how often people agreed with each rule, for all processes alike."""

from django.db import models


class TrustCount(models.Model):
    """The one row that every process reads: counted at most some minutes ago (`documents.trust`).

    `counts` are lists of kind, rule, right and wrong. It has no history: the decisions have.
    """

    ONLY = 1

    counted_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=list)

    class Meta:
        verbose_name = "số đếm độ tin cậy"
        verbose_name_plural = "số đếm độ tin cậy"
        # Nobody enters one by hand.
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="trustcount_only_one")]

    def __str__(self) -> str:
        return f"{self.counted_at}"
