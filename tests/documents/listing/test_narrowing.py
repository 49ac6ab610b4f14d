"""What a list can be narrowed by: numbers that agree with the list behind each address."""

from datetime import date

import pytest
from django.test import Client

from documents.models import Document
from documents.search import facets, found
from organizations.audience import Audience
from organizations.models import Organization
from tests import factories as make
from tests.remembering import remembered

pytestmark = pytest.mark.django_db
LIST, NARROWING = "/van-ban/", "/van-ban/bo-loc/"
PART = {"X-Requested-With": "fetch"}


@pytest.fixture
def registry():
    return remembered(make_registry)


def make_registry():
    """Documents of four audiences, three bodies and none, four years and none, one in the bin."""
    centre = make.make_organization("Trung ương Thử Nghiệm", "TW", level=Organization.Level.CENTRAL)
    ward = make.make_organization("Đảng ủy phường Mẫu", "ĐU", level=Organization.Level.COMMUNE)
    cell = make.make_organization("Chi bộ Mẫu", "CB", level=Organization.Level.CELL, parent=ward)
    make.make_term(centre, "XIII")
    plan = make.make_document_type("Kế hoạch")
    shared = {"title": "về trật tự đô thị"}
    make.make_document(organization=centre, audience=Audience.EVERYONE, **shared)
    make.make_document(organization=ward, audience=Audience.EVERYONE, text="Vỉa hè.", **shared)
    make.make_document(
        organization=centre, issued_on=date(2018, 11, 9), document_type=plan, **shared
    )
    make.make_document(organization=None, issued_on=None, issued_year=2012, **shared)
    make.make_document(
        organization=ward,
        issued_on=None,
        status=Document.Status.ENDED,
        status_basis="Chỉ thị 1-CT/TW",
        **shared,
    )
    make.make_document(
        organization=cell, audience=Audience.BODIES, audience_bodies=[ward], **shared
    )
    make.make_document(organization=ward, audience=Audience.EDITORS, **shared)
    make.make_document(state=Document.State.PROPOSED, organization=ward, **shared)
    make.make_document(organization=ward, title="về việc khác")
    make.make_document(organization=ward, **shared).move_to_bin()
    return {"ward": ward}


def client_of(role, registry):
    client = Client()
    accounts = {
        "member": lambda: make.make_member(),
        "member of the ward": lambda: make.make_member(None, registry["ward"]),
        "editor": lambda: make.make_editor(),
    }
    if role in accounts:
        client.force_login(accounts[role]())
    return client


def facets_at(client, address):
    return {facet.name: facet for facet in client.get(address).context["facets"]}


ROLES = ("visitor", "member", "member of the ward", "editor")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("asked", ["", "?q=đô+thị", "?q=do+thi&cap=xa", "?q=đô+thị&xep=so&page=1"])
def test_each_number_is_what_the_list_then_shows(registry, role, asked):
    client = client_of(role, registry)
    shown = facets_at(client, NARROWING + asked)
    # The visitor sees one document of that level.
    assert bool(shown) is not (role == "visitor" and "cap=" in asked)
    for facet in shown.values():
        for value in facet.values:
            page = client.get(value.address).context["page"]
            assert (page.count, page.is_more) == (value.count.number, value.count.is_more)


def test_all_filters_are_told_with_their_values(registry):
    shown = facets_at(client_of("editor", registry), f"{NARROWING}?q=đô+thị")
    assert {
        facet.label: [(value.shown, value.count.number) for value in facet.values]
        for facet in shown.values()
    } == {
        "Loại văn bản": [("Chỉ thị", 7), ("Kế hoạch", 1)],
        "Cấp ban hành": [
            ("Cấp xã, phường", 4),
            ("Trung ương", 2),
            ("Chi bộ", 1),
            ("Chưa rõ cấp", 1),
        ],
        "Cơ quan ban hành": [
            ("Đảng ủy phường Mẫu", 4),
            ("Trung ương Thử Nghiệm", 2),
            ("Chi bộ Mẫu", 1),
            ("Chưa rõ cơ quan", 1),
        ],
        "Năm ban hành": [("2023", 5), ("2018", 1), ("2012", 1)],
        "Có trong sổ": [("Chưa có văn bản", 7), ("Đã có văn bản", 1)],
        "Hiệu lực": [("Chưa xác định", 7), ("Hết hiệu lực", 1)],
    }


def test_a_filter_in_use_and_one_with_a_single_value_are_not_offered(registry):
    shown = facets_at(client_of("visitor", registry), f"{NARROWING}?q=đô+thị&co_van_ban=co")
    assert shown == {}


