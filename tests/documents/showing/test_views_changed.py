"""What a document's page says of what others do to it, and where that stands."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents import views
from documents.models import Document, Relation
from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def member_client(client):
    client.force_login(make.make_member())
    return client


def page_text(response) -> str:
    return response.content.decode()


CHANGED = "Sổ ghi điều văn bản ấy nói"


@pytest.mark.parametrize(
    "verb", [Relation.Verb.AMENDS, Relation.Verb.REPLACES, Relation.Verb.REPEALS]
)
def test_what_changes_a_document_is_told_at_its_head_and_its_effect_is_not(member_client, verb):
    relation = make.make_relation(verb=verb)
    text = page_text(member_client.get(relation.target.get_absolute_url()))
    head = text[: text.index('<div class="columns">')]
    assert f"<strong>{relation.reverse_label}</strong>" in head
    assert relation.source.get_absolute_url() in head
    assert CHANGED in head
    assert "Chưa xác định" in text
    # The one that changes the other is not changed by it.
    assert CHANGED not in page_text(member_client.get(relation.source.get_absolute_url()))


def test_what_carries_a_document_out_or_only_may_change_it_is_not_told_at_its_head(client):
    document = make.make_document()
    make.make_relation(target=document, verb=Relation.Verb.IMPLEMENTS)
    make.make_relation(target=document, verb=Relation.Verb.REPLACES, state="proposed")
    client.force_login(make.make_editor())
    assert CHANGED not in page_text(client.get(document.get_absolute_url()))


def test_an_effect_somebody_stated_stands_at_the_head_with_its_basis(member_client):
    plain = make.make_document()
    ended = make.make_document(status=Document.Status.ENDED, status_basis="Quyết định 9-QĐ/ĐU")
    said = "<strong>Hết hiệu lực</strong>, theo Quyết định 9-QĐ/ĐU"
    assert said in page_text(member_client.get(ended.get_absolute_url()))
    assert 'class="status"' not in page_text(member_client.get(plain.get_absolute_url()))


def test_the_sentence_of_a_relation_says_where_it_stands(member_client):
    source = make.make_source("Kế hoạch này thực hiện Chỉ thị số 24-CT/TU.", label="Bản tin mẫu")
    citation = make.make_citation(source, state="confirmed")
    relation = make.make_relation(citation=citation, evidence="thực hiện Chỉ thị số 24-CT/TU")
    address = relation.source.get_absolute_url()
    said = "“thực hiện Chỉ thị số 24-CT/TU” <cite>– Bản tin mẫu</cite>"
    assert said in page_text(member_client.get(address))
    source.audience = Audience.EDITORS
    source.save()
    hidden = page_text(member_client.get(address))
    assert "Bản tin mẫu" not in hidden
    assert "<blockquote>" not in hidden


def test_of_many_relations_the_oldest_are_shown_and_all_on_a_page_of_their_own(
    member_client, monkeypatch
):
    monkeypatch.setattr(views, "RELATIONS_SHOWN", 2)
    document = make.make_document()
    days = (date(2024, 5, 1), date(2022, 5, 1), None, date(2023, 5, 1))
    for day in days:
        make.make_relation(make.make_document(issued_on=day), document)
    make.make_relation(make.make_document(audience=Audience.EDITORS), document)
    make.make_relation(document, make.make_document())
    response = member_client.get(document.get_absolute_url())
    shown = [
        [related.document.issued_on for related in group.relations]
        for group in response.context["groups"]
    ]
    assert shown == [[date(2023, 5, 19)], [date(2022, 5, 1), date(2023, 5, 1)]]
    whole = reverse("documents:document_relations", args=[document.slug])
    assert f'href="{whole}">Còn 2 văn bản nữa' in page_text(response)
    page = member_client.get(whole)
    _, done_by = page.context["groups"]
    listed = [related.document.issued_on for related in done_by.relations]
    assert listed == [*sorted(filter(None, days)), None]
    assert "văn bản nữa" not in page_text(page)


def test_what_changes_a_document_is_told_however_many_others_are_older(client, monkeypatch):
    monkeypatch.setattr(views, "RELATIONS_SHOWN", 2)
    document = make.make_document()
    amends = {"target": document, "verb": Relation.Verb.AMENDS}
    for day in (1, 2, 3):
        make.make_relation(
            make.make_document(issued_on=date(2020, 1, day)), state="proposed", **amends
        )
    latest = make.make_relation(make.make_document(issued_on=date(2024, 1, 1)), **amends)
    client.force_login(make.make_editor())
    response = client.get(document.get_absolute_url())
    text = page_text(response)
    assert latest.source.get_absolute_url() in text[: text.index('<div class="columns">')]
    assert text.count(CHANGED) == 1
    (group,) = response.context["groups"]
    # In the list it has its place among the others: the first two and how many are left.
    assert (len(group.relations), group.left_out) == (2, 2)


def test_the_page_of_all_relations_is_turned_over_and_keeps_its_groups(member_client, monkeypatch):
    monkeypatch.setattr(views, "ROWS_OF_ALL", 3)
    document = make.make_document()
    make.make_relation(document, make.make_document(), verb=Relation.Verb.BASED_ON)
    for day in (4, 2, 3, 1):
        make.make_relation(make.make_document(issued_on=date(2024, 1, day)), document)
    whole = reverse("documents:document_relations", args=[document.slug])
    pages = [member_client.get(whole, {"page": number}) for number in (1, 2)]
    listed = [
        [(group.label, [related.document.issued_on.day for related in group.relations])]
        for page in pages
        for group in page.context["groups"]
    ]
    done = Relation(verb=Relation.Verb.IMPLEMENTS).reverse_label
    assert listed == [
        [(Relation.Verb.BASED_ON.label, [19])],
        [(done, [1, 2])],
        [(done, [3, 4])],
    ]
    for page in pages:
        assert f"{done} (4 văn bản)" in page_text(page)
    assert 'rel="next"' in page_text(pages[0]) and 'rel="prev"' in page_text(pages[1])
    for wrong in ("3", "0", "x", ""):
        assert member_client.get(whole, {"page": wrong}).status_code == 404


def test_a_page_of_relations_takes_as_many_queries_as_one_relation(member_client):
    def asked(relations):
        document = make.make_document()
        for _ in range(relations):
            make.make_relation(target=document)
        with CaptureQueriesContext(connection) as queries:
            member_client.get(reverse("documents:document_relations", args=[document.slug]))
        return len(queries)

    assert asked(1) == asked(5) <= 8
