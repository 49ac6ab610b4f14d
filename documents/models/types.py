"""Document types and which of them share a number series."""

from django.db import models
from simple_history.models import HistoricalRecords

from organizations.models import Organization
from organizations.models.bodies import PeriodModel, period_constraint
from organizations.text import fold, normalize


class DocumentType(models.Model):
    """A type of document (Chỉ thị, Kế hoạch…) with its code in Party and in State symbols.

    One code may stand for two types: QĐ is Quyết định and Quy định, so the type is
    chosen by words, never by the code alone.
    """

    name = models.CharField("tên loại", max_length=100)
    name_key = models.CharField(max_length=100, editable=False, unique=True)
    party_code = models.CharField("ký hiệu của Đảng", max_length=10, blank=True)
    state_code = models.CharField("ký hiệu của Nhà nước", max_length=10, blank=True)
    series = models.SlugField(
        "dãy số",
        max_length=40,
        help_text="Các loại ghi cùng một dãy số thì đánh số chung, ví dụ ctr.",
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_verified = models.BooleanField("đã kiểm chứng", default=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    history = HistoricalRecords(excluded_fields=["name_key"])

    class Meta:
        verbose_name = "loại văn bản"
        verbose_name_plural = "loại văn bản"
        ordering = ["order", "name_key"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name_key="") & ~models.Q(series=""),
                name="documenttype_has_name_and_series",
                violation_error_message="Loại văn bản cần có tên và dãy số.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name = normalize(self.name)
        self.name_key = fold(self.name)
        super().save(*args, **kwargs)


class SeriesRule(PeriodModel):
    """For one body and period, a type is numbered in another series than usual.

    By rule numbers run per type name (Hướng dẫn 36-HD/VPTW); some bodies number
    Quyết định and Quy định together, and did so only in some years.
    """

    organization = models.ForeignKey(
        Organization,
        verbose_name="cơ quan",
        # A rule explains the identity of documents; it ends by date.
        on_delete=models.PROTECT,
        related_name="series_rules",
    )
    document_type = models.ForeignKey(
        DocumentType,
        verbose_name="loại văn bản",
        # As above.
        on_delete=models.PROTECT,
        related_name="series_rules",
    )
    series = models.SlugField("dãy số", max_length=40)
    note = models.CharField("căn cứ, ghi chú", max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "quy ước dãy số"
        verbose_name_plural = "quy ước dãy số"
        ordering = ["organization", "document_type", "valid_from"]
        constraints = [
            period_constraint("seriesrule_period_in_order"),
            models.UniqueConstraint(
                fields=["organization", "document_type", "valid_from"],
                name="seriesrule_once_per_start",
                violation_error_message="Đã có quy ước cho loại này từ ngày đó.",
            ),
            models.UniqueConstraint(
                fields=["organization", "document_type"],
                condition=models.Q(valid_from__isnull=True),
                name="seriesrule_one_from_the_beginning",
                violation_error_message="Đã có quy ước cho loại này không ghi ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=~models.Q(series=""),
                name="seriesrule_has_series",
                violation_error_message="Quy ước cần có tên dãy số.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.document_type} → {self.series}"
