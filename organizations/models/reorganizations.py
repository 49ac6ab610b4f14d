"""What was done when bodies were reorganised, and all it takes to take it back."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from organizations.undoing import UndoableModel


class Reorganization(UndoableModel):
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
    # What had changed since and so stayed as it was, a sentence a line.
    stayed = models.TextField(blank=True)

    class Meta(UndoableModel.Meta):
        verbose_name = "lần sắp xếp cơ quan"
        verbose_name_plural = "lần sắp xếp cơ quan"
        constraints = [
            *UndoableModel.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(basis=""), name="reorganization_has_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_on:%d/%m/%Y}: {self.summary}"
