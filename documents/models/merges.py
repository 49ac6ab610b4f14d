"""Two records that were found to be one document, and all it takes to part them again."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from documents.models.document import Document
from organizations.undoing import UndoableModel


class Merge(UndoableModel):
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

    class Meta(UndoableModel.Meta):
        verbose_name = "lần hợp nhất"
        verbose_name_plural = "lần hợp nhất"
        constraints = [
            *UndoableModel.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("gone")), name="merge_of_two_documents"
            ),
            models.UniqueConstraint(
                fields=["gone"],
                condition=models.Q(undone_at=None, is_split=False),
                name="merge_gone_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"
