"""Congress terms: document numbers restart with each."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from simple_history.models import HistoricalRecords


class TermQuerySet(models.QuerySet["Term"]):
    def holding(self, organization_id: int, day: object) -> "TermQuerySet":
        """Terms of one body that `day` falls in (at most one: terms do not overlap)."""
        return self.filter(organization_id=organization_id, starts_on__lte=day).filter(
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day)
        )


class Term(models.Model):
    """A committee's term, from the day after its congress closes to the next one's closing day.

    If the first plenum sits during the congress, from that plenum's opening day
    (Hướng dẫn 36-HD/VPTW, part II.1; unchanged in 05-HD/VPTW).
    """

    organization = models.ForeignKey(
        "organizations.Organization",
        verbose_name="cơ quan",
        # A body with terms is in use; ending it is done by dates, not by deletion.
        on_delete=models.PROTECT,
        related_name="terms",
    )
    label = models.CharField("khóa", max_length=20, help_text="Số La Mã của khóa, ví dụ XIII.")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    is_verified = models.BooleanField("đã kiểm chứng ngày tháng", default=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    objects = TermQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "nhiệm kỳ"
        verbose_name_plural = "nhiệm kỳ"
        ordering = ["organization", "-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "label"],
                name="term_label_once_per_organization",
                violation_error_message="Cơ quan này đã có nhiệm kỳ mang khóa đó.",
            ),
            models.UniqueConstraint(
                fields=["organization", "starts_on"],
                name="term_start_once_per_organization",
                violation_error_message="Cơ quan này đã có nhiệm kỳ bắt đầu ngày đó.",
            ),
            # Of two open-ended terms one would swallow the other's numbers.
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(ends_on__isnull=True),
                name="term_one_open_per_organization",
                violation_error_message="Cơ quan này đã có một nhiệm kỳ chưa kết thúc.",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="term_ends_after_start",
                violation_error_message="Ngày kết thúc nhiệm kỳ phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=~models.Q(label=""),
                name="term_has_label",
                violation_error_message="Nhiệm kỳ cần có khóa, ví dụ XIII.",
            ),
        ]

    def __str__(self) -> str:
        end = self.ends_on.year if self.ends_on else "nay"
        return f"Khóa {self.label} ({self.starts_on.year}–{end})"

    def save(self, *args: object, **kwargs: object) -> None:
        """Store the term; ValidationError (code 'overlapping_term') when it overlaps another.

        No constraint of both databases can compare periods, so the body's row is held while
        the other terms are looked at: of two savers at once the second sees the first's.
        """
        with transaction.atomic():
            bodies = self._meta.get_field("organization").related_model._base_manager
            # Not against those who only refer to the body, as its documents do.
            held = bodies.select_for_update(no_key=True).filter(pk=self.organization_id)
            list(held.values_list("pk"))
            self._refuse_overlap()
            super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a term that overlaps another of the body: a date must fall in one only."""
        if self.organization_id and self.starts_on:
            self._refuse_overlap()

    def _refuse_overlap(self) -> None:
        others = Term.objects.filter(organization_id=self.organization_id).exclude(pk=self.pk)
        if self.ends_on:
            others = others.filter(starts_on__lte=self.ends_on)
        overlapping = others.filter(
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=self.starts_on)
        ).first()
        if overlapping:
            raise ValidationError(
                "Nhiệm kỳ này chồng lên %(other)s. Sửa ngày bắt đầu hoặc ngày kết thúc.",
                code="overlapping_term",
                params={"other": overlapping},
            )
