"""The pages of a list, as an editor meets them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.importing.together import change_together
from documents.models import Document, ImportedList
from tests import factories as make
from tests.documents.importing.lists import HEADINGS, a_row, read_in, worked, xlsx

pytestmark = pytest.mark.django_db

SEND = "/nhap-danh-sach/"


@pytest.fixture(autouse=True)
def signed_in(client, editor):
    client.force_login(editor)


def page(imported, name="show"):
    return reverse(f"importing:{name}", args=[imported.pk])


def columns_sent(client, imported):
    """What the form of the columns sends when nothing in it is touched."""
    form = client.get(page(imported, "columns")).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def asked_about(client, imported, name=""):
    """What the first box is called that asks about a body, of this name where one is given."""
    form = client.get(page(imported, "columns")).context["form"]
    return next(box.html_name for box in form.name_fields() if name in box.label)


def test_from_the_file_to_the_registry_and_back(client, body):
    file = SimpleUploadedFile("Danh sách.xlsx", xlsx(a_row(), a_row("25-CT/TU", "31/2/2023")))
    address = client.post(SEND, {"file": file}).url
    imported = ImportedList.objects.get()
    assert address == page(imported)
    assert "Đang chờ đến lượt" in client.get(address).content.decode()
    worked(imported)
    shown = client.get(address).content.decode()
    assert "Danh sách.xlsx" in shown
    assert "Sẽ ghi 1 dòng vào sổ" in shown and "Chỉ thị 24-CT/TU (19/05/2023)" in shown
    # The refused one says which cell, and what is wrong with it.
    assert "Ô C3" in shown and "“31/2/2023” không phải ngày có thật" in shown
    # A page that is only read holds no form.
    assert "csrfmiddlewaretoken" not in shown
    assert "Chỉ ghi các dòng nhập được" in client.get(page(imported, "do")).content.decode()
    client.post(page(imported, "do"), {"cach": "tot"})
    worked(imported)
    assert "Đã ghi 1 dòng vào sổ" in client.get(address).content.decode()
    assert "24-ct-tu-2023" in client.get(address).content.decode()
    assert "Bỏ vào thùng rác 1 văn bản" in client.get(page(imported, "take_back")).content.decode()
    client.post(page(imported, "take_back"))
    worked(imported)
    assert "Đã hoàn tác danh sách" in client.get(address).content.decode()
    assert not Document.objects.exists()


def test_the_preview_is_narrowed_and_paged(client, editor, body):
    rows = [a_row(f"{number}-CT/TU") for number in range(1, 60)]
    imported = read_in(editor, xlsx(*rows, a_row("chỉ thị")))
    refused = client.get(page(imported), {"dong": "khong-nhap"})
    assert [row.number for row in refused.context["page"]] == [61]
    last = client.get(page(imported), {"dong": "moi", "page": "2"})
    assert len(last.context["page"]) == 9
    # An unknown word shows all, a page that is none is none.
    assert len(client.get(page(imported), {"dong": "x"}).context["page"]) == 50
    assert client.get(page(imported), {"page": "x"}).status_code == 404


def test_the_preview_asks_the_database_the_same_however_many_rows(
    client, editor, body, django_assert_max_num_queries
):
    imported = read_in(editor, xlsx(*(a_row(f"{number}-CT/TU") for number in range(1, 41))))
    with django_assert_max_num_queries(8):
        client.get(page(imported))


def test_an_unknown_body_is_offered_near_names_and_the_choice_is_kept(client, editor, body):
    far = make.make_organization("Hội Khuyến học xã Xa Xôi")
    imported = read_in(editor, xlsx(a_row(body="Tỉnh uỷ tỉnh Mẫu"), a_row("25-CT/TU")))
    assert [row.kind for row in imported.rows.all()] == ["refused", "new"]
    shown = client.get(page(imported, "columns")).content.decode()
    assert f'<option value="{body.pk}">Tỉnh ủy Mẫu</option>' in shown
    assert far.name not in shown
    sent = columns_sent(client, imported)
    client.post(page(imported, "columns"), {**sent, asked_about(client, imported): str(body.pk)})
    imported = worked(imported)
    assert [row.kind for row in imported.rows.all()] == ["new", "new"]
    assert imported.choices["bodies"] == {"Tỉnh uỷ tỉnh Mẫu": body.pk}


def test_a_choice_for_one_name_is_not_taken_for_another_that_moved_up_meanwhile(
    client, editor, body
):
    other = make.make_organization("Thành ủy Mẫu", code="TU")
    rows = (a_row(body="Tỉnh ủy Mẫu cũ"), a_row("25-CT/TU", body="Thành ủy Mẫu cũ"))
    imported = read_in(editor, xlsx(*rows))
    sent = columns_sent(client, imported)
    first, second = (asked_about(client, imported, name) for name in ("“Tỉnh", "“Thành"))
    # Somebody else answers for one of the two while this page is open.
    client.post(page(imported, "columns"), {**sent, second: str(other.pk)})
    worked(imported)
    client.post(page(imported, "columns"), {**sent, first: str(body.pk), second: str(other.pk)})
    imported = worked(imported)
    chosen = {"Tỉnh ủy Mẫu cũ": body.pk, "Thành ủy Mẫu cũ": other.pk}
    assert imported.choices["bodies"] == chosen


def test_lists_sent_long_ago_are_turned_over_to_and_say_what_they_are(client, editor, body):
    document = make.make_document(organization=body)
    old = worked(change_together([document.pk], {"signer": "Người Ký"}, editor))
    for _ in range(20):
        make.make_imported_list(sent_by=editor)
    assert page(old) not in client.get(SEND).content.decode()
    behind = client.get(SEND, {"page": "2"}).content.decode()
    assert page(old) in behind
    assert "Sửa cùng lúc (Người ký) lúc" in behind and "1 dòng" in behind
    shown = client.get(page(old)).content.decode()
    assert "Xem trước khi sửa cùng lúc" in shown and "Sửa cột và tên" not in shown


def test_columns_nobody_recognises_are_asked_for(client, editor, body):
    headings = ["a", "b", "c", "d", "e", "f"]
    imported = read_in(editor, xlsx(a_row(), headings=headings))
    assert imported.state == "asking"
    assert client.get(page(imported)).url == page(imported, "columns")
    chosen = {"cot_1": "code", "cot_2": "day", "cot_3": "type", "cot_4": "issuer"}
    assert client.post(page(imported, "columns"), {"cot_2": "day"}).status_code == 400
    twice = client.post(page(imported, "columns"), {**chosen, "cot_5": "code"})
    assert "mỗi loại chỉ một cột" in twice.content.decode()
    client.post(page(imported, "columns"), chosen)
    assert [row.kind for row in worked(imported).rows.all()] == ["new"]


def test_a_body_for_rows_that_name_none_is_found_by_its_name(client, editor, body):
    headings = [name for name in HEADINGS if name != "Cơ quan ban hành"]
    row = [1, "24-CT/TU", "19/5/2023", "Chỉ thị", "về cháy"]
    imported = read_in(editor, xlsx(row, headings=headings))
    sent = columns_sent(client, imported)
    wrong = client.post(page(imported, "columns"), {**sent, "co_quan_chung": "Tỉnh ủy Mấu Lạ"})
    assert "Gần giống: Tỉnh ủy Mẫu" in wrong.content.decode()
    client.post(page(imported, "columns"), {**sent, "co_quan_chung": "tỉnh uỷ mẫu"})
    told = {what: after for what, _, after in worked(imported).rows.get().changes}
    assert told["Cơ quan ban hành"] == "Tỉnh ủy Mẫu"


def test_a_list_that_is_dropped_leaves_nothing(client, editor, body):
    imported = read_in(editor, xlsx(a_row()))
    client.post(page(imported, "drop"))
    assert not ImportedList.objects.exists()
    # Its address leads on, and says so.
    assert "không còn" in client.get(page(imported), follow=True).content.decode()


def test_what_is_done_cannot_be_done_twice_nor_dropped(client, editor, body):
    imported = read_in(editor, xlsx(a_row()))
    client.post(page(imported, "do"))
    for name in ("do", "columns", "drop", "take_back"):
        assert client.post(page(imported, name)).url == page(imported)
    imported = worked(imported)
    assert imported.state == "done"
    assert Document.objects.count() == 1


def test_an_empty_or_missing_file_is_refused_in_words(client):
    assert "Chọn tệp danh sách" in client.post(SEND).content.decode()
    empty = client.post(SEND, {"file": SimpleUploadedFile("a.xlsx", b"")})
    assert (empty.status_code, "rỗng" in empty.content.decode()) == (400, True)
