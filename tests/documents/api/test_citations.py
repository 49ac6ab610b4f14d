"""The citations of a text that another system sends: read, resolved, and forgotten."""

import json
import logging
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.linking.writing import link_citations
from documents.models import Citation
from organizations.audience import Audience
from tests import factories as make
from tests.documents.api.caller import Caller

pytestmark = pytest.mark.django_db

PAGE = "/api/trich-dan/"


@pytest.fixture
def bodies():
    central = make.make_organization("Trung ương Đảng", code="TW", level=1)
    make.make_term(central, "XIII", date(2021, 1, 31), date(2026, 1, 22))
    province = make.make_organization("Tỉnh ủy Mẫu Sơn", code="TU", level=2, parent=central)
    city = make.make_organization("Thành ủy Mẫu Sơn", code="TU", level=3, parent=province)
    make.make_document_type("Nghị quyết", party_code="NQ")
    make.make_document_type("Kế hoạch", party_code="KH")
    return {"central": central, "province": province, "city": city}


@pytest.fixture
def member():
    return Caller(token_of=make.make_member())


def directive(body, number="24", **fields):
    return make.make_document(number=number, symbol="CT/TU", organization=body, **fields)


def read(caller, text, **fields):
    response = caller.read(text, **fields)
    assert response.status_code == 200, response.json()
    return response.json()["citations"]


# --- What a citation means --------------------------------------------------------------------


def test_a_citation_is_told_with_its_place_its_values_and_its_document(bodies, member):
    document = directive(bodies["province"], title="về đọc sách")
    text = "Thực hiện Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn."
    (citation,) = read(member, text)
    assert text[citation["start"] : citation["end"]] == citation["text"]
    assert citation["values"] == {
        "type": "Chỉ thị",
        "type_code": "CT",
        "number": "24",
        "year_in_number": None,
        "symbol": "CT/TU",
        "date": "2023-05-19",
        "issuer": "Tỉnh ủy Mẫu Sơn",
        "name": None,
        "ordinal": None,
        "terms": [],
    }
    assert (citation["kind"], citation["result"]) == ("full", "document")
    (meant,) = citation["documents"]
    assert (meant["slug"], meant["title"]) == (document.slug, "về đọc sách")
    assert "đúng số ký hiệu; đúng ngày 19/05/2023" in meant["why"]


def test_a_citation_by_plenum_or_by_name_tells_what_it_names(member):
    plenum, law = read(member, "Nghị quyết Trung ương 4 (khóa XI, XII); Luật Đất đai năm 2024.")
    assert (plenum["kind"], plenum["values"]["ordinal"]) == ("named", "4")
    assert (plenum["values"]["type_code"], plenum["values"]["terms"]) == ("NQ", ["XI", "XII"])
    assert (law["values"]["name"], law["values"]["date"]) == ("Luật Đất đai", "2024")
    assert law["values"]["type_code"] is None


@pytest.mark.parametrize(
    ("text", "result", "meant"),
    [
        # Two bodies write TU, and neither words nor day tell which.
        ("Chỉ thị số 24-CT/TU về đọc sách.", "candidates", {"province", "city"}),
        ("Chỉ thị số 24-CT/TU, ngày 19/5/2023 về đọc sách.", "document", {"province"}),
        ("Chỉ thị số 99-CT/TU về đọc sách.", "not_registered", set()),
        # A short form leans on the full one of the same text.
        (
            "Chỉ thị số 24-CT/TU, ngày 19/5/2023. Theo Chỉ thị 24, chi bộ đọc sách.",
            "document",
            {"province"},
        ),
        # Two resolutions named at once are both meant.
        ("Nghị quyết Trung ương 4 (khóa XI, XII).", "documents", {"xi", "xii"}),
        # The Politburo cannot sign TU: what fits its day is offered and not told as meant.
        (
            "Chỉ thị số 24-CT/TU, ngày 22/9/2021 của Bộ Chính trị.",
            "candidates",
            {"central"},
        ),
    ],
)
def test_a_citation_is_certain_open_or_not_registered(bodies, member, text, result, meant):
    resolution = {"document_type": make.make_document_type("Nghị quyết"), "issued_on": None}
    documents = {
        "province": directive(bodies["province"]),
        "city": directive(bodies["city"], issued_on=date(2022, 1, 5)),
        "central": make.make_document(
            number="24",
            symbol="CT/TW",
            organization=bodies["central"],
            issued_on=date(2021, 9, 22),
        ),
        **{
            term.lower(): make.make_document(
                name=f"Nghị quyết Trung ương 4 khóa {term}",
                organization=bodies["central"],
                **resolution,
            )
            for term in ("XI", "XII")
        },
    }
    last = read(member, text)[-1]
    assert last["result"] == result
    told = {document["slug"] for document in last["documents"]}
    assert told == {documents[key].slug for key in meant}


