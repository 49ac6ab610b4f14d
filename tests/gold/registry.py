"""The registry that a real bulletin is read into, and the bulletin in it, put back once made."""

from pathlib import Path

from django.test import override_settings

from bulletins.demo import load_demo
from bulletins.importing import ImportSummary, import_bulletin
from documents.reference import load_reference
from organizations.models import Organization
from tests.remembering import remembered

PUBLISHER = "Ban Tuyên giáo Thành ủy Cao Bằng"


def fill_registry(*, with_demo: bool = False) -> None:
    """Load the reference data, and the demo records too where a test asks for them."""
    remembered(load_reference)
    if with_demo:
        remembered(_load_demo)


def import_month(shared: Path, month: str) -> ImportSummary:
    """Import the bulletin of "2024-01" into the registry as it is; return what the import says."""
    return remembered(_import_month, shared, month)


def _load_demo() -> None:
    with override_settings(DEMO=True):
        assert load_demo().refused == []


def _import_month(shared: Path, month: str) -> ImportSummary:
    text = (shared / "bulletins" / f"{month}.txt").read_bytes().decode("utf-8")
    year, number = month.split("-")
    publisher = Organization.objects.get(name=PUBLISHER)
    return import_bulletin(text, publisher, int(year), int(number))
