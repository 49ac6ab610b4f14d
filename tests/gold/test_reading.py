"""The real bulletins, read step by step as the worker does, give what reading at once gives."""

import pytest

from bulletins import reading
from organizations.models import Organization
from tests.bulletins.stepping import proposals, read_at_once, read_in_steps
from tests.gold.registry import PUBLISHER, fill_registry

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("month", ["2022-11", "2024-01", "2024-03"])
def test_steps_propose_what_reading_at_once_proposes(shared, monkeypatch, month):
    monkeypatch.setattr(reading, "DOCUMENTS_A_STEP", 3)
    fill_registry()
    publisher = Organization.objects.get(name=PUBLISHER)
    text = (shared / "bulletins" / f"{month}.txt").read_bytes().decode("utf-8")
    year, number = month.split("-")
    at_once = read_at_once(text, publisher, int(year), int(number))
    seen = read_in_steps(text, publisher, int(year), int(number))
    assert proposals() == at_once
    assert len(at_once["links"]) > 10
    assert len(seen) > 2
