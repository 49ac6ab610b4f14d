"""What a machine proposes and a person decides: shared by citations, relations and subjects."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class Decision(models.TextChoices):
    PROPOSED = "proposed", "Máy đề xuất"
    CONFIRMED = "confirmed", "Đã xác nhận"
    REJECTED = "rejected", "Đã loại"


class DecisionModel(models.Model):
    """A claim with its state. Only a person confirms or rejects, and the database says who."""

    state = models.CharField(
        "trạng thái", max_length=10, choices=Decision, default=Decision.PROPOSED
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người quyết định",
        null=True,
        blank=True,
        editable=False,
        # Who decided is part of the record; accounts are closed, not deleted.
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField("quyết định lúc", null=True, blank=True, editable=False)
    reason = models.CharField("lý do", max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state=Decision.PROPOSED, decided_by__isnull=True, decided_at__isnull=True
                )
                | models.Q(
                    state__in=[Decision.CONFIRMED, Decision.REJECTED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="%(class)s_decided_by_a_person",
                violation_error_message="Chỉ người mới xác nhận hoặc loại, và phải ghi rõ là ai.",
            )
        ]

    @property
    def is_decided(self) -> bool:
        return self.state != Decision.PROPOSED

    def set_decision(self, state: Decision, by: Any, reason: str = "") -> None:
        """Put the decision into the fields (back to PROPOSED clears them); the caller saves."""
        self.state = state
        self.reason = reason
        proposed = state == Decision.PROPOSED
        self.decided_by = None if proposed else by
        self.decided_at = None if proposed else timezone.now()
