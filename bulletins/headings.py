"""An item's name where its own text bears it: renamed, an item bears the new one there too.

Else its readers would have both, and paper, which prints the text, the former one alone.
"""

from bulletins.models import BulletinItem
from bulletins.printing.paragraphs import split_heading


def heading_in(label: str, title: str, body: str) -> str:
    """Return the words at the start of a text that are this name, '' when it begins otherwise.

    A mark behind them stays out: it parts them from text that follows on their line.
    """
    return body[: len(body) - len(split_heading(label, title, body)[1])].rstrip(" \n.,;:")


def new_opening(item: BulletinItem, label: str, title: str) -> tuple[str, str] | None:
    """Return what a renamed item's text begins with, and with what it is to begin instead.

    `label` and `title` are what it was called. A heading with a citation that a person decided on
    stays, below the new name, as the first line of the text. None where the text begins otherwise,
    or with the new name already: one that only shortens the former, or goes on as the text does.
    """
    body = item.text.body if item.text else ""
    former = heading_in(label, title, body)
    if not former or heading_in(item.label, item.title, body):
        return None
    name = name_of(item)
    undecided = item.text.citations.undecided_by_machine()
    decided = item.text.citations.exclude(pk__in=undecided)
    if decided.filter(start__lt=len(former)).exists():
        name = f"{name}\n\n{former.removeprefix(label).lstrip()}"
    return former, name


def name_of(item: BulletinItem) -> str:
    """Return an item's number and name as they stand in its text."""
    return f"{item.label} {item.title}".strip()
