"""A province before a reorganisation: two wards with codes, terms, cells, accounts, documents."""

from datetime import date
from types import SimpleNamespace

import pytest


@pytest.fixture
def province(db):
    """The bodies: `top`, its wards `north` and `south`, and a cell below `north`."""
    from tests import factories as make  # Only here: the settings must be ready first.

    top = make.make_organization("Tỉnh ủy Mẫu", "TU", level=2)
    north = make.make_organization("Đảng ủy phường Bắc", "ĐU", parent=top)
    south = make.make_organization("Đảng ủy phường Nam", "ĐU", parent=top)
    cell = make.make_organization("Chi bộ Một", "", level=5, parent=north)
    make.make_term(north, "IV", date(2020, 7, 1), None)
    return SimpleNamespace(top=top, north=north, south=south, cell=cell)
