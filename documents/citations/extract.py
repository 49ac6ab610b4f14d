"""Text in, citations out: walks the numbers of a text and lets the rules read at each.

Pure text; no Django. The text is read block by block, so memory does not grow with it.
"""

import re
from collections.abc import Iterator

from documents.citations.citation import Citation
from documents.citations.full import Lead, read_code, read_far_lead, read_full, read_lead
from documents.citations.reading import Reading, to_citation
from documents.citations.skeleton import Skeleton

BLOCK_CHARS = 1 << 16
# A block ends where a sentence does; the last part of it is searched for such a place.
_CUT_WINDOW = 1 << 13


def find_citations(text: str) -> Iterator[Citation]:
    """Yield each citation in `text`, in order and without overlap.

    Offsets are characters of `text` as given, in any normal form and with any line ends.
    Never raises for any text.
    """
    start = 0
    while start < len(text):
        end = _block_end(text, start)
        block = text if start == 0 and end == len(text) else text[start:end]
        skeleton = Skeleton(block, start)
        for reading in read_block(skeleton):
            yield to_citation(reading, skeleton, text)
        start = end


# The end of a sentence that is the end of a line; else of a sentence; else of a line; else a
# blank: the first kind that occurs is a place no citation runs over.
_CUTS = tuple(
    re.compile(pattern)
    for pattern in (r"[.;:!?][ \t]*\r?\n", r"[a-zà-ỹ]{3}[.;!?][ ]", r"\n", r"[ ]")
)


def _block_end(text: str, start: int) -> int:
    end = start + BLOCK_CHARS
    if end >= len(text):
        return len(text)
    window = text[end - _CUT_WINDOW : end]
    for cut in _CUTS:
        ends = [match.end() for match in cut.finditer(window)]
        if ends:
            return end - _CUT_WINDOW + ends[-1]
    return end


_NUMBER_RUN = re.compile(r"[0-9]+")
_CODE_AHEAD = re.compile(
    r"[a-z]?(?:\.[0-9]{1,4})?[ \n]?[-/]?[ \n]?(?:[A-Z]|(?:19|20)[0-9\n]{2,3}[ \n]?[/-])"
)


def read_block(skeleton: Skeleton) -> list[Reading]:
    """Return the readings of one block, sorted and not overlapping."""
    readings: list[Reading] = []
    done = 0
    for run in _NUMBER_RUN.finditer(skeleton.text):
        start = run.start()
        if start < done or run.end() - start > 5:
            continue
        if not _CODE_AHEAD.match(skeleton.text, run.end()):
            continue
        lead = read_lead(skeleton, start)
        code = read_code(skeleton, start, lead)
        if code is None:
            continue
        if not lead.word:
            lead = read_far_lead(skeleton, start, code.rule) or lead
        if lead.start < done:
            lead = Lead(start)
        reading = read_full(skeleton, lead, code, code.symbol[1])
        readings.append(reading)
        done = reading.end
    return readings
