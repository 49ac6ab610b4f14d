"""What stands around a citation: its sentence, who issued it, its title, its code as printed.

Pure text; no Django. Texts are stored NFC with ``\\n`` line ends. A blank line is no
paragraph's end: texts from PDF files have one after every printed line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from documents.citations import find_citations
from organizations.text import fold, normalize

# As far as a title is followed; longer ones are compared in this much.
TITLE_CHARS = 600
# "Ngày … Ban Thường vụ Thành ủy Cao Bằng ban hành" is shorter by far.
LEAD_CHARS = 120
# No sentence is followed further than this to each side.
SENTENCE_CHARS = 2000
# Fewer words say too little to tell two titles apart.
LEAST_TITLE_WORDS = 3
# As many words to each side show a reader where two titles part.
EXCERPT_WORDS = 5
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")


def sentence_around(body: str, start: int, end: int) -> tuple[int, int]:
    """Return (start, end) of the sentence that holds the span, as full stops show it."""
    first = max(0, start - SENTENCE_CHARS)
    ends = [match.end() for match in _SENTENCE_END.finditer(body, first, start)]
    following = _SENTENCE_END.search(body, end, end + SENTENCE_CHARS)
    last = following.end() if following else min(len(body), end + SENTENCE_CHARS)
    return (ends[-1] if ends else first, last)


# "Ban Thường vụ Tỉnh ủy", "Thành ủy Cao Bằng", "Bộ Chính trị" right before "ban hành" and the
# citation; folded. A place is checked for its capitals in the text itself.
_ISSUED_BY = re.compile(
    r"\b(?P<body>(?P<head>bo chinh tri|ban bi thu|ban chap hanh trung uong(?: dang)?"
    r"|(?:(?:ban thuong vu|btv|thuong truc|ban chap hanh|bch) )?(?:tinh|thanh|huyen|quan|thi) uy)"
    r"(?P<place>(?: [a-z]+){0,4}?))(?: da| vua)?(?: ky)? ban hanh$"
)


def issuer_before(body: str, start: int) -> str:
    """Return the committee that the words right before a citation name as its issuer, or ''.

    Read: “Ban Thường vụ Tỉnh ủy ban hành ⟨Nghị quyết số …⟩”, “Thành ủy Cao Bằng đã ban hành”.
    Refused: “Thành ủy triển khai ⟨…⟩”, “Tỉnh ủy ban hành nhiều văn bản, ⟨…⟩”.
    """
    words = normalize(body[max(0, start - LEAD_CHARS) : start])
    match = _ISSUED_BY.search(fold(words))
    # Offsets carry over only while folding keeps one letter for each.
    if not match or len(fold(words)) != len(words):
        return ""
    place = words[match.start("place") : match.end("place")]
    return words[match.start() : match.end("body")] if place == place.title() else ""


_BREAK_IN_CODE = re.compile(r"[ \t\u00a0]*\n\s*")


def printed_code(text: str, number: str, year: str, symbol: str) -> str:
    """Return the code as printed in a citation's `text`: ``08 -HD/TU``; '' when it is not there.

    Line ends within it are typesetting and dropped; every dash counts as “-”.
    """
    line = normalize(_BREAK_IN_CODE.sub("", text))
    letters = r"\s?".join(re.escape(char) for char in symbol)
    between = rf"\s?/\s?{year}" if year else ""
    match = re.search(rf"(?<!\d)0*{re.escape(number)}{between}\s?[-/]?\s?{letters}", line)
    return match[0] if match and symbol else ""


def standard_code(number: str, year: str, symbol: str) -> str:
    """Return the code as the form of the Party and of the State prints it, zeros aside.

    Party ``8-HD/TU``, State ``281/KH-UBND`` and ``130/2020/NĐ-CP`` (Guidance 36-HD/VPTW of
    2018, Decree 30/2020/NĐ-CP).
    """
    if year:
        return f"{number}/{year}/{symbol}"
    return f"{number}-{symbol}" if "/" in symbol else f"{number}/{symbol}"


@dataclass(frozen=True, slots=True)
class Title:
    """The words of a title, folded and as printed, and where running text may have left it.

    `breaks` are the word positions before which a new clause may begin.
    """

    words: tuple[str, ...]
    printed: tuple[str, ...]
    breaks: frozenset[int] = frozenset()

    def excerpt(self, at: int) -> str:
        """Return the words around position `at`, as much as a reader needs to see."""
        first = max(0, at - EXCERPT_WORDS)
        last = at + EXCERPT_WORDS + 1
        before = "… " if first else ""
        after = " …" if last < len(self.words) else ""
        return before + " ".join(self.printed[first:last]) + after


# "về", "về việc", "v/v" and, before it, the quotation mark or asterisks of a set-off title.
_TITLE_OPENS = re.compile(r"[\s,]*(?P<mark>[“\"«*_]*)\s*(?:về|v/v)\s+(?:việc\s+)?", re.IGNORECASE)
# "báo cáo kết quả thực hiện Chỉ thị … về Thành ủy trước ngày 25": sent to, not about.
_SENT_TO = re.compile(
    r"(?:(?:tinh|thanh|huyen|quan|thi|dang) uy|van phong|truoc ngay"
    r"|ban (?:thuong vu|to chuc|tuyen giao|dan van|noi chinh))\b"
)
_TITLE_ENDS = re.compile(r"[.!?…](?=\s|$)|[;:)]")
_FULL_STOP_OR_DIGIT = re.compile(r"[.!?…](?=\s|$)|[0-9]")
_ABOUT = re.compile(r"\s*(?:về|v/v)\s+(?:việc\s+)?|\s*việc\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
# Words with which a sentence goes on behind a title: "đã được triển khai", "như sau", "nhằm"
_GOES_ON = frozenset(("da", "dang", "se", "duoc", "nhu", "nham", "gop", "gan", "de", "den", "va"))


def title_after(body: str, end: int) -> Title | None:
    """Return the title behind a citation that ends at `end`; None when none is stated.

    A title opens with “về”, “về việc” or “v/v” and runs to the end of the clause.
    """
    opening = _TITLE_OPENS.match(body, end)
    if not opening:
        return None
    rest = body[opening.end() : opening.end() + TITLE_CHARS]
    if _SENT_TO.match(fold(rest[:40])):
        return None
    closing = re.search(r"[”\"»]", rest) if opening["mark"].strip("*_") else None
    stop = None if closing else _FULL_STOP_OR_DIGIT.search(rest)
    codes: dict[str, str] = {}
    if stop and not stop[0].isdigit():
        # Most titles end before any number: no citation can stand in them, and reading the
        # text for one took longer than every other check together.
        clause = rest[: stop.end()]
    else:
        clause, codes = _without_citations(rest[: closing.start()] if closing else rest)
    ending = None if closing else _TITLE_ENDS.search(clause)
    title = _read_title(clause[: ending.start()] if ending else clause, codes)
    return title if len(title.words) >= LEAST_TITLE_WORDS else None


# A new line that begins with a capital letter: what follows is another paragraph's.
_NEW_PARAGRAPH = re.compile(r"\n\s*(?=[A-ZĐÀ-Ỹ0-9])")


def printed_title(body: str, end: int) -> str:
    """Return the title behind a citation that ends at `end` as it is printed, '' for none.

    Read: “⟨Chỉ thị số 24-CT/TU⟩ về phòng cháy”, to the end of the clause or paragraph. Where
    running text goes on behind a title is a guess; whoever stores it looks at it first.
    """
    opening = _TITLE_OPENS.match(body, end)
    if not opening or title_after(body, end) is None:
        return ""
    rest = body[opening.end() : opening.end() + TITLE_CHARS]
    quoted = re.search(r"[”\"»]", rest) if opening["mark"].strip("*_") else None
    ends = [quoted] if quoted else [_TITLE_ENDS.search(rest), _NEW_PARAGRAPH.search(rest)]
    stop = min((found.start() for found in ends if found), default=len(rest))
    return normalize(opening[0].strip(' ,\n“"«*_') + " " + rest[:stop]).rstrip(" ,")


def registered_title(title: str) -> Title | None:
    """Return a document's registered title for comparison: all of it, nothing behind it."""
    opening = _ABOUT.match(title)
    read = _read_title(*_without_citations(title[opening.end() if opening else 0 :]))
    return Title(read.words, read.printed) if len(read.words) >= LEAST_TITLE_WORDS else None


