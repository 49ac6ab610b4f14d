"""Places and levels in names of bodies: "tỉnh Lào Cai", "Sông Trà". Pure text; no Django.

Read at a position of the skeleton; the functions return where the words end.
"""

import re

from documents.citations.places import PROVINCES
from documents.citations.skeleton import spaced
from organizations.text import fold

_FLAGS = re.IGNORECASE | re.ASCII

# "tỉnh", "Thành phố", "TP."; not "tỉnh ủy", "Quân sự", "Xã hội"
_LEVEL = re.compile(
    spaced(
        r"(?:tp\.|(?:tinh|thanh pho|tp|huyen|thi xa|quan(?! (?:su|doi|khu|chung|y)\b)|xa(?! hoi\b)"
        r"|phuong|thi tran|dac khu)(?![a-z]| uy\b))"
    ),
    _FLAGS,
)
# One syllable of a name: "Sông", "M'Lang", "ỦY"; the hyphen of "Bà Rịa - Vũng Tàu"
_SYLLABLE = r"(?:[A-Z](?:'[A-Z])?[a-z]{0,7}|[A-Z]{2,7})(?![A-Za-z])"
_SYLLABLES = re.compile(rf"{_SYLLABLE}(?:[ \n](?:-[ \n])?{_SYLLABLE}){{0,3}}")
_WORD = re.compile(r"[A-Za-z']+")
_NUMBER = re.compile(r"[0-9]{1,2}(?![0-9/.-])")
# The longest name of a commune has four.
_MOST_SYLLABLES = 4
# Words that open a clause in capitals behind a name: "Huyện ủy Sông Trà Về việc …".
_CLAUSE = re.compile(
    spaced(
        r"(?:ve|va|ngay|theo|tai|trong|voi|khi|cac|nhung|nham|den|tren|thuc hien|trien khai"
        r"|tiep tuc|tang cuong|xay dung|can cu|hoi nghi|dong chi|chi thi|nghi quyet|ke hoach"
        r"|quyet dinh|quy dinh|ket luan|huong dan|thong bao|bao cao|de an|ban (?:thuong|chap|hanh"
        r"|chi|tuyen)|to chuc|phat huy|nang cao|day manh|quan triet|yeu cau|chuong trinh|cong van"
        r"|dang bo|thanh uy|tinh uy|huyen uy|thuong truc|uy ban|noi dung|phan|muc|dieu)\b"
    ),
    _FLAGS,
)
# No place has these in its name: "phường Mẫu Các chi bộ". Names are "Trọng", "Tú", "Đề".
_NO_SYLLABLE = re.compile(
    spaced(r"(?:cac|nhung|theo|ngay|khi|truoc|nham|voi|chi bo|chi uy|dang (?:bo|uy|vien))\b"),
    _FLAGS,
)
# Those that are a second syllable of a name now and then, a third one hardly ever.
_OPENS = re.compile(spaced(r"(?:tu|de|sau|qua|do|vi|day|hien|tinh|nhan|kinh)\b"), _FLAGS)
# Where the phrase ends behind a name: "xã Bế Văn\nĐàn về"; not "xã Sông Trà\nNgười dân"
_PHRASE_ENDS = re.compile(
    spaced(
        r" ?[.,;:()\"]|\n|$| (?:ve|ngay|so|da|se|va|khoa|v/v|la|do|tai|trong|nhiem ky|lan thu"
        r"|ban hanh|to chuc|trien khai|yeu cau)\b"
    ),
    _FLAGS,
)
_PROVINCES = frozenset(re.sub(r"[^a-z]", "", fold(name)) for name in PROVINCES)

