"""Staff screen for accounts; administrators only, since it decides who may do what."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.safestring import mark_safe

from organizations.admin.history import HistoryAdmin
from organizations.admin.records import ChosenRecordsMixin
from organizations.models import User

# The two groups come with the database; their rights are not a matter of taste.
admin.site.unregister(Group)


class OthersPasswordForm(AdminPasswordChangeForm):
    """Django's form for another person's password; it writes one sentence in English only."""

    # The admin's script looks for the element of this id.
    usable_password_help_text = mark_safe(
        '<ul id="id_unusable_warning" class="messagelist"><li class="warning">Khi tắt, người này '
        "không đăng nhập bằng mật khẩu được nữa; mật khẩu hiện có sẽ mất.</li></ul>"
    )


@admin.register(User)
class AccountAdmin(ChosenRecordsMixin, HistoryAdmin, UserAdmin):
    change_password_form = OthersPasswordForm
    list_display = ("username", "full_name", "group_list", "is_active", "is_superuser", "is_demo")
    list_filter = ("groups", "is_active", "is_superuser")
    autocomplete_fields = ("organizations",)
    filter_horizontal = ()
    object_history_template = "admin/history/history.html"
    object_history_list_template = "admin/history/versions.html"
    object_history_form_template = "admin/history/version.html"
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Người dùng", {"fields": ("last_name", "first_name", "email", "organizations")}),
        (
            "Quyền",
            {
                "fields": ("is_active", "groups", "is_superuser"),
                "description": "Người đã nghỉ thì bỏ chọn “hoạt động”, không xóa tài khoản: "
                "sổ còn ghi những gì người đó đã quyết định.",
            },
        ),
        ("Thời điểm", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: what a person decided stays signed; an account is closed instead."""
        return False

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    @admin.display(description="họ và tên", ordering="last_name")
    def full_name(self, obj: User) -> str:
        return obj.get_full_name()

    @admin.display(description="nhóm")
    def group_list(self, obj: User) -> str:
        return ", ".join(group.name for group in obj.groups.all())
