"""What reading a file gives back, whatever its kind, and what it tells on its way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from organizations.text import normalize

# Fewer letters say nothing about how a text is encoded.
LETTERS_TO_JUDGE = 200
# Vietnamese running text has about a quarter; a legacy font or an English text has none.
LEAST_SHARE_WITH_MARKS = 0.02
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz")


class UnreadableFileError(ValueError):
    """The file cannot be let in; the message says why and what to do, in Vietnamese."""


class ReaderBusyError(UnreadableFileError):
    """Nothing is wrong with the file: another one is being read, and this one has to wait."""


class Stage(StrEnum):
    """What a reader is at: what takes long enough for somebody to want to know."""

    PAGES = "pages"
    # In hundredths of what a Word file has to read: it knows no pages.
    PARTS = "parts"
    CONVERTING = "converting"
    SCANS = "scans"


# Told at short intervals while a file is read: the stage, how many of its pages are done, of how
# many (0 of 0 where there is nothing to count). It says also that whoever reads is alive. What it
# raises would pass for a fault of the file, so it raises nothing.
Progress = Callable[[Stage, int, int], None]


def tell_nobody(stage: Stage, done: int, of: int) -> None:
    """Be the progress of a reading that nobody looks at."""


@dataclass(slots=True)
class FileReading:
    """`text` is what a reader sees; `guarded` is everything found, marks in margins included.

    `is_partial` says that something in the file could not be read, `is_cut` that it was too long
    to be read to its end. `fonts` are those the
    file names. Of a PDF, `pages` is the raw text of each, and `scanned` tells which of them are
    pictures.
    """

    text: str
    guarded: list[str] = field(default_factory=list)
    is_partial: bool = False
    is_cut: bool = False
    fonts: set[str] = field(default_factory=set)
    pages: list[str] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)


def reads_as_vietnamese(text: str) -> bool:
    """Whether the letters are Unicode Vietnamese, so that a mark in them would be recognised.

    Old files in TCVN3 or VNI fonts come out as other letters ("MËT" for "MẬT").
    """
    letters = [char for char in normalize(text).lower() if char.isalpha()]
    if len(letters) < LETTERS_TO_JUDGE:
        return True
    marked = sum(char not in _PLAIN and _is_vietnamese(char) for char in letters)
    return marked >= LEAST_SHARE_WITH_MARKS * len(letters)


def _is_vietnamese(char: str) -> bool:
    """Letters that TCVN3 and VNI texts do not contain: the block above U+1EA0 and ă đ ĩ ũ ơ ư."""
    return "\u1ea0" <= char <= "\u1ef9" or char in "ăđĩũơư"