# A word of a title, and the small syllable it may take along: "Giáo dục", "Phụ nữ", "và Đào tạo",
# "& PTNT"; known names with more small syllables are listed
_TITLE_WORD = re.compile(
    r"(?:[ \n](?P<known>(?i:cuu[ \n]chien[ \n]binh|chu[ \n]thap[ \n]do|nguoi[ \n]cao[ \n]tuoi"
    r"|chinh[ \n]tri[ \n]quoc[ \n]gia))"
    r"|(?:(?:[ \n](?:va|-|&)|,(?=[ \n](?:[Tt]he[ \n]thao|[Tt]huong[ \n]binh)))?"
    r"[ \n](?P<word>[A-Z](?:'[A-Z])?[a-z]{0,7})"
    r"|[ \n](?:va|&)[ \n](?P<acronym>[A-Z]{2,6})))(?![A-Za-z])"
    r"(?:[ \n](?P<small>[a-z]{1,7})(?![a-z]))?"
)
_TITLE_PARTS = ("word", "known", "acronym")
# Small words behind a title that begin something else.
_NOT_IN_TITLE = frozenset(
    (
        *("ve", "va", "ngay", "trong", "den", "tai", "da", "duoc", "voi", "de", "theo", "do"),
        *("la", "nham", "co", "tren", "cho", "cua", "khoa", "gan", "nam", "so", "vua", "se"),
        *("cung", "tinh", "thanh", "huyen", "thi", "xa", "phuong", "quan"),
    )
)
_MOST_TITLE_WORDS = 6


def place_end(text: str, position: int, least: int = 2) -> int | None:
    """Return where the place name that starts at `position` ends, None when none does.

    Read: "Cao Bằng", "Sông Trà", "Thừa Thiên - Huế", "CAO BẰNG" (in capitals the provinces
    only). `least` is how many syllables a name that no list knows must have.
    """
    match = _SYLLABLES.match(text, position)
    if not match:
        return None
    words = list(_WORD.finditer(text, position, match.end()))
    for count in range(len(words), 0, -1):
        if "".join(word[0] for word in words[:count]).lower() in _PROVINCES:
            return words[count - 1].end()
    if all(word[0].isupper() and len(word[0]) > 1 for word in words):
        return None
    count = _own_syllables(text, words)
    return words[count - 1].end() if count >= least else None


def _own_syllables(text: str, words: list[re.Match[str]]) -> int:
    """Return how many of the capitalised `words` are a name's; the one behind opens a clause."""
    for count, word in enumerate(words):
        if count == _MOST_SYLLABLES or (word[0].isupper() and len(word[0]) > 1):
            return count
        if _NO_SYLLABLE.match(text, word.start()):
            return count
        clause = _CLAUSE.match(text, word.start()) or _OPENS.match(text, word.start())
        if count and text[word.start() - 1] == "\n":
            # A name of one syllable is rare, so the next line mostly goes on with it.
            ends = _PHRASE_ENDS.match(text, words[-1].end()) is not None
            goes_on = ends or (count == 1 and not clause)
        else:
            # A name has two syllables far more often than one, and each may be such a word.
            is_pair = count < 2 and count + len(words) > 1
            goes_on = not clause or (is_pair and clause.end() == word.end())
        if not goes_on:
            return count
    return len(words)


def area_end(text: str, position: int) -> int | None:
    """Return where a level with or without its name ends: "tỉnh", "phường 5", "xã Sông Trà"."""
    level = _LEVEL.match(text, position)
    if not level:
        return None
    start = level.end() + text.startswith((" ", "\n"), level.end())
    number = _NUMBER.match(text, start)
    return place_end(text, start, least=1) or (number.end() if number else level.end())


def committee_place_end(text: str, position: int) -> int:
    """Return where the place behind "Tỉnh ủy", "Thành ủy" … ends, `position` without one."""
    if not text.startswith((" ", "\n"), position):
        return position
    level = _LEVEL.match(text, position + 1)
    if level:
        start = level.end() + text.startswith((" ", "\n"), level.end())
        return place_end(text, start, least=1) or position
    return place_end(text, position + 1) or position


def title_end(text: str, position: int) -> int | None:
    """Return where a name in title case behind `position` ends, None when none follows.

    Read: " Giáo dục và Đào tạo tỉnh Hà Giang", " Liên hiệp Phụ nữ Việt Nam". The name stops
    where two small syllables follow each other (" Y tế hướng dẫn …") and at a clause word.
    """
    end = position
    for _ in range(_MOST_TITLE_WORDS):
        match = _TITLE_WORD.match(text, end)
        if not match:
            break
        name = next(group for group in _TITLE_PARTS if match[group])
        if _CLAUSE.match(text, match.start(name)):
            break
        if match["small"] in _NOT_IN_TITLE:
            end = match.end(name)
            break
        end = match.end()
    if end == position:
        return None
    return (area_end(text, end + 1) if text.startswith((" ", "\n"), end) else None) or end
