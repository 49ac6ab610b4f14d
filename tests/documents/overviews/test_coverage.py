"""Who has carried out a document: which bodies are asked about, what is known, what is not told."""

from datetime import date

import pytest
from django.utils import timezone

from documents.models import Decision
from documents.overviews.carrying_out import web_of
from documents.overviews.coverage import Standing, coverage_of, is_coverable
from organizations.audience import Audience
from organizations.models import Organization
from tests import factories as make

pytestmark = pytest.mark.django_db
Kind, Level = Organization.Kind, Organization.Level
ISSUED = date(2023, 5, 19)


@pytest.fixture
def bodies():
    """The Centre, a province with two wards and a cell, offices and the State beside them."""
    centre = make.make_organization("Trung ương Mẫu", "TW", level=Level.CENTRAL)
    province = make.make_organization("Tỉnh ủy Mẫu", "TU", level=Level.PROVINCE, parent=centre)
    ward = make.make_organization("Đảng ủy phường Ân", parent=province)
    return {
        "centre": centre,
        "province": province,
        "ward": ward,
        "other ward": make.make_organization("Đảng ủy phường Đông", parent=province),
        "cell": make.make_organization("Chi bộ Mẫu", "CB", level=Level.CELL, parent=ward),
        "office": make.make_organization(
            "Ban Tổ chức Trung ương Mẫu", kind=Kind.PARTY_OFFICE, level=Level.CENTRAL, parent=centre
        ),
        "state": make.make_state_body("UBND tỉnh Mẫu", level=Level.PROVINCE, parent=province),
    }


@pytest.fixture
def directive(bodies):
    return make.make_document(organization=bodies["centre"], number="1", symbol="CT/TW")


@pytest.fixture
def member(client):
    user = make.make_member()
    client.force_login(user)
    return user


def carry_out(body, *above, day=date(2023, 6, 18), **fields):
    document = make.make_document(organization=body, issued_on=day, **fields)
    for target in above:
        make.make_relation(document, target)
    return document


def standings(document, reader) -> dict[str, Standing]:
    return {row.body.name: row.standing for row in coverage_of(document, web_of(document, reader))}


def table(client, document, **parameters):
    return client.get(f"{document.get_absolute_url()}trien-khai/", parameters)


def plain(response) -> str:
    return " ".join(response.content.decode().split())


def order(response) -> list[str]:
    return [row.body.name for row in response.context["rows"]]


def test_every_committee_below_is_asked_about_and_no_other(bodies, directive, member):
    expected = ["Tỉnh ủy Mẫu", "Đảng ủy phường Ân", "Đảng ủy phường Đông", "Chi bộ Mẫu"]
    assert standings(directive, member) == dict.fromkeys(expected, Standing.NONE)


def test_a_provinces_document_is_for_what_is_below_the_province(bodies, member):
    make.make_organization("Tỉnh ủy Khác", level=Level.PROVINCE, parent=bodies["centre"])
    document = make.make_document(organization=bodies["province"])
    expected = {"Đảng ủy phường Ân", "Đảng ủy phường Đông", "Chi bộ Mẫu"}
    assert set(standings(document, member)) == expected


def test_an_offices_document_is_for_those_below_its_committee(bodies, member):
    document = make.make_document(organization=bodies["office"])
    assert standings(document, member)["Tỉnh ủy Mẫu"] == Standing.NONE


def test_a_states_document_is_for_the_states_bodies(bodies, member):
    government = make.make_state_body("Chính phủ Mẫu", level=1, parent=bodies["centre"])
    document = make.make_document(organization=government)
    assert standings(document, member) == {"UBND tỉnh Mẫu": Standing.NONE}


