"""The bulletin pages: the table, the sources, the months around, and who sees what."""

from datetime import date

import pytest
from django.urls import reverse

from bulletins.models import Bulletin
from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def member_client(client):
    client.force_login(make.make_member())
    return client


def page_text(response) -> str:
    return response.content.decode()


# --- List ------------------------------------------------------------------------------------


def test_bulletins_are_listed_by_year_newest_first(member_client):
    publisher = make.make_organization()
    months = [(2022, 11), (2024, 1), (2024, 3)]
    made = [make.make_bulletin(publisher, year=year, month=month) for year, month in months]
    response = member_client.get("/ban-tin/")
    assert list(response.context["bulletins"]) == made[::-1]
    text = page_text(response)
    assert text.index("Năm 2024") < text.index("Năm 2022")


def test_the_list_says_when_there_is_nothing(client):
    make.make_bulletin()
    assert "Chưa có bản tin nào để xem." in page_text(client.get("/ban-tin/"))


def test_drafts_are_for_editors_and_marked(client):
    draft = make.make_bulletin(state=Bulletin.State.DRAFT)
    client.force_login(make.make_member())
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert draft.get_absolute_url() not in page_text(client.get("/ban-tin/"))
    client.force_login(make.make_editor())
    for address in (draft.get_absolute_url(), "/ban-tin/"):
        assert "bản thảo" in page_text(client.get(address))


@pytest.mark.parametrize(
    ("state", "told"), [("draft", "bản thảo"), ("withdrawn", "đã thu hồi"), ("published", "")]
)
def test_wherever_an_editor_comes_upon_it_a_bulletin_that_members_do_not_read_says_so(
    client, state, told
):
    document = make.make_document()
    gone = {"withdrawn_on": date(2024, 5, 2), "withdrawn_reason": "in nhầm"}
    bulletin = make.make_bulletin(state=state, **(gone if state == "withdrawn" else {}))
    item = make.make_item(bulletin, document, title="Mục mẫu")
    client.force_login(make.make_editor())
    publisher, about = item.bulletin.publisher.get_absolute_url(), document.get_absolute_url()
    beside = f"/ban-tin/nhac-den/{document.slug}/"
    for address in ("/ban-tin/", "/ban-tin/?q=mau", publisher, about, beside):
        text = page_text(client.get(address))
        assert item.bulletin.get_absolute_url() in text
        said = [word for word in ("bản thảo", "đã thu hồi") if f">{word}</span>" in text]
        assert said == [told] * bool(told), address
    # What is withdrawn is not the newest one to read.
    newest = page_text(client.get("/"))
    assert (">bản thảo</span>" in newest) is (state == "draft")


# --- One bulletin ----------------------------------------------------------------------------


def test_the_head_names_publisher_month_and_marking(member_client):
    city = make.make_organization("Thành ủy Mẫu")
    publisher = make.make_organization("Ban Tuyên giáo Mẫu", parent=city)
    bulletin = make.make_bulletin(publisher, marking="LƯU HÀNH NỘI BỘ")
    text = page_text(member_client.get(bulletin.get_absolute_url()))
    for part in ("Thành ủy Mẫu", "Ban Tuyên giáo Mẫu", "Tháng 3 năm 2024", "LƯU HÀNH NỘI BỘ"):
        assert part in text


def test_the_table_keeps_printed_order_labels_and_depth(member_client):
    bulletin = make.make_bulletin()
    news = make.make_item(bulletin, label="5.", title="Tin hoạt động", kind="news")
    # Real bulletins number a child "4.1." below item 5, and use one label twice.
    child = make.make_item(bulletin, parent=news, label="4.1.", title="Hội nghị mẫu", kind="news")
    grandchild = make.make_item(bulletin, parent=child, label="4.1.", title="Ý nhỏ", kind="news")
    make.make_item(bulletin, kind="front", label="", title="")
    rows = member_client.get(bulletin.get_absolute_url()).context["rows"]
    assert [(row.item, row.depth) for row in rows] == [(news, 0), (child, 1), (grandchild, 2)]


ODD = "Số mục ghi như in"


@pytest.mark.parametrize(
    ("labels", "is_odd"),
    [
        # (label, label of the item above), as printed.
        ([("1.", ""), ("2.", ""), ("2.1.", "2."), ("2.2.", "2.")], False),
        ([("01.", ""), ("02)", "")], False),
        # Every part numbers its own items from 1.
        ([("Phần 1:", ""), ("1.", "Phần 1:"), ("Phần 2:", ""), ("1.", "Phần 2:")], False),
        # Letters and Roman numbers are passed over, and so is what has no number.
        ([("II-", ""), ("IV-", ""), ("", ""), ("", "")], False),
        ([], False),
        # 3 is missing.
        ([("1.", ""), ("2.", ""), ("4.", "")], True),
        # Begins with 2.
        ([("2.", ""), ("3.", "")], True),
        # Printed twice.
        ([("1.", ""), ("1.", "")], True),
        # A child that bears another item's number.
        ([("1.", ""), ("2.1.", "1.")], True),
        ([("II-", ""), ("2.1.", "II-"), ("III-", ""), ("2.1.", "III-")], True),
    ],
)
def test_readers_are_told_of_the_numbering_only_where_it_is_odd(member_client, labels, is_odd):
    bulletin = make.make_bulletin()
    made = {"": None}
    for label, above in labels:
        made[label or object()] = make.make_item(bulletin, label=label, parent=made[above])
    assert (ODD in page_text(member_client.get(bulletin.get_absolute_url()))) is is_odd


