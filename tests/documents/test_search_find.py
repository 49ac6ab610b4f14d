"""From a query to the documents meant, on the database."""

from datetime import date

import pytest

from documents.listing.filters import DOCUMENTS
from documents.models import Document
from documents.search import found, wanted
from documents.search.found import Hits, Order
from documents.search.names import known_names
from documents.search.nearest import Nearest
from documents.search.query import read_query
from documents.search.wanted import Asked, ask
from tests.factories import (
    make_document,
    make_document_type,
    make_organization,
    make_state_body,
    make_term,
)
from tests.remembering import remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def registry():
    return remembered(make_registry)


def make_registry():
    """Six documents with meaning: homonyms, a zero, a State code, one without a day."""
    city = make_organization("Thành ủy Thử Nghiệm", "TU")
    centre = make_organization("Trung ương Thử Nghiệm", "TW", level=1)
    make_term(centre, "XII", date(2016, 1, 28), date(2021, 1, 30))
    make_term(centre, "XIII")
    state = make_state_body("Chính phủ Thử Nghiệm", "CP")
    decree = make_document_type("Nghị định", state_code="NĐ")
    rule = make_document_type("Quy định", party_code="QĐ", series="qd")
    return {
        "city 24": make_document(
            organization=city, number="24", symbol="CT/TU", title="về trật tự đô thị khóa XVIII"
        ),
        "city 4": make_document(
            organization=city, number="04", symbol="CT/TU", issued_on=date(2021, 3, 9)
        ),
        "centre 2018": make_document(
            organization=centre, number="26", symbol="CT/TW", issued_on=date(2018, 11, 9)
        ),
        "centre 2023": make_document(
            organization=centre, number="26", symbol="CT/TW", issued_on=date(2023, 11, 23)
        ),
        "decree": make_document(
            organization=state,
            document_type=decree,
            number="130",
            year_in_number="2020",
            symbol="NĐ-CP",
            issued_on=date(2020, 10, 30),
        ),
        "rule": make_document(
            organization=centre,
            document_type=rule,
            number="8",
            symbol="QĐi/TW",
            issued_on=None,
            issued_year=2018,
        ),
    }


@pytest.mark.parametrize(
    "typed",
    [
        "Chỉ thị số 04-CT/TU",
        "chi thi so 4 ct tu",
        "Chỉ thị số 04-CT/TU ngày 09/3/2021",
        "Chỉ thị số 04-CT/TU, ngày 09/3/2021 của Thành ủy Thử Nghiệm về đô thị",
    ],
)
def test_a_reference_finds_its_document_before_those_that_carry_it_out(registry, typed):
    carried_out = "thực hiện Chỉ thị số 04-CT/TU ngày 09/3/2021"
    make_document(number="76", symbol="KH/TU", title=f"về việc {carried_out}")
    make_document(number="77", symbol="KH/TU", title=f"{carried_out} của Thành ủy về đô thị")
    assert find(typed)[0] == registry["city 4"]


def test_a_plan_is_found_by_its_own_title_though_that_names_a_directive(registry):
    title = "về việc thực hiện Chỉ thị số 04-CT/TU"
    plan = make_document(number="76", symbol="KH/TU", title=title)
    assert find(title)[0] == plan


