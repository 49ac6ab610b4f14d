"""A renamed item is called by its new name alone, wherever its readers meet it."""

from io import BytesIO

import docx
import pytest
from django.urls import reverse

from bulletins.models import Bulletin, BulletinItem
from documents.deciding.citations import confirm_citation
from documents.models import Citation
from tests.admin_page import filled

pytestmark = pytest.mark.django_db

FORMER = "Tin hoạt động"
NEW = "Việc của các chi bộ"
CITING = "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy"


def item(label):
    return BulletinItem.objects.select_related("text").get(label=label)


def rename(client, desk, label, title):
    outline = desk.replace("doi-chieu/", "muc/")
    fields = {
        "seen": client.get(outline).context["outline"].seen,
        "label": label,
        "title": title,
        "kind": item(label).kind,
        "viec": "ghi",
    }
    return client.post(f"{outline}{item(label).pk}/", fields, follow=True)


def papers(client):
    """What leaves of the bulletin: the page, the page to print, the offline file, the Word file."""
    address = Bulletin.objects.get().get_absolute_url()
    pages = [
        client.get(address + name).content.decode() for name in ("", "ban-in/", "ban-tin.html")
    ]
    word = docx.Document(BytesIO(client.get(f"{address}ban-tin.docx").content))
    return [*pages, "\n".join(paragraph.text for paragraph in word.paragraphs)]


def change(client, row, **values):
    address = reverse(f"admin:bulletins_{row._meta.model_name}_change", args=[row.pk])
    values = {name: value for name, value in values.items() if value is not None}
    answer = client.post(address, filled(client.get(address), **values), follow=True)
    assert answer.redirect_chain


@pytest.mark.parametrize("where", ["the items", "its own form", "the bulletin's form"])
def test_the_new_name_stands_on_every_paper_and_the_former_on_none(client, desk, where):
    before = papers(client)
    assert all(f"2. {FORMER}" in paper for paper in before)
    if where == "the items":
        rename(client, desk, "2.", NEW)
    elif where == "its own form":
        change(client, item("2."), title=NEW)
    else:
        rows = list(Bulletin.objects.get().items.order_by("order"))
        place = next(at for at, row in enumerate(rows) if row.label == "2.")
        change(client, Bulletin.objects.get(), **{f"items-{place}-title": NEW})
    assert item("2.").text.body.startswith(f"2. {NEW}\n")
    for paper, former in zip(papers(client), before, strict=True):
        assert FORMER not in paper
        assert paper.count(f"2. {NEW}") == former.count(f"2. {FORMER}")


def test_the_former_name_comes_back_with_the_step(client, desk):
    body = item("2.").text.body
    rename(client, desk, "2.", NEW)
    outline = desk.replace("doi-chieu/", "muc/")
    client.post(f"{outline}hoan-tac/")
    assert (item("2.").title, item("2.").text.body) == (FORMER, body)


def test_a_name_that_the_text_goes_on_with_leaves_its_words(client, desk):
    """It was cut too early or too late: what follows it is text."""
    body = item("1.").text.body
    for title in ("Chỉ thị số 24-CT/TU", CITING):
        rename(client, desk, "1.", title)
        assert item("1.").text.body == body


def test_a_heading_with_a_decided_citation_stays_below_the_new_name(client, desk, editor):
    citation = Citation.objects.get(source=item("1.").text, start__lt=20)
    confirm_citation(citation, editor)
    rename(client, desk, "1.", "Phòng cháy")
    body = item("1.").text.body
    assert body.startswith(f"1. Phòng cháy\n\n{CITING}\n")
    citation.refresh_from_db()
    assert (citation.state, body[citation.start : citation.end]) == ("confirmed", citation.text)
    assert all(paper.count("1. Phòng cháy") for paper in papers(client))


def test_a_text_that_waits_for_an_editor_is_not_let_out_by_a_new_name(client, desk):
    waiting = item("2.")
    waiting.unreviewed = BulletinItem.Unreviewed.TEXT
    waiting.save()
    body = waiting.text.body
    change(client, waiting, title=NEW)
    assert (item("2.").unreviewed, item("2.").text.body) == ("text", body)