def _without_citations(text: str) -> tuple[str, dict[str, str]]:
    """Put one word for each citation with a symbol: some titles give its date, some do not.

    Returns with the text what is printed for each of these words.
    """
    pieces: list[str] = []
    printed: dict[str, str] = {}
    done = 0
    for citation in find_citations(text):
        if citation.kind == "full":
            code = fold(f"{citation.number}{citation.year_in_number or ''}{citation.symbol}")
            word = re.sub(r"[^a-z0-9]", "", code)
            pieces += [text[done : citation.start], word]
            printed[word] = normalize(citation.text)
            done = citation.end
    return "".join([*pieces, text[done:]]), printed


def _read_title(text: str, codes: Mapping[str, str]) -> Title:
    """Read the words of a title; `codes` tells what is printed where a word is none of it."""
    words: list[str] = []
    printed: list[str] = []
    breaks: set[int] = set()
    done = 0
    for match in _WORD.finditer(text):
        gap = text[done : match.start()]
        new_line = "\n" in gap and match[0][0].isupper()
        if new_line or "," in gap or "(" in gap or fold(match[0]) in _GOES_ON:
            breaks.add(len(printed))
        printed.append(codes.get(match[0], match[0]))
        words.append(fold(match[0]))
        done = match.end()
    return Title(tuple(words), tuple(printed), frozenset(breaks))


def first_difference(one: Title, other: Title) -> int | None:
    """Return the position of the first word in which two titles differ, None when they agree.

    A title cut short is no difference, nor what follows where running text left the title.
    """
    shorter = min(len(one.words), len(other.words))
    for at in range(shorter):
        if one.words[at] != other.words[at]:
            left = at > 0 and (at in one.breaks or at in other.breaks)
            return None if left else at
    return None
