"""A search without a hit offers what lies near: what was changed is said, the list one click on."""

from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "/van-ban/"


def registry(audience=Audience.EVERYONE):
    """A few documents with one audience."""
    body = make.make_organization("Tỉnh ủy Thử Nghiệm", "TU")
    make.make_term(body, "XIX")
    plan = make.make_document_type("Kế hoạch", party_code="KH")
    shown = {"organization": body, "audience": audience}
    make.make_document_type("Chỉ thị", party_code="CT")
    make.make_document(number="24", symbol="CT/TU", title="về chuyển đổi số", **shown)
    make.make_document(
        number="30", symbol="KH/TU", document_type=plan, title="về trật tự đô thị", **shown
    )


def offered(client, typed, **filters):
    """Heading and the query of the whole list, of each suggestion."""
    page = client.get(LIST, {"q": typed, **filters})
    assert page.status_code == 200
    return {found.heading: found.query for found in page.context["nearest"]}


@pytest.mark.parametrize(
    ("typed", "heading", "query"),
    [
        # The number, in another year, term, type; its neighbours.
        ("24-CT/TU năm 2019", "Cùng số ký hiệu, không kể năm 2019", "24-CT/TU"),
        ("24-CT/TU khóa XV", "Cùng số ký hiệu, không kể nhiệm kỳ", "24-CT/TU"),
        ("24-KH/TU", "Cùng số 24, ký hiệu hoặc loại khác", "số 24"),
        ("kế hoạch 24", "Cùng số 24, ký hiệu hoặc loại khác", "số 24"),
        ("24-CT/T", "Ký hiệu bắt đầu bằng CT/T", ""),
        ("25-CT/TU", "Số gần nhất trước đó, ký hiệu CT/TU", ""),
        ("29-KH/TU", "Số gần nhất sau đó, ký hiệu KH/TU", ""),
        # A day.
        ("20/5/2023", "Văn bản gần nhất trước đó", ""),
        # A slip of the finger, with the accents the registry has; a word too many.
        ("chuuyen đổi", "Thay “chuuyen” bằng “chuyển”", "chuyển đổi"),
        ("chuyển đổi vũtrụ", "Bỏ chữ “vũtrụ”", "chuyển đổi"),
        ("chuyển đổi vũtrụ xyzzyt", "Bỏ chữ “vũtrụ”, “xyzzyt”", "chuyển đổi"),
        # A type in a term that has none.
        ("chỉ thị khóa XV", "Không kể nhiệm kỳ", "Chỉ thị"),
        ("chỉ thị đô thị", "Chỉ tìm theo chữ, không kể phần còn lại", "đô thị"),
    ],
)
def test_each_kind_says_what_was_changed_and_leads_to_its_list(client, typed, heading, query):
    registry()
    found = offered(client, typed)
    assert found.get(heading) == query
    if query:
        page = client.get(LIST, {"q": query, "danh_sach": "1"})
        assert page.context["page"].count > 0


def test_a_phrase_that_nobody_wrote_leads_to_its_words_wherever_they_stand(client):
    registry()
    text = client.get(LIST, {"q": '"đổi chuyển" số'}).content.decode()
    assert "Các chữ trong ngoặc kép chỉ được tìm ở chỗ chúng đứng liền nhau" in text
    assert f"?q={quote('[đổi chuyển]; [số]')}&amp;" in text
    assert client.get(LIST, {"q": "[đổi chuyển]; [số]", "danh_sach": "1"}).context["page"].count
    # What would read like a type or a day stays words.
    for typed in ('"chỉ thị 24"', '"31/2/2024"'):
        loose = client.get(LIST, {"q": typed}).context["filter"].query.loosened
        assert client.get(LIST, {"q": loose}).status_code == 200
    # Where no phrase was asked for, or one was found, nothing is said of it.
    for typed in ("đổi vũtrụ", '"chuyển đổi"'):
        assert "trong ngoặc kép" not in client.get(LIST, {"q": typed}).content.decode()


def test_of_a_pasted_sentence_only_some_words_are_asked_for_alone(client):
    registry()
    with CaptureQueriesContext(connection) as asked:
        page = client.get(LIST, {"q": " ".join(f"chữlạ{number}" for number in range(60))})
    assert page.status_code == 200
    assert len(asked) < 60


def test_what_only_a_filter_kept_out_is_offered_and_said(client):
    registry()
    assert offered(client, "đô thị", loai="chi thi") == {"Không kể các điều kiện lọc": "đô thị"}
    text = client.get(LIST, {"q": "đô thị", "loai": "chi thi"}).content.decode()
    assert "không kể những điều kiện lọc ở trên" in text
    assert "Xem cả danh sách “đô thị”" in text


SEEN_BY = {
    Audience.MEMBERS: {"member", "editor"},
    Audience.EDITORS: {"editor"},
}


@pytest.mark.parametrize("audience", SEEN_BY)
@pytest.mark.parametrize("role", ["visitor", "member", "editor"])
@pytest.mark.parametrize(
    "typed", ["24-CT/TU năm 2019", "25-CT/TU", "kế hoạch 24", "20/5/2023", "chuuyen", "số xyzt"]
)
def test_what_a_person_may_not_see_is_in_no_suggestion(role, audience, typed):
    registry(audience)
    client = Client()
    if role != "visitor":
        client.force_login(make.make_editor() if role == "editor" else make.make_member())
    assert bool(offered(client, typed)) is (role in SEEN_BY[audience])


def test_the_first_document_without_a_day_is_no_neighbour_of_a_day(client):
    make.make_document(issued_on=None, audience=Audience.EVERYONE)
    make.make_document(issued_on=date(2024, 1, 2), audience=Audience.EVERYONE)
    assert list(offered(client, "1/1/2024")) == ["Văn bản gần nhất sau đó"]