def test_who_carries_out_directly_or_through_another_has_issued(bodies, directive, member, client):
    plan = carry_out(bodies["province"], directive, number="5", symbol="KH/TU")
    carry_out(bodies["ward"], plan, day=date(2023, 7, 1), number="6", symbol="KH/ĐU")
    found = standings(directive, member)
    assert found["Tỉnh ủy Mẫu"] == found["Đảng ủy phường Ân"] == Standing.ISSUED
    assert found["Đảng ủy phường Đông"] == Standing.NONE
    text = plain(table(client, directive))
    for part in ("sau 30 ngày", "trực tiếp", "sau 43 ngày", "qua Chỉ thị 05-KH/TU", "01/07/2023"):
        assert part in text
    assert "<strong>2</strong> đã ban hành" in text
    # On paper nobody sees when that was.
    assert f"Theo dữ liệu đã nhập đến ngày {timezone.localdate():%d/%m/%Y}" in text


def test_the_shortest_way_is_told_where_there_are_two(bodies, directive, member, client):
    plan = carry_out(bodies["province"], directive, number="5", symbol="KH/TU")
    carry_out(bodies["ward"], plan, directive)
    assert "qua Chỉ thị 05-KH/TU" not in plain(table(client, directive))


def test_the_first_document_of_a_body_counts_and_the_rest_is_counted(
    bodies, directive, member, client
):
    for day in (20, 25, 22, 28, 29):
        carry_out(bodies["ward"], directive, day=date(2023, 5, day))
    row = table(client, directive).context["rows"][1]
    assert [done.after for done in row.done] == ["sau 1 ngày", "sau 3 ngày", "sau 6 ngày"]
    assert row.more == 2


def test_unknown_and_contrary_days_are_said(bodies, directive, member, client):
    carry_out(bodies["ward"], directive, day=None)
    carry_out(bodies["province"], directive, day=date(2023, 5, 17))
    carry_out(bodies["cell"], directive, day=ISSUED)
    text = plain(table(client, directive))
    assert "chưa rõ" in text
    assert "trước 2 ngày" in text
    assert "cùng ngày" in text


def test_a_body_of_another_kind_stands_there_once_it_has_issued(bodies, directive, member):
    assert "UBND tỉnh Mẫu" not in standings(directive, member)
    carry_out(bodies["state"], directive)
    assert standings(directive, member)["UBND tỉnh Mẫu"] == Standing.ISSUED


def test_the_issuer_itself_is_not_asked_about_but_told_of(bodies, directive, member, client):
    carry_out(bodies["centre"], directive)
    assert "Trung ương Mẫu" not in standings(directive, member)
    assert "Ngoài bảng còn 1 văn bản" in plain(table(client, directive))


@pytest.mark.parametrize("hidden", ["audience", "proposed", "binned", "relation proposed"])
def test_a_document_one_may_not_see_leaves_its_body_without_any(
    bodies, directive, member, client, hidden
):
    plan = carry_out(bodies["province"], title="trích yếu giấu kín")
    state = Decision.PROPOSED if hidden == "relation proposed" else Decision.CONFIRMED
    make.make_relation(plan, directive, state=state)
    carry_out(bodies["ward"], plan)
    if hidden == "audience":
        plan.audience = Audience.EDITORS
    elif hidden == "proposed":
        plan.state = "proposed"
    plan.save()
    if hidden == "binned":
        plan.move_to_bin()
    assert set(standings(directive, member).values()) == {Standing.NONE}
    response = table(client, directive)
    assert plan.slug not in response.content.decode()
    assert response.context["elsewhere"] == 0


def test_a_body_that_ended_before_is_not_asked_about_and_one_after_is(
    bodies, directive, member, client
):
    for name, day in (("Huyện ủy Xưa", date(2020, 1, 1)), ("Huyện ủy Nay", date(2025, 6, 30))):
        make.make_organization(name, level=Level.DISTRICT, parent=bodies["province"], valid_to=day)
    found = standings(directive, member)
    assert "Huyện ủy Xưa" not in found
    assert found["Huyện ủy Nay"] == Standing.ENDED
    # Of today's bodies first; those that ended without a document are one press away.
    assert "Huyện ủy Nay" not in order(table(client, directive))
    assert "Kể cả 1 cơ quan đã kết thúc" in plain(table(client, directive))
    whole = table(client, directive, cu="1")
    assert "Huyện ủy Nay" in order(whole)
    assert "Chưa thấy văn bản trước khi kết thúc" in plain(whole)


