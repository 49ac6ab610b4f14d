"""Accounts of a demonstration: an editor and a member to sign in with, and who entered the records.

All of it works only while DEMO=1, which the settings allow on 127.0.0.1 alone.
"""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from organizations.models import Organization, User
from organizations.models.people import EDITOR_GROUP, MEMBER_GROUP
from organizations.security_log import Kind, record

RECORDS_USERNAME = "du-lieu-mau"
# The invented body of fixtures/demo/invented_organizations.json.
DEMO_BODY_SLUG = "dang-uy-phuong-mau"

# Syllables without tones or look-alike letters are easy to read off a terminal and to type.
_CONSONANTS = "bcdghkmnprstvx"
_VOWELS = "aeiou"


class DemoRefusedError(Exception):
    """A demonstration was asked for where there may be none; the message is for the person."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account; `password` is there only when it was made just now."""

    username: str
    role: str
    password: str = ""


def refuse_without_demo() -> None:
    """Raise DemoRefusedError unless DEMO=1: invented records never enter a registry in use."""
    if not settings.DEMO:
        raise DemoRefusedError(
            "Dữ liệu mẫu và tài khoản dùng thử chỉ dành cho máy chạy thử. "
            "Đặt DEMO=1 rồi chạy lại; để lập sổ thật, dùng manage.py setup."
        )


def records_account() -> User:
    """Return the account under which demo records were decided; nobody can sign in with it."""
    account = User.objects.filter(username=RECORDS_USERNAME).first()
    if account is None:
        account = User.objects.create_user(
            RECORDS_USERNAME, first_name="Bộ dữ liệu mẫu", is_active=False, is_demo=True
        )
        record(Kind.ACCOUNT, "tài khoản mới; ghi dữ liệu mẫu, không đăng nhập được", about=account)
    return account


@transaction.atomic
def create_demo_accounts(new_passwords: bool = False) -> list[DemoAccount]:
    """Make the editor `bientap` and the member `thanhvien` where missing; return both.

    Existing ones keep their password unless `new_passwords`. Raises DemoRefusedError
    outside a demonstration, before the demo records are there, and when a real person
    already has one of the names.
    """
    refuse_without_demo()
    body = Organization.objects.filter(slug=DEMO_BODY_SLUG).first()
    if body is None:
        raise DemoRefusedError("Chưa có dữ liệu mẫu. Chạy manage.py load_demo trước.")
    return [
        _account("bientap", "Biên tập viên", EDITOR_GROUP, body, new_passwords),
        _account("thanhvien", "Đảng viên", MEMBER_GROUP, body, new_passwords),
    ]


def _account(
    username: str, role: str, group: str, body: Organization, new_password: bool
) -> DemoAccount:
    user = User.objects.filter(username=username).first()
    if user is not None and not user.is_demo:
        raise DemoRefusedError(
            f"Tên đăng nhập “{username}” là của một tài khoản thật nên không dùng để thử được."
        )
    if user is not None and not new_password:
        return DemoAccount(username, role)
    password = readable_password()
    if user is None:
        user = User.objects.create_user(
            username, first_name=f"{role} (dùng thử)", is_staff=group == EDITOR_GROUP, is_demo=True
        )
        user.groups.add(Group.objects.get(name=group))
        user.organizations.add(body)
        record(Kind.ACCOUNT, f"tài khoản mới; dùng thử, nhóm: {group}", about=user)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(Kind.PASSWORD, "mật khẩu dùng thử mới", about=user)
    return DemoAccount(username, role, password)


def readable_password() -> str:
    """Return a random password a person can copy by eye: ``bamu-keso-tiva-xoda`` (49 bits)."""
    syllables = [secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _ in range(8)]
    pairs = zip(syllables[::2], syllables[1::2], strict=True)
    return "-".join(first + second for first, second in pairs)
