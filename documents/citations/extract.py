"""Text in, citations out: walks the numbers of a text and lets the rules read at each.

Pure text; no Django. The text is read block by block, so memory does not grow with it.
"""

import re
from collections.abc import Iterable, Iterator

from documents.citations.aliases import declare_aliases
from documents.citations.citation import Citation
from documents.citations.grammar import CODE_AHEAD, MAX_DIGITS, type_start
from documents.citations.laws import read_laws
from documents.citations.leads import read_far_lead, read_lead
from documents.citations.lists import read_list
from documents.citations.named import read_named
from documents.citations.reading import Reading, to_citation
from documents.citations.short import read_short
from documents.citations.skeleton import Skeleton

BLOCK_CHARS = 1 << 15
# A block ends where a sentence does; the last part of it is searched for such a place.
_CUT_WINDOW = 1 << 12


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


# Best the end of a sentence at the end of a line: no citation and no list runs over it, and
# "TP.\n" is none. Only a text without sentences is cut at a line end or a blank.
_CUTS = tuple(
    re.compile(pattern)
    for pattern in (r"[^A-Z\s][.!?][ \t]*\r?\n", r"[a-zà-ỹ]{3}[.!?][ ]", r"\n", r"[ ]")
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
# A citation of the same sentence lends its type to a later code whose letters do not tell.
_SAME_SENTENCE_CHARS = 400


def read_block(skeleton: Skeleton) -> list[Reading]:
    """Return the readings of one block, sorted and not overlapping."""
    named = (*read_named(skeleton), *read_laws(skeleton))
    readings = merge(_read_numbers(skeleton), named)
    declare_aliases(skeleton, readings)
    return readings


def _read_numbers(skeleton: Skeleton) -> list[Reading]:
    readings: list[Reading] = []
    done = 0
    for run in _NUMBER_RUN.finditer(skeleton.text):
        start = run.start()
        if start < done or run.end() - start > MAX_DIGITS:
            continue
        coded = CODE_AHEAD.match(skeleton.text, start) is not None
        if not coded and type_start(skeleton.lower, start) is None:
            continue
        found = _read_at(skeleton, start, coded, readings)
        if found and found[0].start >= done:
            readings += found
            done = found[-1].end
    return readings


def _read_at(skeleton: Skeleton, start: int, coded: bool, before: list[Reading]) -> list[Reading]:
    """Return the citations that begin with the number at `start`."""
    lead = read_lead(skeleton, start)
    if not coded and not lead.word:
        return []
    found = read_list(skeleton, start, lead)
    if not found:
        return read_short(skeleton, start, lead) if lead.word else []
    first = found[0]
    if not lead.word and first.rule != "list-number":
        last = before[-1] if before else None
        far = read_far_lead(skeleton, start, first, last.end if last else 0)
        if far:
            first.start, first.type = far.start, far.word
            first.date, first.issuer = first.date or far.date, first.issuer or far.issuer
        elif last and last.type_code == first.type_code and not first.type:
            near = first.start - last.end < _SAME_SENTENCE_CHARS
            first.type = last.type if near else ""
    return found


def merge(numbered: Iterable[Reading], named: Iterable[Reading]) -> list[Reading]:
    """Return both lists in order; where two overlap, the one with a number stays."""
    readings = sorted((*numbered, *named), key=lambda reading: (reading.start, -reading.end))
    kept: list[Reading] = []
    for reading in readings:
        if kept and reading.start < kept[-1].end:
            if kept[-1].kind == "named" and reading.kind == "full":
                kept[-1] = reading
            continue
        kept.append(reading)
    return kept
