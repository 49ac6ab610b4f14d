"""The programs of the system, stood in for, and the folder of temporary files, watched.

Nothing of the site is imported here: pytest reads this file before the settings are ready.
"""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.documents.files.programs import Programs


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    return Programs(tmp_path, monkeypatch)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary files are made during this test."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what asks a program that this machine has not: the site does without it too.

    Every rule is also tested with a stand-in, so nothing is counted as skipped.
    """
    missing = {item for item in items if (name := _program(item)) and not shutil.which(name)}
    if missing:
        config.hook.pytest_deselected(items=list(missing))
        items[:] = [item for item in items if item not in missing]


def _program(item: pytest.Item) -> str:
    marker = item.get_closest_marker("program")
    return marker.args[0] if marker else ""