def find(typed, order=Order.BEST):
    """The documents that the search box finds, in order."""
    hits = Hits(DOCUMENTS, Document.objects.all(), ask(read_query(typed)))
    by_key = Document.objects.in_bulk()
    return [by_key[key] for key in hits.records(order, 0, 100)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("24-CT/TU", {"city 24"}),
        ("24 ct tu", {"city 24"}),
        ("chỉ thị 24", {"city 24"}),
        ("24", {"city 24"}),
        # Printed with and without the zero.
        ("04-CT/TU", {"city 4"}),
        ("4-CT/TU", {"city 4"}),
        # "4" is not the beginning of "24", nor "2" of "26".
        ("2", set()),
        # Homonyms stand side by side, and the date tells them apart.
        ("26-CT/TW", {"centre 2018", "centre 2023"}),
        ("26-CT/TW 23/11/2023", {"centre 2023"}),
        ("26-CT/TW năm 2018", {"centre 2018"}),
        # The same number under another body's code is another document.
        ("26-CT/TU", set()),
        # A State code with its year, without it, and with the year only.
        ("130/2020/NĐ-CP", {"decree"}),
        ("130/NĐ-CP", {"decree"}),
        ("nghị định 130/2020", {"decree"}),
        ("130/2021/NĐ-CP", set()),
        # "24/2023" is said of a Party document of that year too.
        ("24/2023", {"city 24"}),
        # QĐ, QĐi and QyĐ are spellings of one code.
        ("08-QĐ/TW", {"rule"}),
        ("08-QyĐ/TW", {"rule"}),
        ("qđ 8", {"rule"}),
        # Dates; a document with a year alone is found by the year only.
        ("19/5/2023", {"city 24"}),
        ("5/2023", {"city 24"}),
        ("2018", {"centre 2018", "rule"}),
        # A code, a type or a symbol with a bare year.
        ("26-CT/TW 2018", {"centre 2018"}),
        ("26-CT/TW 2019", set()),
        ("chỉ thị 2018", {"centre 2018"}),
        ("CT/TW 2023", {"centre 2023"}),
        # The beginning of the code is enough.
        ("26-CT", {"centre 2018", "centre 2023"}),
        ("CT26", {"centre 2018", "centre 2023"}),
        # The year of the term, and the term that a title names.
        ("khóa XII", {"centre 2018"}),
        ("26-CT/TW khóa XIII", {"centre 2023"}),
        ("khóa XI", set()),
        ("khóa XVIII", {"city 24"}),
        # Words without tones, all of them needed.
        ("do thi trat tu", {"city 24"}),
        ("ĐÔ THỊ", {"city 24"}),
        ("đô thị nông thôn", set()),
        # LIKE's own signs are ordinary characters.
        ("%", set()),
        # A line between words is a blank, as in names of files.
        ("đô_thị", {"city 24"}),
        # Only marks: nothing, never everything.
        ("!!!", set()),
    ],
)
def test_a_query_finds_the_documents_it_means(registry, typed, expected):
    found = find(typed)
    names = {document.pk: name for name, document in registry.items()}
    assert {names[document.pk] for document in found} == expected


def test_decomposed_letters_find_the_same_as_composed_ones(registry):
    decomposed = "đo\u0302 thi\u0323"
    assert find(decomposed) == [registry["city 24"]]


def _offered(typed):
    documents = Document.objects.all()
    return {
        suggestion.heading: [document.code for document in suggestion.documents]
        for suggestion in Nearest(
            Hits(DOCUMENTS, documents, Asked()),
            read_query(typed),
            documents.for_rows().in_bulk,
            is_narrowed=True,
        ).suggestions()
    }


def test_a_missing_number_offers_its_neighbours_and_the_number_under_other_symbols(registry):
    make_document(organization=registry["city 24"].organization, number="30", symbol="CT/TU")
    assert _offered("26-CT/TU") == {
        "Số gần nhất trước đó, ký hiệu CT/TU": ["24-CT/TU", "04-CT/TU"],
        "Số gần nhất sau đó, ký hiệu CT/TU": ["30-CT/TU"],
        "Cùng số 26, ký hiệu hoặc loại khác": ["26-CT/TW", "26-CT/TW"],
    }


def test_a_code_with_a_wrong_date_offers_the_code_on_other_days(registry):
    offered = _offered("26-CT/TW 24/11/2023")
    assert offered["Cùng số ký hiệu, không kể ngày tháng"] == ["26-CT/TW", "26-CT/TW"]


def test_a_type_with_a_year_also_finds_the_document_of_that_number(registry):
    number = make_document(number="2023", symbol="CT/TU", issued_on=date(2020, 2, 3))
    found = find("chỉ thị 2023")
    assert set(found) == {registry["city 24"], registry["centre 2023"], number}


