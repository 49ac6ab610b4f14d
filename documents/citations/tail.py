"""What follows a number or symbol and belongs to it: date and issuer. Pure text; no Django."""

import re
from typing import NamedTuple

from documents.citations.dates import PrintedDate, read_date, read_day, read_year
from documents.citations.issuers import read_body, read_issuer
from documents.citations.numerals import ROMAN
from documents.citations.skeleton import spaced


class Tail(NamedTuple):
    """The date and issuer behind a position: where they end, and what they say."""

    end: int
    date: str | None
    issuer: tuple[int, int] | None


# ", ngày …", " (ngày …", " ban hành ngày …"
_DATE_INTRO = re.compile(
    spaced(
        r"(?P<comma> ?,)? ?(?P<open>\()? ?(?:(?:duoc )?(?:ban hanh|ky)(?: ban hanh)? (?=ngay))?"
    ),
    re.IGNORECASE,
)
# " năm 2007", " (năm 2007)"; not ", năm 2022 Thành ủy …" (a new clause)
_YEAR_INTRO = re.compile(r"[ \n]?(?P<open>\()?")
_YEAR_ENDS = re.compile(spaced(r" ?[.;,)\"]| (?:ve|cua|va)\b|$"), re.IGNORECASE)
# A date before the subject of the next clause: "…, ngày 20/5/2024 Thành ủy tổ chức hội nghị"
_CLAUSE = re.compile(
    spaced(
        r",? (?:da |se |cung |tiep tuc |vua )?(?:ban hanh|to chuc|hop|khai mac|chu tri|chi dao"
        r"|trien khai|tien hanh|phat dong|cong bo|thong qua|yeu cau|xay dung|lam viec|thong nhat"
        r"|phoi hop|tham muu|quan triet|dien ra|ky|gui|kiem tra|don|trao|du)\b"
    ),
    re.IGNORECASE,
)
# The same without a body: "…, ngày 20/5/2024, tại Nhà văn hóa …"; behind a comma only
_EVENT = re.compile(
    spaced(r",? (?:tai|dong chi|d/c|cac dong chi|doan cong tac|nhan dan) "), re.IGNORECASE
)
_CONFERENCE = re.compile(spaced("hoi nghi "), re.IGNORECASE)
_BLANK = re.compile(r"[ \n]?,?[ \n]?")
# A term between number and issuer: "Nghị quyết 05 (khóa XIX) của Tỉnh ủy"
_TERM = re.compile(spaced(rf" ?\(khoa {ROMAN}\)(?= cua)"), re.IGNORECASE)
# A term between issuer and date: "của Bộ Chính trị khóa IX ngày 23/02/2005"
_TERM_BEFORE_DATE = re.compile(spaced(rf",? ?\(?khoa {ROMAN}\)?(?=,? ?\(?ngay )"), re.IGNORECASE)
_CLOSE = re.compile(r"[ \n]?\)")


# How a date or issuer can begin: ", ngày", " (năm", " 19/5", " của"; not " về", ";", ", 25-CT"
_TAIL_AHEAD = re.compile(
    spaced(r" ?+,?+ ?+\(?+ ?+(?:(?!v[ea]\b)[a-z]|[0-9](?:\n?[0-9])? ?[/.-] ?[0-9])"),
    re.IGNORECASE,
)


def read_tail(text: str, position: int) -> Tail:
    """Return the date and issuer that stand behind `position`, in either order."""
    if not _TAIL_AHEAD.match(text, position):
        return Tail(position, None, None)
    end = position
    iso: str | None = None
    issuer: tuple[int, int] | None = None
    dated = False
    for _ in range(3):
        before = end
        if not dated:
            term = _TERM_BEFORE_DATE.match(text, end) if issuer else None
            found = _date_behind(text, term.end() if term else end)
            if found:
                dated, end, iso, inner = True, *found
                issuer = issuer or inner
        if issuer is None:
            issuer = read_issuer(text, _behind_remark(text, end))
            end = issuer[1] if issuer else end
        if end == before:
            break
    return Tail(end, iso, issuer)


def _behind_remark(text: str, position: int) -> int:
    """Return where the term or the day without year before an issuer ends, or `position`."""
    term = _TERM.match(text, position)
    intro = _DATE_INTRO.match(text, position)
    day = read_day(text, intro.end()) if intro and not term else None
    if day and text[day : day + 5].replace("\n", " ").lower().startswith(" cua "):
        return day
    return term.end() if term else position


def _date_behind(text: str, position: int) -> tuple[int, str | None, tuple[int, int] | None] | None:
    """Return (end, ISO date, issuer within the same brackets) behind `position`, or None."""
    intro = _DATE_INTRO.match(text, position)
    found = read_date(text, intro.end()) if intro else None
    if intro and found:
        if intro["open"]:
            return _closed(text, found)
        event = intro["comma"] and _EVENT.match(text, found.end)
        if event or _opens_next_clause(text, found.end):
            return None
        return found.end, found.iso, None
    intro = _YEAR_INTRO.match(text, position)
    found = read_year(text, intro.end()) if intro else None
    if not intro or not found:
        return None
    if intro["open"]:
        return _closed(text, found)
    return (found.end, found.iso, None) if _YEAR_ENDS.match(text, found.end) else None


def _closed(text: str, found: PrintedDate) -> tuple[int, str | None, tuple[int, int] | None] | None:
    """Return the date with its closing bracket: "(năm 2007)", "(ngày … của Ban Bí thư)"."""
    issuer = read_issuer(text, found.end)
    close = _CLOSE.match(text, issuer[1] if issuer else found.end)
    return (close.end(), found.iso, issuer) if close else None


def _opens_next_clause(text: str, end: int) -> bool:
    blank = _BLANK.match(text, end)
    start = blank.end() if blank else end
    body_end = None if _CONFERENCE.match(text, start) else read_body(text, start)
    return body_end is not None and _CLAUSE.match(text, body_end) is not None
