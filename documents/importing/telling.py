"""How a change is told in a preview, and what a cell puts in place of what is there. No Django."""

from documents.exporting.spreadsheet import MOST_CHARS
from documents.importing.cells import as_read
from documents.importing.columns import Field
from documents.importing.facts import Facts, is_emptying

# What, before, after: in words, as the preview shows it.
Change = tuple[str, str, str]


def told(label: str, before: str, after: str) -> list[Change]:
    """Return the change of one thing as a list, [] where nothing changes."""
    return [(label, before, after)] if before != after else []


def new_value(facts: Facts, of: Field, now: str) -> str | None:
    """Return what a cell puts in place of `now`; None where it says nothing, or just that."""
    if facts.empties(of):
        return "" if now and not is_emptying(now) else None
    said = facts.text(of)
    return None if not said or is_said(said, now) else said


def is_said(said: str, now: str) -> bool:
    """Whether a cell says just what is there.

    So does one that our export cut, because a spreadsheet holds no more.
    """
    return said in (as_read(now), as_read(now[:MOST_CHARS]))