def test_a_symbol_broken_off_offers_those_that_begin_so(registry):
    assert _offered("26-CT/T")["Ký hiệu bắt đầu bằng CT/T"] == ["26-CT/TW", "26-CT/TW"]


def test_the_same_documents_are_offered_once(registry):
    # "Cùng số 26" would repeat them.
    assert list(_offered("26-CT/TW 2017")) == ["Cùng số ký hiệu, không kể năm 2017"]


def test_a_type_without_a_document_of_that_year_offers_that_type_only(registry):
    assert _offered("nghị định 2022") == {"Văn bản cùng loại gần nhất trước đó": ["130/2020/NĐ-CP"]}


def test_a_missing_number_of_a_type_offers_neighbours_of_that_type(registry):
    assert _offered("nghị định 131") == {"Số gần nhất trước đó, cùng loại": ["130/2020/NĐ-CP"]}


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        ("1/1/2021", "130/2020/NĐ-CP", "04-CT/TU"),
        ("1/2021", "130/2020/NĐ-CP", "04-CT/TU"),
        ("2022", "04-CT/TU", "24-CT/TU"),
    ],
)
def test_a_date_without_documents_offers_the_nearest_before_and_after(
    registry, typed, before, after
):
    offered = _offered(typed)
    assert offered["Văn bản gần nhất trước đó"][0] == before
    assert offered["Văn bản gần nhất sau đó"][0] == after


def test_words_that_are_in_no_document_offer_nothing(registry):
    assert _offered("vũ trụ") == {}


def test_a_number_with_a_letter_is_looked_for_beside_its_neighbours(registry):
    assert _offered("130a/2020/NĐ-CP") == {
        "Số gần nhất trước đó, ký hiệu NĐ-CP": ["130/2020/NĐ-CP"]
    }


def test_bodies_that_hundreds_are_called_by_narrow_a_search_as_one_does(registry, monkeypatch):
    typed = ("thành ủy", "thành ủy trật tự", "thành ủy 24", "không có thành ủy", "thành ủy 2021")

    def found(text):
        asked = ask(read_query(text, known_names().bodies))
        return Hits(DOCUMENTS, Document.objects.all(), asked).records(Order.BEST, 0, 9)

    as_facts = [found(text) for text in typed]
    monkeypatch.setattr(wanted, "MOST_BODIES", 0)
    assert [found(text) for text in typed] == as_facts
    assert as_facts[0] == [registry["city 24"].pk, registry["city 4"].pk]
    assert ask(read_query("thành ủy", known_names().bodies)).issuers


def test_a_suggestion_that_would_be_read_as_no_real_day_has_no_link(registry):
    """Found by bad input: the rest of the query, written again, was a day that there is not."""
    assert isinstance(_offered("2020-2025_\"') OR 1=1 --31/2/2024"), dict)


def test_pages_of_a_long_list_hold_every_hit_once_to_the_last(registry, monkeypatch):
    monkeypatch.setattr(found, "COUNTED", 5)
    monkeypatch.setattr(found, "SAMPLE", 2)
    written = [make_document(title=f"về vỉa hè {number}").pk for number in range(6)]
    written += [make_document(title="về chợ", text=f"Vỉa hè {n}.").pk for n in range(6)]
    # A long text whose further passages all match.
    book = "Vỉa hè dành cho người đi bộ. " * 2_000
    written.append(make_document(title="về sách", text=f"Mở đầu. {'x ' * 4_000}{book}").pk)
    hits = Hits(DOCUMENTS, Document.objects.all(), ask(read_query("vỉa hè")))
    pages = [hits.records(Order.BEST, start, start + 2) for start in range(0, 20, 2)]
    read = [key for page in pages for key in page]
    assert sorted(read) == sorted(written)
    # Those that bear the words in the title stand before those that do not.
    assert set(read[:6]) == set(written[:6])