def test_the_publisher_tells_whose_committee_is_meant(bodies, member):
    make.make_organization("Tỉnh ủy Khác", code="TU", level=2, parent=bodies["central"])
    document = directive(bodies["province"])
    directive(bodies["city"], issued_on=date(2022, 1, 5))
    text = "Chỉ thị số 24-CT/TU của Tỉnh ủy."
    assert read(member, text)[0]["result"] == "candidates"
    (citation,) = read(member, text, publisher=bodies["city"].slug)
    assert citation["result"] == "document"
    assert citation["documents"][0]["slug"] == document.slug


def test_a_text_means_nothing_that_came_after_it(bodies, member):
    directive(bodies["province"])
    text = "Chỉ thị số 24-CT/TU của Tỉnh ủy Mẫu Sơn."
    assert read(member, text, date="2023-05-19")[0]["result"] == "document"
    assert read(member, text, date="2023-05-18")[0]["result"] == "not_registered"


def test_the_same_text_means_what_it_means_when_stored(bodies, member):
    directive(bodies["province"])
    make.make_document(
        number="7", symbol="KH/TU", document_type=make.make_document_type("Kế hoạch")
    )
    body = (
        "Thực hiện Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn; Kế hoạch số 07-KH/TU; "
        "Nghị quyết số 15-NQ/TW. Chỉ thị 24 được quán triệt."
    )
    told = [(c["start"], c["end"], len(c["documents"])) for c in read(member, body)]
    source = make.make_source(body)
    link_citations(source)
    # What linking itself enters as a proposal is in no answer to a member.
    seen = [
        (c.start, c.end, c.targets.filter(state="registered").count())
        for c in Citation.objects.filter(source=source).order_by("start")
    ]
    assert told == seen
    assert [count for *_, count in told] == [1, 1, 0, 1]


def test_what_the_caller_may_not_see_takes_no_part(bodies, member):
    seen = directive(bodies["province"])
    directive(bodies["city"], issued_on=date(2022, 1, 5), audience=Audience.EDITORS)
    text = "Chỉ thị số 24-CT/TU về đọc sách."
    (citation,) = read(member, text)
    assert citation["result"] == "document"
    assert [document["slug"] for document in citation["documents"]] == [seen.slug]
    assert read(Caller(), text)[0]["result"] == "not_registered"
    assert len(read(Caller(token_of=make.make_editor()), text)[0]["documents"]) == 2


def test_places_are_of_the_text_as_answered(member):
    decomposed = "Thực hiện Chỉ thị số 24-CT/TU.\r\nHết.\r\n"
    response = member.read(decomposed).json()
    assert response["text"] == "Thực hiện Chỉ thị số 24-CT/TU.\nHết.\n"
    (citation,) = response["citations"]
    assert response["text"][citation["start"] : citation["end"]] == citation["text"]


def test_a_text_without_citations_has_none(member):
    assert read(member, "Chi bộ đọc sách mỗi tuần.") == []


def test_nothing_is_stored(bodies, member):
    directive(bodies["province"])
    member.read("Chỉ thị số 24-CT/TU.")
    before = {model: model._base_manager.count() for model in apps.get_models()}
    member.read("Chỉ thị số 24-CT/TU; Kế hoạch số 88-KH/TU, ngày 1/2/2023 của Tỉnh ủy Mẫu Sơn.")
    assert {model: model._base_manager.count() for model in apps.get_models()} == before


# --- Limits -----------------------------------------------------------------------------------


def many(count: int, kind: str = "Chỉ thị số {}-CT/TU, ngày 19/5/2023") -> str:
    return "; ".join(kind.format(number) for number in range(1, count + 1)) + "."


def test_two_hundred_and_fifty_citations_are_read_and_one_more_is_refused(member):
    assert len(read(member, many(250))) == 250
    response = member.read(many(251))
    assert response.status_code == 413
    assert "250 trích dẫn" in response.json()["detail"]


def test_many_citations_cost_as_many_queries_as_few(bodies, member):
    for number in range(1, 41):
        directive(bodies["province"], str(number))
    # The first question of a day is noted with the token.
    member.read("a")
    counts = []
    # Of every kind: full, short, misprinted, by name.
    kinds = (
        "Chỉ thị số {0}-CT/TU, ngày 19/5/2023; Chỉ thị {0}; "
        "Kết luận số {0}-KL/TU, ngày 1/2/2023 của Bộ Chính trị; Nghị quyết Đại hội XIII của Đảng"
    )
    for text in (many(2, kinds), many(60, kinds)):
        with CaptureQueriesContext(connection) as queries:
            read(member, text)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("a" * 64 * 1024, 200),
        ("a" * (64 * 1024 + 1), 413),
        # Bytes count, not letters: these are three each.
        ("ệ" * 22_000, 413),
    ],
)
def test_64_kilobytes_of_text_are_read_and_no_more(member, text, status):
    assert member.read(text).status_code == status


