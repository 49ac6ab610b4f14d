"""The programs of the system, stood in for, and the folder of temporary files, watched.

Nothing of the site is imported here: pytest reads this file before the settings are ready.
"""

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
