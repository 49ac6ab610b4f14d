"""What an administrator types of an account: a name as it is spoken, roles with what they allow."""

from typing import Any

from django import forms
from django.contrib.auth.forms import (
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.models import Group

from organizations.admin.forms import GuardedForm, RecordForm
from organizations.administrators import refuse_losing_the_last
from organizations.models.people import EDITOR_GROUP, MEMBER_GROUP

# What who has a role may do, beside its name.
ROLES = {
    EDITOR_GROUP: "nhập, sửa, xác nhận, phát hành; xem mọi văn bản trong sổ; cấp mã đăng nhập",
    MEMBER_GROUP: "đọc những gì dành cho tổ chức của mình, báo sai sót; không sửa được gì",
}


class RoleField(forms.ModelMultipleChoiceField):
    """The groups as boxes to tick, each with a sentence."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Group) -> str:
        told = ROLES.get(obj.name)
        return f"{obj.name}: {told}" if told else obj.name


class PersonForm(GuardedForm):
    """Asks for a name in one box and for roles by what they may do."""

    full_name = forms.CharField(
        label="Họ và tên",
        max_length=150,
        required=False,
        help_text="Ghi liền, họ trước tên sau, ví dụ: Nguyễn Thị Mẫu.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    groups = RoleField(label="Vai trò", queryset=Group.objects.order_by("name"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("full_name", self.instance.get_full_name())

    def guarded_texts(self, cleaned: dict[str, Any]) -> list[str]:
        """Return the names as they were sent; a password is kept nowhere."""
        boxes = ("username", "full_name", "email")
        return [self.data.get(self.add_prefix(name), "") for name in boxes]

    def save(self, commit: bool = True) -> Any:
        # Where the name was not touched, it stays parted as it was.
        if "full_name" in self.changed_data:
            *family, given = self.cleaned_data["full_name"].split() or [""]
            self.instance.last_name, self.instance.first_name = " ".join(family), given
        return super().save(commit)


class PasswordStanding(ReadOnlyPasswordHashWidget):
    """Tells whether there is a password: how it is kept is nobody's to read."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        is_set = is_password_usable(value) if value else False
        told = "Đã đặt mật khẩu." if is_set else "Chưa đặt mật khẩu."
        context["summary"] = [{"label": told}]
        context["button_label"] = "Đặt mật khẩu khác" if is_set else "Đặt mật khẩu"
        return context


class AccountForm(PersonForm, RecordForm, UserChangeForm):
    """An account that is there; rights that somebody took meanwhile are not given back unseen."""

    password = ReadOnlyPasswordHashField(
        label="Mật khẩu",
        widget=PasswordStanding,
        help_text="Không ai xem lại được mật khẩu. Người ấy quên thì đặt mật khẩu khác.",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse to take the rights of the last one who could give them back."""
        cleaned = super().clean()
        stays = cleaned.get("is_superuser") and cleaned.get("is_active")
        if not stays and self.instance.is_superuser and self.instance.is_active:
            refuse_losing_the_last(self.instance)
        return cleaned

    class Meta(UserChangeForm.Meta):
        labels = {"is_superuser": "Người quản trị"}
        help_texts = {
            "is_superuser": "Làm được mọi việc của người biên tập, thêm tài khoản, đặt mật khẩu, "
            "xem nhật ký an toàn. Chỉ chọn cho một, hai người.",
        }


class NewAccountForm(PersonForm, AdminUserCreationForm):
    """An account to be made; whether it is an administrator's is said on the page that follows."""

    usable_password_help_text = (
        "Không cho phép thì người này vào sổ bằng mã đăng nhập do cán bộ biên tập cấp."
    )
    usable_password = AdminUserCreationForm.create_usable_password_field(usable_password_help_text)