def test_a_type_and_the_first_words_of_a_title_lead_to_that_title(registry):
    """Before newer ones of other types, and before those that hold the words further on."""
    body = registry["city 24"].organization
    shared = {"organization": body, "issued_on": date(2015, 3, 1)}
    meant = make_document(number="70", title="về trật tự xây dựng ở đô thị loại hai", **shared)
    shared["issued_on"] = date(2016, 3, 1)
    make_document(number="71", title="về kết quả về trật tự xây dựng ở", **shared)
    make_document(number="72", title="về xây dựng đô thị ở nơi có trật tự", **shared)
    plan = make_document_type("Kế hoạch", party_code="KH")
    make_document(
        number="73", symbol="KH/TU", document_type=plan, title="về trật tự xây dựng ở", **shared
    )
    assert [found.number for found in find("chỉ thị về trật tự xây dựng ở")] == ["70", "71", "72"]
    assert find("Chi thi ve trat tu xay dung o")[0] == meant
    # What reads like a body may be part of a title.
    about = make_document(number="75", title="về phối hợp với Chính phủ trong xây dựng", **shared)
    make_state_body("Chính phủ", "CP")
    assert find("chỉ thị về phối hợp với Chính phủ")[0] == about
    # A type without words behind it begins no title; one stuck to its number is no word of one.
    assert find("chỉ thị ngày 1 tháng 3 năm 2016")[0].number != "70"
    assert find("ct70 về trật tự xây dựng ở")[0] == meant
    assert find("kh70 về trật tự xây dựng ở") == []
    # A title may name such a paper of another, whatever its own type.
    named = make_document(
        number="74",
        symbol="KH/TU",
        document_type=plan,
        title=("thực hiện Chỉ thị về trật tự xây dựng ở nông thôn"),
        **shared,
    )
    assert find("chỉ thị về trật tự xây dựng ở nông thôn") == [named]


def test_one_long_text_does_not_hide_a_title_that_holds_the_whole_query(registry, monkeypatch):
    """What is counted are documents, not the passages of one of them that fit."""
    monkeypatch.setattr(found, "COUNTED", 3)
    book = "Đẩy mạnh học tập gương sáng. " * 2_000
    long = make_document(number="5", symbol="CT/TW", title="về gương sáng", text=book)
    title = "về thực hiện chỉ thị 5 đẩy mạnh học tập"
    naming = make_document(number="88", symbol="KH/TU", title=title)
    hits = Hits(DOCUMENTS, Document.objects.all(), ask(read_query("chỉ thị 5 đẩy mạnh học tập")))
    assert not hits.is_more
    assert hits.records(Order.BEST, 0, 10) == [naming.pk, long.pk]


@pytest.mark.parametrize("sample", [100, 2])
def test_the_very_code_comes_first_however_many_newer_hits_have_another(monkeypatch, sample):
    monkeypatch.setattr(found, "SAMPLE", sample)
    body = make_organization("Tỉnh ủy Mẫu", "TU")
    shared = {"organization": body, "number": "24", "symbol": "CT/TU"}
    old, older = (make_document(**shared, issued_on=date(year, 3, 1)) for year in (2014, 2009))
    with_year = [
        make_document(**shared, year_in_number=str(year), issued_on=date(year, 3, 1))
        for year in (2020, 2021, 2022)
    ]
    assert find("24-CT/TU") == [old, older, *reversed(with_year)]
    assert find("24/2021-CT/TU") == [with_year[1]]


@pytest.mark.parametrize("typed", ["vỉa hè", '"vỉa hè thông thoáng"', "chỉ thị 2023"])
def test_pages_by_day_go_on_behind_the_hits_that_were_counted(monkeypatch, typed):
    monkeypatch.setattr(found, "COUNTED", 5)
    title = "về vỉa hè thông thoáng"
    days = [date(2023, 1 + place // 3, 10 + place) for place in range(13)]
    written = [make_document(title=title, issued_on=day).pk for day in days]
    hits = Hits(DOCUMENTS, Document.objects.all(), ask(read_query(typed)))
    assert hits.is_more
    pages = [hits.records(Order.NEWEST, start, start + 2) for start in range(0, 16, 2)]
    assert [key for page in pages for key in page] == written[::-1]
    assert hits.records(Order.NEWEST, 0, 100) == written[::-1]