def test_a_great_body_is_refused_before_it_is_read(member):
    response = member.post("{" + " " * 500_000 + "}")
    assert response.status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        '"text"',
        "{}",
        '{"text": ""}',
        '{"text": null}',
        '{"text": 5}',
        '{"text": ["a"]}',
        # Half a letter is JSON and no text.
        '{"text": "\\ud800"}',
        '{"\\ud800": "a", "text": "a"}',
        '{"text": "a", "publisher": "\\udfff"}',
        # A field nobody reads would be ignored in silence.
        '{"text": "a", "ngay": "2024-01-01"}',
        '{"text": "a", "publisher": "khong-co"}',
        '{"text": "a", "publisher": "\\u0000"}',
        '{"text": "a", "date": "31/3/2024"}',
        '{"text": "a", "date": "20240331"}',
        '{"text": "a", "date": "2024-W13-7"}',
        '{"text": "a", "date": "2024-02-30"}',
        "[" * 100_000,
        '{"text": ' + "9" * 5_000 + "}",
        b'\xff\xfe{"text": "a"}',
    ],
    ids=lambda body: str(body[:40]),
)
def test_what_is_no_question_is_refused_with_a_sentence(member, body):
    response = member.post(body)
    assert response.status_code == 400
    assert response.json()["detail"].endswith(".") or "2024-03-31" in response.json()["detail"]


@pytest.mark.parametrize(
    "content_type", ["text/plain", "multipart/form-data; boundary=x", "application/xml", ""]
)
def test_only_json_is_read(member, content_type):
    assert member.post('{"text": "a"}', content_type).status_code == 400


def test_null_characters_are_left_out_as_in_a_stored_text(member):
    response = member.read("Chỉ thị số 24-CT/TU\x00.")
    assert response.json()["text"] == "Chỉ thị số 24-CT/TU."


def test_of_a_code_that_many_write_the_first_are_told_and_that_there_are_more(member):
    for number in range(21):
        body = make.make_organization(f"Đảng ủy xã {number}")
        make.make_document(number="5", symbol="CT/ĐU", organization=body)
    (citation,) = read(member, "Chỉ thị số 05-CT/ĐU.")
    assert (citation["result"], len(citation["documents"])) == ("candidates", 20)
    assert citation["is_more"] is True


@pytest.mark.parametrize(
    "text", ["Chỉ thị số 24-CT/TU.", "Chỉ thị 24.", "Nghị quyết Đại hội XIII."]
)
def test_more_documents_than_memory_bears_are_not_loaded(bodies, member, monkeypatch, text):
    monkeypatch.setattr("documents.linking.unkept.MAX_LOADED", 1)
    directive(bodies["province"])
    make.make_document(name="Nghị quyết Đại hội XIII", organization=bodies["central"])
    assert member.read(text).status_code == 200
    directive(bodies["city"], issued_on=date(2022, 1, 5))
    make.make_document(
        name="Nghị quyết Đại hội XIII", organization=bodies["city"], issued_on=date(2022, 1, 5)
    )
    assert member.read(text).status_code == 413


# --- The secrecy guard ------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["text", "publisher", "date"])
def test_a_secret_text_is_refused_and_nothing_of_it_is_told_or_logged(
    member, caplog, monkeypatch, field
):
    def read_anyway(*_):
        raise AssertionError("a secret text was worked on")

    monkeypatch.setattr("documents.api.views.read_citations", read_anyway)
    caplog.set_level(logging.DEBUG)
    secret = "TUYỆT MẬT\nKế hoạch diễn tập thử nghiệm\nChỉ thị số 24-CT/TU."
    response = member.post(json.dumps({"text": "a", field: secret}))
    assert response.status_code == 400
    assert "TUYỆT MẬT" in response.json()["detail"]
    for words in (response.content.decode(), caplog.text):
        assert "diễn tập" not in words
        assert "24-CT" not in words


# --- Who may ask ------------------------------------------------------------------------------


def test_a_session_needs_the_mark_of_our_pages_and_a_token_does_not():
    user = make.make_member()
    forged = Caller(session_of=user, enforce_csrf_checks=True)
    assert forged.read("a").status_code == 403
    cookie = "a" * 32
    forged.client.cookies["csrftoken"] = cookie
    assert forged.post('{"text": "a"}', headers={"X-CSRFToken": "b" * 32}).status_code == 403
    assert forged.post('{"text": "a"}', headers={"X-CSRFToken": cookie}).status_code == 200
    assert Caller(token_of=user, enforce_csrf_checks=True).read("a").status_code == 200


def test_a_visitor_may_ask_and_hears_what_is_public(bodies):
    directive(bodies["province"], audience=Audience.EVERYONE)
    visitor = Caller(enforce_csrf_checks=True)
    assert read(visitor, "Chỉ thị số 24-CT/TU.")[0]["result"] == "document"


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_a_text_is_sent_by_post_only(method):
    response = Caller().client.generic(method.upper(), PAGE)
    assert (response.status_code, response["Allow"]) == (405, "POST")
