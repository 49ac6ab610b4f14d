"""Stands in for the programs of the system, so that tests ask the same of every machine."""

from pathlib import Path


class Programs:
    """A folder that comes first on PATH; `notes` is where a stand-in leaves what it was told."""

    def __init__(self, folder: Path, monkeypatch) -> None:
        self.notes = folder / "notes"
        self._bin = folder / "bin"
        self._bin.mkdir()
        self._monkeypatch = monkeypatch
        # Nothing is installed, until a test says so.
        monkeypatch.setenv("PATH", str(self._bin))

    def install(self, name: str, script: str) -> None:
        """Put a program in place that runs the lines of `script`, `$NOTES` being the notes."""
        self._monkeypatch.setenv("PATH", f"{self._bin}:/usr/bin:/bin")
        program = self._bin / name
        program.write_text(f"#!/bin/sh\nNOTES='{self.notes}'\n{script}\n", "utf-8")
        program.chmod(0o755)
