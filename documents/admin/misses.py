"""Staff screen for searches that found nothing: what to register, or to explain."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from documents.models import SearchMiss
from organizations.admin.forms import GuardedForm
from organizations.admin.records import ForgetSecretsMixin


@admin.register(SearchMiss)
class SearchMissAdmin(ForgetSecretsMixin, admin.ModelAdmin):
    form = GuardedForm
    list_display = ("words", "times", "first_on", "last_on", "is_handled", "again")
    list_filter = ("is_handled",)
    search_fields = ("words_key",)
    search_help_text = "Gõ vài chữ của câu tìm."
    fields = ("words", "times", "first_on", "last_on", "is_handled", "note")
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
