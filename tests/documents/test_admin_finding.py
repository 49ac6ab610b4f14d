"""How documents are found on the staff screens: search, filters, suggestions, the warning."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.admin import finding
from documents.search import found as search_found
from tests.admin_page import editor_client, member_client
from tests.factories import (
    make_document,
    make_document_type,
    make_organization,
    make_state_body,
)

pytestmark = pytest.mark.django_db

ADD = "admin:documents_document_add"
LIST = "admin:documents_document_changelist"
CHANGE = "admin:documents_document_change"
SAME_CODE = "admin:documents_document_same_code"
# Session, account, rights (3), types, years, count, rows.
LIST_QUERIES = 9


def codes_listed(client, **parameters):
    page = client.get(reverse(LIST), parameters)
    assert page.status_code == 200
    return [document.code for document in page.context["cl"].result_list]


# --- Finding -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # One code in any spelling.
        ("24-CT/TU", ["24-CT/TU"]),
        ("24 ct tu", ["24-CT/TU"]),
        ("024 - CT/TU", ["24-CT/TU"]),
        ("số 24-CT/TU", ["24-CT/TU"]),
        # Words of the title without tones, in any case and normal form.
        ("chuyen doi so", ["130/2020/NĐ-CP"]),
        ("CHUYỂN ĐỔI SỐ", ["130/2020/NĐ-CP"]),
        ("chuye\u0302\u0309n", ["130/2020/NĐ-CP"]),
        # A body, a code with a year in it.
        ("thanh uy thu nghiem", ["24-CT/TU"]),
        ("130/2020/nd-cp", ["130/2020/NĐ-CP"]),
        # A code nobody has falls back on words, and finds none.
        ("99-CT/TU", []),
    ],
)
def test_the_search_finds_codes_titles_and_bodies(query, found):
    make_document(
        organization=make_organization("Thành ủy Thử Nghiệm", code="TU"),
        number="24",
        symbol="CT/TU",
        title="về kỷ luật đảng",
    )
    make_document(
        organization=make_state_body("Chính phủ"),
        document_type=make_document_type("Nghị định"),
        number="130",
        year_in_number="2020",
        symbol="NĐ-CP",
        issued_on=date(2020, 10, 30),
        title="về chuyển đổi số",
    )
    make_document(number="124", symbol="CT/ĐU", title="về việc khác")
    assert codes_listed(editor_client(), q=query) == found


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        # The last word half typed; a beginning of two letters is a word.
        ("công tác phòng ch", False),
        ("công tác phòng chá", True),
        ("phong", True),
        # Not the middle of a word, and every word counts.
        ("ông", False),
        ("công tác nước", False),
        # Signs alone find nothing, never everything.
        ("!?", False),
        ("%", False),
    ],
)
def test_words_are_found_as_they_are_typed(query, is_found):
    make_document(number="24", symbol="CT/TU", title="về công tác phòng cháy, chữa cháy")
    assert codes_listed(editor_client(), q=query) == (["24-CT/TU"] if is_found else [])


def test_words_and_filters_are_asked_together():
    here, there = make_organization("Đảng ủy Thử Nghiệm"), make_organization("Đảng ủy Khác")
    for number, body, year in (("21", here, 2021), ("22", here, 2022), ("23", there, 2022)):
        make_document(
            number=number,
            symbol="CT/ĐU",
            organization=body,
            issued_on=date(year, 5, 1),
            title="về phòng cháy",
        )
    asked = {"q": "phong chay", "co-quan": "thu nghiem", "nam": "2022"}
    assert codes_listed(editor_client(), **asked) == ["22-CT/ĐU"]


def test_a_list_longer_than_its_bound_says_that_it_holds_the_newest(monkeypatch):
    monkeypatch.setattr(finding, "COUNTED", 2)
    monkeypatch.setattr(search_found, "COUNTED", 2)
    for number in ("1", "2", "3"):
        make_document(number=number, symbol="CT/ĐU", issued_on=date(2020, 1, int(number)))
    page = editor_client().get(reverse(LIST))
    shown = [document.number for document in page.context["cl"].result_list]
    assert shown == ["3", "2"]
    assert page.content.decode().count("danh sách chỉ gồm 2 văn bản mới nhất") == 1
    page = editor_client().get(reverse(LIST), {"q": "1-CT/ĐU"})
    assert "mới nhất" not in page.content.decode()


def test_types_without_documents_are_not_offered_in_the_filter():
    make_document_type("Kế hoạch", party_code="KH")
    make_document(document_type=make_document_type("Chỉ thị", party_code="CT"))
    page = editor_client().get(reverse(LIST)).content.decode()
    assert "Chỉ thị</a>" in page
    assert "Kế hoạch</a>" not in page


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"nam": "2022"}, ["22-CT/ĐU"]),
        ({"nam": "2023", "thang": "5"}, ["23-CT/ĐU"]),
        ({"nam": "chua-ro"}, ["20-CT/ĐU"]),
        ({"co-quan": "thu nghiem"}, ["23-CT/ĐU", "22-CT/ĐU"]),
        ({"co-quan": "tu"}, ["20-CT/ĐU"]),
        ({"co-quan": "không có"}, []),
        ({"is_held__exact": "1"}, ["22-CT/ĐU"]),
        ({"organization__level__exact": "2"}, ["20-CT/ĐU"]),
        # No database takes a null character: it is passed over.
        ({"co-quan": "\x00thu nghiem"}, ["23-CT/ĐU", "22-CT/ĐU"]),
        ({"co-quan": "\x00"}, ["23-CT/ĐU", "22-CT/ĐU", "20-CT/ĐU"]),
        ({"state__exact": "\x00registered", "q": "22"}, ["22-CT/ĐU"]),
        ({"nam": "2022\x00"}, ["22-CT/ĐU"]),
    ],
)
def test_the_list_is_narrowed_by_stored_values(parameters, found):
    here = make_organization("Đảng ủy Thử Nghiệm")
    there = make_organization("Tỉnh ủy Khác", code="TU", level=2)
    fields = {"symbol": "CT/ĐU"}
    make_document(number="23", organization=here, issued_on=date(2023, 5, 1), **fields)
    make_document(number="22", organization=here, issued_on=date(2022, 6, 1), text="x", **fields)
    make_document(number="20", organization=there, issued_on=None, **fields)
    assert codes_listed(editor_client(), **parameters) == found


@pytest.mark.parametrize(
    "parameters", [{"nam": "abc"}, {"thang": "1;--"}, {"thung-rac": "x"}, {"nam": "²"}]
)
def test_a_filter_value_that_cannot_be_meant_is_not_ignored(parameters):
    make_document()
    page = editor_client().get(reverse(LIST), parameters)
    # Django's own answer to a wrong filter: back to the list with e=1.
    assert (page.status_code, page.url.endswith("?e=1")) == (302, True)


def test_the_list_costs_the_same_for_few_and_many_rows():
    client = editor_client()
    for number in range(1, 4):
        make_document(number=str(number), organization=make_organization())
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(LIST))
    for number in range(4, 31):
        make_document(number=str(number), organization=make_organization())
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(LIST))
    assert len(many) == len(few) <= LIST_QUERIES


# --- The warning while typing --------------------------------------------------------------


def test_typing_a_code_that_exists_is_answered_with_its_documents():
    document = make_document(number="24", symbol="CT/TU", title="về việc cũ")
    make_document(number="25", symbol="CT/TU")
    asked = {"number": "024", "symbol": "ct/tu"}
    answer = editor_client().get(reverse(SAME_CODE), asked).json()["documents"]
    assert [row["label"] for row in answer] == ["Chỉ thị 24-CT/TU (19/05/2023)"]
    assert answer[0]["url"] == reverse(CHANGE, args=[document.pk])
    assert answer[0]["issuer"] == document.issuer_display


@pytest.mark.parametrize(
    "asked",
    [
        {},
        # A number alone is half typed; every body has a 24.
        {"number": "24"},
        {"number": "abc", "symbol": "CT/TU"},
        {"number": "9" * 5000, "symbol": "\x00"},
    ],
)
def test_half_a_code_warns_of_nothing(asked):
    make_document(number="24", symbol="CT/TU")
    assert editor_client().get(reverse(SAME_CODE), asked).json() == {"documents": []}


@pytest.mark.parametrize("name", ["number", "symbol", "year_in_number", "title", "organization"])
def test_null_characters_are_passed_over_while_typing(name):
    make_document(number="24", symbol="CT/TU")
    asked = {"number": "24", "symbol": "CT/TU"}
    asked[name] = f"\x00{asked.get(name, '')}"
    answer = editor_client().get(reverse(SAME_CODE), asked).json()["documents"]
    assert [row["label"] for row in answer] == ["Chỉ thị 24-CT/TU (19/05/2023)"]


def test_a_document_is_not_warned_of_itself():
    own = make_document(number="24", symbol="CT/TU")
    asked = {"number": "24", "symbol": "CT/TU", "id": str(own.pk)}
    assert editor_client().get(reverse(SAME_CODE), asked).json() == {"documents": []}


@pytest.mark.parametrize("asked", [{"number": "24", "symbol": "CT/TU"}, {"number": "24-CT/TU"}])
def test_a_document_in_the_bin_is_warned_of_as_such(asked):
    make_document(number="24", symbol="CT/TU").move_to_bin()
    rows = editor_client().get(reverse(SAME_CODE), asked).json()["documents"]
    assert [row["is_binned"] for row in rows] == [True]


def test_the_warning_is_for_editors_only(client):
    make_document(number="24", symbol="CT/TU")
    asked = {"number": "24", "symbol": "CT/TU"}
    assert client.get(reverse(SAME_CODE), asked).status_code == 302
    assert member_client().get(reverse(SAME_CODE), asked, follow=True).status_code == 403


def test_the_form_tells_the_script_where_to_ask():
    page = editor_client().get(reverse(ADD)).content.decode()
    assert f'data-same-code="{reverse(SAME_CODE)}"' in page
    assert "admin-van-kien/trung-so.js" in page


def test_suggestions_tell_equal_codes_apart_and_leave_the_bin_out():
    make_document(number="26", symbol="CT/TW", issued_on=date(2018, 11, 9), title="về một việc")
    make_document(number="26", symbol="CT/TW", issued_on=date(2023, 11, 23), title="về việc khác")
    make_document(number="26", symbol="CT/TW", issued_on=date(2010, 1, 1)).move_to_bin()
    asked = {
        "app_label": "documents",
        "model_name": "relation",
        "field_name": "target",
        "term": "26 ct tw",
    }
    rows = editor_client().get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [row["text"].split(" – ")[0] for row in rows] == [
        "Chỉ thị 26-CT/TW (23/11/2023)",
        "Chỉ thị 26-CT/TW (09/11/2018)",
    ]
    assert rows[0]["text"].endswith("về việc khác")
