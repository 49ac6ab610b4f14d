"""Days, months, years and terms in a query. Pure text; no Django."""

import re
from datetime import date

from documents.citations.numerals import to_digits, to_roman
from documents.search.parts import Part
from documents.search.sheet import Sheet

# Outside these years four digits are a number ("2150-QĐ/TU"), not a year.
FIRST_YEAR, LAST_YEAR = 1930, 2100


class NoSuchDayError(ValueError):
    """The query holds a date that no calendar has; `given` is how it was typed."""

    def __init__(self, given: str) -> None:
        """Keep what was typed."""
        super().__init__(given)
        self.given = given


# --- Terms -----------------------------------------------------------------------------------

# "khóa XIII", "nhiệm kỳ khóa 13", "(khoá X)"; not "khóa học"
_TERM = re.compile(
    r"(?<!\w)(?:nhiem ky |khoa )(?:khoa )?(?P<term>[ivxl]{1,6}|[1-4]?[0-9])(?![\w/-])(?! ?- ?[0-9])"
)
# "nhiệm kỳ 2020-2025", "khóa 2020 – 2025"; not "giai đoạn 2021-2025"
_TERM_YEARS = re.compile(
    r"(?<!\w)(?:nhiem ky|khoa) ?(?P<first>(?:19|20)[0-9]{2}) ?[-/] ?(?P<last>(?:19|20)[0-9]{2})"
    r"(?![\w/-])"
)


def find_terms(sheet: Sheet) -> None:
    """Claim the first term by number and the first by years."""
    for match in _TERM.finditer(sheet.shape):
        term = to_roman(match["term"].upper())
        # "khóa IIII" is no numeral, and there is no term 0.
        if term and to_roman(to_digits(term)) == term:
            part = Part("term", f"khóa {term}", (match.span(),), f"khóa {term}")
            sheet.claim(part, term=term)
            break
    for match in _TERM_YEARS.finditer(sheet.shape):
        first, last = int(match["first"]), int(match["last"])
        if first < last <= first + 10:
            shown = f"nhiệm kỳ {first}-{last}"
            sheet.claim(Part("term", shown, (match.span(),), shown), term_years=(first, last))
            break


# --- Days ------------------------------------------------------------------------------------

# "19/5/2023", "ngày 19-05-2023"; not "66.19/2026" (two marks), not "19/5/2023/NĐ"
_DAY = re.compile(
    r"(?<![\w/.-])(?:ngay )?(?P<day>[0-9]{1,2}) ?(?P<mark>[/.-]) ?(?P<month>[0-9]{1,2})"
    r" ?(?P=mark) ?(?P<year>[0-9]{4})(?![\w/])"
)
# "ngày 19 tháng 5 năm 2023", "19 thang 5 nam 2023", "ngày 19 tháng 5, 2023"
_WRITTEN_DAY = re.compile(
    r"(?<!\w)(?:ngay )?(?P<day>[0-9]{1,2}) thang (?P<month>[0-9]{1,2})"
    r"(?: nam | ?[,/-] ?| )(?P<year>[0-9]{4})(?![\w/])"
)
# "2023-05-19", as other systems write it
_ISO_DAY = re.compile(
    r"(?<![\w/.-])(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?![\w/-])"
)
# "19 5 2023", as typed on a phone; three numbers that make no day stay words
_SPACED_DAY = re.compile(
    r"(?<![\w/.-])(?:ngay )?(?P<day>0?[1-9]|[12][0-9]|3[01]) (?P<month>0?[1-9]|1[0-2])"
    r" (?P<year>[0-9]{4})(?![\w/-])"
)


