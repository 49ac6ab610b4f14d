"""What stands before a number: the type word, "số", and the law's name. Pure text; no Django."""

import re
from typing import NamedTuple

from documents.citations import grammar
from documents.citations.numerals import ROMAN
from documents.citations.reading import Reading
from documents.citations.skeleton import Skeleton, spaced
from documents.citations.tail import read_tail


class Lead(NamedTuple):
    """What stands before a number: where the citation starts and its type word.

    `word` is the type name, '' for none. `said` tells whether "số" stands there, `short`
    that the word is an abbreviation. `date` and `issuer` are those between type word and
    number: "Chỉ thị của Ban Bí thư số …".
    """

    start: int
    word: str = ""
    said: bool = False
    short: bool = False
    date: str | None = None
    issuer: tuple[int, int] | None = None


_LONGEST_NUMBER_WORD = len(" so ky hieu : ")
# "Thông báo Kết luận số 45-KL/TU" cites the conclusion, "… số 45-TB/TU" the announcement.
_CONCLUSION = re.compile(r"[0-9]{1,5}[ \n]?-?[ \n]?KL")


def read_lead(skeleton: Skeleton, number_start: int) -> Lead:
    """Return what stands right before the number: "Chỉ thị số ", "NĐ ", "số " or nothing."""
    window_start = max(0, number_start - grammar.TYPE_WINDOW)
    guess = grammar.type_start(skeleton.lower, number_start)
    if guess is None:
        return Lead(number_start, said=_says_number(skeleton.lower, number_start))
    # The guess fails on "NQ Kết luận số ", where a type word reads as the qualifier of another.
    match = grammar.TYPE_BEFORE.match(skeleton.lower, guess, number_start)
    match = match or grammar.TYPE_BEFORE.search(skeleton.lower, window_start, number_start)
    if match:
        start, word = match.start(), grammar.name_of_word(match["type"])
        if "luan" in match["qualifier"] and _CONCLUSION.match(skeleton.text, number_start):
            start, word = match.start("qualifier") + 1, "Kết luận"
        return Lead(start, word or "Văn bản", "so" in match["gap"])
    match = grammar.TYPE_SHORT_BEFORE.search(skeleton.text[window_start:number_start])
    if match:
        start, word = window_start + match.start(), grammar.name_of_word(match["type"])
        return Lead(start, word, "o" in match["gap"], short=True)
    return Lead(number_start, said=_says_number(skeleton.lower, number_start))


def _says_number(lower: str, number_start: int) -> bool:
    """Tell whether "số" stands before the number; mostly not, as the first test sees at once."""
    tail = lower[max(0, number_start - _LONGEST_NUMBER_WORD) : number_start]
    return "so" in tail and grammar.NUMBER_WORD_BEFORE.search(tail) is not None


_LAW_WINDOW = 260
_LAW = r"(?<![a-z])(?<!phap )(?<!ky )(?:bo[ \n])?(?:luat|phap[ \n]lenh)(?![ \n](?:su|gia)\b)"
# "Luật Lưu trữ số ", "Pháp lệnh Ưu đãi người có công với cách mạng số "
_LAW_BEFORE = re.compile(
    rf"(?P<type>{_LAW})[ \n](?:(?!{_LAW})[a-z ,\n\"-]){{2,160}}?(?:[ \n]\(sua[ \n]doi\))?"
    r"[ \n]so(?:[ \n]hieu)?:?[ \n]?$"
)
# "Luật sửa đổi, bổ sung một số điều của Luật …": the law is the one that amends
_AMENDING_LAW = re.compile(
    r"(?<![a-z])luat[ \n]sua[ \n]doi(?:,? ?bo[ \n]sung)?[ \n](?:[a-z ,\n\"-]){2,220}$"
)
_BETWEEN_WINDOW = 180
_ANY_TYPE = re.compile(rf"(?<![a-z])(?:{grammar.TYPE_WORDS})(?![a-z])")
# Words that describe, between type word and number: "Công văn chỉ đạo số ", "Quyết định bổ
# nhiệm cán bộ số ", "Kế hoạch sơ kết số "; not a title
_DESCRIPTION = re.compile(
    r"(?:[ \n](?!(?:ve|va|v|cua|nay|do|da|duoc|co|theo|tai|so(?![ \n]ket)|ngay|gom|trong)\b)"
    r"[a-z]{1,7}){1,6}"
    r"[ \n]so(?:[ \n]hieu)?:?[ \n]?"
)
# What may remain between an issuer or date and the number: " số ", ", số ", " khóa XIII số "
_TO_NUMBER = re.compile(
    spaced(rf" ?,?(?: khoa {ROMAN})? ?,? ?(?:so(?: hieu)?)? ?:? ?"), re.IGNORECASE
)


_SHORTEST_FAR_LEAD = len("luat a so ")


def read_far_lead(
    skeleton: Skeleton, number_start: int, reading: Reading, floor: int
) -> Lead | None:
    """Return the type word that stands farther before the number than `read_lead` looks.

    Read: "Luật Lưu trữ số 01/2011/QH13" (the law's name is inside), "Chỉ thị của Ban Bí
    thư số 12-CT/TW", "Quyết định ngày 12/3/2020 của UBND tỉnh số 123/QĐ-UBND", "Công văn
    chỉ đạo số 12-CV/TU" where word and code agree. Refused: a title between type word and
    number. Nothing before `floor`, the end of the citation before, is looked at.
    """
    if number_start - floor < _SHORTEST_FAR_LEAD:
        return None
    if reading.rule == "assembly-code":
        return _read_law(skeleton, number_start, floor)
    window_start = max(floor, number_start - _BETWEEN_WINDOW)
    window = skeleton.lower[window_start:number_start]
    words = list(_ANY_TYPE.finditer(window))[-2:]
    for word in reversed(words):
        name = grammar.name_of_word(word[0])
        agrees = grammar.usual_code(name) == reading.type_code
        if agrees and _DESCRIPTION.fullmatch(window, word.end()):
            return Lead(window_start + word.start(), name, said=True)
        tail = read_tail(skeleton.text[:number_start], window_start + word.end())
        gap = _TO_NUMBER.fullmatch(skeleton.text, tail.end, number_start)
        if gap and (tail.date or tail.issuer):
            start = window_start + word.start()
            return Lead(start, name, said=True, date=tail.date, issuer=tail.issuer)
    return None


def _read_law(skeleton: Skeleton, number_start: int, floor: int) -> Lead | None:
    window_start = max(floor, number_start - _LAW_WINDOW)
    window = skeleton.lower[window_start:number_start]
    match = _LAW_BEFORE.search(window)
    if not match:
        return None
    amending = _AMENDING_LAW.search(window)
    start = min(match.start(), amending.start()) if amending else match.start()
    return Lead(window_start + start, grammar.name_of_word(match["type"]), said=True)
