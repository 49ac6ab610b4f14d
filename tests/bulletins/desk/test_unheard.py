"""A document only the bulletin itself names is no certain one: its number may be a misprint."""

import pytest

from bulletins.desk.sheet import sheet_of
from bulletins.models import Bulletin
from documents.deciding.citations import reject_citation
from documents.models import Citation, Document
from tests import factories as make
from tests.bulletins.desk.material import told

pytestmark = pytest.mark.django_db

TICK = 'name="ca-moi"'


def bulletin_sheet():
    return sheet_of(Bulletin.objects.get(year=2024))


def card_of(text):
    (card,) = (one for one in bulletin_sheet().cards if one.citation.text.startswith(text))
    return card


@pytest.fixture
def plan(desk):
    """7-KH/TU, which the machine entered when it read the bulletin."""
    document = Document.objects.get(number="7")
    assert document.is_proposed
    return document


def test_it_is_left_out_and_named_apart(client, desk, plan):
    sheet = bulletin_sheet()
    assert (card_of("Kế hoạch số 7").mark, card_of("Chỉ thị số 24").mark) == ("open", "certain")
    assert [card.citation.text[:13] for card in sheet.unheard] == ["Kế hoạch số 7"]
    assert (sheet.entered, sheet.unheard_documents, sheet.untitled) == ([], [plan], 1)
    page = client.get(desk).content.decode()
    assert "nói đến 1 văn bản chưa có trong sổ, máy mới ghi từ bản tin này" in page
    assert "1 văn bản vào sổ mà chưa có trích yếu" in page
    assert TICK in page and "checked" not in page.partition(TICK)[2][:20]
    client.post(f"{desk}chac-chan/", {"seen": sheet.certain_seen})
    plan.refresh_from_db()
    assert plan.is_proposed and card_of("Kế hoạch số 7").is_open
    assert not card_of("Chỉ thị số 24").is_open


def test_ticked_it_goes_along(client, desk, plan):
    sent = {"seen": bulletin_sheet().certain_seen, "ca-moi": "on"}
    assert "Đã xác nhận" in told(client.post(f"{desk}chac-chan/", sent, follow=True))
    plan.refresh_from_db()
    assert not plan.is_proposed
    assert not bulletin_sheet().unheard


def test_where_only_such_are_left_the_tick_has_to_be_set(client, desk, plan):
    client.post(f"{desk}chac-chan/", {"seen": bulletin_sheet().certain_seen})
    page = client.get(desk).content.decode()
    assert "Xác nhận 1 trích dẫn kể dưới đây" in page and f"{TICK} required" in page
    seen = bulletin_sheet().certain_seen
    refused = client.post(f"{desk}chac-chan/", {"seen": seen}, follow=True)
    assert "chưa đánh dấu" in told(refused)
    assert card_of("Kế hoạch số 7").is_open


@pytest.mark.parametrize("elsewhere", ["a document's text", "another bulletin"])
def test_another_text_that_names_it_makes_it_certain(client, desk, plan, elsewhere):
    source = make.make_source("Theo Kế hoạch số 7-KH/TU.")
    if elsewhere == "another bulletin":
        make.make_item(make.make_bulletin(year=2023), text=source)
    else:
        make.make_document(text=source)
    Citation.objects.filter(source=source).delete()
    other = make.make_citation(source, "Kế hoạch số 7-KH/TU", plan, state="proposed")
    assert card_of("Kế hoạch số 7").is_certain
    assert bulletin_sheet().entered == [plan]
    page = client.get(desk).content.decode()
    assert "1 văn bản trong số đó chưa ai ghi vào sổ" in page
    # What a check says of it is no error, and it is confirmed all the same.
    assert bulletin_sheet().remarked == 1
    assert "1 trích dẫn trong số đó có lưu ý (không phải lỗi)" in page
    reject_citation(other, make.make_editor())
    assert not card_of("Kế hoạch số 7").is_certain


def test_a_document_that_a_person_registered_is_certain(desk, plan):
    plan.state = Document.State.REGISTERED
    plan.save()
    assert card_of("Kế hoạch số 7").is_certain and not bulletin_sheet().unheard


def test_a_text_in_the_bin_speaks_for_nothing(desk, plan):
    source = make.make_source("Theo Kế hoạch số 7-KH/TU.")
    item = make.make_item(make.make_bulletin(year=2023), text=source)
    Citation.objects.filter(source=source).delete()
    make.make_citation(source, "Kế hoạch số 7-KH/TU", plan, state="proposed")
    item.move_to_bin()
    assert not card_of("Kế hoạch số 7").is_certain
