"""Phrases in quotes, words to leave out, and words in brackets. Pure text; no Django."""

import re

from documents.search.parts import Part
from documents.search.sheet import Sheet
from organizations.text import fold, normalize

_QUOTES = '"“”„‟«»″'
# “học tập”, -"chuyển đổi", [24-CT/TU]; a quote or bracket without its mate is a mark like others
_QUOTED = re.compile(
    rf"\[(?P<plain>[^\[\]]*)\]|(?:(?<!\S)(?P<minus>-))?[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]"
)
# "-thanh"; not "24 -CT/TU", "2020 -2025", "kinh tế - xã hội", "CT-TTg"
_WITHOUT = re.compile(r"(?<!\S)-(?P<word>[^\W_][^\s\x01\x02]*)")
_NUMBER_BEFORE = re.compile(r"[0-9][a-z]? $")
_MARKS = "“”„‟«»″\"'()[]{}.,;:!?/\\-*&%#@+=<>|~`^_$…"


def find_quotes(sheet: Sheet) -> None:
    """Claim every phrase in quotes, everything to leave out, and bracketed plain words."""
    for match in _QUOTED.finditer(sheet.text):
        if match["plain"] is not None:
            claim_words(sheet, *match.span("plain"), outer=match.span())
        elif re.search(r"[^\W_]", match["phrase"]):
            kind = "without" if match["minus"] else "phrase"
            _claim_phrase(sheet, kind, match["phrase"], match.span())
    for match in _WITHOUT.finditer(sheet.shape):
        word = sheet.text[slice(*match.span("word"))].strip(_MARKS)
        # Behind a number the dash belongs to a code or a range.
        start = match.start()
        if word and not _NUMBER_BEFORE.search(sheet.shape, max(0, start - 3), start):
            _claim_phrase(sheet, "without", word, match.span())


def _claim_phrase(sheet: Sheet, kind: str, phrase: str, span: tuple[int, int]) -> None:
    # Quote marks inside a word ("-a"b") would end the phrase when it is written again.
    phrase = normalize(re.sub(rf"[{_QUOTES}\[\];]", " ", phrase))
    said = (*sheet.values.get("without" if kind == "without" else "phrases", ()), phrase)
    if kind == "without":
        sheet.claim(Part("without", f"không có “{phrase}”", (span,), f"-“{phrase}”"), without=said)
    else:
        sheet.claim(Part("phrase", f"“{phrase}”", (span,), f"“{phrase}”"), phrases=said)


def claim_words(sheet: Sheet, start: int, end: int, outer: tuple[int, int] | None = None) -> None:
    """Claim the plain words between two places as one part; nothing when there are none.

    Words stay as typed, each once, without the marks around them.
    """
    found: dict[str, str] = {}
    places = []
    for match in re.compile(r"[^\s\[\];]+").finditer(sheet.text, start, end):
        word = match[0].strip(_MARKS)
        key = fold(word)
        # "của" links a document to its issuer and is in no stored field.
        if key and key != "cua":
            found.setdefault(key, word)
            places.append(match.span())
    if places:
        shown = " ".join(found.values())
        span = outer or (places[0][0], places[-1][1])
        sheet.claim(Part("word", shown, (span,), f"[{shown}]"))
