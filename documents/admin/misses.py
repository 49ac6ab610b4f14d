"""Staff screen for searches that found nothing: what to register, or to explain."""

import hashlib
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from documents.models import SearchMiss
from organizations.admin.forms import GuardedForm
from organizations.admin.records import ForgetSecretsMixin


class MissForm(GuardedForm):
    """Knows the note and the mark it was opened with: these rows have no history to tell it."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = _version_of(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # Locked until the request ends, so of two savers the second sees the first.
        stored = SearchMiss.objects.select_for_update().filter(pk=self.instance.pk).first()
        if stored is not None and cleaned.get("version") != _version_of(stored):
            raise ValidationError(
                "Trong lúc bạn mở trang này, có người đã sửa câu tìm này (đã xử lý: %(handled)s; "
                "ghi chú: %(note)s). Chưa lưu gì; mở lại trang rồi ghi thêm phần của bạn.",
                code="stale_version",
                params={
                    "handled": "có" if stored.is_handled else "không",
                    "note": f"“{stored.note}”" if stored.note else "không có",
                },
            )
        return cleaned


def _version_of(miss: SearchMiss) -> str:
    told = (miss.pk, miss.is_handled, miss.note)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


@admin.register(SearchMiss)
class SearchMissAdmin(ForgetSecretsMixin, admin.ModelAdmin):
    form = MissForm
    list_display = ("words", "times", "first_on", "last_on", "is_handled", "again")
    list_filter = ("is_handled",)
    search_fields = ("words_key",)
    search_help_text = "Gõ vài chữ của câu tìm."
    fields = ("words", "times", "first_on", "last_on", "is_handled", "note", "version")
    readonly_fields = ("words", "times", "first_on", "last_on")
    actions = ("mark_handled", "mark_unhandled")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only a search adds to the list."""
        return False

    @admin.display(description="tìm lại")
    def again(self, miss: SearchMiss) -> str:
        """Since then it may have been registered, and an editor sees more than a visitor."""
        address = f"{reverse('documents:list')}?{urlencode({'q': miss.words, 'danh_sach': 1})}"
        return format_html('<a href="{}">Tìm lại</a>', address)

    @admin.action(description="Đánh dấu đã xử lý", permissions=["change"])
    def mark_handled(self, request: HttpRequest, misses: QuerySet[Any]) -> None:
        count = misses.update(is_handled=True)
        self.message_user(request, f"Đã đánh dấu {count} câu tìm là đã xử lý.")

    @admin.action(description="Đưa lại vào việc đang chờ", permissions=["change"])
    def mark_unhandled(self, request: HttpRequest, misses: QuerySet[Any]) -> None:
        count = misses.update(is_handled=False)
        self.message_user(request, f"Đã đưa {count} câu tìm trở lại việc đang chờ.")
