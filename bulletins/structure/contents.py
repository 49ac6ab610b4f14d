"""The table of contents of a bulletin: what its rows promise, and where the body starts.

A contents page repeats the headings. So a row is a numbered line whose words come back
later as a heading; what stands before the first heading that a row promises is front matter.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from bulletins.structure.labels import Candidate
from documents.printed_lines import Lines
from organizations.text import fold

# "1<tab>Title", "| 1 | Title | 3 |": a cell with a number, then a cell with words.
_ROW = re.compile(r"\|?\s*(?P<number>\d{1,2}|[IVX]{1,5})\s*\.?\s*[\t|]\s*(?P<title>[^\t|]+)")
# "2. Kết luận ……… 5": the leader and page number at the end of a row; the number may have
# slipped to a line of its own.
_LEADER = re.compile(r"\s*(?:(?:[.…_·]{3,}|\t)[.…_·\s]*\d{1,3}|[.…_·]{4,}[.…_·\s]*)\Z")
_KEY_CHARS = 36
_SHORTEST_KEY = 6
_LONG_KEY = 12
_ROW_CHARS = 400
_ROW_LINES = 4
_FRONT_LINES = 400
# No bulletin comes near so many numbered lines; beyond them nothing is compared with a row.
_MOST_CANDIDATES = 3000
_NOT_KEY = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Contents:
    """The keys of the rows met, in order, and the offset of the first row."""

    keys: tuple[str, ...]
    start: int

    def promises(self, title: str) -> bool:
        """Tell whether a row announces `title`."""
        key = heading_key(title) if self.keys else ""
        return any(_same(key, row) for row in self.keys)


NO_CONTENTS = Contents((), 0)


def heading_key(title: str) -> str:
    """Return what two printings of one heading share: its first folded letters and figures.

    "08 HD/TU ngày 25 /10" and "08 -HD/TU ngày 25/10" have one key; so have capitals.
    """
    return _NOT_KEY.sub("", fold(_LEADER.sub("", title[:160])[:90]))[:_KEY_CHARS]


def read_contents(lines: Lines, candidates: list[Candidate]) -> tuple[Contents, list[Candidate]]:
    """Return the table of contents and the candidates that stand in the body.

    A row whose heading is printed without a label gives a candidate with an empty one.
    Without a table: ``NO_CONTENTS`` and `candidates`.
    """
    keyed = [(one, _candidate_key(lines, one)) for one in candidates[:_MOST_CANDIDATES]]
    rows = _table_rows(lines, candidates) or _repeated_rows(keyed)
    if len(rows) < 2:
        return NO_CONTENTS, candidates
    first, last = rows[0][0], rows[-1][0]
    # A table that comes after two labelled lines belongs to an item.
    if sum(one.start < first for one in candidates[:2]) > 1:
        return NO_CONTENTS, candidates
    rows += [(one.start, key) for one, key in keyed[:_FRONT_LINES] if one.start < last]
    rows = sorted(row for row in rows if len(row[1]) >= _SHORTEST_KEY)
    keys = tuple(dict.fromkeys(key for _, key in rows))
    found = _first_matches(keys, last, keyed)
    unlabelled = _unlabelled(lines, keys, found, last)
    starts = [one.start for one in (*found.values(), *unlabelled)]
    if 2 * len(starts) < len(keys):
        return NO_CONTENTS, candidates
    body = [one for one in (*candidates, *unlabelled) if one.start >= min(starts)]
    # A labelled line above the table that no heading repeats is the title of the table.
    repeated = {*found, *(keys[one.number - 1] for one in unlabelled)}
    in_table = {key for start, key in rows if start >= first}
    kept = tuple(key for key in keys if key in in_table or key in repeated)
    return Contents(kept, first), sorted(body, key=lambda one: one.start)


def _candidate_key(lines: Lines, candidate: Candidate) -> str:
    end = lines.lines[candidate.title_line].end
    return heading_key(lines.text[candidate.title_start : end])


def _same(key: str, row: str) -> bool:
    """Tell whether two keys are of one heading; a row broken over lines is cut short."""
    if len(key) < _LONG_KEY or len(row) < _LONG_KEY:
        return key == row
    return key.startswith(row) or row.startswith(key)


def _table_rows(lines: Lines, candidates: list[Candidate]) -> list[tuple[int, str]]:
    """Return (offset, key) of the rows of a table, or of lines that end with a page number."""
    labelled = {one.line: one.title_start for one in candidates[:_MOST_CANDIDATES]}
    rows: list[tuple[int, str]] = []
    for index, line in enumerate(lines.lines[:_FRONT_LINES]):
        if row := _ROW.match(line.text):
            key = heading_key(row["title"])
        elif _LEADER.search(line.text[-80:]):
            opening = _row_opening(lines, labelled, index)
            start = labelled.get(opening, lines.lines[opening].start)
            key = heading_key(lines.text[start : line.end])
        else:
            continue
        if len(key) >= _SHORTEST_KEY:
            rows.append((line.start, key))
    return rows


def _row_opening(lines: Lines, labelled: dict[int, int], index: int) -> int:
    """Return the line on which the row that ends on line `index` starts."""
    for opening in range(index, max(-1, index - _ROW_LINES), -1):
        if opening in labelled:
            return opening
        if opening < index and _LEADER.search(lines.lines[opening].text[-80:]):
            return opening + 1
    return index


def _repeated_rows(keyed: list[tuple[Candidate, str]]) -> list[tuple[int, str]]:
    """Return the numbered lines before the first one (or the second) comes back as a heading.

    Most of them must come back, and no text stands between them.
    """
    for first in range(min(2, len(keyed))):
        repeat = next((i for i in range(first + 2, len(keyed)) if _repeats(keyed, first, i)), None)
        if repeat is None or len(keyed[first][1]) < _SHORTEST_KEY:
            continue
        rows, later = keyed[:repeat], {key for _, key in keyed[repeat:]}
        back = sum(key in later for _, key in rows)
        if back >= 0.6 * len(rows) and _stand_together([one for one, _ in rows]):
            return [(one.start, key) for one, key in rows if len(key) >= _SHORTEST_KEY]
    return []


def _repeats(keyed: list[tuple[Candidate, str]], first: int, later: int) -> bool:
    """Tell whether line `later` prints the label and the words of line `first` again."""
    return keyed[first][0].numbers == keyed[later][0].numbers and _same(
        keyed[first][1], keyed[later][1]
    )


def _stand_together(rows: list[Candidate]) -> bool:
    """Tell whether `rows` run on without text between them, their numbers rising."""
    return all(
        after.line - before.line <= _ROW_LINES
        and after.start - before.start <= _ROW_CHARS
        and (after.family != before.family or after.numbers > before.numbers)
        for before, after in pairwise(rows)
    )


def _first_matches(
    keys: tuple[str, ...], after: int, keyed: list[tuple[Candidate, str]]
) -> dict[str, Candidate]:
    found: dict[str, Candidate] = {}
    for one, key in keyed:
        if one.start > after:
            for row in keys:
                if row not in found and _same(key, row):
                    found[row] = one
    return found


def _unlabelled(
    lines: Lines, keys: tuple[str, ...], found: dict[str, Candidate], after: int
) -> list[Candidate]:
    """Return a candidate for each row whose heading is printed without a label."""
    missing = {key: number for number, key in enumerate(keys, 1) if key not in found}
    headings: list[Candidate] = []
    for index, line in enumerate(lines.lines):
        if not missing or line.start <= after or len(line.text) > _ROW_CHARS:
            continue
        number = missing.pop(heading_key(line.text), None)
        if number is not None:
            headings.append(
                Candidate("arabic", "", (number,), index, line.start, index, line.start)
            )
    return headings