def test_what_a_predecessor_issued_is_told_of_its_successor(bodies, directive, member, client):
    old = make.make_organization(
        "Huyện ủy Nay", level=Level.DISTRICT, parent=bodies["province"], valid_to=date(2025, 6, 30)
    )
    make.make_succession(old, bodies["ward"])
    # Its papers went to the province, which has issued nothing by that.
    make.make_succession(old, bodies["province"])
    carry_out(old, directive)
    found = standings(directive, member)
    assert found["Đảng ủy phường Ân"] == Standing.BY_PREDECESSOR
    assert found["Tỉnh ủy Mẫu"] == Standing.NONE
    assert found["Đảng ủy phường Đông"] == Standing.NONE
    text = plain(table(client, directive))
    assert "Cơ quan tiền thân đã ban hành" in text
    assert "đã kết thúc hoạt động 30/06/2025, nay là" in text


def test_a_circle_of_parents_ends(bodies, directive, member):
    Organization.objects.filter(pk=bodies["centre"].pk).update(parent=bodies["cell"])
    assert "Chi bộ Mẫu" in standings(directive, member)


def test_the_table_is_sorted_as_asked(bodies, directive, member, client):
    carry_out(bodies["province"], directive, day=date(2023, 8, 1))
    carry_out(bodies["other ward"], directive, day=date(2023, 6, 1))
    an, dong, tinh, cell = (
        *("Đảng ủy phường Ân", "Đảng ủy phường Đông"),
        *("Tỉnh ủy Mẫu", "Chi bộ Mẫu"),
    )
    assert order(table(client, directive)) == [tinh, an, dong, cell]
    assert order(table(client, directive, xep="som")) == [dong, tinh, an, cell]
    assert order(table(client, directive, xep="muon")) == [tinh, dong, an, cell]
    assert order(table(client, directive, xep="chua")) == [an, cell, tinh, dong]
    assert order(table(client, directive, cap="xa")) == [an, dong]
    assert table(client, directive, cap="xa").context["tally"]["none"] == 1


def test_a_long_table_is_printed_whole_as_it_was_chosen(
    bodies, directive, member, client, monkeypatch
):
    monkeypatch.setattr("documents.overviews.coverage_table.ROWS_OF_A_PAGE", 1)
    address = f"{directive.get_absolute_url()}trien-khai/"
    first = client.get(address, {"cap": "xa"})
    assert len(first.context["rows"]) == 1
    assert 'href="?cap=xa&amp;in=1"' in first.content.decode()
    printed = client.get(address, {"cap": "xa", "in": "1"})
    assert [row.body for row in printed.context["rows"]] == [bodies["ward"], bodies["other ward"]]
    assert "đủ cả 2 dòng" in printed.content.decode()


@pytest.mark.parametrize("wrong", [{"xep": "x"}, {"cap": "x"}, {"page": "2"}, {"page": "x"}])
def test_what_is_no_order_level_or_page_is_not_found(bodies, directive, member, client, wrong):
    assert table(client, directive, **wrong).status_code == 404


def test_a_cells_document_and_one_of_nobody_known_have_no_table(bodies, member, client):
    for body in (bodies["cell"], None):
        document = make.make_document(organization=body)
        assert not is_coverable(document)
        assert table(client, document).status_code == 404
        assert "trien-khai/" not in client.get(document.get_absolute_url()).content.decode()


def test_nobody_below_is_said(member, client):
    document = make.make_document()
    assert "chưa có cơ quan nào ở cấp dưới" in plain(table(client, document))


@pytest.mark.parametrize("wards", [1, 4])
def test_the_number_of_queries_does_not_grow(
    bodies, directive, member, client, wards, django_assert_num_queries
):
    for _ in range(wards):
        ward = make.make_organization(parent=bodies["province"])
        carry_out(ward, directive)
    old = make.make_organization(parent=bodies["province"], valid_to=date(2025, 6, 30))
    make.make_succession(old, bodies["ward"])
    # Two for who asks; the document, the web, the bodies, what came after them, the documents.
    with django_assert_num_queries(7):
        table(client, directive)
