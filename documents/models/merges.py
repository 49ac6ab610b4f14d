"""Two records that were found to be one document, and all it takes to part them again."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from documents.models.document import Document


class Merge(models.Model):
    """What `gone` held was given to `kept`; `gone` lies in the bin and its address leads on.

    One that `is_split` gave only part of it, and both records stay in use: two documents of one
    code had been taken for one. `before` and `steps` are what taking it back needs (see
    `documents.merging`).
    """

    kept = models.ForeignKey(
        Document,
        verbose_name="văn bản giữ lại",
        # A merge keeps no document out of the bin, and is of nothing without it.
        on_delete=models.CASCADE,
        related_name="merges",
    )
    gone = models.ForeignKey(
        Document,
        verbose_name="văn bản đã gộp vào",
        # As above.
        on_delete=models.CASCADE,
        related_name="merged_away",
    )
    is_split = models.BooleanField("chỉ chuyển một phần", default=False)
    # Of the record that was kept: each field that changed, before and after.
    before = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    steps = models.JSONField(encoder=DjangoJSONEncoder, default=list)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người hợp nhất",
        # Who did it is part of the record; accounts are closed, not deleted.
        on_delete=models.PROTECT,
        related_name="+",
    )
    merged_at = models.DateTimeField("hợp nhất lúc", auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người tách lại",
        null=True,
        # As above.
        on_delete=models.PROTECT,
        related_name="+",
    )
    undone_at = models.DateTimeField("tách lại lúc", null=True)

    class Meta:
        verbose_name = "lần hợp nhất"
        verbose_name_plural = "lần hợp nhất"
        # Done on its own pages, never by hand.
        default_permissions = ()
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("gone")), name="merge_of_two_documents"
            ),
            models.UniqueConstraint(
                fields=["gone"],
                condition=models.Q(undone_at=None, is_split=False),
                name="merge_gone_once",
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by=None)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"
