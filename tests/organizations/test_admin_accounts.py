"""An administrator makes and changes accounts in words that say what each choice does."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from organizations.models import User
from organizations.models.people import EDITOR_GROUP, MEMBER_GROUP
from tests import factories as make
from tests.admin_page import administrator_client, errors_of, filled

pytestmark = pytest.mark.django_db

ADD = reverse("admin:organizations_user_add")


def page_of(person):
    return reverse("admin:organizations_user_change", args=[person.pk])


def test_of_a_password_it_is_told_only_whether_there_is_one():
    client, person = administrator_client(), make.make_member("ba-tam")
    person.set_password("mot-mat-khau-dai-2024")
    person.save()
    page = client.get(page_of(person)).content.decode()
    assert "Đã đặt mật khẩu." in page and "../password/" in page
    algorithm, *_, hashed = person.password.split("$")
    assert algorithm not in page and hashed[:6] not in page and "salt" not in page
    person.set_unusable_password()
    person.save()
    page = client.get(page_of(person)).content.decode()
    assert "Chưa đặt mật khẩu." in page and person.password not in page


@pytest.mark.parametrize("is_new", [True, False])
def test_roles_are_boxes_to_tick_with_what_they_may_do(is_new):
    client, person = administrator_client(), make.make_member("ba-tam")
    make.make_editor()
    page = client.get(ADD if is_new else page_of(person)).content.decode()
    assert page.count('type="checkbox" name="groups"') == 2
    assert f"{EDITOR_GROUP}: nhập, sửa, xác nhận" in page
    assert f"{MEMBER_GROUP}: đọc những gì" in page
    assert "Control" not in page and "nếu hệ thống" not in page


def test_a_name_is_typed_in_one_box_and_kept_in_its_parts():
    client, person = administrator_client(), make.make_member("ba-tam")
    sent = filled(client.get(page_of(person)), full_name=" Nguyễn Thị  Mẫu ")
    assert client.post(page_of(person), sent).status_code == 302
    person.refresh_from_db()
    assert (person.last_name, person.first_name) == ("Nguyễn Thị", "Mẫu")
    # One entered otherwise stays so while nobody touches it.
    User.objects.filter(pk=person.pk).update(last_name="Nguyễn", first_name="Thị Mẫu")
    client.post(page_of(person), filled(client.get(page_of(person)), email="mau@example.vn"))
    person.refresh_from_db()
    assert (person.last_name, person.first_name) == ("Nguyễn", "Thị Mẫu")
    client.post(page_of(person), filled(client.get(page_of(person)), full_name=""))
    person.refresh_from_db()
    assert person.get_full_name() == ""


def test_a_new_account_has_its_name_role_and_body_at_once():
    client, body = administrator_client(), make.make_organization()
    make.make_editor()
    role, secret = Group.objects.get(name=EDITOR_GROUP), "mot-mat-khau-dai-2024"
    typed = {
        **{"username": "nguoi-moi", "full_name": "Lê Văn Mẫu"},
        **{"password1": secret, "password2": secret},
        **{"groups": [role.pk], "organizations": [body.pk]},
    }
    answer = client.post(ADD, filled(client.get(ADD), **typed))
    assert answer.status_code == 302, errors_of(answer)
    made = User.objects.get(username="nguoi-moi")
    assert (made.get_full_name(), made.is_editor) == ("Lê Văn Mẫu", True)
    assert list(made.organizations.all()) == [body] and made.check_password(secret)


def test_an_account_without_a_password_is_made():
    client = administrator_client()
    typed = {"username": "nguoi-moi", "usable_password": "false"}
    assert client.post(ADD, filled(client.get(ADD), **typed)).status_code == 302
    assert not User.objects.get(username="nguoi-moi").has_usable_password()


def test_what_most_accounts_do_without_looks_like_no_fault():
    client = administrator_client()
    make.make_member("ba-tam")
    page = client.get(reverse("admin:organizations_user_changelist")).content.decode()
    assert "ba-tam" in page and "icon-no" not in page
