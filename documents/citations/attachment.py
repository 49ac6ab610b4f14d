"""Who does it: the document named before a verb, or the one whose text this is.

Pure text; no Django. Looks only at the words between the citation before and the verb.
"""

import re
from typing import Literal

from documents.citations.skeleton import spaced
from documents.citations.types import DOCUMENT_TYPES
from organizations.text import fold

Doer = Literal["previous", "asked", "clause", "coordinate", "unclear"]

_TYPE_NAMES = "|".join(sorted((fold(row.name) for row in DOCUMENT_TYPES), key=len, reverse=True))
# ") ", "(viết tắt là …) ", ", khóa XIII, nhiệm kỳ 2020 - 2025" belong to the citation before
_TRAILER = re.compile(
    spaced(
        r"[)\"'\s]{0,4}(?:\([^()]{0,80}\) ?)?"
        r"(?:,? ?(?:khoa|nhiem ky|lan thu) [ivx0-9\s-]{1,16}(?![a-z]),?){0,2} ?"
    )
)
# "được ban hành", "có hiệu lực kể từ ngày ký và": said of the document before, not in its title
_MADE = re.compile(
    spaced(
        r"(?:da )?(?:duoc )?(?:xay dung|ban hanh|soan thao|hinh thanh|lap)"
        r"|co hieu luc[^.;:]{0,70}(?: va|,)"
    )
)
# The name of a place that ends the issuer: "Đảng ủy phường | Thục Phán thực hiện"
_PLACE = re.compile(spaced(r"[A-Z][a-z]{0,9}(?: [A-Z][a-z]{0,9}){0,3}"))
# A document at or by which something is done is not the one that does it: "theo", "tại"
_OBLIQUE = re.compile(spaced(r"(?<![a-z])(?:tai|trong|theo|tu|nhan) ?$"))
# What opens a title or a purpose right before the verb: "về", "về việc", "để", "nhằm"
_OPENER = re.compile(
    spaced(
        r"(?:^|(?<=[\s,(]))(?:(?<!bao )(?<!tu )ve(?: viec)?|v/v|(?<!van )(?<!chuyen )(?<!chu )de"
        r"|nham|trong viec|trong|cho viec) ?$"
    )
)
# What starts a title without an opener: "về công tác …", "quy định …", "của Đảng ủy …"
_TITLE = re.compile(spaced(r"(?:ve|v/v|quy dinh|cua|\") ?"))
# "yêu cầu các cấp ủy …": the document named asks others
_ASKS = re.compile(
    spaced(
        r"(?:[a-z]{1,10} ){0,2}(?:yeu cau|de nghi|chi dao|giao(?! duc)|phan cong"
        r"|doi hoi|neu ro)(?![a-z])"
    )
)
# Another verb or doer in a title: what follows is not what the document named does
_OTHER_CLAUSE = re.compile(
    spaced(
        r"(?<![a-z])(?:yeu cau|de nghi|giao(?! (?:duc|thong|luu|vien|dich))|da|se|duoc|la|trong khi"
        r"|nhung|dong thoi|sau khi|truoc khi)"
        r"(?![a-z])"
    )
)
_COORDINATE = re.compile(spaced(r"(?:[,;:]|(?<![a-z])(?:va|dong thoi|cung nhu|roi|sau do)) ?$"))
_SEPARATOR = re.compile(r"[,;:]")
# Words of a title before its verb; longer ones have clauses of their own.
_MAX_TITLE_WORDS = 18
# "đã", "đang", "trong", "việc" before the verb tell what is or was, not what must be
_TOLD = re.compile(
    spaced(
        r"(?<![a-z])(?:da|tung|vua)(?: [a-z]{1,10}){0,6} ?$"
        r"|(?<![a-z])(?:duoc|(?<!chu )(?<!coi )(?<!quan )trong|khi|ket qua|tinh hinh|qua trinh"
        r"|[0-9]{1,2} nam|neu|su|(?<!hieu )qua)(?: viec)? ?$"
    )
)
_PAST = re.compile(
    spaced(
        r"(?<![a-z])(?:thoi gian qua|nhung nam qua|nam qua|vua qua|da dat|da co|nhiem ky qua)"
        r"(?![a-z])"
    )
)
# "thực hiện nghiêm túc việc", "chỉ đạo việc": a call still, which "Việc thực hiện …" is not
_LED_NOUN = re.compile(
    spaced(
        r"(?:thuc hien|trien khai|tang cuong|day manh|chi dao|lanh dao|to chuc|bao dam|dam bao"
        r"|chu trong|quan tam|hieu qua|chat luong|nghiem tuc|nghiem|tot|thuong xuyen),?"
        r" (?:viec|cong tac) ?$"
    )
)
_NOUN = re.compile(spaced(r"(?:^|(?<![a-z]))(?:viec|cong tac) ?$"))
# "Kế hoạch này", "Quy định này có hiệu lực kể từ ngày ký và", "Hướng dẫn này nhằm"
_THIS = re.compile(
    spaced(
        rf"(?<![a-z])(?:{_TYPE_NAMES}|van ban) nay(?: (?:se|duoc ban hanh|duoc xay dung"
        r"|ban hanh|nham|de|co hieu luc[^.;:]{0,70}(?: va|,))){0,3} ?$"
    )
)
# "KẾ HOẠCH\nvề việc" on a line of its own: the title of the text itself
_OWN_TITLE = re.compile(
    spaced(
        rf"(?:^|\n)[-_\s]{{0,8}}(?:{_TYPE_NAMES.upper()}) [-_\s]{{0,8}}"
        r"(?:[Vv]e viec |[Vv]e |V/v )?$"
    )
)
# Blanks, labels and adverbs that may open a sentence before its verb
_AT_SENTENCE_START = re.compile(
    spaced(r"[\s\"'(+-]{0,4}(?:[0-9]{1,2}[.)] |[a-z]\) )?(?:de|nham|tiep tuc)? ?")
)


