"""What is saved is found at once, what is hidden is not, and both databases answer alike."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from documents.listing.filters import DOCUMENTS
from documents.models import Attachment, Document, Passage
from documents.search import indexing
from documents.search.found import COUNTED, Hits, Order
from documents.search.match import phrase
from documents.search.query import read_query
from documents.search.wanted import Asked, ask
from documents.texts import store_attachment_text, store_document_text
from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db


def hits(typed, visible=None):
    return Hits(DOCUMENTS, Document.objects.all() if visible is None else visible, ask(typed))


def found(typed, visible=None, order=Order.BEST):
    return hits(read_query(typed), visible).records(order, 0, 50)


def test_a_document_is_found_in_the_transaction_that_saves_it():
    document = make.make_document(title="về trật tự đô thị")
    assert found("trật tự đô thị") == [document.pk]
    document.title = "về nông thôn mới"
    document.save()
    assert found("đô thị") == []
    assert found("nông thôn") == [document.pk]


def test_a_day_that_is_corrected_moves_the_document_to_it():
    document = make.make_document(issued_on=date(2023, 5, 19))
    document.issued_on = date(2023, 6, 20)
    document.save()
    assert found("19/5/2023") == []
    assert found("tháng 6/2023") == [document.pk]
    assert Passage.objects.filter(document=document).count() == 1


def test_the_text_of_a_document_and_of_its_files_is_searched():
    document = make.make_document(title="về công tác thử nghiệm")
    store_document_text(document, "Điều 1. Phân loại rác tại nguồn.")
    file = make.make_attachment(document)
    store_attachment_text(file, "Phụ lục: bảng giá nước sạch.")
    assert found("phân loại rác") == [document.pk]
    assert found("nước sạch") == [document.pk]
    store_document_text(document, "Điều 1. Trồng cây xanh.")
    assert found("phân loại rác") == []
    file = Attachment.objects.get()
    file.move_to_bin()
    assert found("nước sạch") == []


def test_what_lies_in_the_bin_is_not_found_until_it_is_restored():
    document = make.make_document(title="về trật tự đô thị")
    document.move_to_bin()
    assert found("đô thị") == []
    document.restore()
    assert found("đô thị") == [document.pk]


def test_a_long_text_is_found_by_its_last_words_and_counted_once():
    document = make.make_document()
    other = make.make_document(title="về cây dẻ")
    store_document_text(document, "Điều khoản chung. " * 2_000 + "Trồng cây dẻ Trùng Khánh.")
    assert Passage.objects.filter(document=document).count() > 4
    assert found("trùng khánh") == [document.pk]
    both = hits(read_query("cây dẻ"))
    assert both.count == 2
    # The heading before the text.
    assert both.records(Order.BEST, 0, 9) == [other.pk, document.pk]
    assert hits(read_query("điều khoản")).count == 1


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("chi thi", "về Chỉ thị mới"),
        ("UỶ BAN", "về ủy ban"),
        ("hoà bình", "về hòa bình"),
        ("đuong dai", "về đường dài"),
        ("kĩ thuật", "về kỹ thuật"),
        ("k\u0069\u0303 thuật", "về kỹ thuật"),
    ],
)
def test_accents_spellings_and_capitals_do_not_hide_a_document(typed, title):
    document = make.make_document(document_type=make.make_document_type("Đề án"), title=title)
    assert found(f"[{typed}]") == [document.pk]


def test_accents_as_typed_come_first():
    newer = make.make_document(title="về bàn ghế", issued_on=date(2024, 1, 1))
    older = make.make_document(title="về bán nhà", issued_on=date(2020, 1, 1))
    assert found("bán") == [older.pk, newer.pk]
    assert found("ban") == [newer.pk, older.pk]


def test_words_in_a_row_and_in_the_heading_come_first():
    text = make.make_document(number="1", text="Bàn về chuyển đổi số.", issued_on=date(2024, 3, 1))
    apart = make.make_document(
        number="2", title="đổi giờ, chuyển trụ sở, cấp số", issued_on=date(2024, 2, 1)
    )
    row = make.make_document(number="3", title="về chuyển đổi số", issued_on=date(2020, 1, 1))
    assert found("chuyển đổi số") == [row.pk, apart.pk, text.pk]
    assert found("chuyển đổi số", order=Order.NEWEST) == [text.pk, apart.pk, row.pk]
    assert found("chuyển đổi số", order=Order.OLDEST) == [row.pk, apart.pk, text.pk]
    assert found("chuyển đổi số", order=Order.NUMBER) == [text.pk, apart.pk, row.pk]


def test_a_quoted_phrase_stands_in_a_row():
    right = make.make_document(title="về chuyển đổi số quốc gia")
    # Each pair of words stands there, the whole row does not.
    make.make_document(number="9", title="chuyển đổi mới, đổi số nhà")
    asked = Asked(phrase("chuyển đổi số"))
    assert Hits(DOCUMENTS, Document.objects.all(), asked).records(Order.NEWEST, 0, 9) == [right.pk]


def test_a_word_left_out_leaves_out_its_documents():
    make.make_document(title="về thanh niên thành phố")
    kept = make.make_document(number="7", title="về phụ nữ thành phố")
    assert found('thành phố -"thanh niên"') == [kept.pk]
    assert found("thành phố -niên") == [kept.pk]


def test_a_word_left_out_is_looked_for_in_every_text_of_a_document():
    document = make.make_document(title="về đô thị", text="Nội dung chính.")
    store_attachment_text(make.make_attachment(document), "Phụ lục về thành cổ.")
    other = make.make_document(number="7", title="về đô thị khác")
    assert found("đô thị -thành") == [other.pk]
    assert found("-thành") == [other.pk]
    assert found("-phụ") == [other.pk]
    # With its accents, the word left out is another than "thanh".
    assert found("đô thị -thánh") == found("đô thị")


def test_hits_beyond_a_thousand_are_not_counted_and_still_paged():
    kind, body = make.make_document_type(), make.make_organization()
    rows = [
        Document(document_type=kind, organization=body, number=str(n), title="về thử nghiệm")
        for n in range(1, COUNTED + 60)
    ]
    for row in rows:
        row.set_keys(None, "ct")
        row.slug = f"thu-{row.number}"
    Document.objects.bulk_create(rows)
    for row in Document.objects.select_related("document_type", "organization"):
        indexing.index_document(row)
    many = hits(read_query("[thử nghiệm]"))
    assert (many.count, many.is_more) == (COUNTED, True)
    last = many.records(Order.BEST, COUNTED + 50, COUNTED + 75)
    assert len(last) == 9
    assert set(last).isdisjoint(many.records(Order.BEST, 0, COUNTED + 50))


@pytest.mark.parametrize("reader", ["anonymous", "member", "editor"])
def test_nobody_finds_or_counts_what_they_may_not_see(reader):
    for number, audience in enumerate((Audience.EVERYONE, Audience.MEMBERS, Audience.EDITORS), 1):
        make.make_document(number=str(number), title="về đô thị", audience=audience)
    users = {
        "anonymous": AnonymousUser(),
        "member": make.make_member(),
        "editor": make.make_editor(),
    }
    visible = Document.objects.visible_to(users[reader])
    expected = {"anonymous": 1, "member": 2, "editor": 3}[reader]
    assert hits(read_query("đô thị"), visible).count == expected
    assert len(found("đô thị", visible)) == expected


def test_a_title_is_found_whole_though_it_names_another_document():
    title = "về việc thực hiện Chỉ thị số 4-CT/TU, ngày 4/3/2021 của Ban Thường vụ Tỉnh ủy"
    longer = make.make_document(
        number="1", title=f"{title} tại xã", issued_on=date(2024, 1, 1), symbol="KH/TU"
    )
    plan = make.make_document(number="76", title=title, issued_on=date(2021, 5, 5), symbol="KH/TU")
    cited = make.make_document(number="4", symbol="CT/TU", issued_on=date(2021, 3, 4))
    # The title itself, then a longer one, then the document that it names.
    for typed in (title, "ve viec thuc hien chi thi so 4 ct tu ngay 4 3 2021 cua ban thuong vu"):
        assert found(typed)[0] == plan.pk
    assert set(found(title)) >= {plan.pk, longer.pk}
    assert found("4-CT/TU 4/3/2021") == [cited.pk]


def test_the_very_code_comes_before_one_with_a_year():
    decision = make.make_document_type("Quyết định", party_code="QĐ", state_code="QĐ")
    fields = {"number": "1", "symbol": "QĐ-UBND", "document_type": decision}
    with_year = make.make_document(**fields, year_in_number="2026", issued_on=date(2026, 2, 1))
    plain = make.make_document(**fields, issued_on=date(2020, 2, 1))
    assert found("01/QĐ-UBND") == [plain.pk, with_year.pk]
    assert found("01/2026/QĐ-UBND") == [with_year.pk]
