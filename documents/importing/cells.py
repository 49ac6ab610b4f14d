"""What stands in a cell of a spreadsheet, and what it says of a document. Pure; no Django.

Nothing is guessed: a value that may mean two things is refused with a sentence that says so.
"""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from documents.citations.codes import CodeParts, parse_code, tidied_symbol
from documents.code_entry import why_no_symbol
from organizations.text import normalize, parse_date, replace_controls


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that has no value of its own; `why` says in Vietnamese what it holds instead."""

    why: str


Cell = str | int | float | date | Odd | None


class CellRefusedError(ValueError):
    """A cell cannot be read; the message says why and what to do, in Vietnamese."""


_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")


def cell_of(value: Any) -> Cell:
    """Return what a reader of files found as one of the few kinds a cell may be here.

    A moment becomes its day, 24.0 becomes 24, blank text and nothing are None.
    """
    if isinstance(value, str):
        if _ERROR.fullmatch(value.strip()):
            return Odd(f"ô báo lỗi {value.strip()}")
        # No database takes null characters.
        return value.replace("\x00", "") if value.strip(" \t\r\n\x00\xa0") else None
    if value is None:
        return None
    if isinstance(value, Odd):
        return value
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date | int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            # "1E999", which no database takes.
            return Odd("ô có con số quá lớn")
        return int(value) if value.is_integer() else value
    return Odd("ô là giờ, không phải ngày hay chữ")


# Of a number format: 00"-CT/TU", 0\\a. What stands in brackets is a colour, a currency, a place.
_WORDS_SHOWN = re.compile(r'"([^"]*[^\W\d_][^"]*)"|\\([^\W\d_])')


def words_shown_by(number_format: str) -> str:
    """Return the words a number format shows beside the number, '' where it shows none."""
    return "".join(quoted or escaped for quoted, escaped in _WORDS_SHOWN.findall(number_format))


def number_of(value: int | float, number_format: str) -> Cell:
    """Return a number; marked where people see words with it that the cell does not hold.

    4 under ``00"-CT/TU"`` is 04-CT/TU to whoever made the list.
    """
    if words := words_shown_by(number_format):
        return Odd(f"ô hiện “{words}” theo định dạng số mà không có chữ ấy")
    return cell_of(value)


def packed(cell: Cell) -> Any:
    """Return a cell as JSON keeps it; `unpacked` gives it back."""
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    return {"odd": cell.why} if isinstance(cell, Odd) else cell


def unpacked(kept: Any) -> Cell:
    """Return the cell that `packed` made `kept` of."""
    if not isinstance(kept, dict):
        return cell_of(kept)
    return date.fromisoformat(kept["day"]) if "day" in kept else Odd(kept["odd"])


def shown(cell: Cell) -> str:
    """Return a cell as a person reads it, days day first."""
    if isinstance(cell, Odd):
        return cell.why
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else normalize(str(cell))


# An apostrophe that keeps a spreadsheet from computing what follows it, as our own CSV writes it.
_KEPT_AS_TEXT = re.compile(r"'(?=\s*[=+\-@＝＋－＠]|[\t\r])")


def as_read(text: str) -> str:
    """Return text as a cell that holds it is read: one line, no signs that its XML lacks."""
    # Blanks before the sign are the cell's own: they must be seen before they are tidied.
    kept = text[1:] if _KEPT_AS_TEXT.match(text) else text
    return normalize(replace_controls(kept, ""))


def read_text(cell: Cell) -> str:
    """Return a cell as one line of text; raises CellRefusedError for a cell without a value."""
    if isinstance(cell, Odd):
        raise CellRefusedError(f"{cell.why}; gõ giá trị vào ô rồi nhập lại")
    return as_read(cell) if isinstance(cell, str) else shown(cell)


_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT_YEAR = re.compile(r"\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2}")


def read_day(cell: Cell) -> date | int | None:
    """Return the day in a cell, day first always, or the year where it holds only that.

    Read: a day of the spreadsheet, ``19/5/2023``, ``ngày 06 tháng 02 năm 2017``, ``2023``.
    Refused: ``04/13/2023``, ``31/02/2024``, ``19/5/23``, ``45065`` (a day shown as its number).
    """
    if isinstance(cell, date) or cell is None:
        return cell
    text = read_text(cell)
    if not text:
        return None
    if _YEAR.fullmatch(text):
        return int(text)
    if isinstance(cell, int | float):
        raise CellRefusedError(
            f"“{text}” là con số, không phải ngày; đặt kiểu ô là ngày, hoặc gõ ngày/tháng/năm"
        )
    if _SHORT_YEAR.fullmatch(text):
        raise CellRefusedError(f"“{text}” viết năm có hai chữ số; gõ đủ, ví dụ 19/5/2023")
    if is_month_first(text):
        raise CellRefusedError(f"“{text}” viết tháng trước ngày; gõ ngày/tháng/năm")
    try:
        return parse_date(text)
    except ValueError as error:
        raise CellRefusedError(
            f"“{text[:40]}” không phải ngày có thật; gõ ngày/tháng/năm, ví dụ 19/5/2023"
        ) from error


_NUMERIC = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?\d{4}")


def is_month_first(text: str) -> bool:
    """Whether a day is surely written the American way, as ``04/13/2023`` is."""
    match = _NUMERIC.fullmatch(text)
    return match is not None and int(match[1]) <= 12 < int(match[2]) <= 31


# Of so few days chance alone may put each on its side of the 12th.
_LEAST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class SeenDay:
    """A cell of a column of days, where it stands (``D17``) and what is in it."""

    place: str
    cell: Cell


def mixed_days(days: list[SeenDay]) -> str:
    """Return why a column of days cannot be trusted, '' when it can.

    One day written month first makes the others doubtful. So does what Excel set to American
    days leaves of a Vietnamese list: whatever it could read month first has become a day, always
    of the 12th at the latest, and only what it could not read stayed text.
    """
    texts = [(seen.place, normalize(seen.cell)) for seen in days if isinstance(seen.cell, str)]
    for place, text in texts:
        if is_month_first(text):
            return (
                f"cột ngày có ô {place} viết tháng trước ngày (“{text}”), nên không chắc các ngày "
                "khác trong cột. Sửa cả cột thành ngày/tháng/năm, hoặc chọn bỏ qua cột này"
            )
    real = [seen.cell for seen in days if isinstance(seen.cell, date)]
    written = [match for _, text in texts if (match := _NUMERIC.fullmatch(text))]
    if (
        real
        and written
        and len(real) + len(written) >= _LEAST_COMPARED
        and all(day.day <= 12 for day in real)
        and all(int(match[1]) > 12 for match in written)
    ):
        return (
            "cột ngày lẫn ngày của Excel với ngày gõ bằng chữ, mà mọi ngày của Excel đều từ 1 đến "
            "12: có vẻ Excel đã đổi chỗ ngày và tháng. Sửa lại cột trong Excel, hoặc chọn bỏ qua "
            "cột này"
        )
    return ""


_NUMBER = re.compile(r"(?:số )?(\d{1,6}(?:[a-z]|\.\d{1,4})?)", re.IGNORECASE)


def read_number(cell: Cell) -> str:
    """Return a bare number as written, ``04`` with its zero; raises CellRefusedError for others."""
    if isinstance(cell, date):
        raise CellRefusedError("Excel đã đổi số này thành ngày; đặt kiểu ô là chữ rồi gõ lại")
    if isinstance(cell, float):
        raise CellRefusedError(
            f"“{cell}” là số thập phân, có thể đã mất số 0 ở cuối; đặt kiểu ô là chữ rồi gõ lại"
        )
    text = read_text(cell)
    match = _NUMBER.fullmatch(text)
    if not match:
        raise CellRefusedError(f"“{text[:40]}” không phải số văn bản, ví dụ 24, 04 hoặc 30a")
    return match[1].lower()


# "01/2020", as our own lists write a number with its year whose symbol is not known.
_NUMBER_AND_YEAR = re.compile(r"(\d{1,6}(?:[a-z]|\.\d{1,4})?)/((?:19|20)\d\d)")
_LEADING_ZEROS = re.compile(r"(?:số ?:? ?)?(0+)(?=\d)", re.IGNORECASE)


def read_code(cell: Cell) -> CodeParts:
    """Return the parts of a whole code, or of a bare number, with the zeros it is written with.

    ``04-CT/TU`` is number '04', symbol 'CT/TU'. Raises CellRefusedError for what is no code.
    """
    if not isinstance(cell, str):
        return CodeParts(read_number(cell), "", "")
    text = read_text(cell)
    parts = parse_code(text)
    if parts is None:
        if _NUMBER.fullmatch(text):
            return CodeParts(read_number(text), "", "")
        if match := _NUMBER_AND_YEAR.fullmatch(text):
            return CodeParts(match[1], match[2], "")
        raise CellRefusedError(f"“{text[:60]}” không phải số, ký hiệu văn bản, ví dụ 24-CT/TU")
    zeros = _LEADING_ZEROS.match(text)
    return CodeParts(
        f"{zeros[1] if zeros else ''}{parts.number}", parts.year_in_number, parts.symbol
    )


def read_symbol(cell: Cell) -> CodeParts:
    """Return a symbol as it would be printed, with the number where the whole code is written.

    ``ct/tu`` and ``-CT/TU`` are CT/TU, ``số 27-CT/TU`` is number '27', symbol 'CT/TU'. Raises
    CellRefusedError for ``27``, ``CT/TU ngày 19/5``.
    """
    text = read_text(cell)
    if parts := parse_code(text):
        return parts
    symbol = tidied_symbol(text)
    if why := why_no_symbol(symbol):
        raise CellRefusedError(why)
    return CodeParts("", "", symbol)
