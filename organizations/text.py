"""Pure text rules for Vietnamese: normalise, fold, sort, read dates. No Django.

Everything that compares two strings goes through here, so both sides of a comparison
are always prepared by the same function.
"""

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Literal

# Look-alikes of Đ that NFC leaves alone, every dash that people and PDF files use for "-", and
# blanks without width, which `str.split` does not know.
_LOOK_ALIKES = {
    "\u00d0": "Đ",
    "\u00f0": "đ",
    "\u0189": "Đ",
    "\u0256": "đ",
    "\u01a2": "Ư",
    "\u01a3": "ư",
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad", "-"),
    **dict.fromkeys("\u200b\u2060\ufeff", " "),
}
_REPLACED = str.maketrans(_LOOK_ALIKES)
# Few texts hold any of them, and looking is many times quicker than replacing.
_REPLACEABLE = re.compile(f"[{''.join(_LOOK_ALIKES)}]")
# More signs than any writer puts on one letter. Python's own `unicodedata.normalize` takes
# time square to the length of such a run: a megabyte of accents would take minutes.
_MAX_MARKS = 30
_LONG_RUN = re.compile(r"[^\w\s\x00-\x7f]{31,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029")
# Of a row's key or a place in a text; more are nobody's, and no column takes them.
_MOST_DIGITS = 18


def _compose(form: Literal["NFC", "NFD"], text: str) -> str:
    """Return `text` in a normal form, in time linear to its length.

    A run of more than 30 signs that are neither letter, digit nor blank is cut into parts
    normalised one by one; no sign is lost, and no shorter run is read differently.
    """
    pieces: list[str] = []
    done = 0
    for run in _LONG_RUN.finditer(text):
        for cut in range(run.start() + _MAX_MARKS, run.end(), _MAX_MARKS):
            pieces.append(unicodedata.normalize(form, text[done:cut]))
            done = cut
    pieces.append(unicodedata.normalize(form, text[done:]))
    return "".join(pieces)


def normalize(text: str) -> str:
    """Return one line of text in the form it is stored and compared in.

    NFC, look-alike letters and dashes made the usual ones, every run of blanks (line
    ends and no-break spaces too) one space, none at the ends. Case and tone stay.
    """
    return _kept_normalized(text) if len(text) <= _MOST_KEPT_CHARS else _normalized(text)


def _normalized(text: str) -> str:
    # Numbers and codes are plain ASCII, for which composing would change nothing.
    if not text.isascii():
        text = _compose("NFC", text)
        if _REPLACEABLE.search(text):
            text = text.translate(_REPLACED)
    return " ".join(text.split())


def replace_controls(text: str, sign: str) -> str:
    """Return `text` with `sign` for each control character but tab and line end.

    XML knows none of them: a Word file or a feed that held one could not be opened.
    """
    return _CONTROL.sub(sign, text)


def normalize_body(text: str) -> str:
    """Return a long text in the form it is stored in: NFC, line ends ``\\n``, no null characters.

    Nothing else changes, so what a person typed is what is shown.
    """
    return _compose("NFC", _LINE_ENDS.sub("\n", text)).replace("\x00", "")


class _Toneless(dict[int, str]):
    """What `str.translate` puts for each letter: the letter without its signs, đ as d.

    Filled at first use. Signs and ideographs beyond the alphabets are worked out each time:
    there are so many that keeping all a hostile text may hold would cost a hundred megabytes.
    """

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code))
        bare = "".join(char for char in decomposed if not unicodedata.combining(char))
        bare = bare.replace("đ", "d")
        if code < _LAST_ALPHABET:
            self[code] = bare
        return bare


_LAST_ALPHABET = 0x3000
_TONELESS = _Toneless()


def fold(text: str) -> str:
    """Return `text` for search: normalised, lower case, without tones, đ as d.

    ``fold("Thành Uỷ") == fold("thành ủy") == "thanh uy"``. Letter by letter, as signs are
    dropped wherever they stand; every document and every query pass here.
    """
    return _kept_folded(text) if len(text) <= _MOST_KEPT_CHARS else _folded(text)


def _folded(text: str) -> str:
    return normalize(text).casefold().translate(_TONELESS)


# A list of documents has the same names of bodies, types and people in every row, and the title of
# each is read in several places. Some megabytes at most.
_MOST_KEPT_CHARS = 300
_kept_normalized = lru_cache(4_096)(_normalized)
_kept_folded = lru_cache(4_096)(_folded)


def spelling(text: str) -> str:
    """Return `text` to compare names with their signs: normalised, lower case, tones behind words.

    ``spelling("Hoà An") == spelling("hòa an") == "hoa1 an"``: where in its word a tone stands says
    nothing. ``Hòa Ân`` and ``Hóa An`` are other names, which `fold` takes for the same.
    """
    return " ".join(map(_spelt, normalize(text).casefold().split()))


def _spelt(word: str) -> str:
    if word.isascii():
        return word
    letters: list[str] = []
    tones: list[str] = []
    for sign in _compose("NFD", word):
        (tones if sign in _TONES else letters).append(_TONES.get(sign, sign))
    return _compose("NFC", "".join(letters)) + "".join(tones[-1:])


def slug(text: str) -> str:
    """Return `text` as lower-case ASCII words joined by hyphens, for addresses."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def free_slug(base: str, taken: Collection[str]) -> str:
    """Return `base`, or with the first suffix (``base-2``, ``base-3``…) that is not in `taken`."""
    candidate, suffix = base, 2
    while candidate in taken:
        candidate, suffix = f"{base}-{suffix}", suffix + 1
    return candidate


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Dictionary order of tones: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LETTER_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(_ALPHABET, start=20)}


def sort_key(text: str) -> str:
    """Return a key of digits that sorts `text` in Vietnamese dictionary order.

    Letters count first (a ă â b c d đ e ê …), tones only between equal words. Digits
    alone are used, so every database collation puts the keys in the same order.
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in normalize(text).casefold():
        if char in _LETTER_RANK:
            letters.append(_LETTER_RANK[char])
            tones.append("0")
            continue
        marks = unicodedata.normalize("NFD", char)
        tone = next((_TONES[mark] for mark in marks if mark in _TONES), "0")
        bare = unicodedata.normalize("NFC", "".join(m for m in marks if m not in _TONES))
        if bare in _LETTER_RANK:
            letters.append(_LETTER_RANK[bare])
            tones.append(tone)
        elif char.isdecimal():
            letters.append(f"{10 + unicodedata.digit(char)}")
        else:
            letters.append("00")
    return "".join(letters) + "00" + "".join(tones)


_NUMERIC_DATE = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})")
_WRITTEN_DATE = re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def parse_date(text: str) -> date:
    """Return the day written in `text`, day first always.

    Read: ``19/5/2023``, ``19-05-2023``, ``19.5.2023``, ``25 /10 /2022``,
    ``ngày 06 tháng 02 năm 2017``, ISO ``2023-05-19``. Raises ValueError when the form
    is another one or the day does not exist (``31/02/2024``).
    """
    written = normalize(text)
    iso = _ISO_DATE.fullmatch(written)
    if iso:
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    match = _NUMERIC_DATE.fullmatch(written) or _WRITTEN_DATE.fullmatch(written)
    if not match:
        raise ValueError(f"not a date: {text[:40]!r}")
    return date(int(match[3]), int(match[2]), int(match[1]))


def key_in(text: str) -> int | None:
    """Return the key that `text` writes in plain digits, None where it writes none."""
    is_key = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if is_key else None