def doer(words: str) -> Doer:
    """Tell who does what a verb says, from the words between a citation and it.

    'previous': the document cited before ("… về việc"). 'asked': that document asks others
    ("… yêu cầu các cấp ủy"). 'clause': a clause of its own (", đồng thời"). 'coordinate':
    either its title goes on or a clause begins ("… về dân vận và"). 'unclear': none of these.
    """
    lower = words.lower()
    rest = _TRAILER.sub("", lower, count=1).strip(" \n")
    if not rest:
        return "clause" if lower.rstrip(" \n").endswith(",") else "previous"
    if _MADE.fullmatch(rest) or _PLACE.fullmatch(words.strip(" \n")):
        return "previous"
    is_title = bool(_TITLE.match(rest)) and ";" not in rest
    if _COORDINATE.search(rest):
        return "coordinate" if is_title else "clause"
    if _ASKS.match(rest) and ";" not in rest:
        return "asked"
    opener = _OPENER.search(rest)
    title = rest[: opener.start()].strip(" \n") if opener else rest
    if not title:
        return "previous"
    if _SEPARATOR.search(title):
        return "coordinate" if is_title else "clause"
    simple = len(title.split()) <= _MAX_TITLE_WORDS and not _OTHER_CLAUSE.search(title)
    return "previous" if simple and (opener or is_title) else "unclear"


def tells(words: str) -> bool:
    """Whether the words before a verb tell what was or is done, and so call for nothing.

    "đã", "việc thực hiện …", "trong quá trình"; not "thực hiện nghiêm túc việc".
    """
    clause = _SEPARATOR.split(words)[-1]
    if _PAST.search(words) or _TOLD.search(clause):
        return True
    return bool(_NOUN.search(clause) and not _LED_NOUN.search(clause))


def is_oblique(words: str) -> bool:
    """Whether the words before a citation make it a place or a ground, not a doer: "theo"."""
    return bool(_OBLIQUE.search(words))


def names_this(words: str) -> bool:
    """Whether the clause before a verb has the text itself for subject: "Kế hoạch này"."""
    return bool(_THIS.search(words))


def is_own_title(words: str) -> bool:
    """Whether the words, with capitals, end in the text's own title line: "KẾ HOẠCH\\nvề việc"."""
    return bool(_OWN_TITLE.search(words))


def starts_sentence(words: str) -> bool:
    """Whether nothing but a label stands before the verb in its sentence."""
    return bool(_AT_SENTENCE_START.fullmatch(words))
