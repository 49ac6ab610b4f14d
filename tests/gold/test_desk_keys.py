"""The real bulletins from their files to published in a browser: few keys, and no link wrong.

They follow each other in one registry with the demo records, so that the later ones meet all that
the journeys before them have entered. "Confirm all" is one press of a button; every other citation
is decided by keys alone, as the gold says it is right, and the keys are counted.
"""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from docx import Document

from bulletins.desk.card import Card
from bulletins.desk.sheet import sheet_of
from bulletins.models import Bulletin
from documents.models import Citation
from documents.models import Document as Record
from tests import factories as make
from tests.browsing import sign_in
from tests.bulletins.desk.pressing import Keyboard, bring_in_file, open_card
from tests.gold.registry import PUBLISHER, fill_registry
from tests.gold.test_import_bulletin import gold_id
from tests.gold.test_meanings import gold_name, signs_of

pytestmark = [pytest.mark.slow, pytest.mark.browser]

MONTHS = ("2022-11", "2024-01", "2024-03")
LEAST_COVERED = 0.85
MOST_KEYS = 1.3


@dataclass(frozen=True)
class Journey:
    """What came of one bulletin taken from its file to published."""

    month: str
    citations: int
    certain: int
    others: int
    pressed: int
    wrong: list[str]

    @property
    def covered(self) -> float:
        return self.certain / self.citations

    @property
    def keys_each(self) -> float:
        return self.pressed / self.others if self.others else 0.0

    def __str__(self) -> str:
        counted = f"{self.certain:>7} {self.covered:>9.1%} {self.others:>7} {self.pressed:>5}"
        return (
            f"{self.month} {self.citations:>10} {counted} {self.keys_each:>9.2f} "
            f"{len(self.wrong):>6}"
        )


HEAD = "bulletin citations certain  coverage  others  keys keys each  wrong"


def test_the_bulletins_are_decided_with_few_keys_and_published_one_after_the_other(
    shared, settings, capsys, page, live_server
):
    """Each meets what the journeys before it have entered, as the staff's work goes on."""
    settings.DEMO = True
    fill_registry(with_demo=True)
    for listed in Bulletin.objects.all():
        # Of the demo, published and without a text.
        listed.move_to_bin()
    sign_in(page, live_server.url, make.make_editor("bien-tap"))
    journeys = [_journey(page, live_server.url, shared, month) for month in MONTHS]
    with capsys.disabled():
        print("", HEAD, *journeys, sep="\n")
    for one in journeys:
        assert not one.wrong
        assert one.covered >= LEAST_COVERED
        assert one.keys_each <= MOST_KEYS


def _journey(page: Any, site: str, shared: Any, month: str) -> Journey:
    bring_in_file(page, site, PUBLISHER, month, shared / "bulletins" / f"{month}.txt")
    bulletin = Bulletin.objects.latest("pk")
    gold = _gold(shared, month, bulletin)
    certain = [card.citation.pk for card in sheet_of(bulletin).certain]
    page.click("text=trích dẫn chắc chắn")
    page.wait_for_load_state()
    keys = Keyboard(page)
    rest = sheet_of(bulletin).open
    for card in rest:
        assert open_card(page) == card.citation.pk
        keys.decide(_right_keys(card, gold[card.citation.pk]))
    wrong = [row["text"] for pk, row in gold.items() if not _is_right(pk, row)]
    _publish(page, bulletin)
    return Journey(month, len(gold), len(certain), len(rest), keys.pressed, wrong)


def _publish(page: Any, bulletin: Bulletin) -> None:
    """Publish the bulletin and take it along as a Word file from the page that follows."""
    page.click("text=Phát hành bản tin")
    page.wait_for_url("**/ban-tin/*/*/*/")
    bulletin.refresh_from_db()
    assert bulletin.state == Bulletin.State.PUBLISHED
    with page.expect_download() as taken:
        page.click("a[href$='ban-tin.docx']")
    paper = Document(taken.value.path())
    lines = [paragraph.text for paragraph in paper.paragraphs]
    # Not every copy of a bulletin bears the marking.
    assert "*" in lines and bulletin.marking in [*lines, ""]
    assert [cell.text for cell in paper.tables[0].rows[0].cells] == ["STT", "NỘI DUNG"]


def _gold(shared: Any, month: str, bulletin: Bulletin) -> dict[int, dict[str, Any]]:
    """Return the gold of each citation read, by its key."""
    read = Citation.objects.filter(source__bulletin_item__bulletin=bulletin)
    keys = read.order_by("source__bulletin_item__order", "start").values_list("pk", flat=True)
    lines = (shared / "gold" / f"{month}.jsonl").read_text("utf-8").splitlines()
    return dict(zip(keys, map(json.loads, lines), strict=True))


def _right_keys(card: Card, row: dict[str, Any]) -> str:
    """Return the keys of the right decision: confirm, the candidate meant, else reject.

    Where the gold names a document that is no candidate, no such key is right, and the citation
    counts as decided wrongly: a person would have to look the document up.
    """
    right = [_is_gold(link.document, row) for link in card.meant]
    if card.can_be_confirmed and all(right):
        return "x"
    return str(right.index(True) + 1) if any(right) and len(right) > 1 else "l2"


def _is_right(citation: int, row: dict[str, Any]) -> bool:
    stored = Citation.objects.get(pk=citation)
    documents = list(stored.targets.all())
    if stored.state == "rejected":
        # Right only where the gold names no document: else the one it names is linked nowhere.
        return not row["docs"]
    is_confirmed = stored.state == "confirmed" and bool(documents)
    return is_confirmed and all(_is_gold(one, row) for one in documents)


def _is_gold(document: Record, row: dict[str, Any]) -> bool:
    if row["kind"] == "full":
        return gold_id(document) in row["docs"]
    return bool({gold_name(one) for one in row["docs"]} & signs_of(document))
