"""Never twice: what may be the document being entered is shown with the reason."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.alike import Typed, documents_alike, is_nearly
from documents.models import Document
from tests.admin_page import editor_client, errors_of, filled
from tests.documents.files.test_uploads import docx
from tests.factories import (
    make_attachment,
    make_document,
    make_document_type,
    make_organization,
    make_term,
)

pytestmark = pytest.mark.django_db

ADD = "admin:documents_document_add"
SAME_CODE = "admin:documents_document_same_code"
TITLE = "về tăng cường sự lãnh đạo của Đảng đối với công tác thử nghiệm trên địa bàn"


def reasons(typed, but=None):
    return {str(one.document): one.why for one in documents_alike(typed, but)}


@pytest.mark.parametrize(
    ("title", "is_alike"),
    [
        (TITLE, True),
        # Capitals, tones left out, "về việc" for "về".
        (TITLE.upper(), True),
        ("tang cuong su lanh dao cua Dang doi voi cong tac thu nghiem tren dia ban", True),
        (TITLE.replace("về", "về việc"), True),
        # A word put otherwise, one left out at the end.
        (TITLE.replace("tăng cường", "đẩy mạnh"), True),
        (TITLE.replace("thử nghiệm", "thí nghiệm"), True),
        (f"{TITLE} tỉnh", True),
        # Another matter in the same formula.
        (TITLE.replace("thử nghiệm", "phòng cháy, chữa cháy rừng"), False),
        # Too short to say anything.
        ("về tăng cường sự lãnh đạo", False),
        ("", False),
        ("!" * 1000, False),
    ],
)
def test_nearly_the_same_title_is_found(title, is_alike):
    make_document(number="24", symbol="CT/TU", title=TITLE, issued_on=date(2023, 5, 19))
    make_document(number="25", title="về một việc khác hẳn chẳng giống chút nào")
    expected = {"Chỉ thị 24-CT/TU (19/05/2023)": "trích yếu gần giống"} if is_alike else {}
    assert reasons(Typed(title=title)) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The plans of two years, the reports of two quarters.
        (
            "kế hoạch công tác năm 2023 của ban chỉ đạo",
            "kế hoạch công tác năm 2024 của ban chỉ đạo",
        ),
        ("báo cáo quý i về công tác xây dựng đảng", "báo cáo quý ii về công tác xây dựng đảng"),
    ],
)
def test_other_figures_make_another_title(one, other):
    assert is_nearly(one.split(), one.split())
    assert not is_nearly(one.split(), other.split())


def test_a_title_of_another_type_or_body_is_not_alike():
    body = make_organization()
    document = make_document(organization=body, title=TITLE)
    other_type = make_document_type("Kế hoạch", party_code="KH")
    assert reasons(Typed(title=TITLE, type_id=document.document_type_id)) != {}
    assert reasons(Typed(title=TITLE, type_id=other_type.pk)) == {}
    assert reasons(Typed(title=TITLE, organization_id=body.pk)) != {}
    assert reasons(Typed(title=TITLE, organization_id=make_organization().pk)) == {}


def test_the_very_file_of_another_document_is_named():
    attachment = make_attachment()
    typed = Typed(sha256s=[attachment.sha256])
    assert reasons(typed) == {str(attachment.document): "có đúng tệp này đính kèm"}
    assert reasons(Typed(sha256s=["0" * 64])) == {}
    attachment.move_to_bin()
    assert reasons(typed) == {}


def test_all_reasons_for_one_document_stand_together():
    document = make_document(number="24", symbol="CT/TU", title=TITLE)
    found = documents_alike(
        Typed(
            document.code_key,
            organization_id=document.organization_id,
            issued_on=document.issued_on,
            title=TITLE,
        )
    )
    assert [one.why for one in found] == [
        "cùng số ký hiệu, cùng ngày, cùng cơ quan; trích yếu gần giống"
    ]
    assert found[0].is_same
    assert documents_alike(Typed(document.code_key, title=TITLE), but=document.pk) == []


def test_what_is_asked_does_not_grow_with_the_registry():
    typed = Typed("24/cttu", title=TITLE, sha256s=["0" * 64])
    make_document(number="24", symbol="CT/TU", title=TITLE)
    documents_alike(typed)
    with CaptureQueriesContext(connection) as few:
        documents_alike(typed)
    for number in range(30, 60):
        make_document(number=str(number), organization=make_organization(), title=TITLE)
    with CaptureQueriesContext(connection) as many:
        assert len(documents_alike(typed)) == 5
    assert len(many) <= len(few)


def test_a_file_that_another_document_has_is_asked_of_once():
    other = make_document()
    content = docx("Điều 1. Công tác thử nghiệm.")
    client = editor_client()
    file = SimpleUploadedFile("a.docx", content)
    change = reverse("admin:documents_document_change", args=[other.pk])
    row = {"attachments-TOTAL_FORMS": "1", "attachments-0-id": ""}
    sent = {**filled(client.get(change)), **row, "attachments-0-file": file}
    assert client.post(change, sent).status_code == 302
    new = {
        "document_type": make_document_type().pk,
        "number": "31",
        "symbol": "CT/ĐU",
        "organization": make_organization().pk,
        "issued_on": "19/5/2023",
        **row,
    }

    def enter(**more):
        again = SimpleUploadedFile("b.docx", content)
        values = filled(client.get(reverse(ADD)), **new, **more)
        return client.post(reverse(ADD), {**values, "attachments-0-file": again})

    refused = enter()
    assert "đánh dấu vào ô" in errors_of(refused)
    page = refused.content.decode()
    assert "có đúng tệp này đính kèm" in page
    assert "Tệp đính kèm thì phải chọn lại" in page
    assert enter(confirmed=str(other.pk)).status_code == 302
    assert Document.objects.filter(number="31").count() == 1


def test_the_script_is_told_why_and_what_cannot_be_confirmed():
    document = make_document(number="24", symbol="CT/TU", title=TITLE)
    asked = {
        "number": "24-CT/TU",
        "issued_on": f"{document.issued_on:%d/%m/%Y}",
        "organization": str(document.organization_id),
        "document_type": "x",
        "sha256": ["\x00", "a" * 500],
    }
    (row,) = editor_client().get(reverse(SAME_CODE), asked).json()["documents"]
    assert row["is_same"] is True
    assert row["why"] == "cùng số ký hiệu, cùng ngày, cùng cơ quan"
    asked["issued_on"] = "01/01/1999"
    (row,) = editor_client().get(reverse(SAME_CODE), asked).json()["documents"]
    assert row["is_same"] is False


def test_an_exact_duplicate_offers_nothing_to_confirm():
    document = make_document(number="24", symbol="CT/TU", title=TITLE)
    client = editor_client()
    values = {
        "document_type": document.document_type_id,
        "number": "24",
        "symbol": "CT/TU",
        "organization": document.organization_id,
        "issued_on": f"{document.issued_on:%d/%m/%Y}",
    }
    form = filled(client.get(reverse(ADD)), **values, confirmed=str(document.pk))
    answer = client.post(reverse(ADD), form)
    assert "Văn bản này đã có trong sổ" in errors_of(answer)
    assert 'name="confirmed"' not in answer.content.decode()


def test_a_paste_shows_at_once_what_is_in_the_registry_already():
    body = make_organization("Tỉnh ủy Mẫu Sơn", code="TU")
    make_document(number="24", symbol="CT/TU", organization=body, title=TITLE)
    text = f"Chỉ thị số 24-CT/TU, ngày 01/02/2024 của Tỉnh ủy Mẫu Sơn {TITLE}"
    page = editor_client().post(reverse("admin:documents_document_paste"), {"pasted": text})
    assert "cùng số ký hiệu" in page.content.decode()
    assert "Chỉ thị 24-CT/TU" in page.content.decode()


def test_a_number_given_twice_in_one_term_offers_nothing_to_confirm_whatever_the_day():
    body = make_organization("Tỉnh ủy Mẫu Sơn", code="TU")
    make_term(body, "XX", date(2020, 10, 1), date(2025, 9, 30))
    document = make_document(number="24", symbol="CT/TU", organization=body, title=TITLE)
    values = {
        "document_type": document.document_type_id,
        "number": "24",
        "symbol": "CT/TU",
        "organization": body.pk,
        "issued_on": "02/02/2024",
    }
    client = editor_client()
    (row,) = client.get(reverse(SAME_CODE), values).json()["documents"]
    assert row["is_same"] is True
    page = client.post(reverse(ADD), filled(client.get(reverse(ADD)), **values)).content.decode()
    assert 'name="confirmed"' not in page
    assert "sổ không nhận văn bản thứ hai" in page
    # In another term it is another document, and one may say so.
    values["issued_on"] = "02/02/2019"
    (row,) = client.get(reverse(SAME_CODE), values).json()["documents"]
    assert row["is_same"] is False
    page = client.post(reverse(ADD), filled(client.get(reverse(ADD)), **values)).content.decode()
    assert 'name="confirmed"' in page
    assert "sổ không nhận văn bản thứ hai" not in page
