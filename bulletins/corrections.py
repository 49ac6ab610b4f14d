"""What was corrected on a bulletin its readers had: a dated note, and the places it changed.

Rows are written by `correcting` and never changed after. Which of them a reader sees is asked of
their querysets.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models

NOTE_CHARS = 300


class CorrectionChangeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Changes of what `user` may read: of an item and its text by the rights on them today."""
        owner = self.model._meta.get_field("item").related_model
        items = owner.objects.visible_to(user).order_by()
        source = owner._meta.get_field("text").related_model
        texts = source.objects.visible_to(user).order_by()
        told = models.Q(item__isnull=True) | models.Q(item__in=items)
        of_text = models.Q(what__in=self.model.IN_TEXT)
        return self.filter(told & (~of_text | models.Q(item__text__in=texts)))


class Correction(models.Model):
    """One correction of a published bulletin, as the editor who made it words it."""

    bulletin = models.ForeignKey(
        "bulletins.Bulletin",
        verbose_name="bản tin",
        on_delete=models.CASCADE,
        related_name="corrections",
    )
    made_on = models.DateField("ngày đính chính")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người đính chính",
        # Who corrected is part of the record; accounts are closed, not deleted.
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.CharField("lời đính chính", max_length=NOTE_CHARS)
    # The moment before its first change, and before the last one whose former words are for nobody
    # any more: between the two, history tells how readers had the bulletin (`bulletins.former`).
    former_at = models.DateTimeField(null=True, editable=False)
    hid_former_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "đính chính"
        verbose_name_plural = "đính chính"
        # Nobody adds, changes or deletes one by hand.
        default_permissions = ()
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(note=""),
                name="correction_says_what",
                violation_error_message="Đính chính cần có lời đính chính.",
            ),
            # What one editor corrects with the same words on one day is one correction.
            models.UniqueConstraint(
                fields=["bulletin", "made_on", "made_by", "note"],
                name="correction_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Đính chính ngày {self.made_on:%d/%m/%Y}: {self.note}"


class CorrectionChange(models.Model):
    """One place that a correction changed: what stood there before, and what stands there since."""

    class What(models.TextChoices):
        FACTS = "facts", "Sửa phần đầu bản tin"
        ADDED = "added", "Thêm mục"
        REMOVED = "removed", "Bỏ mục"
        ORDER = "order", "Đổi thứ tự hoặc cấp của các mục"
        TITLE = "title", "Sửa tên mục"
        TEXT = "text", "Sửa nội dung"
        LINK = "link", "Sửa liên kết của trích dẫn"
        SUBJECT = "subject", "Sửa văn bản được giới thiệu"

    # They quote the text of the item, so they are for whoever may read that.
    IN_TEXT = (What.TEXT, What.LINK)

    correction = models.ForeignKey(
        Correction,
        verbose_name="đính chính",
        on_delete=models.CASCADE,
        related_name="changes",
    )
    # None for what is no item's: the head of the bulletin, an item taken out.
    item = models.ForeignKey(
        "bulletins.BulletinItem",
        verbose_name="mục",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    what = models.CharField("thay đổi", max_length=10, choices=What)
    before = models.TextField("trước đó", blank=True)
    after = models.TextField("nay là", blank=True)

    objects = CorrectionChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "chỗ đính chính"
        verbose_name_plural = "chỗ đính chính"
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_what_display()
