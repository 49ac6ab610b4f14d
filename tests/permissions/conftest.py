"""Who walks, and what they come upon.

Models are imported within each fixture: pytest reads this file before the settings are ready.
"""

import pytest


@pytest.fixture(scope="module")
def made(keeping):
    """The cast: made once a module, for it takes longer than most walks."""
    from tests.permissions.cast import make_cast

    with keeping(make_cast) as cast:
        yield cast


@pytest.fixture
def cast(db, made):
    """The records of all tests, and clients that no other test has sent anywhere."""
    from tests.permissions.cast import clients_of

    return {**made, "clients": clients_of(made)}
