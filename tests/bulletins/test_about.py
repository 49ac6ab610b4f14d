"""The bulletin items around a document: the newest on its page, all on a page of their own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bulletins import views
from bulletins.about import ITEMS_SHOWN
from bulletins.models import Bulletin
from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db
MORE = 3


@pytest.fixture
def member_client(client):
    client.force_login(make.make_member())
    return client


def page_text(response) -> str:
    return response.content.decode()


def test_a_document_names_the_bulletins_that_introduce_and_those_that_mention_it(member_client):
    document = make.make_document()
    introducing = make.make_item(make.make_bulletin(), document, title="Mục giới thiệu")
    # The item's own heading cites its subject: that is no second mention.
    introducing.text = make.make_source("Chỉ thị số 1-CT/XX.")
    introducing.save()
    make.make_citation(introducing.text, "Chỉ thị số 1-CT/XX", document, state="confirmed")
    mentioning = make.make_item(make.make_bulletin(), title="Mục nhắc đến")
    mentioning.text = make.make_source("Nêu Chỉ thị số 1-CT/XX.")
    mentioning.save()
    make.make_citation(mentioning.text, "Chỉ thị số 1-CT/XX", document, state="confirmed")
    text = page_text(member_client.get(document.get_absolute_url()))
    assert text.count("Mục giới thiệu") == 1
    introduced, mentioned = text.index("Bản tin đã giới thiệu"), text.index("Bản tin có nhắc đến")
    assert introduced < text.index("Mục giới thiệu") < mentioned < text.index("Mục nhắc đến")
    assert f"{mentioning.bulletin.get_absolute_url()}#muc-{mentioning.pk}" in text


def test_an_undecided_item_is_for_editors_and_marked(client):
    document = make.make_document()
    subject = make.make_item(make.make_bulletin(), title="Mục chờ duyệt một")
    make.make_subject(subject, document, state="proposed")
    cited = make.make_item(make.make_bulletin(), title="Mục chờ duyệt hai")
    cited.text = make.make_source("Nêu Chỉ thị số 1-CT/XX.")
    cited.save()
    make.make_citation(cited.text, "Chỉ thị số 1-CT/XX", document)
    client.force_login(make.make_member())
    assert "Mục chờ duyệt" not in page_text(client.get(document.get_absolute_url()))
    client.force_login(make.make_editor())
    text = page_text(client.get(document.get_absolute_url()))
    assert text.count("Mục chờ duyệt") == text.count("máy đề xuất") == 2


def test_a_draft_that_introduces_a_document_is_not_named_to_members(member_client):
    document = make.make_document()
    make.make_item(make.make_bulletin(state=Bulletin.State.DRAFT), document)
    assert "Bản tin đã giới thiệu" not in page_text(member_client.get(document.get_absolute_url()))


def test_a_text_that_waits_for_review_mentions_nothing_to_members(client):
    document = make.make_document()
    item = make.make_item(make.make_bulletin(), title="Mục nhắc đến")
    item.text = make.make_source("Nêu Chỉ thị số 1-CT/XX.", audience=Audience.EDITORS)
    item.save()
    make.make_citation(item.text, "Chỉ thị số 1-CT/XX", document, state="confirmed")
    client.force_login(make.make_member())
    assert "Mục nhắc đến" not in page_text(client.get(document.get_absolute_url()))
    client.force_login(make.make_editor())
    assert "Mục nhắc đến" in page_text(client.get(document.get_absolute_url()))


# --- Many of them ----------------------------------------------------------------------------


def introduced_monthly(document, months: int, **fields) -> list[Bulletin]:
    """Make a bulletin a month, each with an item about `document`; the first is the oldest."""
    publisher, bulletins = make.make_organization(), []
    for place in range(months):
        bulletin = make.make_bulletin(publisher, year=2000 + place // 12, month=place % 12 + 1)
        item = make.make_item(bulletin, title=f"Giới thiệu kỳ {place}.")
        make.make_subject(item, document, **fields)
        bulletins.append(bulletin)
    return bulletins


def everything(document) -> str:
    return reverse("bulletins:about", args=[document.slug])


def periods_on(response, months: int) -> list[int]:
    text = page_text(response)
    return [place for place in range(months) if f"Giới thiệu kỳ {place}." in text]


def test_of_many_items_the_newest_stand_on_the_page_and_the_others_are_counted(member_client):
    document, months = make.make_document(), ITEMS_SHOWN + MORE
    introduced_monthly(document, months)
    response = member_client.get(document.get_absolute_url())
    assert periods_on(response, months) == list(range(MORE, months))
    assert f"Còn {MORE} mục nữa" in page_text(response)
    assert f'href="{everything(document)}"' in page_text(response)
    every = member_client.get(everything(document))
    assert periods_on(every, months) == list(range(months))
    text = page_text(every)
    assert text.index(f"kỳ {months - 1}.") < text.index("kỳ 0.")


def test_each_list_is_cut_by_itself(client):
    document = make.make_document()
    introduced_monthly(document, ITEMS_SHOWN + MORE)
    proposed = make.make_item(make.make_bulletin(year=1999), title="Mục chờ duyệt")
    make.make_subject(proposed, document, state="proposed")
    client.force_login(make.make_editor())
    text = page_text(client.get(document.get_absolute_url()))
    assert "Mục chờ duyệt" in text
    assert text.count("xem tất cả") == 1


def test_where_all_stand_on_the_page_it_leads_to_no_other(member_client):
    document = make.make_document()
    introduced_monthly(document, ITEMS_SHOWN)
    assert everything(document) not in page_text(member_client.get(document.get_absolute_url()))


def test_all_are_turned_over_page_by_page(member_client, monkeypatch):
    monkeypatch.setattr(views, "ITEMS_OF_ALL", 4)
    document = make.make_document()
    introduced_monthly(document, 6)
    pages = [member_client.get(everything(document), {"page": number}) for number in (1, 2)]
    assert [periods_on(response, 6) for response in pages] == [[2, 3, 4, 5], [0, 1]]
    assert member_client.get(everything(document), {"page": 3}).status_code == 404


def test_what_a_reader_may_not_see_is_in_no_count_and_on_no_page(client):
    document, months = make.make_document(), ITEMS_SHOWN + MORE
    first, second, *_ = introduced_monthly(document, months)
    Bulletin.objects.filter(pk=first.pk).update(state=Bulletin.State.DRAFT)
    Bulletin.objects.filter(pk=second.pk).update(audience=Audience.EDITORS)
    for person, hidden in ((make.make_member(), 2), (make.make_editor(), 0)):
        client.force_login(person)
        told = page_text(client.get(document.get_absolute_url()))
        assert f"Còn {MORE - hidden} mục nữa" in told
        every = client.get(everything(document))
        assert periods_on(every, months) == list(range(hidden, months))
        assert f"{months - hidden} mục" in page_text(every)
    client.logout()
    assert client.get(everything(document)).status_code == 404


def test_the_page_of_all_asks_the_same_few_questions_however_many_there_are(member_client):
    asked = []
    for months in (1, ITEMS_SHOWN + MORE):
        document = make.make_document()
        introduced_monthly(document, months)
        with CaptureQueriesContext(connection) as queries:
            assert member_client.get(everything(document)).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 5
