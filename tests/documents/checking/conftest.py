"""The invented bodies the checks are tried on, and a way to register what they issued."""

import pytest


@pytest.fixture
def bodies():
    # Only here: this file is read before Django is ready.
    from tests.documents.checking.reading import make_bodies

    return make_bodies()


@pytest.fixture
def register(bodies):
    """Return a function that registers a document: type, number, symbol, day, body by name."""
    from tests import factories as make  # As above.

    def run(kind, number, symbol, day, body="province", **fields):
        return make.make_document(
            document_type=make.make_document_type(kind),
            number=number,
            symbol=symbol,
            issued_on=day,
            organization=getattr(bodies, body) if body else None,
            **{"title": "", **fields},
        )

    return run
