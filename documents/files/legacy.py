"""Recognises Vietnamese written for the fonts of before Unicode: TCVN3 (ABC) and VNI. No Django.

Such a text holds other letters than it shows ("§¶ng bé", "Ñaûng boä" for "Đảng bộ"), so nothing
in it is found, read or guarded. It is refused by name; nothing is converted by guess.
"""

import re
from collections.abc import Iterable

TCVN3, VNI = "TCVN3 (.VnTime, .VnArial…)", "VNI (VNI-Times, VNI-Helve…)"

# ".VnTime"; a PDF puts six letters and "+" before the name of a font it holds a part of.
_TCVN3_FONT = re.compile(r"(?:\A|\+)\.vn", re.IGNORECASE)
_VNI_FONT = re.compile(r"(?:\A|\+)vni[ -]?[a-z]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_µª]*(?:[µ¸¶·¹¨»¾¼½©®ª§¬\u00ad]|[^\W\d_µª])+")
# Marks round a word: «Nghị quyết», ·Tin, ©Báo, Word®. As letters of TCVN3 (ằ ã â, ằ â đ) they
# stand there never or hardly; a last "·" (ã) and a first "®" (đ) do.
_EDGES = re.compile(r"\A[»·©]+|[»©®]+\Z")
_LETTER = re.compile(r"[A-Za-z]")
# Signs that TCVN3 has in the place of letters; within a word Unicode Vietnamese has none of them.
_TCVN3_SIGN = re.compile(r"[µ¸¶·¹¨»¾¼½©®ª§¬]")
# Letters that VNI sets behind a vowel or puts for Đ; no Vietnamese word has them in Unicode.
_VNI_SIGN = re.compile(r"[aeouyôöAEOUYÔÖ][ûøäåëüïöæÛØÄÅËÜÏÖÆ]|[ñÑ]|[öÖ][ôÔ]")
# Of different words. "Microsoft®", "µm", "Köln" stand in Unicode texts too, but not so many.
FEWEST_WORDS = 5
FEWEST_WORDS_IN_FONT = 2
LEAST_SHARE = 0.02
# A paragraph or two within a long text are less than that share, and yet written so.
ENOUGH_WORDS = 15


def legacy_encoding(text: str, fonts: Iterable[str] = ()) -> str:
    """Return the name of the old encoding that words of `text` are written in, else ''.

    `fonts` are those the file names. They prove nothing alone: many a template names an old
    font and is written in another; but with one, fewer words are enough.
    """
    names = list(fonts)
    words = [_EDGES.sub("", word) for word in _WORD.findall(text) if _LETTER.search(word)]
    tcvn3 = [word for word in words if _TCVN3_SIGN.search(word)]
    vni = [word for word in words if not _TCVN3_SIGN.search(word) and _VNI_SIGN.search(word)]
    tests = ((TCVN3, tcvn3, _TCVN3_FONT), (VNI, vni, _VNI_FONT))
    for name, found, font in sorted(tests, key=lambda test: -len(test[1])):
        different = len(set(found))
        is_named = any(font.search(one) for one in names)
        if is_named and different >= FEWEST_WORDS_IN_FONT:
            return name
        is_share = different >= FEWEST_WORDS and len(found) >= LEAST_SHARE * len(words)
        if is_share or different >= ENOUGH_WORDS:
            return name
    return ""


def legacy_refusal(encoding: str) -> str:
    """Return the sentence that refuses a text in `encoding` and says what to do."""
    return (
        f"có chữ gõ bằng phông {encoding}, không phải Unicode, nên máy sẽ đọc sai. Hãy chuyển sang "
        "Unicode (trong UniKey bấm Ctrl+Shift+F6), đặt phông Times New Roman, rồi thử lại."
    )
