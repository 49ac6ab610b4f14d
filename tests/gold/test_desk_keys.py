"""Each real bulletin from its file to published in a browser: few keys, and no link wrong.

The demo records are registered. "Confirm all" is one press of a button; every other citation
is decided by keys alone, as the gold says it is right, and the keys are counted.
"""

import json
from typing import Any

import pytest

from bulletins.desk.sheet import Card, sheet_of
from bulletins.models import Bulletin
from documents.models import Citation, Document
from tests import factories as make
from tests.browsing import sign_in
from tests.bulletins.desk.pressing import Keyboard, bring_in_file, open_card
from tests.gold.registry import PUBLISHER, fill_registry
from tests.gold.test_import_bulletin import gold_id
from tests.gold.test_meanings import gold_name, signs_of

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LEAST_COVERED = 0.85
MOST_KEYS = 1.3


@pytest.mark.parametrize("month", ["2022-11", "2024-01", "2024-03"])
def test_a_bulletin_is_decided_with_few_keys_and_published(
    shared, settings, capsys, page, live_server, month
):
    settings.DEMO = True
    fill_registry(with_demo=True)
    for listed in Bulletin.objects.all():
        # Of the demo, published and without a text.
        listed.move_to_bin()
    sign_in(page, live_server.url, make.make_editor("bien-tap"))
    bring_in_file(page, live_server.url, PUBLISHER, month, shared / "bulletins" / f"{month}.txt")
    bulletin = Bulletin.objects.get()
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
    covered = len(certain) / len(gold)
    share = keys.pressed / len(rest) if rest else 0
    with capsys.disabled():
        print(
            f"\n{month}: {len(certain)} of {len(gold)} citations confirmed at once "
            f"({covered:.0%}); {len(rest)} others with {keys.pressed} key presses "
            f"({share:.2f} each); {len(wrong)} decided wrongly"
        )
    assert not wrong
    assert covered >= LEAST_COVERED
    assert share <= MOST_KEYS
    page.click("text=Phát hành bản tin")
    page.wait_for_url("**/ban-tin/*/*/*/")
    bulletin.refresh_from_db()
    assert bulletin.state == Bulletin.State.PUBLISHED


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


def _is_gold(document: Document, row: dict[str, Any]) -> bool:
    if row["kind"] == "full":
        return gold_id(document) in row["docs"]
    return bool({gold_name(one) for one in row["docs"]} & signs_of(document))
