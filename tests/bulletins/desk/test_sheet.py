"""What is asked of one citation alone is what the whole sheet says of it; how its text is shown."""

import re
from datetime import date
from html import unescape

import pytest

from bulletins.desk.sheet import remarks_on, sheet_of
from bulletins.importing import import_bulletin
from documents.deciding.citations import choose_document, confirm_citation, reject_citation
from documents.models import Relation
from tests import factories as make

pytestmark = pytest.mark.django_db

# Each line beside another one that a check holds against it, in another item.
TEXT = """NỘI DUNG

1. Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy

Chỉ thị số 24 -CT/TU, ngày 19/5/2023 của Ban Thường vụ Tỉnh ủy Mẫu Sơn “về phòng chống bão”.
Chỉ thị số 24-CT/TU, ngày 20/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy.
Kế hoạch số 7-KH/TU, ngày 02/6/2023 của Tỉnh ủy Mẫu Sơn. Nghị quyết Đại hội XIII của Đảng.

2. Tin hoạt động

2.1. Chi bộ Mẫu tổ chức trồng cây

Chỉ thị số 99-QĐ/TU, ngày 03/6/2023 của Tỉnh ủy Mẫu Sơn. Kế hoạch số 7-KH/TU năm 2022.
Quyết định số 9-QĐ/BT, ngày 04/6/2023 của Ban Cũ. Quyết định số 8-QĐ/BT của Ban Cũ.
Theo Chỉ thị 24, Chỉ thị số 25-CT/TU, ngày 01/4/2023 của Tỉnh ủy Mẫu Sơn và Chỉ thị 31.
Nghị quyết Đại hội XIII của Đảng. Quyết định số 9-QĐ/BT, ngày 05/6/2023 của Ban Cũ.
"""


@pytest.fixture
def bulletin(registry):
    province, document = registry
    make.make_organization("Ban Cũ", "BT", valid_to=date(2023, 12, 1))
    made = import_bulletin(TEXT, province, 2024, 1).bulletin
    later = make.make_document(
        number="30", symbol="CT/TU", organization=province, issued_on=date(2023, 8, 1)
    )
    make.make_relation(later, document, Relation.Verb.REPLACES, stated_on=date(2023, 8, 1))
    return made


def told(remarks):
    return [(one.finding.check_id, one.finding.sentence, one.key, one.is_error) for one in remarks]


def test_the_remarks_on_one_citation_are_those_of_its_card(bulletin):
    cards = sheet_of(bulletin).cards
    spoken = {one.finding.check_id for card in cards for one in card.remarks}
    # Of every kind that holds citations against each other.
    assert {
        *("date-disagrees", "number-out-of-order", "cited-after-replaced", "body-ended"),
        *("not-registered", "issuer-wording", "symbol-printing"),
    } <= spoken
    for card in cards:
        assert told(remarks_on(bulletin, card.citation.pk)) == told(card.remarks), card.citation


def test_they_are_so_after_decisions_too(bulletin):
    editor = make.make_editor()
    first, second, third, *_ = sheet_of(bulletin).cards
    confirm_citation(first.citation, editor)
    reject_citation(second.citation, editor)
    choose_document(third.citation, first.meant[0].document, editor, "người chọn")
    for card in sheet_of(bulletin).cards:
        assert told(remarks_on(bulletin, card.citation.pk)) == told(card.remarks), card.citation


def test_of_a_citation_that_is_gone_nothing_is_said(bulletin):
    assert remarks_on(bulletin, 0) == []


def test_a_card_tells_what_was_read_in_the_words(bulletin):
    """To be held against them: where the machine misread, the document alone does not show it."""
    read = {card.citation.text: card.read for card in sheet_of(bulletin).cards}
    body = "Tỉnh ủy Mẫu Sơn"
    assert read["Kế hoạch số 7-KH/TU, ngày 02/6/2023 của Tỉnh ủy Mẫu Sơn"] == [
        *("Kế hoạch 7-KH/TU", "ngày 02/06/2023", body)
    ]
    assert read["Kế hoạch số 7-KH/TU năm 2022"] == ["Kế hoạch 7-KH/TU", "năm 2022"]
    assert read["Chỉ thị 24"] == ["Chỉ thị số 24"]
    congress = "Đại hội XIII của Đảng"
    assert read[f"Nghị quyết {congress}"] == ["Nghị quyết", congress]


def test_the_items_names_stand_out_and_the_text_stays_whole(client, bulletin):
    """A missed citation is marked by its place in what the page shows: not a blank may be added."""
    client.force_login(make.make_editor())
    page = client.get(f"{bulletin.get_absolute_url()}doi-chieu/").content.decode()
    shown = re.findall(r'<div class="running-text" data-text="(\d+)">(.*?)</div>', page, re.DOTALL)
    texts = {str(item.text_id): item.text.body for item in bulletin.items.all() if item.text_id}
    assert {key: unescape(re.sub(r"<[^>]+>", "", html)) for key, html in shown} == texts
    named = [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<strong.*?</strong>", page)]
    assert "2. Tin hoạt động" in named and "2.1. Chi bộ Mẫu tổ chức trồng cây" in named
