"""What a person typed into the search box, read into its parts.

Pure text; no Django. Finding documents by these parts is `documents.search.found`.
"""

import re
from functools import partial

from documents.search.body_names import NO_BODIES, BodyNames
from documents.search.codes import find_code
from documents.search.dates import NoSuchDayError, find_day, find_month_or_year, find_terms
from documents.search.issuers import find_bodies, find_collective
from documents.search.numbers import find_bare_month, find_number, find_year
from documents.search.parts import Query
from documents.search.pasted import find_pasted
from documents.search.quotes import claim_words, find_quotes
from documents.search.sheet import Sheet, prepare
from documents.search.types import find_type
from organizations.text import fold

__all__ = ["NoSuchDayError", "read_query"]

_FREE = re.compile(r"[^\x01\x02]+")


def read_query(text: str, bodies: BodyNames = NO_BODIES) -> Query:
    """Return the parts of `text`, found in any order; whatever fits nowhere is words.

    Read: ``24-CT/TU``, ``04ct tw``, ``chi thi 4 tw``, ``ct 24``, ``NQ29``, ``số 24``,
    ``130/2020/NĐ-CP``, ``19/5/2023``, ``5/2023``, ``tháng 5 năm 2023``, ``2023``, ``khóa
    XIII``, ``nhiệm kỳ 2020-2025``, the names in `bodies`, ``Bộ Chính trị``, ``"cụm từ"``,
    ``-bỏ``, ``[chỉ là chữ]``, mixed freely, and a whole pasted citation. Left as words:
    ``abc/``, ``30 năm``, ``19/5``, and the second of what a query has once (two codes).
    Raises NoSuchDayError for ``31/02/2024`` and ``tháng 13 năm 2023``; nothing else.
    """
    sheet = Sheet(prepare(text))
    find_quotes(sheet)
    is_pasted = find_pasted(sheet)
    find_terms(sheet)
    find_day(sheet)
    if not sheet.has("day"):
        find_month_or_year(sheet)
    find_code(sheet)
    find_collective(sheet, bodies)
    # A type may stand at the edge that a body leaves, and a body at the edge of a type.
    find_bodies(sheet, bodies)
    if not sheet.has("type_names"):
        find_type(sheet)
    find_bodies(sheet, bodies)
    if not sheet.has("day", "year"):
        find_bare_month(sheet)
    if not sheet.has("day", "year"):
        find_year(sheet)
    if not sheet.has("number"):
        find_number(sheet)
    for run in _FREE.finditer(sheet.shape):
        claim_words(sheet, *run.span())
    return _query(sheet, is_pasted, bodies)


def _query(sheet: Sheet, is_pasted: bool, bodies: BodyNames) -> Query:
    parts = tuple(sorted(sheet.parts, key=lambda part: part.spans))
    typed = (word for part in parts if part.kind == "word" for word in part.shown.split())
    words: dict[str, str] = {}
    for word in typed:
        words.setdefault(fold(word), word)
    values = dict(sheet.values)
    if values.get("number") and values.get("symbol"):
        # People confuse Quy định and Quyết định: the symbol decides.
        values.pop("type_names", None)
    values["optional_words" if is_pasted else "words"] = tuple(words.values())
    return Query(
        text=sheet.text,
        bodies=sheet.bodies,
        parts=parts,
        read_again=partial(read_query, bodies=bodies),
        **values,
    )