def test_more_bodies_than_fit_are_counted_and_the_frequent_ones_shown(registry):
    for number in range(20):
        make.make_document(organization=make.make_organization(f"Cơ quan {number}", f"C{number}"))
    facet = facets_at(client_of("member", registry), NARROWING)["co_quan"]
    assert facet.values[0].shown == "Đảng ủy phường Mẫu"
    # Fifteen of the twenty-three: three bodies of the registry and documents without a body.
    assert (len(facet.values), facet.left_out) == (15, 8)


@pytest.mark.parametrize("read", [2, 1_000])
@pytest.mark.parametrize("role", ROLES)
def test_beyond_the_bound_numbers_are_bounded_and_still_agree(registry, role, read, monkeypatch):
    monkeypatch.setattr(found, "COUNTED", 1)
    monkeypatch.setattr(facets, "READ", read)
    centre = Organization.objects.get(name="Trung ương Thử Nghiệm")
    for body in (centre, registry["ward"]):
        make.make_document(
            organization=body,
            title="về đô thị mới",
            issued_on=date(2025, 5, 19),
            audience=Audience.EVERYONE,
        )
    client = client_of(role, registry)
    shown = facets_at(client, f"{NARROWING}?q=đô+thị")
    # Of very many hits bodies are not told.
    assert ("co_quan" in shown) is (read != 2)
    assert {"cap", "nam"} <= set(shown)
    for facet in shown.values():
        for value in facet.values:
            page = client.get(value.address).context["page"]
            assert (page.count, page.is_more) == (value.count.number, value.count.is_more)
    text = client.get(f"{NARROWING}?q=đô+thị", headers=PART).content.decode()
    assert (">hơn 1.000<" in text) is any(
        value.count.is_more for facet in shown.values() for value in facet.values
    )


def test_of_a_very_long_list_the_frequent_types_alone_are_told(registry, monkeypatch):
    for place, name in enumerate(("Báo cáo", "Công văn", "Kết luận", "Đề án")):
        kind = make.make_document_type(name)
        for _ in range(4 - place):
            make.make_document(document_type=kind, title="về phân loại rác")
    make.make_document(document_type=make.make_document_type("Tờ trình"), title="về phân loại rác")
    monkeypatch.setattr(facets, "READ", 10)
    monkeypatch.setattr(facets, "LEAST_SHARE", 0.15)
    monkeypatch.setattr(found, "COUNTED", 3)
    address = f"{NARROWING}?q=phân+loại+rác"
    client = client_of("editor", registry)
    told = [
        (value.shown, value.count.number) for value in facets_at(client, address)["loai"].values
    ]
    # The newest, "Tờ trình" and "Đề án", are a tenth of what was read.
    assert told == [("Báo cáo", 3), ("Công văn", 3), ("Kết luận", 2)]
    assert "Danh sách rất dài" in client.get(address).content.decode()


def test_of_a_very_long_list_the_last_years_and_the_frequent_terms_are_told(registry, monkeypatch):
    city = make.make_organization("Thành ủy Thử Nghiệm", "TU")
    make.make_term(city, "XVII", date(2015, 10, 1), date(2020, 10, 1))
    make.make_term(city, "XVIII", date(2020, 10, 2), date(2025, 10, 1))
    for year, times in ((2016, 1), (2019, 2), (2022, 3), (2023, 5)):
        for _ in range(times):
            make.make_document(
                organization=city, issued_on=date(year, 3, 1), title="về phân loại rác"
            )
    monkeypatch.setattr(facets, "READ", 10)
    monkeypatch.setattr(facets, "YEARS", 5)
    monkeypatch.setattr(found, "COUNTED", 3)
    client = client_of("editor", registry)
    shown = facets_at(client, f"{NARROWING}?q=phân+loại+rác")
    told = {
        name: [
            (value.shown, value.count.number, value.count.is_more) for value in shown[name].values
        ]
        for name in ("nam", "nhiem_ky")
    }
    assert told["nam"] == [("2023", 3, True), ("2022", 3, False), ("2019", 2, False)]
    assert told["nhiem_ky"] == [("XVIII", 3, True), ("XVII", 3, False)]
    for name in told:
        for value in shown[name].values:
            page = client.get(value.address).context["page"]
            assert (page.count, page.is_more) == (value.count.number, value.count.is_more)


