"""Somebody can always sign in as an administrator, and there is a way back at the server."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from organizations import typed_password
from organizations.models import User
from tests import factories as make
from tests.admin_page import client_of, errors_of, filled

pytestmark = pytest.mark.django_db

ALONE = "“quan-tri” là người quản trị duy nhất còn đăng nhập được"
NEW = "mat-khau-moi-2026-z"


@pytest.fixture
def administrator():
    return make.make_administrator("quan-tri")


def saved(client, person, **typed):
    page = reverse("admin:organizations_user_change", args=[person.pk])
    return client.post(page, filled(client.get(page), **typed))


@pytest.mark.parametrize("taken", [{"is_superuser": None}, {"is_active": None}])
def test_the_last_one_keeps_the_rights_and_another_does_not(administrator, taken):
    client = client_of(administrator)
    # Neither of these could sign in.
    make.make_administrator("da-nghi", is_active=False)
    without_password = make.make_administrator("khong-mat-khau")
    without_password.set_unusable_password()
    without_password.save()
    answer = saved(client, administrator, **taken)
    assert ALONE in errors_of(answer)
    administrator.refresh_from_db()
    assert administrator.is_superuser and administrator.is_active
    make.make_administrator("nguoi-khac")
    assert saved(client, administrator, **taken).status_code == 302
    administrator.refresh_from_db()
    assert not (administrator.is_superuser and administrator.is_active)


def test_the_last_one_may_be_saved_with_all_rights(administrator):
    assert saved(client_of(administrator), administrator, email="a@vi-du.vn").status_code == 302


def test_the_password_of_the_last_one_is_not_switched_off(administrator):
    page = reverse("admin:auth_user_password_change", args=[administrator.pk])
    client = client_of(administrator)
    assert ALONE in client.post(page, {"usable_password": "false"}).content.decode()
    administrator.refresh_from_db()
    assert administrator.has_usable_password()
    member = make.make_member()
    page = reverse("admin:auth_user_password_change", args=[member.pk])
    assert client.post(page, {"usable_password": "false"}).status_code == 302


def test_an_account_without_a_role_is_told_to_have_none(administrator):
    client = client_of(administrator)
    answer = saved(client, make.make_user("ba-tam"))
    told = client.get(answer.url).content.decode()
    assert "ba-tam chưa có vai trò nào" in told
    answer = saved(client, make.make_member("ong-tu"))
    assert "chưa có vai trò" not in client.get(answer.url).content.decode()


# --- At the server -------------------------------------------------------------------------------


@pytest.fixture
def typed(monkeypatch):
    """What is typed unseen, one answer after the other; the questions are kept."""
    asked = []

    def answers(*hidden, names=()):
        passwords, lines = iter(hidden), iter(names)

        def answer(prompt, of):
            asked.append(prompt)
            return next(of)

        monkeypatch.setattr(typed_password, "getpass", lambda prompt: answer(prompt, passwords))
        monkeypatch.setattr("builtins.input", lambda prompt: answer(prompt, lines))
        return asked

    return answers


def test_an_administrator_is_added_in_vietnamese(administrator, typed):
    told, wrong = io.StringIO(), io.StringIO()
    asked = typed("1234", NEW, NEW, names=["quan-tri", "MẬT", "quan-tri-2"])
    call_command("createsuperuser", stdout=told, stderr=wrong)
    person = User.objects.get(username="quan-tri-2")
    assert person.is_superuser and person.is_staff and person.check_password(NEW)
    assert asked[0] == "Tên đăng nhập của người quản trị mới: "
    assert asked[-1] == "Gõ lại mật khẩu: "
    assert "Đã thêm người quản trị quan-tri-2" in told.getvalue()
    assert "mang dấu “MẬT”" in wrong.getvalue() and "Mật khẩu" in wrong.getvalue()


def test_a_name_that_is_taken_ends_the_command(administrator, typed):
    typed(NEW, NEW)
    with pytest.raises(CommandError, match=r"đã tồn tại|đã có|đã được"):
        call_command("createsuperuser", username="quan-tri")
    assert User.objects.count() == 1


def test_a_password_is_set_in_vietnamese(administrator, typed):
    told, wrong = io.StringIO(), io.StringIO()
    asked = typed("1234", NEW, "khác", NEW, NEW)
    call_command("changepassword", "quan-tri", stdout=told, stderr=wrong)
    administrator.refresh_from_db()
    assert administrator.check_password(NEW)
    assert asked[0] == "Mật khẩu mới của quan-tri (không hiện khi gõ): "
    assert "không giống nhau" in wrong.getvalue()
    assert "Đã đặt mật khẩu mới cho quan-tri" in told.getvalue()


def test_of_an_unknown_name_and_a_broken_off_one_nothing_changes(administrator, typed, monkeypatch):
    with pytest.raises(CommandError, match="Không có tài khoản “ai”"):
        call_command("changepassword", "ai")

    def broken_off(prompt):
        raise KeyboardInterrupt

    monkeypatch.setattr(typed_password, "getpass", broken_off)
    with pytest.raises(CommandError, match="mật khẩu vẫn như cũ"):
        call_command("changepassword", "quan-tri")
    administrator.refresh_from_db()
    assert administrator.check_password(make.PASSWORD)