def find_day(sheet: Sheet) -> None:
    """Claim the first day. Raises NoSuchDayError when no calendar has it."""
    found = [pattern.search(sheet.shape) for pattern in (_DAY, _WRITTEN_DAY, _ISO_DAY)]
    first = min(filter(None, found), key=lambda match: match.start(), default=None)
    first = first or _SPACED_DAY.search(sheet.shape)
    if not first:
        return
    try:
        day = date(int(first["year"]), int(first["month"]), int(first["day"]))
    except ValueError as error:
        if first.re is _SPACED_DAY:
            return
        raise NoSuchDayError(sheet.text[slice(*first.span())]) from error
    typed = f"ngày {day.day:02}/{day.month:02}/{day.year:04}"
    sheet.claim(Part("day", typed, (first.span(),), typed), day=day)


# --- Months and years ------------------------------------------------------------------------

# "tháng 5 năm 2023", "tháng 5/2023", "thang 5 2023"; not "thắng 5/2023"
_MONTH = re.compile(
    r"(?<!\w)(?P<word>thang) (?P<month>[0-9]{1,2})(?: nam | ?[,/-] ?| )(?P<year>[0-9]{4})(?![\w/-])"
)
# "năm 2023"; not "năm 2020-2025"
_YEAR = re.compile(r"(?<!\w)(?P<word>nam) (?P<year>[0-9]{4})(?![\w/-])")
# "Việt Nam 2023" has a year, not the word “năm”.
_SOUTH = frozenset(("viet", "mien", "phuong", "phia", "dong", "tay", "nam", "nu"))


def is_year(digits: str) -> bool:
    """Tell whether four digits can be the year of a document."""
    return re.fullmatch(r"[0-9]{4}", digits) is not None and FIRST_YEAR <= int(digits) <= LAST_YEAR


# "từ năm 2020 đến 2023", "2020 - 2025": a stretch of time is no year of issue, nor is a goal:
# "đến năm 2030"
_STRETCH_BEHIND = re.compile(r"(?:(?<!\w)(?:den|toi|truoc) |[0-9]{4} ?- ?)(?:het )?(?:nam )?$")
_STRETCH_AHEAD = re.compile(
    r"(?:nam )?[0-9]{4}(?: (?:den|toi) | ?- ?)(?:het )?(?:nam )?[0-9]{4}(?!\d)"
)


def is_stretch(sheet: Sheet, start: int) -> bool:
    """Tell whether the year at `start` begins or ends a stretch of years, or is a goal."""
    behind = _STRETCH_BEHIND.search(sheet.shape, max(0, start - 18), start)
    return bool(behind or _STRETCH_AHEAD.match(sheet.shape, start))


def find_month_or_year(sheet: Sheet) -> None:
    """Claim the first month with its year, else the first year said to be one (“năm 2023”)."""
    for match in _MONTH.finditer(sheet.shape):
        if not sheet.says(*match.span("word"), "tháng"):
            continue
        if not 1 <= int(match["month"]) <= 12:
            raise NoSuchDayError(sheet.text[slice(*match.span())])
        claim_month(sheet, int(match["month"]), int(match["year"]), match.span())
        return
    for match in _YEAR.finditer(sheet.shape):
        said = sheet.text[slice(*match.span("word"))].lower() == "năm"
        bare = sheet.says(*match.span("word"), "năm")
        if is_stretch(sheet, match.start()) or is_stretch(sheet, match.start("year")):
            continue
        if is_year(match["year"]) and (
            said or (bare and sheet.word_before(match.start()) not in _SOUTH)
        ):
            claim_year(sheet, int(match["year"]), match.span())
            return


def claim_month(sheet: Sheet, month: int, year: int, span: tuple[int, int]) -> None:
    """Claim a month of a year at `span`."""
    typed = f"tháng {month} năm {year:04}"
    sheet.claim(Part("month", f"tháng {month}/{year:04}", (span,), typed), month=month, year=year)


def claim_year(sheet: Sheet, year: int, span: tuple[int, int]) -> None:
    """Claim a year at `span`."""
    sheet.claim(Part("year", f"năm {year}", (span,), f"năm {year}"), year=year)
