"""Short names that a text declares for a document it has just cited. Pure text; no Django.

"Kế hoạch số 12-KH/TU … (sau đây gọi là Kế hoạch 12)", "Nghị quyết Trung ương 5 khóa X …
(Nghị quyết 15)".
"""

import re

from documents.citations.reading import Reading
from documents.citations.skeleton import Skeleton, spaced

# How far a title may run between the document and its declared name.
_TITLE_CHARS = 600
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
            reading.alias_of = _antecedent(skeleton, readings[:position], reading, called)


def _antecedent(
    skeleton: Skeleton, before: list[Reading], alias: Reading, called: bool
) -> Reading | None:
    """Return the citation an alias stands for: the nearest one that can carry its name.

    Brackets alone declare less than "gọi là": they reach no farther than the sentence.
    """
    for candidate in reversed(before[-8:]):
        if alias.start - candidate.end > _TITLE_CHARS:
            return None
        between = skeleton.text[candidate.end : alias.start]
        if not called and _SENTENCE_END.search(between):
            return None
        same_number = candidate.number is None or _bare(candidate.number) == _bare(alias.number)
        if candidate.kind != "short" and candidate.type == alias.type and same_number:
            return candidate
    return None


def _bare(number: str | None) -> str:
    return (number or "").lstrip("0")
