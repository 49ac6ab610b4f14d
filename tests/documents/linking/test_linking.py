"""From a stored text to citations and the documents they mean."""

from datetime import date

import pytest

from documents.linking.writing import link_citations, link_texts
from documents.models import Citation, Decision, Document
from tests import factories as make
from tests.documents.linked import make_bodies, read, source

pytestmark = pytest.mark.django_db

Resolution = Citation.Resolution


@pytest.fixture
def bodies():
    return make_bodies()


def test_an_unregistered_document_is_entered_as_a_proposal_for_editors(bodies):
    summary = read(bodies, "Thực hiện Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy.")
    document = Document.objects.get()
    assert document.state == Document.State.PROPOSED
    assert document.organization == bodies["province"]
    assert document.issued_on == date(2023, 5, 19)
    assert not document.is_held
    assert summary.registered == [document]
    citation = Citation.objects.get()
    assert citation.state == Decision.PROPOSED
    assert citation.resolution == Resolution.ONE
    assert not Document.objects.visible_to(make.make_member()).exists()


def test_a_stored_citation_is_the_words_at_its_place(bodies):
    text = source(bodies, "Theo Chỉ thị số 24-CT/TU và Kế hoạch số 05-KH/TU của Thành ủy.")
    link_citations(text)
    assert Citation.objects.count() == 2
    for citation in Citation.objects.all():
        assert text.body[citation.start : citation.end] == citation.text


def test_the_date_decides_between_homonyms(bodies):
    old = make.make_document(
        organization=bodies["central"], number="26", symbol="CT/TW", issued_on=date(2018, 11, 9)
    )
    new = make.make_document(
        organization=bodies["central"], number="26", symbol="CT/TW", issued_on=date(2023, 11, 23)
    )
    read(bodies, "Chỉ thị số 26-CT/TW, ngày 23/11/2023 của Ban Bí thư.")
    assert list(Citation.objects.get().targets.all()) == [new]
    read(bodies, "Chỉ thị số 26-CT/TW, ngày 09/11/2018 của Bộ Chính trị.")
    assert list(Citation.objects.last().targets.all()) == [old]


def test_without_a_date_two_homonyms_are_listed_and_neither_chosen(bodies):
    for day in (date(2018, 11, 9), date(2023, 11, 23)):
        make.make_document(
            organization=bodies["central"], number="26", symbol="CT/TW", issued_on=day
        )
    read(bodies, "Thực hiện Chỉ thị số 26-CT/TW.")
    citation = Citation.objects.get()
    assert citation.resolution == Resolution.AMBIGUOUS
    assert citation.targets.count() == 2
    assert Document.objects.count() == 2


def test_a_text_cannot_cite_the_future(bodies):
    old = make.make_document(
        organization=bodies["central"], number="26", symbol="CT/TW", issued_on=date(2018, 11, 9)
    )
    make.make_document(
        organization=bodies["central"], number="26", symbol="CT/TW", issued_on=date(2023, 11, 23)
    )
    read(bodies, "Thực hiện Chỉ thị số 26-CT/TW.", published_on=date(2020, 1, 31))
    assert list(Citation.objects.get().targets.all()) == [old]


def test_an_undated_citation_is_completed_by_a_dated_one_of_the_same_text(bodies):
    read(
        bodies,
        "Nghị quyết nêu Kế hoạch số 361-KH/TU. Ngày 30/01/2024 ban hành Kế hoạch số 361-KH/TU, "
        "ngày 30/01/2024 của Thành ủy.",
    )
    document = Document.objects.get()
    assert document.organization == bodies["city"]
    assert document.issued_on == date(2024, 1, 30)
    assert all(c.targets.get() == document for c in Citation.objects.all())


def test_the_items_of_one_bulletin_complete_each_other(bodies):
    heading = source(bodies, "Kế hoạch số 361-KH/TU, ngày 30/01/2024 của Thành ủy.")
    later = source(bodies, "Các chi bộ thực hiện Kế hoạch số 361-KH/TU.")
    link_texts([later, heading])
    assert Document.objects.count() == 1
    assert later.citations.get().targets.get().issued_on == date(2024, 1, 30)


