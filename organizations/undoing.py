"""What was done in one step and can be taken back: who did it, who took it back, and when."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class UndoableModel(models.Model):
    """One step that changed several records; the rows say what taking it back needs."""

    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người thực hiện",
        # Who did it is part of the record; accounts are closed, not deleted.
        on_delete=models.PROTECT,
        related_name="+",
    )
    done_at = models.DateTimeField("thực hiện lúc", auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người hoàn tác",
        null=True,
        # As above.
        on_delete=models.PROTECT,
        related_name="+",
    )
    undone_at = models.DateTimeField("hoàn tác lúc", null=True)

    class Meta:
        abstract = True
        # Done on its own pages, never by hand.
        default_permissions = ()
        ordering = ["-done_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by=None)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="%(class)s_undone_by_a_person",
            ),
        ]

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None

    def note_undone(self, by: Any, **fields: Any) -> None:
        """Store that `by` took the step back now, with these other fields of the row."""
        self.undone_by, self.undone_at = by, timezone.now()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["undone_by", "undone_at", *fields])
