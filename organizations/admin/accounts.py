"""Staff screen for accounts; administrators only, since it decides who may do what."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe

from organizations.account_changes import facts_of, record_changes
from organizations.admin.account_forms import AccountForm, NewAccountForm
from organizations.admin.history import HistoryAdmin
from organizations.admin.records import ChosenRecordsMixin, ForgetSecretsMixin
from organizations.administrators import refuse_losing_the_last
from organizations.models import User
from organizations.models.people import EDITOR_GROUP
from organizations.second_step.codes import remove, with_second_step
from organizations.security_log import Kind, record
from organizations.signing_in.ending import end_other_sessions, end_sessions
from organizations.signing_in.keys import end_keys
from organizations.throttling import lift_locks, with_locks

# The two groups come with the database; their rights are not a matter of taste.
admin.site.unregister(Group)


class OthersPasswordForm(AdminPasswordChangeForm):
    """Django's form for another person's password; it writes one sentence in English only.

    The last administrator's is not switched off.
    """

    # The admin's script looks for the element of this id.
    usable_password_help_text = mark_safe(  # nosec B308  # nothing in it was typed
        '<ul id="id_unusable_warning" class="messagelist"><li class="warning">Khi tắt, người này '
        "không đăng nhập bằng mật khẩu được nữa; mật khẩu hiện có sẽ mất.</li></ul>"
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not cleaned["set_usable_password"]:
            try:
                refuse_losing_the_last(self.user)
            except ValidationError as error:
                # The library's page shows what stands at a field alone.
                self.add_error("usable_password", error)
        return cleaned


@admin.register(User)
class AccountAdmin(ForgetSecretsMixin, ChosenRecordsMixin, HistoryAdmin, UserAdmin):
    form = AccountForm
    add_form = NewAccountForm
    change_password_form = OthersPasswordForm
    list_display = (
        "username",
        "full_name",
        "group_list",
        "is_active",
        "second_step",
        "locked",
        "administrator",
        "demo",
    )
    list_filter = ("groups", "is_active", "is_superuser")
    autocomplete_fields = ("organizations",)
    filter_horizontal = ()
    actions = ("lift_lock", "remove_second_step", "sign_out_everywhere")
    object_history_template = "admin/history/history.html"
    object_history_list_template = "admin/history/versions.html"
    object_history_form_template = "admin/history/version.html"
    add_fieldsets = (
        (None, {"fields": ("username", "full_name", "groups", "organizations")}),
        ("Mật khẩu", {"fields": ("usable_password", "password1", "password2")}),
    )
    fieldsets = (
        (None, {"fields": ("username", "password", "version")}),
        ("Người dùng", {"fields": ("full_name", "email", "organizations")}),
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
        people = super().get_queryset(request).prefetch_related("groups")
        return with_second_step(with_locks(people))

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Keep how the account was, for the security log."""
        form.facts_before = facts_of(User.objects.get(pk=obj.pk)) if change else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        record_changes(form.instance, form.facts_before, request)
        _tell_of_no_role(form.instance, request)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        # The lock on the last administrator holds until the password is written.
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
        # Only a form that was taken leads on.
        if request.method == "POST" and response.status_code == 302:
            person = self.get_object(request, unquote(id))
            record(Kind.PASSWORD, "người quản trị đặt mật khẩu", request=request, about=person)
        return response

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description="Mở khóa đăng nhập")
    def lift_lock(self, request: HttpRequest, people: QuerySet[User]) -> None:
        lifted = [person.username for person in people if lift_locks(person, request)]
        if lifted:
            messages.success(request, f"Đã mở khóa: {', '.join(lifted)}.")
        else:
            messages.warning(request, "Không có tài khoản nào trong số đó đang bị khóa.")

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

    @admin.action(description="Bỏ bước hai (mất điện thoại)")
    def remove_second_step(self, request: HttpRequest, people: QuerySet[User]) -> None:
        removed = [person for person in people if remove(person)]
        for person in removed:
            _end_all(person, request)
            record(Kind.SECOND_STEP, "người quản trị bỏ", request=request, about=person)
        if removed:
            names = ", ".join(person.username for person in removed)
            messages.success(request, f"Đã bỏ bước hai và đăng xuất khỏi mọi máy: {names}.")
        else:
            messages.warning(request, "Không có tài khoản nào trong số đó đã bật bước hai.")

    @admin.action(description="Đăng xuất khỏi mọi máy (mất máy, nghi lộ mật khẩu)")
    def sign_out_everywhere(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            _end_all(person, request)
            record(Kind.SESSION_ENDED, "khỏi mọi máy", request=request, about=person)
        names = ", ".join(person.username for person in people)
        messages.success(request, f"Đã đăng xuất khỏi mọi máy: {names}.")

    # A red cross for what most accounts do without would look like a fault.
    @admin.display(description="bước hai", ordering="is_second_step_on")
    def second_step(self, obj: User) -> str:
        return "đã bật" if obj.is_second_step_on else "–"

    @admin.display(description="người quản trị", ordering="is_superuser")
    def administrator(self, obj: User) -> str:
        return "có" if obj.is_superuser else "–"

    @admin.display(description="dùng thử", ordering="is_demo")
    def demo(self, obj: User) -> str:
        return "có" if obj.is_demo else "–"

    @admin.display(description="khóa tạm")
    def locked(self, obj: User) -> str:
        return "đang bị khóa" if obj.is_locked else ""

    @admin.display(description="nhóm")
    def group_list(self, obj: User) -> str:
        return ", ".join(group.name for group in obj.groups.all())


def _tell_of_no_role(person: User, request: HttpRequest) -> None:
    if person.is_active and not person.is_superuser and not person.groups.exists():
        messages.warning(
            request,
            f"Tài khoản {person.username} chưa có vai trò nào: chỉ đọc được như thành viên, không "
            f"sửa được gì. Muốn cho biên tập thì chọn vai trò “{EDITOR_GROUP}”.",
        )


def _end_all(person: User, request: HttpRequest) -> None:
    """End a person's sessions and keys, and tell of the keys.

    Of an administrator who ends the own ones the session here goes on.
    """
    if person == request.user:
        end_other_sessions(request)
    else:
        end_sessions(person)
    if ended := ", ".join(end_keys(person)):
        record(Kind.KEY, f"hủy cùng các phiên: {ended}", request=request, about=person)
        messages.warning(request, f"Đã hủy của {person.username}: {ended}.")
