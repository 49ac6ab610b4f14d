"""The documents that cite one: on its page the first of them, on a page of their own all."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents import views
from documents.models import Document, SourceText
from documents.showing.surroundings import CITING_SHOWN
from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2020, 1, 1)


@pytest.fixture
def member_client(client):
    client.force_login(make.make_member())
    return client


def page_text(response) -> str:
    return response.content.decode()


def all_citing(target: Document) -> str:
    return reverse("documents:citing", args=[target.slug])


def cite(owner: Document, target: Document, **fields):
    """Give `owner` a text that names `target`, confirmed unless told otherwise."""
    owner.text = make.make_source("Thực hiện Chỉ thị số 24-CT/TU.")
    owner.is_held = True
    owner.save()
    make.make_citation(owner.text, "Chỉ thị số 24-CT/TU", target, **{"state": "confirmed"} | fields)


def test_a_document_names_the_documents_whose_text_or_file_cites_it(member_client):
    target, by_text, by_file = (make.make_document() for _ in range(3))
    cite(by_text, target)
    file = make.make_attachment(by_file)
    file.text = make.make_source("Nêu Chỉ thị số 24-CT/TU.")
    file.save()
    make.make_citation(file.text, "Chỉ thị số 24-CT/TU", target, state="confirmed")
    # Its own text naming itself is none of them.
    cite(target, target)
    citing = member_client.get(target.get_absolute_url()).context["citing"]
    assert set(citing) == {by_text, by_file}


def test_a_document_known_by_citation_leads_to_its_source(member_client):
    target, source = make.make_document(), make.make_document()
    address = target.get_absolute_url()
    assert "Chưa ghi nhận nơi nào nhắc đến" in page_text(member_client.get(address))
    cite(source, target)
    text = page_text(member_client.get(address))
    assert 'Văn bản được biết qua <a href="#nhac-den">' in text
    assert source.get_absolute_url() in text


def test_an_undecided_citation_is_for_editors_and_marked_and_a_rejected_one_for_nobody(client):
    target, proposed, rejected = (make.make_document() for _ in range(3))
    cite(proposed, target, state="proposed")
    cite(rejected, target, state="rejected")
    client.force_login(make.make_member())
    assert client.get(target.get_absolute_url()).context["citing"] == []
    client.force_login(make.make_editor())
    response = client.get(target.get_absolute_url())
    citing = response.context["citing"]
    assert [(one, one.is_confirmed) for one in citing] == [(proposed, False)]
    assert "máy đề xuất" in page_text(response)


def test_a_citation_in_what_the_reader_may_not_see_leaves_no_trace(member_client):
    target = make.make_document()
    cite(make.make_document(audience=Audience.EDITORS), target)
    binned = make.make_document()
    cite(binned, target)
    binned.move_to_bin()
    hidden_text = make.make_document()
    cite(hidden_text, target)
    SourceText.objects.filter(pk=hidden_text.text_id).update(audience=Audience.EDITORS)
    response = member_client.get(target.get_absolute_url())
    assert response.context["citing"] == []
    assert "Chưa ghi nhận nơi nào nhắc đến" in page_text(response)


# --- Many of them ----------------------------------------------------------------------------


@pytest.fixture
def hub():
    """A document that more others cite than its page names, each a day newer than another."""
    hub = make.make_document(number="9")
    for place in range(CITING_SHOWN + 3):
        cite(make.make_document(issued_on=FIRST_DAY + timedelta(days=place)), hub)
    return hub


def days_of(documents) -> list[int]:
    return [(one.issued_on - FIRST_DAY).days for one in documents]


def test_of_many_documents_the_newest_stand_on_the_page_and_the_others_are_counted(
    member_client, hub
):
    response = member_client.get(hub.get_absolute_url())
    newest_first = list(range(CITING_SHOWN + 2, -1, -1))
    assert days_of(response.context["citing"]) == newest_first[:CITING_SHOWN]
    assert f"Xem tất cả {CITING_SHOWN + 3} văn bản" in page_text(response)
    assert f'href="{all_citing(hub)}"' in page_text(response)


def test_one_behind_the_first_that_the_text_cites_too_is_no_further_row(member_client, hub):
    oldest = Document.objects.get(issued_on=FIRST_DAY)
    hub.text, hub.is_held = make.make_source(f"Nêu {oldest.label}."), True
    hub.save()
    make.make_citation(hub.text, oldest.label, oldest, state="confirmed")
    response = member_client.get(hub.get_absolute_url())
    assert [one.document for one in response.context["cited"]] == [oldest]
    assert len(response.context["citing"]) == CITING_SHOWN
    assert oldest not in response.context["citing"]


def test_where_all_stand_on_the_page_it_leads_to_no_other(member_client):
    target = make.make_document()
    cite(make.make_document(), target)
    assert all_citing(target) not in page_text(member_client.get(target.get_absolute_url()))


def test_all_are_listed_page_by_page(member_client, hub, monkeypatch):
    monkeypatch.setattr(views, "ROWS_OF_ALL", CITING_SHOWN)
    pages = [member_client.get(all_citing(hub), {"page": number}) for number in (1, 2)]
    shown = [day for response in pages for day in days_of(response.context["page"])]
    assert shown == list(range(CITING_SHOWN + 2, -1, -1))
    assert "Trang 1 / 2" in page_text(pages[0])
    assert member_client.get(all_citing(hub), {"page": 3}).status_code == 404
    assert member_client.get(all_citing(hub), {"page": "x"}).status_code == 404


def test_what_a_reader_may_not_see_is_in_no_count_and_on_no_page(client, hub):
    hidden = Document.objects.filter(issued_on__lt=FIRST_DAY + timedelta(days=2))
    hidden.update(audience=Audience.EDITORS)
    for person, seen in ((make.make_member(), 1), (make.make_editor(), 3)):
        client.force_login(person)
        told = page_text(client.get(hub.get_absolute_url()))
        assert f"Xem tất cả {CITING_SHOWN + seen} văn bản" in told
        every = client.get(all_citing(hub)).context["page"]
        assert len(every) == every.paginator.count == CITING_SHOWN + seen
    client.logout()
    assert client.get(all_citing(hub)).status_code == 404


def test_for_editors_confirmed_ones_stand_before_newer_ones_that_only_the_machine_read(client, hub):
    proposed = make.make_document(issued_on=FIRST_DAY + timedelta(days=900))
    cite(proposed, hub, state="proposed")
    client.force_login(make.make_editor())
    assert proposed not in client.get(hub.get_absolute_url()).context["citing"]
    response = client.get(all_citing(hub))
    assert list(response.context["page"])[-1] == proposed
    assert page_text(response).count("máy đề xuất") == 1


def test_the_page_of_all_asks_the_same_few_questions_however_many_there_are(member_client, hub):
    one = make.make_document()
    cite(make.make_document(), one)
    asked = []
    for target in (one, hub):
        with CaptureQueriesContext(connection) as queries:
            assert member_client.get(all_citing(target)).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 6
