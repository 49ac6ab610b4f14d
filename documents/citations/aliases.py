"""Short names that a text declares for a document it has just cited. Pure text; no Django.

"Kế hoạch số 12-KH/TU … (sau đây gọi là Kế hoạch 12)", "Nghị quyết Trung ương 5 khóa X …
(Nghị quyết 15)".
"""

import re

from documents.citations.reading import Reading
from documents.citations.skeleton import Skeleton, spaced

# How far a title may run between the document and its declared name.
_TITLE_CHARS = 600
# How many citations may stand in such a title.
_CANDIDATES = 8
# "sau đây gọi tắt là ", "gọi là “"
_CALLED = re.compile(spaced(r"(?:goi|viet) ?(?:tat|chung|ngan gon)? (?:la|thanh) ?:? ?[\"']?$"))
_OPEN = re.compile(r"\([ \n]?[\"']?$")
_CLOSE = re.compile(r"[ \n]?[\"']?[ \n]?[);,]")
# A new sentence; "điểm a. khoản" is none
_SENTENCE_END = re.compile(r"[.!?][ \n](?=[A-Z])")


def declare_aliases(skeleton: Skeleton, readings: list[Reading]) -> None:
    """Set `alias_of` of each short citation that is declared to stand for an earlier one."""
    for position, reading in enumerate(readings):
        if reading.kind != "short":
            continue
        before = skeleton.lower[max(0, reading.start - 40) : reading.start]
        called = _CALLED.search(before) is not None
        bracketed = _OPEN.search(before) and _CLOSE.match(skeleton.text, reading.end)
        if called or bracketed:
            near = readings[max(0, position - _CANDIDATES) : position]
            reading.alias_of = _antecedent(skeleton, near, reading, called)


def _antecedent(
    skeleton: Skeleton, before: list[Reading], alias: Reading, called: bool
) -> Reading | None:
    """Return the citation an alias stands for: the nearest one that can carry its name.

    Brackets alone declare less than "gọi là": they reach no farther than the sentence.
    """
    for candidate in reversed(before):
        if alias.start - candidate.end > _TITLE_CHARS:
            return None
        if candidate.kind == "short" or candidate.type != alias.type:
            continue
        if candidate.number is None or _bare(candidate.number) == _bare(alias.number):
            parted = _SENTENCE_END.search(skeleton.text, candidate.end, alias.start)
            return None if parted and not called else candidate
    return None


def _bare(number: str | None) -> str:
    return (number or "").lstrip("0")
