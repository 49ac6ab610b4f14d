"""The work list of documents that are cited and not held."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bulletins.desk import wanted_views
from documents.linking.writing import link_texts
from documents.models import Citation, CitationTarget, Decision, Document
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
    return make.make_citation(item.text, text, *filter(None, [document]), **fields)


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


def test_a_document_without_a_title_says_so_and_others_do_not(staff):
    untitled = make.make_document(title="")
    for month, document in enumerate(
        (
            untitled,
            make.make_document(title="về phòng cháy"),
            make.make_document(name="Nghị quyết X"),
        )
    ):
        cite_in_bulletin(document, month=month + 1)
    page = staff.get(WANTED).content.decode()
    assert page.count("Chưa có trích yếu") == 1
    table = b"".join(staff.get("/ban-tin/can-tim.csv").streaming_content).decode("utf-8-sig")
    assert table.count("chưa có trích yếu") == 1


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


def titled(title, month):
    """Cite a document of one code in a bulletin, its title behind the code."""
    return make_quote(f"Thực hiện Chỉ thị số 24-CT/TU {title}. Các chi bộ đọc.", month)


def make_quote(body, month, text="Chỉ thị số 24-CT/TU"):
    item = make.make_item(make.make_bulletin(month=month))
    item.text = make.make_source(body)
    item.save()
    return item.text, text


def test_titles_issuers_and_codes_that_disagree_are_told_and_those_that_only_differ_are_not(staff):
    document = make.make_document()
    quotes = [
        titled("về phòng cháy ở chợ", 1),
        titled("về phòng cháy ở rừng, được quán triệt", 2),
        # Cut short, which is no difference.
        titled("về phòng cháy ở chợ, gắn với trồng cây", 3),
    ]
    bodies = ["Tỉnh ủy Mẫu Sơn", "Tỉnh uỷ Mẫu Sơn", "Bộ Chính trị"]
    symbols = ["CT/TU", "CT/tu", "CT/TW"]
    for (source, text), issuer, symbol in zip(quotes, bodies, symbols, strict=True):
        read = {"number": "24", "symbol": symbol, "issuer": issuer}
        make.make_citation(source, text, document, **read)
    (wanted,) = list_of(staff)
    code, issued, title = wanted.disagreements
    assert code == "Số ký hiệu ghi khác nhau: 24-CT/TU (2 chỗ); 24-CT/TW (1 chỗ)"
    assert issued == (
        "Cơ quan ban hành ghi khác nhau: Tỉnh ủy Mẫu Sơn (2 chỗ); Bộ Chính trị (1 chỗ)"
    )
    assert title == (
        "Trích yếu ghi khác nhau: “phòng cháy ở chợ” (2 chỗ); “phòng cháy ở rừng được quán "
        "triệt” (1 chỗ)"
    )
    Citation.objects.filter(symbol="CT/TW").delete()
    (wanted,) = list_of(staff)
    assert [said.partition(" ghi")[0] for said in wanted.disagreements] == ["Trích yếu"]


# --- Citations of which no document is known ----------------------------------------------------

READ = {
    "type": "Kế hoạch",
    "number": "7",
    "symbol": "KH/TU",
    "code_key": "7/KHTU",
    "date": "2023-06-02",
    "issuer": "Tỉnh ủy Mẫu Sơn",
    "resolution": "none",
}
PLAN = "Kế hoạch số 7-KH/TU"


def cite_nothing(month, text=PLAN, **read):
    return cite_in_bulletin(None, text, month=month, **{**READ, **read})


def test_citations_without_a_document_are_taken_together_by_what_was_read_and_ranked_among_all(
    staff,
):
    known = make.make_document()
    for month in (1, 2):
        cite_in_bulletin(known, month=month)
    for month in (3, 4, 5):
        cite_nothing(month)
    # Another day, another body: another document.
    cite_nothing(6, date="2024-06-02")
    cite_nothing(7, issuer="Thành ủy Mẫu")
    citing = make.make_document(text=f"Căn cứ {PLAN}.")
    make.make_citation(citing.text, PLAN, **READ)
    told = [(one.name, one.facts, one.bulletins, one.documents) for one in list_of(staff)]
    plan = "Kế hoạch 7-KH/TU"
    assert told == [
        (plan, ["ngày 02/06/2023", "Tỉnh ủy Mẫu Sơn"], 3, 1),
        (str(known), [known.issuer_display], 2, 0),
        (plan, ["ngày 02/06/2024", "Tỉnh ủy Mẫu Sơn"], 1, 0),
        (plan, ["ngày 02/06/2023", "Thành ủy Mẫu"], 1, 0),
    ]


def test_what_is_called_by_name_alone_is_taken_together_by_its_name(staff):
    named = {"kind": "named", "type": "Nghị quyết", "number": "", "symbol": "", "code_key": ""}
    named |= {"date": "", "issuer": ""}
    for month, text in enumerate(("Nghị quyết Đại hội X", "Nghị quyết Đại hội X"), start=1):
        cite_nothing(month, text, **named)
    cite_nothing(3, "Nghị quyết Đại hội Y", **named)
    told = [(one.name, one.bulletins) for one in list_of(staff)]
    assert told == [("Nghị quyết Đại hội X", 2), ("Nghị quyết Đại hội Y", 1)]


def test_without_a_document_too_the_rejected_and_the_binned_wait_for_nothing(staff):
    cite_nothing(1, state=Decision.REJECTED)
    cite_nothing(2).source.bulletin_item.bulletin.move_to_bin()
    cite_nothing(3).source.bulletin_item.move_to_bin()
    assert list_of(staff) == []


def test_all_sentences_are_reached_page_by_page(staff, monkeypatch):
    monkeypatch.setattr(wanted_views, "SENTENCES", 4)
    document = make.make_document()
    for month in range(1, 7):
        cite_in_bulletin(document, month=month)
    address = f"{WANTED}van-ban/{document.slug}/"
    page = staff.get(WANTED).content.decode()
    assert page.count("<mark>") == 5 and f'href="{address}">Xem cả 6 câu' in page
    told = [staff.get(address, {"page": number}).content.decode() for number in (1, 2)]
    assert [text.count("<mark>") for text in told] == [4, 2]
    assert staff.get(address, {"page": 3}).status_code == 404


def test_all_sentences_of_one_of_which_no_document_is_known_are_reached(staff):
    first, *_ = [cite_nothing(month) for month in range(1, 7)]
    cite_nothing(7, date="2024-06-02")
    address = f"{WANTED}trich-dan/{first.pk}/"
    assert f'href="{address}">Xem cả 6 câu' in staff.get(WANTED).content.decode()
    text = staff.get(address).content.decode()
    assert text.count("<mark>") == 6
    assert f"/quan-tri/documents/document/add/?trich-dan={first.pk}" in text
    first.targets.add(make.make_document())
    led = staff.get(address, follow=True)
    assert led.redirect_chain == [(WANTED, 302)]
    assert "không còn chờ văn bản nào" in led.content.decode()


def test_many_citations_without_a_document_cost_as_many_queries_as_few(staff):
    counts = []
    for month in (1, 2, 3):
        cite_nothing(month)
        cite_nothing(month + 6, date=f"2023-06-0{month + 3}")
        cite_in_bulletin(make.make_document(), month=month + 3)
        with CaptureQueriesContext(connection) as queries:
            assert len(list_of(staff)) == 2 * month + 1
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_one_press_opens_a_form_filled_from_what_was_read_and_saving_it_resolves_all(staff):
    make.make_document_type("Kế hoạch", party_code="KH")
    body = make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
    waiting = (
        "Theo Kế hoạch số 7-KH/TU, ngày 02/6/2023 của Tỉnh ủy Mẫu Sơn về trồng cây đầu xuân. "
        "Các chi bộ làm."
    )
    sources = [make_quote(waiting, month)[0] for month in (1, 2)]
    link_texts(sources)
    # As where the machine had entered it, and an editor said that it was none.
    CitationTarget.objects.all().delete()
    Citation.objects.update(resolution="none")
    Document.objects.filter(number="7").delete()
    (wanted,) = list_of(staff)
    assert wanted.document is None and wanted.bulletins == 2
    page = staff.get(wanted.entry)
    values = filled(page)
    assert (values["number"], values["symbol"], values["issued_on"]) == (
        "7",
        "KH/TU",
        "02/06/2023",
    )
    assert values["organization"] == body.pk and values["title"] == "về trồng cây đầu xuân"
    assert "đọc được ở chỗ ghi “Kế hoạch số 7-KH/TU, ngày 02/6/2023" in page.content.decode()
    assert "Trích yếu lấy từ câu đứng sau" in page.content.decode()
    values |= {"relations-TOTAL_FORMS": 0}
    text = staff.post(wanted.entry, values, follow=True).content.decode()
    assert "2 trích dẫn đang chờ nay đã gắn với văn bản này" in text
    (held,) = list_of(staff)
    assert held.document == Document.objects.get(number="7") and held.bulletins == 2


def test_what_the_registry_has_under_the_code_is_offered_where_the_citation_is_decided(staff):
    """To enter it once more would be refused; the reader did not take the citation for it."""
    body = make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
    plan = {"number": "7", "symbol": "KH/TU", "organization": body}
    known = make.make_document(**plan, issued_on=date(2023, 6, 2))
    # Of another day it is another one.
    make.make_document(**plan, issued_on=date(2022, 6, 2))
    cited = cite_nothing(1, code_key=known.code_key)
    owner = make.make_document(text=f"Căn cứ {PLAN}.")
    elsewhere = make.make_citation(
        owner.text, PLAN, **{**READ, "code_key": known.code_key, "date": "", "issuer": ""}
    )
    first, second = list_of(staff)
    # Without a day any term's may be meant.
    assert (first.alike, second.alike) == ([known], [])
    page = staff.get(WANTED).content.decode()
    assert "Sổ đã có văn bản cùng số ký hiệu" in page and first.decide in page
    assert staff.get(first.decide).context["card"].citation == cited
    assert second.decide == reverse("admin:documents_citation_change", args=[elsewhere.pk])
    assert staff.get(second.decide).status_code == 200


@pytest.mark.parametrize("asked", ["0", "x", "9" * 30, ""])
def test_a_form_for_no_citation_is_empty(staff, asked):
    page = staff.get(reverse("admin:documents_document_add"), {"trich-dan": asked})
    assert page.status_code == 200 and not filled(page).get("number")


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
    monkeypatch.setattr("bulletins.desk.wanted_views.WANTED_ROWS", 1)
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