def test_two_dates_of_one_code_complete_nothing(bodies):
    read(
        bodies,
        "Chỉ thị số 26-CT/TW, ngày 09/11/2018; Chỉ thị số 26-CT/TW, ngày 23/11/2023; "
        "thực hiện Chỉ thị số 26-CT/TW.",
    )
    assert Document.objects.count() == 2
    assert Citation.objects.order_by("start").last().resolution == Resolution.AMBIGUOUS


def test_a_symbol_its_issuer_cannot_sign_makes_no_document(bodies):
    read(bodies, "Kết luận số 14-KL/TU, ngày 22/9/2021 của Bộ Chính trị.")
    assert not Document.objects.exists()
    assert Citation.objects.get().symbol == "KL/TU"
    assert Citation.objects.get().resolution == Resolution.NONE


def test_for_such_a_misprint_the_issuers_document_of_that_day_is_offered(bodies):
    meant = make.make_document(
        document_type=make.make_document_type("Kết luận"),
        organization=bodies["central"],
        number="14",
        symbol="KL/TW",
        issued_on=date(2021, 9, 22),
    )
    read(bodies, "Kết luận số 14-KL/TU, ngày 22/9/2021 của Bộ Chính trị.")
    link = Citation.objects.get().target_links.get()
    assert link.document == meant
    assert "ký hiệu KL/TU không khớp “Bộ Chính trị”" in link.why


def test_the_type_comes_from_the_words_not_from_the_code(bodies):
    read(
        bodies,
        "Quy định số 41-QĐ/TW, ngày 03/11/2021 của Bộ Chính trị và "
        "Quyết định số 41-QĐ/TW, ngày 05/11/2018 của Bộ Chính trị.",
    )
    kinds = set(Document.objects.values_list("document_type__name", flat=True))
    assert kinds == {"Quy định", "Quyết định"}


def test_a_different_day_within_the_term_is_the_same_document_and_says_so(bodies):
    make.make_document(
        organization=bodies["central"], number="26", symbol="CT/TW", issued_on=date(2023, 11, 23)
    )
    read(bodies, "Chỉ thị số 26-CT/TW, ngày 24/11/2023 của Ban Bí thư.")
    assert Document.objects.count() == 1
    why = Citation.objects.get().target_links.get().why
    assert "câu này ghi 24/11/2023" in why
    assert "trong sổ là 23/11/2023" in why


@pytest.fixture
def office(bodies):
    make.make_document_type("Kế hoạch", state_code="KH")
    make.make_document_type("Nghị định", state_code="NĐ")
    make.make_state_body("Chính phủ", code="CP", level=1)
    return make.make_state_body("UBND thành phố Mẫu Sơn", level=3, parent=bodies["city"])


@pytest.mark.parametrize(
    ("first", "second", "documents"),
    [
        # State numbers run per calendar year: the second day is a slip, no second document.
        (
            "Kế hoạch số 281/KH-UBND, ngày 26/10/2021 của UBND thành phố",
            "Kế hoạch số 281/KH-UBND, ngày 27/10/2021 của UBND thành phố",
            1,
        ),
        # The next year the number is given again.
        (
            "Kế hoạch số 281/KH-UBND, ngày 26/10/2021 của UBND thành phố",
            "Kế hoạch số 281/KH-UBND, ngày 26/10/2022 của UBND thành phố",
            2,
        ),
        # A number that holds its year is given once, whatever day is printed.
        (
            "Nghị định số 130/2020/NĐ-CP, ngày 30/10/2020 của Chính phủ",
            "Nghị định số 130/2020/NĐ-CP, ngày 30/10/2021 của Chính phủ",
            1,
        ),
        # Party numbers run per term.
        (
            "Chỉ thị số 26-CT/TW, ngày 23/11/2023 của Ban Bí thư",
            "Chỉ thị số 26-CT/TW, ngày 23/11/2022 của Ban Bí thư",
            1,
        ),
    ],
)
def test_two_days_of_one_number_are_one_document_where_it_cannot_be_given_again(
    bodies, office, first, second, documents
):
    read(bodies, f"{first}; {second}.")
    assert Document.objects.count() == documents
    assert {c.resolution for c in Citation.objects.all()} == {Resolution.ONE}


