"""Staff screen for access tokens: administrators see whose they are and end them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from documents.models import AccessToken
from organizations.admin.closed import AdministratorsMixin, NobodyWritesMixin
from organizations.admin.records import RecordAdmin
from organizations.security_log import Kind, record


class InUseFilter(admin.SimpleListFilter):
    title = "tình trạng"
    parameter_name = "tinh_trang"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("dang-dung", "Đang dùng"), ("da-thu-hoi", "Đã thu hồi")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        return queryset.filter(revoked_at__isnull=self.value() == "dang-dung")


@admin.register(AccessToken)
class AccessTokenAdmin(AdministratorsMixin, NobodyWritesMixin, RecordAdmin):
    """Made by its holder alone, on the holder's own page: nobody else ever sees the secret."""

    list_display = ("name", "user", "created_at", "last_used_on", "revoked_at")
    list_filter = (InUseFilter,)
    list_select_related = ("user",)
    search_fields = ("name", "user__username")
    search_help_text = "Gõ tên mã hoặc tên đăng nhập."
    fields = list_display
    readonly_fields = fields
    actions = ["revoke_selected"]

    @admin.action(description="Thu hồi các mã đã chọn", permissions=["view"])
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        tokens = list(queryset.in_use())
        for token in tokens:
            token.revoke()
            record(Kind.KEY, "thu hồi mã truy cập", request=request, about=token.user)
            self.log_change(request, token, "Thu hồi")
        self.message_user(request, f"Đã thu hồi {len(tokens)} mã truy cập.")
