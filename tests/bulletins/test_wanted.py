"""The work list of documents that are cited and not held."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Decision
from tests import factories as make
from tests.admin_page import filled

pytestmark = pytest.mark.django_db
WANTED = "/ban-tin/can-tim/"


@pytest.fixture
def staff(client):
    client.force_login(make.make_editor())
    return client


def cite_in_bulletin(document, text="Chỉ thị số 24-CT/TU", month=1, **fields):
    item = make.make_item(make.make_bulletin(month=month))
    item.text = make.make_source(f"Thực hiện {text} trong tháng.")
    item.save()
    return make.make_citation(item.text, text, document, **fields)


def shown(client):
    return [(one.document, one.bulletins, one.documents) for one in list_of(client)]


def list_of(client):
    return client.get(WANTED).context["wanted"]


def test_what_most_bulletins_and_documents_wait_for_stands_first(staff):
    one, two, held = make.make_document(), make.make_document(), make.make_document(text="Có.")
    cite_in_bulletin(one)
    for month in (2, 3):
        cite_in_bulletin(two, month=month)
    citing = make.make_document(text="Căn cứ Chỉ thị số 24-CT/TU.")
    make.make_citation(citing.text, "Chỉ thị số 24-CT/TU", two)
    cite_in_bulletin(held, month=4)
    assert shown(staff) == [(two, 2, 1), (one, 1, 0)]


def test_two_places_in_one_bulletin_are_one_that_waits(staff):
    document, bulletin = make.make_document(), make.make_bulletin()
    for text in ("Chỉ thị số 24-CT/TU", "Chỉ thị 24"):
        item = make.make_item(bulletin)
        item.text = make.make_source(f"Theo {text}.")
        item.save()
        make.make_citation(item.text, text, document)
    assert shown(staff) == [(document, 1, 0)]


def test_a_text_and_a_file_of_one_document_are_one_that_waits(staff):
    document, citing = make.make_document(), make.make_document(text="Căn cứ Chỉ thị số 24-CT/TU.")
    make.make_citation(citing.text, "Chỉ thị số 24-CT/TU", document)
    file = make.make_attachment(citing, text=make.make_source("Theo Chỉ thị số 24-CT/TU."))
    make.make_citation(file.text, "Chỉ thị số 24-CT/TU", document)
    assert shown(staff) == [(document, 0, 1)]


def test_rejected_citations_and_what_lies_in_the_bin_wait_for_nothing(staff):
    cite_in_bulletin(make.make_document(), state=Decision.REJECTED)
    binned = make.make_document()
    cite_in_bulletin(binned, month=2)
    binned.move_to_bin()
    gone = cite_in_bulletin(make.make_document(), month=3)
    gone.source.bulletin_item.bulletin.move_to_bin()
    left_out = cite_in_bulletin(make.make_document(), month=4)
    left_out.source.bulletin_item.move_to_bin()
    citing = make.make_document(text="Căn cứ Chỉ thị số 24-CT/TU.")
    make.make_citation(citing.text, "Chỉ thị số 24-CT/TU", make.make_document())
    citing.move_to_bin()
    assert "Mọi văn bản được trích dẫn đều đã có" in staff.get(WANTED).content.decode()


def test_sentences_are_shown_and_where_they_disagree(staff):
    document = make.make_document(title="<b>về đọc sách")
    cite_in_bulletin(document, date="2022-10-03")
    cite_in_bulletin(document, month=2, date="2022-10-30")
    (wanted,) = list_of(staff)
    assert wanted.disagreements == ["Ngày ghi khác nhau: 03/10/2022 (1 chỗ); 30/10/2022 (1 chỗ)"]
    text = staff.get(WANTED).content.decode()
    assert "…Thực hiện <mark>Chỉ thị số 24-CT/TU</mark> trong tháng.…" in text
    assert f"/quan-tri/documents/document/{document.pk}/change/" in text
    assert "&lt;b&gt;về" in text


@pytest.mark.parametrize("page", ["0", "-1", "x", "2", "9" * 30])
def test_a_page_that_is_not_there_is_said_not_to_be(staff, page):
    cite_in_bulletin(make.make_document())
    assert staff.get(WANTED, {"page": page}).status_code == 404


def test_many_wanted_documents_cost_as_many_queries_as_few(staff):
    counts = []
    for month in (1, 2, 3, 4, 5):
        cite_in_bulletin(make.make_document(), month=month)
        staff.get(WANTED)
        with CaptureQueriesContext(connection) as queries:
            staff.get(WANTED)
        counts.append(len(queries))
    assert len(set(counts)) == 1


# --- Entered from the list ----------------------------------------------------------------------


def saved(staff, document, **changes):
    """Save the form that the list leads to; return the page shown next."""
    address = reverse("admin:documents_document_change", args=[document.pk])
    assert address in staff.get(WANTED).content.decode()
    values = filled(staff.get(address)) | {"relations-TOTAL_FORMS": 0}
    return staff.post(address, {**values, **changes}, follow=True).content.decode()


@pytest.mark.parametrize("way", ["text", "file"])
def test_a_wanted_document_that_gets_its_text_or_file_tells_how_many_waited(staff, way):
    document = make.make_document(state="proposed")
    cite_in_bulletin(document)
    cite_in_bulletin(document, month=2, state=Decision.CONFIRMED)
    cite_in_bulletin(document, month=3, state=Decision.REJECTED)
    came = {
        "text": {"body": "Toàn văn chỉ thị."},
        "file": {
            "attachments-TOTAL_FORMS": 1,
            "attachments-0-file": SimpleUploadedFile("chi-thi.txt", "Toàn văn.".encode()),
        },
    }
    page = saved(staff, document, **came[way])
    assert "2 trích dẫn chờ văn bản này nay mở được văn bản" in page
    assert "trong đó 1 trích dẫn còn chờ cán bộ xác nhận" in page
    assert "đang chờ nay đã gắn" not in page
    assert shown(staff) == []


def test_a_wanted_document_saved_without_its_text_still_waits_and_says_so(staff):
    document = make.make_document(state="proposed")
    cite_in_bulletin(document)
    page = saved(staff, document, title="về đọc sách")
    assert "1 trích dẫn chờ văn bản này nay dẫn tới văn bản trong sổ" in page
    assert "vẫn ở danh sách “Văn bản cần tìm”" in page
    assert "chờ văn bản này" not in saved(staff, document, title="về đọc báo")
    assert shown(staff) == [(document, 1, 0)]


def test_the_whole_list_leaves_as_a_file_for_staff_alone(staff, client, monkeypatch):
    monkeypatch.setattr("bulletins.desk.views.WANTED_ROWS", 1)
    monkeypatch.setattr("bulletins.desk.wanted_table._READ_AT_ONCE", 1)
    one, two = (make.make_document(number=number, title="=1+1") for number in ("3", "4"))
    cite_in_bulletin(one)
    for month in (2, 3):
        cite_in_bulletin(two, month=month)
    response = staff.get("/ban-tin/can-tim.csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(",")[:2] for line in lines[-2:]] == [
        ['"1"', f'"{two.label}"'],
        ['"2"', f'"{one.label}"'],
    ]
    assert all('"\'=1+1"' in line for line in lines[-2:])
    assert 'href="/ban-tin/can-tim.xlsx"' in staff.get(WANTED).content.decode()
    client.force_login(make.make_member())
    assert client.get("/ban-tin/can-tim.csv").status_code == 403