def test_another_day_under_a_code_of_two_bodies_is_not_taken_for_a_slip(bodies):
    make.make_term(bodies["province"], "XIX", date(2020, 10, 28), date(2025, 9, 17))
    make.make_document(
        organization=bodies["province"], number="24", symbol="CT/TU", issued_on=date(2023, 5, 19)
    )
    read(bodies, "Chỉ thị số 24-CT/TU, ngày 20/6/2023.")
    assert not Citation.objects.get().targets.filter(organization=bodies["province"]).exists()


def test_two_days_under_a_body_nobody_knows_stay_two_citations_without_a_clash(bodies):
    body = "Chỉ thị số 24-CT/HU, ngày 19/5/2023; Chỉ thị số 24-CT/HU, ngày 20/5/2023."
    read(bodies, body)
    assert Citation.objects.count() == 2
    assert Document.objects.count() == 1


def test_a_year_alone_tells_terms_apart_and_the_reason_says_so(bodies):
    for day in (date(2018, 11, 9), date(2023, 11, 23)):
        make.make_document(
            organization=bodies["central"], number="26", symbol="CT/TW", issued_on=day
        )
    undated = make.make_document(
        organization=bodies["central"],
        number="27",
        symbol="CT/TW",
        issued_on=None,
        term=bodies["central"].terms.get(label="XIII"),
    )
    read(bodies, "Chỉ thị số 26-CT/TW năm 2018 và Chỉ thị số 27-CT/TW, ngày 05/02/2022.")
    old, new = Citation.objects.order_by("start")
    assert old.targets.get().issued_on == date(2018, 11, 9)
    link = new.target_links.get()
    assert link.document == undated
    assert "nhiệm kỳ XIII vì trích ngày 05/02/2022" in link.why


def test_a_citation_without_type_or_known_code_is_kept_unresolved(bodies):
    read(bodies, "theo Quy định số 41-QĐ/TW")
    assert Document.objects.count() == 1
    read(bodies, "theo 77-QĐ/TW")
    # The code stands for two types, so no document can be made of it.
    assert Document.objects.count() == 1


@pytest.mark.parametrize("number", ["30a", "30A"])
def test_a_number_with_a_letter_is_entered_as_staff_would(bodies, number):
    make.make_document_type("Nghị quyết", state_code="NQ")
    text = make.make_source(f"Nghị quyết số {number}/2008/NQ-CP, ngày 27/12/2008 của Chính phủ.")
    link_citations(text)
    document = text.citations.get().targets.get()
    assert (document.number, document.number_value) == ("30a", 30)
    # The staff's form takes the same number.
    document.clean_fields()


@pytest.mark.parametrize("number", ["0", "00"])
def test_no_document_has_the_number_nought(bodies, number):
    read(bodies, f"Quyết định số {number}-QĐ/TU, ngày 05/5/2023 của Tỉnh ủy.")
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("day", "documents"),
    [
        # The text appeared on 31/3/2024: the day printed is a slip, so no document is made of it.
        ("01/4/2024", 0),
        ("31/3/2024", 1),
    ],
)
def test_a_document_of_the_future_is_not_entered(bodies, day, documents):
    read(bodies, f"Chỉ thị số 24-CT/TU, ngày {day} của Tỉnh ủy.")
    assert Document.objects.count() == documents


@pytest.mark.parametrize(
    ("year", "is_meant"),
    [
        # Of the document only the year is known: later than the text's, or not.
        (2024, False),
        (2023, True),
    ],
)
def test_a_text_cites_no_document_of_a_later_year(bodies, year, is_meant):
    document = make.make_document(
        organization=bodies["province"],
        number="24",
        symbol="CT/TU",
        issued_on=None,
        issued_year=year,
    )
    read(bodies, "Thực hiện Chỉ thị số 24-CT/TU của Tỉnh ủy.", published_on=date(2023, 12, 31))
    assert list(Citation.objects.get().targets.all()) == [document] * is_meant


def test_a_body_of_another_tone_is_not_taken_for_the_one_printed(bodies):
    make.make_organization("Đảng ủy phường Thử", parent=bodies["city"])
    read(bodies, "Theo Chỉ thị số 29-CT/ĐU, ngày 06/02/2024 của Đảng ủy phường Thứ.")
    document = Document.objects.get()
    assert (document.organization, document.issuer_display) == (None, "Đảng ủy phường Thứ")
