"""A number series: what is known of it, which types share it, and what it never tells."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from documents.models import Document
from documents.overviews.series import place_of
from organizations.audience import Audience
from organizations.models import Organization
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    """A committee with a term of 2021–2026 and one before."""
    body = make.make_organization("Tỉnh ủy Mẫu", "TU", level=Organization.Level.PROVINCE)
    make.make_term(body, "XII", date(2016, 1, 27), date(2021, 1, 30))
    make.make_term(body)
    return body


@pytest.fixture
def member(client):
    user = make.make_member()
    client.force_login(user)
    return user


def issue(body, number, day=date(2023, 5, 19), kind="Chỉ thị", symbol="CT/TU", **fields):
    return make.make_document(
        organization=body,
        number=str(number),
        symbol=symbol,
        issued_on=day,
        document_type=make.make_document_type(kind),
        **fields,
    )


def series(client, body, name="ct", period="khoa-xiii", **parameters):
    return client.get(reverse("documents:series", args=[body.slug, name, period]), parameters)


def plain(response) -> str:
    return " ".join(response.content.decode().split())


def lines(response) -> list[str]:
    """The lines as "5–9 ?" for a gap and the code for a document."""
    return [
        f"{entry.gap.first}–{entry.gap.last} ?" if entry.gap else entry.row["label"]
        for entry in response.context["entries"]
    ]


def test_numbers_held_cited_and_unknown_are_told_apart(body, member, client):
    issue(body, 2, is_held=True)
    issue(body, 3)
    issue(body, 7, is_held=True)
    page = series(client, body)
    assert lines(page) == [
        *("1–1 ?", "Chỉ thị 02-CT/TU", "Chỉ thị 03-CT/TU", "4–6 ?", "Chỉ thị 07-CT/TU"),
    ]
    found = page.context["series"]
    assert (found.held, found.bare, found.unknown) == (2, 1, 4)
    text = plain(page)
    for part in ("chưa biết", "chưa có văn bản", "Khóa XIII (2021–2026)", "4 đến 6"):
        assert part in text
    assert "<strong>1</strong> văn bản mới chỉ biết số, ngày" in text


def test_a_gap_is_never_called_missing_and_the_reason_is_given(body, member, client):
    issue(body, 5)
    text = plain(series(client, body))
    assert "không có nghĩa là thiếu hay mất" in text
    assert "Văn bản mật được đánh số chung trong dãy này" in text


def test_another_term_body_or_type_is_another_series(body, member, client):
    issue(body, 1)
    issue(body, 2, date(2020, 3, 1))
    issue(body, 3, kind="Kế hoạch", symbol="KH/TU")
    issue(make.make_organization("Thành ủy Mẫu", "TU"), 4)
    assert lines(series(client, body)) == ["Chỉ thị 01-CT/TU"]
    assert lines(series(client, body, period="khoa-xii")) == ["1–1 ?", "Chỉ thị 02-CT/TU"]


@pytest.mark.parametrize("hidden", ["audience", "proposed", "binned"])
def test_a_hidden_document_is_exactly_an_unknown_number(body, member, client, hidden):
    issue(body, 1)
    issue(body, 4)
    without = plain(series(client, body))
    for number in (2, 9):
        document = issue(body, number, title="trích yếu giấu kín")
        if hidden == "audience":
            document.audience = Audience.EDITORS
        elif hidden == "proposed":
            document.state = "proposed"
        document.save()
        if hidden == "binned":
            document.move_to_bin()
    assert plain(series(client, body)) == without
    index = plain(client.get(reverse("documents:series_list", args=[body.slug])))
    assert "2 văn bản" in index
    assert "giấu kín" not in index


def test_a_series_of_hidden_documents_alone_is_no_page_and_in_no_list(body, member, client):
    document = issue(body, 1, audience=Audience.EDITORS)
    assert series(client, body).status_code == 404
    index = client.get(reverse("documents:series_list", args=[body.slug]))
    assert "khoa-xiii" not in index.content.decode()
    client.force_login(make.make_editor())
    assert series(client, body).status_code == 200
    assert document.pk


def test_types_that_share_by_rule_of_the_body_are_one_series(body, member, client):
    make.make_document_type("Quyết định", series="qd")
    ruling = make.make_document_type("Quy định", party_code="QĐ", series="quy-dinh")
    make.make_series_rule(body, ruling, "qd", valid_from=date(2021, 1, 31))
    issue(body, 1, kind="Quyết định", symbol="QĐ/TU")
    issue(body, 2, kind="Quy định", symbol="QĐ/TU")
    issue(body, 8, date(2018, 8, 28), kind="Quy định", symbol="QĐi/TU")
    page = series(client, body, "qd")
    assert lines(page) == ["Quyết định 01-QĐ/TU", "Quy định 02-QĐ/TU"]
    assert "Đánh chung một dãy số: Quy định, Quyết định" in plain(page)
    # Before the rule the type had a series of its own.
    earlier = series(client, body, "quy-dinh", "khoa-xii")
    assert lines(earlier) == ["1–7 ?", "Quy định 08-QĐi/TU"]
    assert "Đánh chung" not in plain(earlier)
    assert series(client, body, "quy-dinh").status_code == 404


def test_another_bodys_rule_changes_nothing(body, member, client):
    make.make_document_type("Quyết định", series="qd")
    ruling = make.make_document_type("Quy định", party_code="QĐ", series="quy-dinh")
    make.make_series_rule(make.make_organization("Trung ương Mẫu", "TW"), ruling, "qd")
    issue(body, 2, kind="Quy định", symbol="QĐ/TU")
    assert series(client, body, "qd").status_code == 404
    assert lines(series(client, body, "quy-dinh")) == ["1–1 ?", "Quy định 02-QĐ/TU"]


def test_a_congress_numbers_all_its_types_in_one_series_of_its_own(body, member, client):
    acted = {"collective": Document.Collective.CONGRESS}
    issue(body, 1, kind="Nghị quyết", symbol="NQ/ĐH", **acted)
    issue(body, 3, kind="Báo cáo", symbol="BC/ĐH", **acted)
    issue(body, 5, kind="Nghị quyết", symbol="NQ/TU")
    page = series(client, body, "dai-hoi")
    assert lines(page) == ["Nghị quyết 01-NQ/ĐH", "2–2 ?", "Báo cáo 03-BC/ĐH"]
    assert "một dãy cho mọi loại" in plain(page)
    assert lines(series(client, body, "nq")) == ["1–4 ?", "Nghị quyết 05-NQ/TU"]


def test_the_states_numbers_run_by_year_and_those_with_a_year_apart(member, client):
    state = make.make_state_body("Chính phủ Mẫu", "CP")
    issue(state, 3, kind="Nghị quyết", symbol="NQ-CP")
    issue(state, 1, date(2024, 2, 1), kind="Nghị quyết", symbol="NQ-CP")
    issue(state, 2, kind="Nghị quyết", symbol="NQ-CP", year_in_number="2023")
    page = series(client, state, "nq", "nam-2023")
    assert lines(page) == ["1–2 ?", "Nghị quyết 03/NQ-CP"]
    assert "văn bản mật của cơ quan nhà nước đánh số riêng" in plain(page)
    assert "đánh số chung" not in plain(page)
    with_year = series(client, state, "nq-co-nam", "nam-2023")
    assert lines(with_year) == ["1–1 ?", "Nghị quyết 02/2023/NQ-CP"]


def test_a_committee_without_known_terms_does_not_begin_at_one(member, client):
    ward = make.make_organization("Đảng ủy phường Mẫu")
    issue(ward, 117)
    issue(ward, 120)
    page = series(client, ward, period="nam-2023")
    assert lines(page) == ["Chỉ thị 117-CT/TU", "118–119 ?", "Chỉ thị 120-CT/TU"]
    assert "tạm xếp theo năm" in plain(page)
    told = f"Theo dữ liệu đã nhập đến ngày {timezone.localdate():%d/%m/%Y}, từ số 117 đến số 120"
    assert told in plain(page)


def test_what_has_no_certain_term_is_told_beside_each_it_may_belong_to(body, member, client):
    issue(body, 1)
    issue(body, 1, date(2020, 3, 1))
    issue(body, 6, None)
    issue(body, 7, None, issued_year=2023)
    page = series(client, body)
    assert lines(page) == ["Chỉ thị 01-CT/TU"]
    assert [row["label"] for row in page.context["unsettled"]] == [
        *("Chỉ thị 06-CT/TU", "Chỉ thị 07-CT/TU"),
    ]
    earlier = series(client, body, period="khoa-xii").context["unsettled"]
    assert [row["label"] for row in earlier] == ["Chỉ thị 06-CT/TU"]
    assert "Chưa xếp được vào dãy" in plain(page)


def test_a_term_an_editor_chose_settles_a_document_without_day(body, member, client):
    issue(body, 2, None, term=body.terms.get(label="XIII"))
    assert lines(series(client, body)) == ["1–1 ?", "Chỉ thị 02-CT/TU"]


def test_without_a_day_a_rule_for_a_time_leaves_the_series_open(body, member, client):
    make.make_document_type("Quyết định", series="qd")
    ruling = make.make_document_type("Quy định", party_code="QĐ", series="quy-dinh")
    make.make_series_rule(body, ruling, "qd", valid_from=date(2021, 1, 31))
    issue(body, 1, kind="Quyết định", symbol="QĐ/TU")
    issue(body, 2, None, kind="Quy định", symbol="QĐ/TU", term=body.terms.get(label="XIII"))
    page = series(client, body, "qd")
    assert lines(page) == ["Quyết định 01-QĐ/TU"]
    assert [row["label"] for row in page.context["unsettled"]] == ["Quy định 02-QĐ/TU"]


def test_two_documents_of_one_number_both_stand_there(body, member, client):
    issue(body, 1, symbol="CT/TU")
    issue(body, 1, symbol="CT/TU/nb")
    page = series(client, body)
    assert lines(page) == ["Chỉ thị 01-CT/TU", "Chỉ thị 01-CT/TU/nb"]
    assert page.context["series"].unknown == 0


def test_the_list_of_a_body_leads_to_each_of_its_series(body, member, client):
    issue(body, 1)
    issue(body, 2, date(2020, 3, 1))
    issue(body, 3, kind="Kế hoạch", symbol="KH/TU")
    page = client.get(reverse("documents:series_list", args=[body.slug]))
    groups = page.context["groups"]
    assert {group.name: [name for _, name, _ in group.periods] for group in groups} == {
        "Chỉ thị": ["Khóa XIII (2021–2026)", "Khóa XII (2016–2021)"],
        "Kế hoạch": ["Khóa XIII (2021–2026)"],
    }
    for group in groups:
        for place, _, _ in group.periods:
            assert series(client, body, *place).status_code == 200


def test_document_and_body_lead_to_the_series(body, member, client):
    document = issue(body, 1)
    address = reverse("documents:series", args=[body.slug, "ct", "khoa-xiii"])
    assert f'href="{address}"' in client.get(document.get_absolute_url()).content.decode()
    index = reverse("documents:series_list", args=[body.slug])
    assert f'href="{index}"' in client.get(body.get_absolute_url()).content.decode()
    undated = issue(body, 2, None)
    assert f'href="{index}"' in client.get(undated.get_absolute_url()).content.decode()
    named = make.make_document(name="Điều lệ Mẫu", organization=body)
    assert "/day-so/" not in client.get(named.get_absolute_url()).content.decode()


@pytest.mark.parametrize("period", ["khoa-x", "nam-1999", "nam-x", "nam-²", "x", "%3F"])
def test_a_period_without_documents_is_not_found(body, member, client, period):
    issue(body, 1)
    issue(body, 2, None)
    assert series(client, body, period=period).status_code == 404


def test_a_long_series_goes_on_over_the_page(body, member, client, monkeypatch):
    monkeypatch.setattr("documents.overviews.series_pages.ROWS_OF_A_PAGE", 2)
    for number in (1, 2, 3):
        issue(body, number)
    assert lines(series(client, body)) == ["Chỉ thị 01-CT/TU", "Chỉ thị 02-CT/TU"]
    assert lines(series(client, body, page="2")) == ["Chỉ thị 03-CT/TU"]
    assert series(client, body, page="3").status_code == 404


def test_a_long_series_is_printed_whole(body, member, client, monkeypatch):
    monkeypatch.setattr("documents.overviews.series_pages.ROWS_OF_A_PAGE", 2)
    for number in (1, 2, 3):
        issue(body, number)
    assert 'href="?in=1"' in series(client, body).content.decode()
    printed = series(client, body, **{"in": "1"})
    assert len(lines(printed)) == 3
    assert "đủ cả 3 dòng" in printed.content.decode()
    monkeypatch.setattr("documents.overviews.printing.MOST_PRINTED", 2)
    cut = series(client, body, **{"in": "1"})
    assert len(lines(cut)) == 2
    assert "chia thành 2 bản in" in cut.content.decode()


@pytest.mark.parametrize("documents", [1, 4])
def test_the_number_of_queries_does_not_grow(
    body, member, client, documents, django_assert_num_queries
):
    for number in range(documents):
        issue(body, number + 1)
        issue(body, number + 10, None)
    # Two for who asks; the body, its terms, its rules, the types, what there is, two of rows.
    with django_assert_num_queries(9):
        series(client, body)
    with django_assert_num_queries(8):
        client.get(reverse("documents:series_list", args=[body.slug]))


# --- Periods and the list of a body ----------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("tinh-uy-mau|ct|24||ct-tu|khoa-xiii", ("ct", "khoa-xiii")),
        ("bo|nd|130|2020|nd-cp|nam-2020", ("nd-co-nam", "nam-2020")),
        ("tinh-uy-mau|ct|24||ct-tu|?", ("ct", "?")),
        # A label may hold the sign that parts the key, and so may a symbol.
        ("tinh-uy-mau|ct|24||ct-tu|khoa-xiii|2", ("ct", "khoa-xiii|2")),
        ("tinh-uy-mau|ct|24||ct|a-tu|khoa-xiii", ("ct", "khoa-xiii")),
    ],
)
def test_the_place_is_read_from_the_identity_key(key, expected):
    assert place_of(key, "", "2020" if "|2020|" in key else "") == expected


@pytest.mark.parametrize("label", ["XIII|2", "XIII/2", "XIII ?#%"])
def test_a_term_with_a_sign_in_its_label_has_a_page_for_its_series(member, client, label):
    body = make.make_organization("Tỉnh ủy Mẫu", "TU")
    make.make_term(body, label)
    issue(body, 1)
    index = client.get(reverse("documents:series_list", args=[body.slug]))
    (address,) = re.findall(r'href="(/day-so/[^"]+/)">Khóa', index.content.decode())
    assert lines(client.get(address)) == ["Chỉ thị 01-CT/TU"]


def test_the_list_counts_what_the_series_hold(body, member, client):
    issue(body, 1)
    issue(body, 2, None, issued_year=2022)
    issue(body, 3, None)
    issue(body, 1, date(2024, 3, 1), kind="Kế hoạch", symbol="KH/TU")
    issue(body, 1, date(2017, 3, 1))
    issue(body, 1, collective=Document.Collective.CONGRESS, kind="Nghị quyết", symbol="NQ/ĐH")
    # Before the terms that are recorded.
    issue(body, 9, date(2001, 3, 1))
    index = client.get(reverse("documents:series_list", args=[body.slug]))
    listed = {
        (place.series, place.period): count
        for group in index.context["groups"]
        for place, _, count in group.periods
    }
    assert listed == {
        ("ct", "khoa-xiii"): 1,
        ("ct", "khoa-xii"): 1,
        ("ct", "nam-2001"): 1,
        ("kh", "khoa-xiii"): 1,
        ("dai-hoi", "khoa-xiii"): 1,
    }
    for (name, period), count in listed.items():
        assert len(series(client, body, name, period).context["series"].known) == count
    assert index.context["unsettled_count"] == 2
    assert [row["label"] for row in index.context["unsettled"]] == [
        "Chỉ thị 02-CT/TU",
        "Chỉ thị 03-CT/TU",
    ]


def test_what_a_rule_of_some_years_may_have_numbered_otherwise_is_in_no_series(member, client):
    body = make.make_state_body("Sở Mẫu", "SM")
    decision = make.make_document_type("Quyết định")
    make.make_series_rule(body, decision, "chung", valid_from=date(2022, 1, 1))
    issue(body, 1, None, "Quyết định", "QĐ-SM", issued_year=2023)
    issue(body, 2, None, "Kế hoạch", "KH-SM", issued_year=2023)
    index = client.get(reverse("documents:series_list", args=[body.slug]))
    assert [group.name for group in index.context["groups"]] == ["Kế hoạch"]
    assert [row["label"] for row in index.context["unsettled"]] == ["Quyết định 01/QĐ-SM"]
    assert index.context["unsettled_count"] == 1
