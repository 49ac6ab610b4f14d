"""The gold folder as a fixture: skips by name on a machine without it, fails where CI=true."""

from pathlib import Path

import pytest

from tests.gold.shared import must_have_shared, shared_folder

MISSING = "gold bulletins not found: set VANKIEN_SHARED or put `shared` beside the repository"


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = shared_folder()
    if folder is None:
        if must_have_shared():
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return folder