def test_front_matter_is_shown_where_there_is_nothing_else(member_client):
    bulletin = make.make_bulletin()
    front = make.make_item(bulletin, kind="front", label="", title="")
    front.text = make.make_source("Lời nói đầu của bản tin.")
    front.save()
    text = page_text(member_client.get(bulletin.get_absolute_url()))
    assert ">Phần đầu, mục lục</a>" in text
    assert "Lời nói đầu của bản tin." in text
    make.make_item(bulletin, label="1.", title="Mục chính")
    assert "Lời nói đầu" not in page_text(member_client.get(bulletin.get_absolute_url()))


def test_a_child_whose_parent_is_in_the_bin_stands_at_the_left_edge(member_client):
    bulletin = make.make_bulletin()
    parent = make.make_item(bulletin)
    child = make.make_item(bulletin, parent=parent)
    parent.move_to_bin()
    rows = member_client.get(bulletin.get_absolute_url()).context["rows"]
    assert [(row.item, row.depth) for row in rows] == [(child, 0)]


def test_an_item_links_to_the_documents_it_is_about(member_client):
    document = make.make_document()
    bulletin = make.make_bulletin()
    make.make_item(bulletin, document)
    assert document.get_absolute_url() in page_text(member_client.get(bulletin.get_absolute_url()))


def test_a_proposed_subject_is_for_editors_and_marked(client):
    document = make.make_document()
    bulletin = make.make_bulletin()
    make.make_subject(make.make_item(bulletin), document, state="proposed")
    client.force_login(make.make_member())
    assert document.get_absolute_url() not in page_text(client.get(bulletin.get_absolute_url()))
    client.force_login(make.make_editor())
    text = page_text(client.get(bulletin.get_absolute_url()))
    assert document.get_absolute_url() in text
    assert "máy đề xuất" in text


def test_the_sources_are_subjects_and_confirmed_citations_each_once(member_client):
    bulletin = make.make_bulletin()
    subject, cited, proposed = (make.make_document() for _ in range(3))
    item = make.make_item(bulletin, subject)
    item.text = make.make_source("Nêu Chỉ thị số 1-CT/XX, Chỉ thị số 2-CT/XX, Chỉ thị số 3-CT/XX.")
    item.save()
    make.make_citation(item.text, "Chỉ thị số 1-CT/XX", subject, state="confirmed")
    make.make_citation(item.text, "Chỉ thị số 2-CT/XX", cited, state="confirmed")
    make.make_citation(item.text, "Chỉ thị số 3-CT/XX", proposed)
    response = member_client.get(bulletin.get_absolute_url())
    assert set(response.context["sources"]) == {subject, cited}
    assert len(response.context["sources"]) == 2
    assert "2 văn bản: 1 văn bản được giới thiệu, 1 văn bản chỉ được trích dẫn" in page_text(
        response
    )


def test_hidden_sources_leave_no_trace(client):
    bulletin = make.make_bulletin(audience=Audience.EVERYONE)
    hidden = make.make_document(title="trích yếu giấu kín")
    make.make_item(bulletin, hidden)
    response = client.get(bulletin.get_absolute_url())
    assert response.context["sources"] == []
    assert hidden.get_absolute_url() not in page_text(response)
    assert "giấu kín" not in page_text(response)


def test_the_text_of_an_item_is_shown_with_its_citations_linked(member_client):
    bulletin = make.make_bulletin()
    document = make.make_document()
    item = make.make_item(bulletin)
    item.text = make.make_source("Nêu <i>Chỉ thị số 1-CT/XX</i>.")
    item.save()
    make.make_citation(item.text, "Chỉ thị số 1-CT/XX", document, state="confirmed")
    text = page_text(member_client.get(bulletin.get_absolute_url()))
    assert ">Chỉ thị số 1-CT/XX</a>&lt;/i&gt;." in text
    assert f'<a href="{document.get_absolute_url()}"' in text


def test_the_months_around_are_those_of_the_same_publisher_that_the_reader_may_see(member_client):
    publisher = make.make_organization()
    before = make.make_bulletin(publisher, year=2023, month=11)
    make.make_bulletin(publisher, year=2023, month=12, state=Bulletin.State.DRAFT)
    bulletin = make.make_bulletin(publisher, year=2024, month=1)
    make.make_bulletin(year=2024, month=2)
    after = make.make_bulletin(publisher, year=2024, month=3)
    context = member_client.get(bulletin.get_absolute_url()).context
    assert (context["previous"], context["following"]) == (before, after)
    first = member_client.get(before.get_absolute_url()).context
    assert first["previous"] is None


@pytest.mark.parametrize(
    "address",
    [
        "/ban-tin/khong-co/2024/3/",
        "/ban-tin/ban-mau/2024/13/",
        "/ban-tin/ban-mau/2024/0/",
        # Larger than any column holds.
        "/ban-tin/ban-mau/99999999999999999999/3/",
        "/ban-tin/ban-mau/2024/99999999999999999999/",
        "/ban-tin/ban-mau/nam/3/",
    ],
)
def test_a_bulletin_that_is_not_there_is_a_404(member_client, address):
    make.make_bulletin(make.make_organization("Ban Mẫu"))
    assert member_client.get(address).status_code == 404


def test_only_editors_get_the_link_to_the_staff_pages(client):
    bulletin = make.make_bulletin()
    edit = reverse("admin:bulletins_bulletin_change", args=[bulletin.pk])
    client.force_login(make.make_member())
    assert edit not in page_text(client.get(bulletin.get_absolute_url()))
    client.force_login(make.make_editor())
    assert edit in page_text(client.get(bulletin.get_absolute_url()))
