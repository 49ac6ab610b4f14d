"""What was done when bodies were reorganised, and all it takes to take it back."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Reorganization(models.Model):
    """Bodies renamed, ended, merged or split in one step (see `organizations.reorganizing`)."""

    class Kind(models.TextChoices):
        RENAME = "rename", "Đổi tên"
        MERGE = "merge", "Hợp nhất, sáp nhập"
        SPLIT = "split", "Chia tách"
        END = "end", "Kết thúc hoạt động"

    kind = models.CharField("việc", max_length=10, choices=Kind)
    effective_on = models.DateField("có hiệu lực từ ngày")
    basis = models.CharField("căn cứ", max_length=300)
    # “Đảng ủy phường A, Đảng ủy phường B → Đảng ủy phường C”, as the bodies were called then.
    summary = models.TextField("cơ quan")
    steps = models.JSONField(encoder=DjangoJSONEncoder, default=list)
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
    # What had changed since and so stayed as it was, a sentence a line.
    stayed = models.TextField(blank=True)

    class Meta:
        verbose_name = "lần sắp xếp cơ quan"
        verbose_name_plural = "lần sắp xếp cơ quan"
        # Done on its own pages, never by hand.
        default_permissions = ()
        ordering = ["-done_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by=None)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="reorganization_undone_by_a_person",
            ),
            models.CheckConstraint(condition=~models.Q(basis=""), name="reorganization_has_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_on:%d/%m/%Y}: {self.summary}"