@pytest.mark.parametrize("typed", ["phân loại rác năm 2022", "kế hoạch về phân loại rác ở phường"])
def test_years_of_a_very_long_list_agree_with_what_was_typed(registry, monkeypatch, typed):
    plan = make.make_document_type("Kế hoạch")
    for year in (2021, 2022, 2022, 2022, 2023, 2023):
        make.make_document(
            document_type=plan,
            issued_on=date(year, 3, 1),
            title="về phân loại rác ở phường năm 2022",
        )
    monkeypatch.setattr(facets, "READ", 2)
    monkeypatch.setattr(found, "COUNTED", 2)
    client = client_of("editor", registry)
    shown = facets_at(client, f"{NARROWING}?q={typed}").get("nam")
    for value in shown.values if shown else ():
        page = client.get(value.address).context["page"]
        assert (page.count, page.is_more) == (value.count.number, value.count.is_more), value


def test_of_a_list_that_can_be_read_every_value_is_told(registry, monkeypatch):
    monkeypatch.setattr(found, "COUNTED", 3)
    client = client_of("editor", registry)
    page = client.get(f"{NARROWING}?q=đô+thị")
    assert {"loai", "co_quan", "nam"} <= {facet.name for facet in page.context["facets"]}
    assert "Danh sách rất dài" not in page.content.decode()


def test_the_bound_is_the_one_the_pages_name():
    assert found.COUNTED == 1_000


def test_without_a_script_the_numbers_are_a_page_with_a_way_back(registry):
    client = client_of("editor", registry)
    text = client.get(LIST, {"q": "đô thị"}).content.decode()
    address = "/van-ban/bo-loc/?q=%C4%91%C3%B4+th%E1%BB%8B"
    assert f'href="{address}"' in text
    page = client.get(address)
    assert page["Vary"].count("X-Requested-With") == 1
    text = page.content.decode()
    assert "<h1>Lọc theo loại, cơ quan, năm…</h1>" in text
    assert "Về danh sách 8 văn bản" in text
    assert client.get(page.context["list_address"]).context["page"].count == 8


def test_the_script_is_given_the_part_alone(registry):
    text = client_of("editor", registry).get(NARROWING, headers=PART).content.decode()
    assert text.startswith("<details")
    assert "<html" not in text


def test_the_numbers_cost_as_many_queries_for_many_documents_as_for_few(
    registry, django_assert_max_num_queries
):
    client = client_of("visitor", registry)
    client.get(NARROWING)
    for number in range(30):
        body = make.make_organization(f"Cơ quan {number}", f"C{number}")
        make.make_document(organization=body, audience=Audience.EVERYONE)
    # The bodies of the form, the hits (PostgreSQL first asks how far to look and brackets it by
    # three words of a transaction), their values, the names of types and bodies.
    with django_assert_max_num_queries(9):
        client.get(NARROWING)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("?nam=1800", "Chưa lọc được danh sách"),
        ("?q=31/02/2024", "“31/02/2024” không phải là ngày tháng có thật"),
        ("?x=1", "Chưa lọc được danh sách"),
    ],
)
def test_what_the_list_refuses_is_refused_here_too(registry, asked, said):
    response = client_of("visitor", registry).get(NARROWING + asked)
    assert response.status_code == 400
    assert said in response.content.decode()


def test_a_list_of_one_document_is_not_narrowed(client):
    make.make_document(title="về đô thị", audience=Audience.EVERYONE)
    assert "bo-loc" not in client.get(LIST, {"q": "đô thị"}).content.decode()


def test_no_document_takes_the_address_of_this_page():
    document = make.make_document(name="Bộ lọc", issued_on=None)
    assert document.get_absolute_url() == "/van-ban/bo-loc-2/"


def test_words_can_be_sorted_in_four_orders_and_a_list_without_words_in_three(registry):
    client = client_of("editor", registry)
    filters = client.get(LIST, {"q": "đô thị", "xep": "cu-nhat"}).context["filter"]
    assert [(choice.shown, choice.is_current) for choice in filters.orders()] == [
        ("Phù hợp nhất", False),
        ("Mới nhất", False),
        ("Cũ nhất", True),
        ("Theo số", False),
    ]
    filters = client.get(LIST).context["filter"]
    assert [choice.shown for choice in filters.orders() if choice.is_current] == ["Mới nhất"]
    assert len(filters.orders()) == 3


@pytest.mark.parametrize(("bound", "is_said"), [(2, True), (1_000, False)])
def test_a_list_too_long_to_be_sorted_by_number_says_so(registry, monkeypatch, bound, is_said):
    monkeypatch.setattr(found, "COUNTED", bound)
    text = client_of("editor", registry).get(LIST, {"xep": "so"}).content.decode()
    assert ("nên đang xếp mới nhất trước" in text) is is_said


def test_the_order_chosen_is_kept_when_the_form_is_sent(registry):
    text = client_of("editor", registry).get(LIST, {"q": "đô thị", "xep": "so"}).content.decode()
    assert '<input type="hidden" name="xep" value="so"' in text
