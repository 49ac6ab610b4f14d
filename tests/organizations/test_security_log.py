"""The security log: what it tells of, who reads it, and that nobody changes it."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from documents.models import AccessToken
from documents.models.tokens import issue_token
from organizations import typed_password
from organizations.acting import acting_as
from organizations.models import SecurityEntry, User
from organizations.secrecy import refuse_secret
from tests import factories as make
from tests.admin_page import administrator_client, client_of, editor_client, filled

pytestmark = pytest.mark.django_db
TABLE = SecurityEntry._meta.db_table
LIST = "/quan-tri/organizations/securityentry/"


def entries(kind: str) -> list[tuple[str, str, str]]:
    rows = SecurityEntry.objects.filter(kind=kind).order_by("pk")
    return list(rows.values_list("by", "about", "details"))


# --- Nobody changes it -------------------------------------------------------------------------


def test_the_database_itself_refuses_to_change_or_take_out_a_row():
    entry = make.make_security_entry(details="nguyên")
    statements = [f"UPDATE {TABLE} SET details = 'khac'", f"DELETE FROM {TABLE}"]
    if connection.vendor == "postgresql":
        statements.append(f"TRUNCATE {TABLE}")
    for statement in statements:
        with (
            pytest.raises(DatabaseError, match="only added to"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
        assert SecurityEntry.objects.get(pk=entry.pk).details == "nguyên"


def test_a_row_is_still_added_after_that():
    make.make_security_entry()
    make.make_security_entry()
    assert SecurityEntry.objects.count() == 2


# --- Who reads it ------------------------------------------------------------------------------


def test_administrators_read_it_and_editors_do_not_know_of_it():
    make.make_security_entry(by="co-nguoi", details="đăng nhập thử")
    assert "co-nguoi" in administrator_client().get(LIST).content.decode()
    editor = editor_client()
    assert editor.get(LIST).status_code == 403
    assert editor.get(f"{LIST}tai-ve/").status_code == 403
    assert "securityentry" not in editor.get("/quan-tri/").content.decode()


def test_it_is_narrowed_by_kind_person_and_day():
    make.make_security_entry(by="nguoi-a", kind="exported")
    make.make_security_entry(by="nguoi-b")
    administrator = administrator_client()

    def shown(asked: str) -> list[str]:
        found = administrator.get(f"{LIST}?{asked}").context["cl"].queryset
        return sorted(entry.by for entry in found if entry.by)

    assert shown("kind__exact=exported") == ["nguoi-a"]
    assert shown("q=nguoi-b") == ["nguoi-b"]
    assert shown("happened_at__year=2001") == []
    year = SecurityEntry.objects.latest("pk").happened_at.year
    assert "nguoi-a" in shown(f"happened_at__year={year}")


def test_what_is_shown_is_taken_away_as_a_spreadsheet_and_that_is_written_down():
    make.make_security_entry(by="nguoi-a", kind="exported", details="=1+1")
    make.make_security_entry(by="nguoi-b")
    answer = administrator_client().get(f"{LIST}tai-ve/?kind__exact=exported")
    sheet = load_workbook(io.BytesIO(b"".join(answer))).active
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "nguoi-a" in cells
    assert "nguoi-b" not in cells
    assert entries("exported")[-1][2] == "Nhật ký an ninh (xlsx), 1 dòng"


# --- What it tells of --------------------------------------------------------------------------


def test_a_role_that_is_given_is_told_before_and_after():
    person = make.make_member("ba-tam")
    administrator = make.make_administrator("quan-tri")
    client = client_of(administrator)
    change = reverse("admin:organizations_user_change", args=[person.pk])
    editors = make.make_editor().groups.get()
    sent = filled(client.get(change), groups=[editors.pk], is_superuser="on")
    assert client.post(change, sent).status_code == 302
    ((by, about, details),) = entries("account")
    assert (by, about) == ("quan-tri", "ba-tam")
    assert "nhóm: Thành viên → Biên tập" in details
    assert "quản trị: không → có" in details
    assert "hoạt động" not in details, "what stayed is not told"


def test_a_change_that_changes_no_right_is_not_told():
    person = make.make_member("ba-tam")
    client = administrator_client()
    change = reverse("admin:organizations_user_change", args=[person.pk])
    client.post(change, filled(client.get(change), full_name="Tám"))
    assert User.objects.get(pk=person.pk).first_name == "Tám"
    assert entries("account") == []


def test_a_new_account_is_told_by_whichever_page_it_is_made():
    client = editor_client()
    client.post(reverse("accounts:new_member"), {"full_name": "Nguyễn Thị Mẫu"})
    ((_, about, details),) = entries("account")
    assert about == "nguyen-thi-mau"
    assert details.startswith("tài khoản mới; tên đăng nhập: nguyen-thi-mau")
    assert "nhóm: Thành viên" in details


def test_passwords_that_are_set_are_told_and_never_which():
    person = make.make_member("ba-tam")
    new = "mat-khau-moi-2026-z"
    typed = {"new_password1": new, "new_password2": new}
    client_of(person).post(reverse("password_change"), {"old_password": make.PASSWORD, **typed})
    client = client_of(make.make_administrator("quan-tri"))
    page = reverse("admin:auth_user_password_change", args=[person.pk])
    told = {"password1": new, "password2": new, "usable_password": "true"}
    assert client.post(page, told).status_code == 302
    assert entries("password") == [
        ("ba-tam", "ba-tam", "tự đặt"),
        ("quan-tri", "ba-tam", "người quản trị đặt mật khẩu"),
    ]
    assert new not in str(list(SecurityEntry.objects.values()))


def test_links_and_devices_are_told():
    editor, person = make.make_editor("bien-tap"), make.make_member("ba-tam")
    client = client_of(editor)
    page = client.post(reverse("accounts:give", args=[person.pk])).content.decode()
    secret = page.split("/vao/")[1].split("/")[0]
    phone = client_of(make.make_member())
    phone.post(reverse("accounts:enter", args=[secret]))
    device = person.devices.get()
    client.post(reverse("accounts:end_device", args=[person.pk, device.public_id]))
    assert entries("key") == [("bien-tap", "ba-tam", "cấp mã đăng nhập")]
    assert entries("signed-in") == [("ba-tam", "", "liên kết, Thiết bị khác")]
    assert entries("session-ended") == [("bien-tap", "ba-tam", "Thiết bị khác")]
    assert secret not in str(list(SecurityEntry.objects.values()))


def test_lists_that_leave_the_registry_are_told_with_their_rows():
    for _ in range(3):
        make.make_document()
    client = client_of(make.make_member("ba-tam"))
    for ending in ("csv", "xlsx"):
        b"".join(client.get(reverse(f"documents:list_{ending}"), {"q": "thử nghiệm"}))
    names = [details for _, _, details in entries("exported")]
    assert names == ["Danh sách văn bản (csv), 3 dòng", "Danh sách văn bản (xlsx), 3 dòng"]
    assert {by for by, _, _ in entries("exported")} == {"ba-tam"}


def test_what_a_visitor_takes_is_public_and_not_told():
    make.make_document(audience="everyone")
    b"".join(Client().get(reverse("documents:list_csv")))
    assert entries("exported") == []


def test_a_bulletin_taken_as_a_file_is_told():
    bulletin = make.make_bulletin()
    client = client_of(make.make_member("ba-tam"))
    client.get(f"{bulletin.get_absolute_url()}ban-tin.docx")
    ((by, _, details),) = entries("exported")
    assert by == "ba-tam"
    assert details.startswith("Bản tin tháng")
    assert details.endswith(".docx")


def test_a_single_file_that_is_read_is_no_export():
    attachment = make.make_attachment()
    answer = client_of(make.make_editor()).get(attachment.get_absolute_url())
    assert b"".join(answer) == b"%PDF-1.4 thu nghiem"
    assert entries("exported") == []


def test_accounts_and_passwords_of_commands_are_told(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", make.PASSWORD)
    named = {"username": "quan-tri", "email": "a@vi-du.vn"}
    call_command("createsuperuser", interactive=False, verbosity=0, **named)
    new = "mat-khau-moi-2026-z"
    monkeypatch.setattr(typed_password, "getpass", lambda prompt: new)
    call_command("changepassword", "quan-tri", stdout=io.StringIO())
    assert User.objects.get(username="quan-tri").check_password(new)
    (account,), (password,) = entries("account"), entries("password")
    assert account == ("", "quan-tri", "tài khoản mới; quản trị; lệnh createsuperuser")
    assert password == ("", "quan-tri", "đặt lại bằng lệnh changepassword")
    assert new not in str(list(SecurityEntry.objects.values()))


def test_an_account_that_no_command_made_is_not_told_of_as_its():
    make.make_administrator("quan-tri")
    with pytest.raises(CommandError):
        call_command("createsuperuser", interactive=False, username="quan-tri", email="a@vi-du.vn")
    assert entries("account") == []


def test_tokens_and_feeds_are_told_and_never_their_secret():
    client = client_of(make.make_member("ba-tam"))
    page = client.post(reverse("api:tokens"), {"name": "Cổng thông tin"})
    secret = page.context["secret"]
    token = page.context["tokens"].get()
    client.post(reverse("api:revoke", args=[token.public_id]))
    client.post(reverse("following:feed_address"), {"tao": "1"})
    client.post(reverse("following:feed_address"), {})
    assert [details for _, _, details in entries("key")] == [
        "tạo mã truy cập",
        "thu hồi mã truy cập",
        "tạo địa chỉ kênh tin",
        "hủy địa chỉ kênh tin",
    ]
    assert len(secret) > 20
    assert secret not in str(list(SecurityEntry.objects.values()))


def test_of_what_goes_out_by_a_token_the_first_use_of_a_day_is_told():
    token, secret = issue_token(make.make_editor("bien-tap"), "Cổng thông tin")
    bearer = {"Authorization": f"Bearer {secret}"}
    for _ in range(3):
        assert Client().get(reverse("api:list"), headers=bearer).status_code == 200
    assert entries("exported") == [("bien-tap", "", "qua mã truy cập “Cổng thông tin”")]
    AccessToken.objects.update(last_used_on=token.created_at - timedelta(days=2))
    Client().get(reverse("api:list"), headers=bearer)
    assert len(entries("exported")) == 2


# --- Refused secrets ---------------------------------------------------------------------------


def test_a_refused_secret_is_told_with_place_person_and_mark_and_no_word_of_it():
    client = client_of(make.make_editor("bien-tap"))
    text = "TUYỆT MẬT\nNội dung không được giữ"
    answer = client.post("/api/trich-dan/", {"text": text}, content_type="application/json")
    assert answer.status_code == 400
    ((by, about, details),) = entries("secret-refused")
    assert (by, about) == ("bien-tap", "")
    assert details == "dấu “TUYỆT MẬT”, tại /api/trich-dan/"


def test_a_refusal_is_told_though_the_transaction_around_it_is_taken_back():
    client = administrator_client()
    page = "/quan-tri/organizations/term/add/"
    sent = filled(client.get(page), label="TỐI MẬT")
    assert client.post(page, sent).status_code == 200
    ((_, _, details),) = entries("secret-refused")
    assert details == f"dấu “TỐI MẬT”, tại {page}"


def test_a_refusal_in_the_background_is_told_under_who_asked_for_the_work():
    person = make.make_editor("bien-tap")
    with pytest.raises(ValidationError), acting_as(person), transaction.atomic():
        refuse_secret(["MẬT"])
    assert entries("secret-refused") == [("bien-tap", "", "dấu “MẬT”, tại việc chạy nền")]


def test_a_refusal_by_a_command_is_told_though_nobody_is_known_there(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("MẬT\nNội dung không được giữ", "utf-8")
    body = make.make_organization()
    with pytest.raises(CommandError, match="mang dấu"):
        call_command("import_bulletin", str(path), publisher=body.slug, month="2024-01")
    assert entries("secret-refused") == [("", "", "dấu “MẬT”, tại lệnh import_bulletin")]


def test_work_within_other_work_leaves_the_outer_one_its_name():
    outer, inner = make.make_editor("ngoai"), make.make_editor("trong")
    with acting_as(outer):
        with acting_as(inner):
            pass
        with pytest.raises(ValidationError):
            refuse_secret(["MẬT"])
        body = make.make_organization()
    assert [by for by, _, _ in entries("secret-refused")] == ["ngoai"]
    assert body.history.get().history_user == outer


def test_false_friends_are_neither_refused_nor_told():
    with acting_as(make.make_editor()):
        refuse_secret(["Bảo vệ bí mật nhà nước", "mật độ dân số"])
    assert entries("secret-refused") == []


def test_a_filter_that_is_none_leads_back_to_the_list(client):
    client.force_login(make.make_administrator())
    answer = client.get(reverse("admin:organizations_securityentry_file"), {"xep": "2023-02-30"})
    assert (answer.status_code, answer.url) == (
        302,
        reverse("admin:organizations_securityentry_changelist"),
    )
