"""What an account may do, in words, and what of it has changed: for the security log."""

from collections.abc import Iterable

from django.http import HttpRequest

from organizations.models import User
from organizations.security_log import Kind, record

Facts = dict[str, str]


def facts_of(person: User) -> Facts:
    """Return what decides on what an account may do and see, by what it is called."""
    return {
        "tên đăng nhập": person.username,
        # Letters go there, and tell what the account may read.
        "thư điện tử": person.email or "không",
        "hoạt động": "có" if person.is_active else "không",
        "quản trị": "có" if person.is_superuser else "không",
        "nhóm": _listed(person.groups.values_list("name", flat=True)),
        "thuộc tổ chức": _listed(person.organizations.values_list("name", flat=True)),
        "quyền riêng": _listed(person.user_permissions.values_list("codename", flat=True)),
    }


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "không"


def record_changes(person: User, before: Facts, request: HttpRequest) -> None:
    """Write down what of an account is otherwise than `before`; of a new account everything."""
    after = facts_of(User.objects.get(pk=person.pk))
    changed = [
        f"{name}: {before[name]} → {value}" if before else f"{name}: {value}"
        for name, value in after.items()
        if before.get(name) != value
    ]
    if changed:
        begun = [] if before else ["tài khoản mới"]
        record(Kind.ACCOUNT, "; ".join([*begun, *changed]), request=request, about=person)
