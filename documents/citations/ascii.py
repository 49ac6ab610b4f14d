"""Text to ASCII, sign for sign: letters without marks, one dash, one blank. Pure text; no Django.

The length never changes, so a position in the result is a position in the source.
"""

import codecs
import unicodedata

# Stand in the result for a combining mark, and for a sign that is part of no word.
ACCENT = "\x03"
DROPPED = "\x01"


def _letters() -> dict[int, str]:
    """Map each Latin letter that decomposes to its bare ASCII letter, and đ to d."""
    table = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base
    # Đ has no decomposition; Ð and Ɖ are what other keyboards print for it, Ƣ for Ư.
    for like, bare in zip("ĐÐƉđðɖƢƣ", "DDDdddUu", strict=True):
        table[ord(like)] = bare
    return table


def _signs() -> dict[int, str]:
    """Map dashes, slashes, quotes and blanks to one each, and what is dropped to one mark."""
    groups = {
        "-": "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d",
        "/": "\u2044\u2215\uff0f",
        '"': "\u201c\u201d\u201e\u00ab\u00bb",
        "'": "\u2018\u2019",
        " ": "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))),
        "\n": "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
        ACCENT: "".join(map(chr, range(0x300, 0x370))),
        # Control characters, zero-width signs, superscript numbers (footnotes), Markdown.
        DROPPED: "".join(map(chr, (*range(9), *range(14, 28), 31, 127)))
        + "\u00b9\u00b2\u00b3\u200b\u200c\u200d\u2060\ufeff*_`\\"
        + "".join(map(chr, range(0x2070, 0x207A))),
    }
    return {ord(char): sign for sign, chars in groups.items() for char in chars}


_TABLE = _letters() | _signs()

# `str.translate` asks the table for each character, which is a third of all reading time. The
# charmap codec is ten times as fast, but knows 256 characters only: ASCII, the Vietnamese
# letters and the usual signs are its own, all others go through the table one by one.
_VOWELS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_FREQUENT = (
    f"{_VOWELS}đ{_VOWELS.upper()}Đ"
    "\u00a0\u2013\u2014\u2011\u201c\u201d\u2018\u2019\u2026\u2022\u200b\u00d0"
    "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
)
_NONE = "\ufffe"
_UNUSUAL = "documents.citations.ascii"


def _slots() -> list[str]:
    """Return the 256 characters of the codec: ASCII in its own places, the others between."""
    slots = [
        chr(code) if 32 <= code < 127 or code in (0, 9, 10, 13) else _NONE for code in range(256)
    ]
    # The codes of ACCENT and DROPPED stay free: they come out of the table.
    free = (code for code in range(4, 256) if slots[code] == _NONE)
    for code, char in zip(free, _FREQUENT, strict=False):
        slots[code] = char
    return slots


def _unusual(error: UnicodeError) -> tuple[bytes, int]:
    """Write the characters the codec does not know by way of the table."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    chars = error.object[error.start : error.end]
    return chars.translate(_TABLE).encode("ascii", "replace"), error.end


codecs.register_error(_UNUSUAL, _unusual)
_SLOTS = _slots()
_CODES = codecs.charmap_build("".join(_SLOTS))
_TO_ASCII = bytes(
    code if char == _NONE else ord(_TABLE.get(ord(char), char if char.isascii() else "?"))
    for code, char in enumerate(_SLOTS)
)


def to_ascii(text: str) -> str:
    """Return `text` in ASCII, character for character.

    "Chỉ thị số 24–CT/ĐU" is "Chi thi so 24-CT/DU"; a combining mark is `ACCENT`, what is part
    of no word `DROPPED`, what has no Latin base letter "?".
    """
    codes, _ = codecs.charmap_encode(text, _UNUSUAL, _CODES)
    return codes.translate(_TO_ASCII).decode("ascii")
