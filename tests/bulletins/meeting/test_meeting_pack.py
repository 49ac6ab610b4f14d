"""What a cell takes to its meeting: what is new, what was replaced, what a bulletin cites."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulletins.meeting import pack as packs
from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGE = "/ban-tin/tai-lieu-hop/"
NEW, REPLACED, CITED = range(3)


@pytest.fixture
def member_client(client):
    client.force_login(make.make_member())
    return client


@pytest.fixture
def bulletin(db):
    """A bulletin that introduces one document and cites another."""
    made = make.make_bulletin(make.make_organization("Thành ủy Mẫu"))
    make.make_item(made, make.make_document(number="24", title="về việc giới thiệu"))
    source = make.make_source("Thực hiện Chỉ thị số 25-CT/ĐU.", audience="members")
    cited = make.make_document(number="25", title="về việc trích dẫn")
    make.make_citation(source, "Chỉ thị số 25-CT/ĐU", cited, state="confirmed")
    make.make_item(made, text=source)
    return made


def word_of(bulletin):
    return f"{bulletin.publisher.slug}/{bulletin.year}/{bulletin.month}"


def names(client, **asked):
    """The names of the documents in each section."""
    response = client.get(PAGE, asked)
    assert response.status_code == 200
    return [[entry.name for entry in one.entries] for one in response.context["pack"].sections]


def test_a_pack_of_a_bulletin_has_what_it_introduces_and_what_it_cites(member_client, bulletin):
    told = names(member_client, ban_tin=word_of(bulletin))
    assert told == [["Chỉ thị 24-CT/ĐU"], [], ["Chỉ thị 25-CT/ĐU"]]
    text = member_client.get(PAGE, {"ban_tin": word_of(bulletin)}).content.decode()
    for part in ("Bản tin tháng 3 năm 2024", "THÀNH ỦY MẪU", bulletin.marking, "19/05/2023"):
        assert part in text
    assert "Không ghi nhận việc thay thế, bãi bỏ nào." in text


def test_a_pack_from_a_day_on_has_what_was_issued_since(member_client, bulletin):
    make.make_document(number="1", issued_on=date(2024, 2, 29))
    make.make_document(number="2", issued_on=date(2024, 3, 1))
    # Of a year alone nobody knows whether it was after the meeting.
    make.make_document(number="3", issued_on=None, issued_year=2024)
    make.make_document(number="4", issued_on=None, issued_year=2025)
    told = names(member_client, tu_ngay="01/03/2024")
    assert sorted(told[NEW]) == ["Chỉ thị 02-CT/ĐU", "Chỉ thị 04-CT/ĐU"]
    # The bulletin of that month or a later one is told of, an earlier one not.
    assert sorted(told[CITED]) == ["Chỉ thị 24-CT/ĐU", "Chỉ thị 25-CT/ĐU"]
    assert names(member_client, tu_ngay="01/04/2024")[CITED] == []


def test_a_bulletin_and_a_day_together(member_client, bulletin):
    make.make_document(number="2", issued_on=date(2024, 3, 1))
    told = names(member_client, ban_tin=word_of(bulletin), tu_ngay="01/03/2024")
    assert told[NEW] == ["Chỉ thị 02-CT/ĐU"]
    assert sorted(told[CITED]) == ["Chỉ thị 24-CT/ĐU", "Chỉ thị 25-CT/ĐU"]


def test_what_was_replaced_is_told_with_what_replaced_it(member_client, bulletin):
    old, new = (
        make.make_document(number="7"),
        make.make_document(number="8", issued_on=date(2024, 5, 2)),
    )
    make.make_relation(new, old, "replaces", stated_on=date(2024, 6, 1))
    make.make_relation(new, old, "guides")
    make.make_relation(new, make.make_document(), "repeals", state="proposed", decided_by=None)
    response = member_client.get(PAGE, {"tu_ngay": "01/05/2024"})
    (entry,) = response.context["pack"].sections[REPLACED].entries
    assert entry.name == "Chỉ thị 08-CT/ĐU"
    assert "thay thế Chỉ thị 07-CT/ĐU (19/05/2023) từ ngày 01/06/2024" in entry.facts
    # A bulletin's pack tells of it only where the bulletin has to do with it.
    assert names(member_client, ban_tin=word_of(bulletin))[REPLACED] == []
    make.make_subject(bulletin.items.first(), old)
    assert names(member_client, ban_tin=word_of(bulletin))[REPLACED] == ["Chỉ thị 08-CT/ĐU"]


def test_every_document_and_the_whole_have_a_code_to_point_a_phone_at(member_client, bulletin):
    context = member_client.get(PAGE, {"ban_tin": word_of(bulletin)}).context
    codes = [code for _, entries in context["sections"] for _, code in entries]
    codes.append(context["whole_code"])
    assert len(set(codes)) == 3
    assert all(code.startswith("data:image/svg+xml;base64,") for code in codes)


def test_what_does_not_fit_on_two_sides_is_said_plainly(member_client, bulletin):
    said = "Hai mặt giấy không đủ chỗ"
    assert said not in member_client.get(PAGE, {"ban_tin": word_of(bulletin)}).content.decode()
    for _ in range(20):
        make.make_document(issued_on=date(2024, 9, 1))
    response = member_client.get(PAGE, {"tu_ngay": "01/09/2024"})
    left = 20 - response.context["pack"].printed
    assert left > 0
    assert f"{said}: còn {left} văn bản không in." in response.content.decode()


def test_of_very_many_it_is_said_that_there_are_more(member_client, monkeypatch):
    monkeypatch.setattr(packs, "_COUNTED", 25)
    for _ in range(27):
        make.make_document(issued_on=date(2024, 9, 1))
    response = member_client.get(PAGE, {"tu_ngay": "01/09/2024"})
    left = 25 - response.context["pack"].printed
    assert f"còn hơn {left} văn bản không in" in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"ban_tin": "", "tu_ngay": ""}, "Hãy chọn một bản tin, hoặc gõ ngày"),
        ({"tu_ngay": "31/02/2024"}, "31/02/2024” không phải là ngày có thật"),
        ({"ban_tin": "khong-co/2024/1"}, "Không có bản tin “khong-co/2024/1”"),
        ({"ban_tin": "<b>"}, "&lt;b&gt;"),
    ],
)
def test_what_cannot_be_read_is_said_and_can_be_chosen_again(member_client, bulletin, asked, said):
    response = member_client.get(PAGE, asked)
    assert response.status_code == 400
    assert said in response.content.decode() and "Soạn tài liệu" in response.content.decode()


def test_the_page_without_a_choice_offers_the_bulletins_of_its_reader(client, bulletin):
    draft = make.make_bulletin(bulletin.publisher, year=2024, month=4, state="draft")
    client.force_login(make.make_member())
    text = client.get(PAGE).content.decode()
    assert f'value="{word_of(bulletin)}"' in text and word_of(draft) not in text
    # No paper of a draft goes round, an editor's neither.
    client.force_login(make.make_editor())
    assert word_of(draft) not in client.get(PAGE).content.decode()
    client.logout()
    assert word_of(bulletin) not in client.get(PAGE).content.decode()
    assert client.get(PAGE, {"ban_tin": word_of(bulletin)}).status_code == 400


def test_paper_has_nothing_that_those_around_may_not_see(client, bulletin):
    ward = make.make_organization("Đảng ủy phường Mẫu")
    item = bulletin.items.first()
    hidden = [
        make.make_document(issued_on=date(2024, 9, 1), audience=Audience.EDITORS),
        make.make_document(
            issued_on=date(2024, 9, 1), audience=Audience.BODIES, audience_bodies=[ward]
        ),
        make.make_document(issued_on=date(2024, 9, 1), state="proposed"),
    ]
    shown = make.make_document(issued_on=date(2024, 9, 1))
    for document in hidden:
        make.make_subject(item, document)
        make.make_relation(shown, document, "replaces")
    for reader in (make.make_editor(), make.make_member()):
        client.force_login(reader)
        for asked in ({"tu_ngay": "01/09/2024"}, {"ban_tin": word_of(bulletin)}):
            response = client.get(PAGE, asked)
            text = response.content.decode()
            assert not any(document.code in text for document in hidden)
            assert response.context["pack"].left_out == 0
            assert response.context["pack"].sections[REPLACED].entries == []
    # A member of the ward meets with its members, to whom the document speaks.
    client.force_login(make.make_member(None, ward))
    assert hidden[1].label in names(client, tu_ngay="01/09/2024")[NEW]
    assert hidden[1].label not in names(client, ban_tin=word_of(bulletin))[NEW]


@pytest.mark.parametrize("asked", ["ban_tin", "tu_ngay"])
def test_a_pack_costs_as_many_queries_for_many_documents_as_for_few(member_client, bulletin, asked):
    value = word_of(bulletin) if asked == "ban_tin" else "01/03/2023"
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            member_client.get(PAGE, {asked: value})
        counts.append(len(queries))
        for _ in range(3):
            document = make.make_document(organization=make.make_organization())
            make.make_relation(document, make.make_document(), "replaces")
            make.make_item(bulletin, document)
    assert counts[0] == counts[1]


def test_bulletins_and_the_first_page_lead_to_the_pack(member_client, bulletin):
    own = f'href="{PAGE}?ban_tin={word_of(bulletin)}"'
    assert own in member_client.get(bulletin.get_absolute_url()).content.decode()
    for address in ("/", "/ban-tin/"):
        assert f'href="{PAGE}"' in member_client.get(address).content.decode()
