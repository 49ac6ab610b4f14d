"""What the desk offers to confirm at once covers most citations and links none wrongly."""

import json

import pytest

from bulletins.desk.sheet import sheet_of
from tests.gold.registry import fill_registry, import_month
from tests.gold.test_import_bulletin import gold_id
from tests.gold.test_meanings import gold_name, signs_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LEAST_COVERED = 0.85


@pytest.mark.parametrize("is_registered", [True, False])
@pytest.mark.parametrize("month", ["2022-11", "2024-01", "2024-03"])
def test_certain_citations_cover_most_and_link_none_wrongly(
    shared, settings, capsys, month, is_registered
):
    settings.DEMO = True
    fill_registry(with_demo=is_registered)
    summary = import_month(shared, month)
    lines = (shared / "gold" / f"{month}.jsonl").read_text("utf-8").splitlines()
    meant = dict(
        zip((one.pk for one in summary.links.citations), map(json.loads, lines), strict=True)
    )
    sheet = sheet_of(summary.bulletin)
    # Documents that only the bulletin names are confirmed by a tick of their own.
    clear = sheet.certain if is_registered else [*sheet.certain, *sheet.unheard]
    wrong = [
        (card.citation.text, meant[card.citation.pk]["docs"], str(card.meant[0].document))
        for card in clear
        if not _is_gold(card.meant[0].document, meant[card.citation.pk])
    ]
    covered = len(clear) / len(meant)
    with capsys.disabled():
        registry = "demo records" if is_registered else "empty registry"
        print(
            f"\n{month}, {registry}: {len(clear)} of {len(meant)} citations certain "
            f"({covered:.0%}), {len(wrong)} linked wrongly"
        )
    assert wrong == []
    # Into an empty registry names and bare numbers cannot be matched: nothing bears them yet.
    assert is_registered or not sheet.certain
    assert covered >= (LEAST_COVERED if is_registered else 0.6)


def _is_gold(document, row) -> bool:
    if row["kind"] == "full":
        return gold_id(document) in row["docs"]
    return bool({gold_name(one) for one in row["docs"]} & signs_of(document))
