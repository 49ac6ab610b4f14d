"""Pasting the citations of the real bulletins fills type, number, symbol, date and issuer."""

from pathlib import Path
from typing import Any

import pytest

from tests.gold.registry import PUBLISHER, fill_registry
from tests.gold.score import Row, gold_names, read_rows

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# The promise of the registry: of a hundred pasted citations ninety-seven fill all five rightly.
LEAST_SHARE = 0.97
CENTRAL = {"Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương Đảng"}
# A committee is also named by the organisation it leads, or by those who acted for it.
SAME_BODY = {"Đảng bộ thành phố Cao Bằng": "Thành ủy Cao Bằng"}
ACTING = ("Ban Thường vụ ", "Ban Chấp hành ", "Thường trực ")


def expected_body(row: Row, central: str) -> str:
    """Return the name of the body that issued it by the gold; without an issuer the code's own."""
    named = row["issuer_canonical"] or ""
    if named in CENTRAL or (not named and row["symbol"].endswith("/TW")):
        return central
    for acting in ACTING:
        named = named.removeprefix(acting)
    return SAME_BODY.get(named, named)


def wrong_parts(row: Row, values: dict[str, Any], central: str) -> list[str]:
    """Return the names of what was filled otherwise than the gold says."""
    body = values.get("organization")
    day = values.get("issued_on") or values.get("issued_year") or ""
    got = {
        "type": getattr(values.get("document_type"), "name", ""),
        "number": values.get("number", ""),
        "year": values.get("year_in_number", ""),
        "symbol": values.get("symbol", ""),
        "date": str(day),
        "body": body.name if body else "",
    }
    wanted = {
        "type": row["type"],
        "number": row["number"],
        "year": row["year_in_number"] or "",
        "symbol": row["symbol"],
        # A number that holds its year tells the year of the document.
        "date": row["date"] or row["year_in_number"] or "",
        "body": expected_body(row, central),
    }
    return [f"{name}: {got[name]!r}" for name in wanted if got[name] != wanted[name]]


@pytest.mark.parametrize("publisher", [None, PUBLISHER])
def test_nearly_all_full_citations_fill_the_form_rightly(
    shared: Path, publisher: str | None
) -> None:
    # Only here: conftest sets Django up first.
    from documents.pasting.filling import read_pasted
    from documents.resolving.bodies import Bodies
    from organizations.models import Organization

    fill_registry()
    central = Bodies.load().central
    assert central is not None
    own = Organization.objects.get(name=publisher) if publisher else None
    rows = [
        row
        for name in gold_names(shared)
        for row in read_rows(shared / "gold" / f"{name}.jsonl")
        if row["kind"] == "full"
    ]
    misses = []
    for row in rows:
        pasted = read_pasted(f"{row['text']} {row['title'] or ''}", own)
        wrong = wrong_parts(row, pasted.values, central.name)
        if wrong:
            misses.append(f"{row['id']}: {'; '.join(wrong)}")
    right = len(rows) - len(misses)
    # `make score-pasting` shows it.
    print(f"\npasted by {publisher or 'nobody'}: {right} of {len(rows)} filled rightly")
    print("\n".join(misses))
    assert rows
    assert right >= LEAST_SHARE * len(rows)
