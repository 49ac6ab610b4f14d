"""The staff screens for bodies and accounts."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import Organization, OrganizationCode, User
from organizations.models.people import EDITOR_GROUP
from tests.admin_page import administrator_client, editor_client, errors_of, filled
from tests.factories import make_document, make_organization, make_succession, make_user

pytestmark = pytest.mark.django_db

LIST = reverse("admin:organizations_organization_changelist")


def change(client, row, **values):
    address = reverse(f"admin:organizations_{row._meta.model_name}_change", args=[row.pk])
    return client.post(address, filled(client.get(address), **values), follow=True)


def test_a_body_is_entered_with_its_code_and_its_end():
    client = editor_client()
    address = reverse("admin:organizations_organization_add")
    typed = {
        "name": "Đảng ủy phường Mẫu",
        "kind": "committee",
        "level": 4,
        "valid_to": "30/6/2025",
        "codes-TOTAL_FORMS": 1,
        "codes-0-code": "ĐU",
    }
    answer = client.post(address, filled(client.get(address), **typed))
    assert answer.status_code == 302, errors_of(answer)
    body = Organization.objects.get()
    assert (body.valid_to, body.codes.get().code) == (date(2025, 6, 30), "ĐU")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"valid_from": "31/02/2024"},
            "Từ ngày: “31/02/2024” không phải là ngày có thật. Nhập ngày/tháng/năm, "
            "ví dụ 19/05/2023.",
        ),
        ({"valid_from": "01/7/2025", "valid_to": "30/6/2025"}, "phải bằng hoặc sau"),
        ({"name": ""}, "không được để trống"),
    ],
)
def test_wrong_input_is_refused_with_what_was_wrong(changes, sentence):
    body = make_organization()
    assert sentence in errors_of(change(editor_client(), body, **changes))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # Tones, case and the place of a tone do not matter.
        ("thanh uy", ["Thành ủy Mẫu"]),
        ("THÀNH UỶ", ["Thành ủy Mẫu"]),
        # By code, and by a name no longer borne.
        ("tu", ["Thành ủy Mẫu"]),
        ("thi uy", ["Thành ủy Mẫu"]),
        ("khong co", []),
    ],
)
def test_a_body_is_found_by_any_name_or_code(query, found):
    make_organization("Thành ủy Mẫu", code="TU", names=("Thị ủy Mẫu",))
    make_organization("Đảng ủy phường Khác")
    page = editor_client().get(LIST, {"q": query})
    assert [body.name for body in page.context["cl"].result_list] == found


def suggested(term: str) -> list[str]:
    asked = {
        "app_label": "documents",
        "model_name": "document",
        "field_name": "organization",
        "term": term,
    }
    rows = editor_client().get(reverse("admin:autocomplete"), asked).json()["results"]
    return [row["text"] for row in rows]


def test_suggestions_say_which_body_has_ended():
    make_organization("Đảng ủy Cũ", valid_to=date(2025, 6, 30))
    make_organization("Đảng ủy Bỏ đi").move_to_bin()
    assert suggested("dang uy") == ["Đảng ủy Cũ (đã kết thúc 30/06/2025)"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        # The whole name, as typed or without tones, before longer ones.
        ("đảng ủy phường thử", ["phường Thử", "phường Thứ", "phường Thử Bắc", "phường Thục"]),
        # Whole words before beginnings; among whole words the tones typed first.
        ("phường Thử", ["phường Thử", "phường Thử Bắc", "phường Thứ", "phường Thục"]),
        ("phường thứ", ["phường Thứ", "phường Thử", "phường Thử Bắc", "phường Thục"]),
        # A sign that means something in a pattern is a sign here.
        ("phường (", []),
    ],
)
def test_the_body_meant_is_suggested_first(typed, offered):
    # Entered in another order than they are to be offered in.
    for name in ("phường Thục", "phường Thử Bắc", "phường Thứ", "phường Thử"):
        make_organization(f"Đảng ủy {name}")
    assert [row.removeprefix("Đảng ủy ") for row in suggested(typed)] == offered


def test_a_body_whose_code_was_typed_is_suggested_first():
    make_organization("Ban Tuyên giáo")
    make_organization("Thành ủy Mẫu", code="TU")
    assert suggested("tu") == ["Thành ủy Mẫu", "Ban Tuyên giáo"]


@pytest.mark.parametrize(
    "use",
    [
        lambda body: make_document(organization=body),
        lambda body: make_organization(parent=body),
        lambda body: make_succession(make_organization(), body),
    ],
)
def test_a_body_in_use_is_not_put_into_the_bin(use):
    client, body = editor_client(), make_organization("Đảng ủy Mẫu")
    use(body)
    sent = {"action": "bin_selected", "_selected_action": [body.pk]}
    answer = client.post(LIST, sent, follow=True).content.decode()
    assert "Không bỏ “Đảng ủy Mẫu” vào thùng rác được, vì còn 1 " in answer
    body.refresh_from_db()
    assert body.is_binned is False


def test_a_mistaken_code_is_removed_and_stays_in_the_history():
    client, body = editor_client(), make_organization()
    change(client, body, **{"codes-0-DELETE": "on"})
    assert not OrganizationCode.objects.exists()
    assert OrganizationCode.history.filter(history_type="-").exists()


def test_the_list_costs_the_same_for_few_and_many_rows():
    client = editor_client()

    def fill(rows):
        for _ in range(rows):
            make_organization(parent=make_organization())

    fill(2)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    fill(15)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few) <= 8


# --- Accounts ------------------------------------------------------------------------------


def test_an_administrator_makes_an_account_an_editors():
    client, body = administrator_client(), make_organization()
    address = reverse("admin:organizations_user_add")
    secret = "mot-mat-khau-dai-2024"
    typed = {"username": "nguoi-moi", "password1": secret, "password2": secret}
    answer = client.post(address, filled(client.get(address), **typed))
    assert answer.status_code == 302, errors_of(answer)
    user = User.objects.get(username="nguoi-moi")
    group = Group.objects.get(name=EDITOR_GROUP)
    change(client, user, groups=[group.pk], organizations=[body.pk])
    user = User.objects.get(pk=user.pk)
    assert (user.is_editor, list(user.organizations.all())) == (True, [body])


def test_an_account_is_closed_and_never_deleted():
    client, user = administrator_client(), make_user()
    page = client.get(reverse("admin:organizations_user_delete", args=[user.pk]))
    assert page.status_code == 403
    change(client, user, is_active=None)
    user.refresh_from_db()
    assert user.is_active is False


@pytest.mark.parametrize(
    ("living", "is_refused"),
    [
        ({"name": "Đảng ủy phường Cao"}, True),
        # Another tone, place or time: another body.
        ({"name": "Đảng ủy phường Cáo"}, False),
        ({"name": "Đảng ủy phường Cao", "parent": "Huyện ủy Hai"}, False),
        ({"name": "Đảng ủy phường Cao", "valid_to": date(2025, 6, 30)}, False),
    ],
)
def test_a_body_is_not_restored_beside_a_living_one_of_its_name(living, is_refused):
    binned = make_organization("Đảng ủy phường Cao", valid_from=date(2025, 7, 1))
    binned.move_to_bin()
    if "parent" in living:
        living = {**living, "parent": make_organization(living["parent"])}
    make_organization(**living)
    sent = {"action": "restore_selected", "_selected_action": [binned.pk]}
    page = editor_client().post(f"{LIST}?thung-rac=co", sent, follow=True).content.decode()
    assert ("đã có cơ quan “Đảng ủy phường Cao” đang dùng" in page) is is_refused
    binned.refresh_from_db()
    assert binned.is_binned is is_refused
