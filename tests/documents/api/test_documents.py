"""Documents as other systems read them: the list page's search and rights, in JSON."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Decision
from organizations.audience import Audience
from tests import factories as make
from tests.documents.api.caller import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return Caller(token_of=make.make_member())


def titles(response) -> list[str]:
    assert response.status_code == 200, response.json()
    return [row["title"] for row in response.json()["results"]]


# --- The list ---------------------------------------------------------------------------------


def test_a_row_tells_code_type_day_title_body_and_address(member):
    body = make.make_organization("Đảng ủy phường Mẫu")
    document = make.make_document(
        number="24", symbol="CT/ĐU", title="về đọc sách", organization=body, text="Nội dung."
    )
    assert member.get("/api/van-ban/").json() == {
        "count": 1,
        "is_more": False,
        "page": 1,
        "next": None,
        "results": [
            {
                "slug": document.slug,
                "code": "24-CT/ĐU",
                "name": None,
                "type": "Chỉ thị",
                "date": "2023-05-19",
                "title": "về đọc sách",
                "body": "Đảng ủy phường Mẫu",
                "url": f"http://testserver{document.get_absolute_url()}",
                "held": True,
            }
        ],
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "2023-05-19"),
        # A year alone is no first of January.
        ({"issued_on": None, "issued_year": 2019}, "2019"),
        # Unknown is said, not left out.
        ({"issued_on": None}, None),
    ],
)
def test_a_day_is_told_as_far_as_it_is_known(member, fields, expected):
    make.make_document(**fields)
    assert member.get("/api/van-ban/").json()["results"][0]["date"] == expected


def test_a_document_without_number_has_a_name_and_no_code(member):
    make.make_document(name="Nghị quyết Đại hội XIII", organization=None)
    row = member.get("/api/van-ban/").json()["results"][0]
    assert (row["code"], row["name"], row["body"]) == (None, "Nghị quyết Đại hội XIII", None)


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "doc sach"},
        {"q": "24-CT/ĐU"},
        {"q": "19/5/2023"},
        {"loai": "chi thi"},
        {"nam": "2023"},
        {"tu_ngay": "1/5/2023", "den_ngay": "31/5/2023"},
        {"q": "sach", "xep": "cu-nhat", "co_van_ban": "chi-trich-dan"},
        {"cap": "xa"},
        {"q": "khong co gi nhu vay"},
    ],
)
def test_the_answer_is_the_list_pages_for_the_same_parameters(client, parameters):
    user = make.make_member()
    make.make_document(number="24", symbol="CT/ĐU", title="về đọc sách")
    make.make_document(title="về trồng cây", issued_on=date(2021, 3, 4))
    make.make_document(document_type=make.make_document_type("Kế hoạch"), title="đọc sách hè")
    client.force_login(user)
    page = client.get(reverse("documents:list"), {**parameters, "danh_sach": "1"})
    shown = [document.title for document in page.context["page"]]
    response = Caller(token_of=user).get("/api/van-ban/", parameters)
    assert titles(response) == shown
    assert response.json()["count"] == page.context["page"].count


def test_pages_follow_one_another_to_the_end(member):
    for number in range(1, 29):
        make.make_document(number=str(number), title=f"đọc sách {number}")
    first = member.get("/api/van-ban/", {"q": "đọc sách"}).json()
    assert (first["count"], len(first["results"])) == (28, 25)
    second = member.get(first["next"].removeprefix("http://testserver")).json()
    assert (second["page"], len(second["results"]), second["next"]) == (2, 3, None)
    assert not {row["slug"] for row in first["results"]} & {
        row["slug"] for row in second["results"]
    }


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"nam": "hai"}, "nam"),
        # Ignored, it would answer with every document.
        ({"nam_ban_hanh": "2023"}, "__all__"),
        ({"tu_ngay": "31/2/2023"}, "tu_ngay"),
        ({"loai": "khong co"}, "loai"),
        ({"q": "a" * 10_000}, "q"),
        ({"q": "30/2/2023"}, "q"),
        ({"xep": "DROP TABLE"}, "xep"),
    ],
)
def test_a_wrong_filter_is_refused_with_its_error_and_no_rows(member, parameters, named):
    make.make_document()
    response = member.get("/api/van-ban/", parameters)
    assert response.status_code == 400
    told = response.json()
    assert list(told["errors"]) == [named]
    assert told["errors"][named][0] in told["detail"]


@pytest.mark.parametrize("page", ["0", "-1", "2", "401", "a", "1.5", "٣", "9" * 400, "\x00", ""])
def test_a_page_that_is_not_there_is_told(member, page):
    make.make_document()
    assert member.get("/api/van-ban/", {"page": page}).status_code == 404


@pytest.mark.parametrize("query", ['"', "*", "NEAR(a b)", "a:b", "&|!", "\x00", "((", "-", "'; --"])
def test_operators_of_the_databases_are_ordinary_words(member, query):
    make.make_document(title="về việc đọc sách")
    assert member.get("/api/van-ban/", {"q": query}).status_code == 200


def test_six_thousand_parameters_are_refused_as_json(member):
    address = "/api/van-ban/?" + "&".join(f"q={number}" for number in range(6000))
    assert member.get(address).status_code == 400


def test_a_list_costs_the_same_for_few_and_many_rows(member):
    counts = []
    for total in (12, 24):
        for _ in range(12):
            body = make.make_organization()
            make.make_document(title="đọc sách", organization=body, text="Nội dung.")
        member.get("/api/van-ban/", {"q": "đọc sách"})
        with CaptureQueriesContext(connection) as queries:
            assert len(titles(member.get("/api/van-ban/", {"q": "đọc sách"}))) == total
        counts.append(len(queries))
    assert counts[0] == counts[1]
    # PostgreSQL asks the newest passages and then the index, each with its own statements.
    assert counts[0] <= (12 if connection.vendor == "sqlite" else 30)


# --- One document -----------------------------------------------------------------------------


def test_a_document_is_told_with_everything_the_registry_knows(member):
    central = make.make_organization("Trung ương Đảng", code="TW", level=1)
    term = make.make_term(central)
    document = make.make_document(
        number="26",
        symbol="CT/TW",
        organization=central,
        collective="secretariat",
        signer="Người ký thử",
        signer_position="Thường trực",
        status="in_force",
        status_basis="Văn bản thử nghiệm",
        note="Đã đối chiếu.",
        text="Nội dung thử.",
    )
    file = make.make_attachment(document, content=b"%PDF thu", name="van-ban.pdf")
    answer = member.get(f"/api/van-ban/{document.slug}/").json()
    expected = {
        "number": "26",
        "symbol": "CT/TW",
        "year_in_number": None,
        "body_slug": central.slug,
        "collective": "secretariat",
        "term": term.label,
        "signer": "Người ký thử",
        "signer_position": "Thường trực",
        "status": "in_force",
        "status_basis": "Văn bản thử nghiệm",
        "registered": True,
        "note": "Đã đối chiếu.",
        "text": "Nội dung thử.",
        "relations": [],
    }
    assert {name: answer[name] for name in expected} == expected
    (told,) = answer["files"]
    assert (told["name"], told["bytes"], told["sha256"]) == ("van-ban.pdf", 8, file.sha256)
    assert told["url"] == f"http://testserver{file.get_absolute_url()}"


def test_relations_are_told_both_ways(member):
    plan, directive, report = (make.make_document(title=title) for title in ("kh", "ct", "bc"))
    make.make_relation(plan, directive, stated_on=date(2024, 1, 2))
    make.make_relation(report, plan, "reviews")
    answer = member.get(f"/api/van-ban/{plan.slug}/").json()
    told = [(r["verb"], r["reverse"], r["document"]["title"]) for r in answer["relations"]]
    assert told == [("implements", False, "ct"), ("reviews", True, "bc")]
    assert [r["label"] for r in answer["relations"]] == ["Thực hiện", "Được sơ kết, tổng kết bởi"]
    assert [r["stated_on"] for r in answer["relations"]] == ["2024-01-02", None]


def test_a_relation_is_told_to_members_once_confirmed_and_only_to_what_they_may_see():
    document = make.make_document()
    hidden = make.make_document(audience=Audience.EDITORS)
    make.make_relation(document, hidden)
    make.make_relation(document, make.make_document(), state=Decision.PROPOSED)
    address = f"/api/van-ban/{document.slug}/"
    assert Caller(token_of=make.make_member()).get(address).json()["relations"] == []
    seen = Caller(token_of=make.make_editor()).get(address).json()["relations"]
    assert sorted(relation["confirmed"] for relation in seen) == [False, True]


def test_a_document_costs_the_same_with_few_and_many_relations(member):
    document = make.make_document(text="Nội dung.")
    make.make_relation(document)
    address = f"/api/van-ban/{document.slug}/"
    member.get(address)
    with CaptureQueriesContext(connection) as few:
        member.get(address)
    for number in range(8):
        make.make_relation(document, make.make_document(organization=make.make_organization()))
        make.make_attachment(document, content=b"%d" % number)
    with CaptureQueriesContext(connection) as many:
        assert len(member.get(address).json()["relations"]) == 9
    assert len(many) == len(few) <= 10


# --- Who asks ---------------------------------------------------------------------------------


def test_who_may_not_see_a_document_is_told_that_there_is_none():
    hidden = make.make_document(title="riêng", audience=Audience.EDITORS)
    public = make.make_document(title="chung", audience=Audience.EVERYONE)
    for caller, seen in (
        (Caller(), ["chung"]),
        (Caller(token_of=make.make_member()), ["chung"]),
        (Caller(session_of=make.make_editor()), ["chung", "riêng"]),
    ):
        assert titles(caller.get("/api/van-ban/")) == seen
        assert caller.get(f"/api/van-ban/{public.slug}/").status_code == 200
        expected = 200 if "riêng" in seen else 404
        response = caller.get(f"/api/van-ban/{hidden.slug}/")
        assert response.status_code == expected
        absent = caller.get("/api/van-ban/khong-co/")
        assert expected == 200 or response.content == absent.content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_documents_are_read_and_nothing_else(method):
    response = Caller().ask(method, "/api/van-ban/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_a_fault_is_told_as_json_without_a_trace(member, monkeypatch):
    def fail(*_):
        raise RuntimeError("bên trong")

    monkeypatch.setattr("documents.api.views.hit_page", fail)
    response = member.client.get("/api/van-ban/")
    assert response.status_code == 500
    assert list(response.json()) == ["detail"]
    assert "bên trong" not in response.content.decode()


@pytest.mark.parametrize("address", ["/api/x", "/api/van-ban", "/api/van-ban/A B/", "/api/x/y/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_that_is_not_there_is_answered_as_json(client, address, method):
    response = getattr(client, method)(address)
    assert response.status_code == 404
    assert "địa chỉ" in response.json()["detail"]
