"""The secrecy guard: texts bearing MẬT, TỐI MẬT or TUYỆT MẬT as a mark are not let in.

State secrets may not be kept on a networked computer (Luật Bảo vệ bí mật nhà nước
117/2025/QH15, Điều 5). On a hit the whole text is refused and nothing of it is kept, not
even its title; the security log tells where, to whom and for which mark. Circulation notes
("lưu hành nội bộ", "sử dụng và bảo quản trong nội bộ") are not secrecy marks.
"""

import logging
import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from organizations.refusals import note_refusal
from organizations.text import normalize

logger = logging.getLogger("vankien.secrecy")

# The mark stands alone on its line or in its cell: "TUYỆT MẬT", "Tối mật.", "* MẬT *",
# "Độ mật: TỐI MẬT", "DẤU MẬT". Refused are neither "bí mật", "Mật thư", "BẢO VỆ BÍ MẬT NHÀ
# NƯỚC" nor the word "mật" that a broken line left alone.
# A stamp of urgency comes out of a header on the same line: "HỎA TỐC MẬT".
_URGENT = r"(?i:h(?:ỏa|oả)\ tốc|thượng\ khẩn|khẩn)"
_MARK = re.compile(
    rf"""^[\W_]*
        (?:{_URGENT}[\W_]+)?
        (?:(?i:độ|mức\ độ|dấu)\ (?i:mật)?[ :.-]*)?
        (?P<mark>(?i:tuyệt\ mật|tối\ mật)|MẬT|Mật)
        (?:[\W_]+{_URGENT})?
        [\W_]*$""",
    re.VERBOSE,
)
_LABEL = re.compile(r"^\W*(?:mức )?độ mật ?: ?(?P<mark>tuyệt mật|tối mật|mật)\W*$", re.IGNORECASE)
# In running words the mark is told by what stands around it, see `_stands_apart`.
_WITHIN = re.compile(
    r"""(?<!\w)(?:
        (?P<capitals>(?:T\ ?Ố\ ?I\ ?|T\ ?U\ ?Y\ ?Ệ\ ?T\ ?)?M\ ?Ậ\ ?T)
        | (?P<written>Tuyệt\ mật|Tối\ mật|Mật)
        | (?P<small>(?:tuyệt\ |tối\ )?mật)
        | (?:(?i:mức)\ )?(?i:độ\ mật)\ ?:\ ?(?P<labelled>(?i:(?:tuyệt\ |tối\ )?mật))
        )(?!\w)""",
    re.VERBOSE,
)
# "bí mật" and "bảo mật" name no level.
_LEVEL_BEFORE = re.compile(r"(?<!bí )(?<!bảo )\bmật(?: ?[,;/]| và| hoặc)$", re.IGNORECASE)
_LEVEL_AFTER = re.compile(r"(?:[,;/] ?|(?:và|hoặc) )(?:(?:tuyệt|tối) )?mật\b", re.IGNORECASE)
# Before a level these tell that a text is about secrecy: "bí mật nhà nước (Tối mật)", "độ TỐI MẬT".
# "Dấu hiệu vi phạm" and "tiến độ" are not among them.
_ABOUT = re.compile(
    r"\b(?:bí mật|độ mật|(?:đóng|mẫu|con|các) dấu)\b|\b(?:độ|mức|dấu|chữ)[ “\"]*$", re.IGNORECASE
)
# "1." and "b)" before the name of a level begin a point of a law, not a sentence.
_POINT = re.compile(r"(?<!\S)(?:\d{1,2}|[a-zđ])[.)]$", re.IGNORECASE)
# A line broken within the words: "BẢO VỆ BÍ" / "MẬT, GIỮ GÌN…".
_BROKEN = re.compile(r"\b(?:bí|bảo|độ)$", re.IGNORECASE)
# "9-BC/ĐU", "960/QĐ-TTg (".
_CODE = re.compile(r"\d\S*/\S*[A-ZĐ][^\s,(]*[,(\[ ]*$")
# Composed or not; few lines have the letter, and reading takes long.
_MAY_BEAR = re.compile("[Ậậ\u0323]")
# A bar parts cells; tabs are made bars.
_STOPS = ".!?…|"
_BOUNDS = f"{_STOPS}:;,()[]"
# As much as tells what stands before or after; a line may hold a whole document.
_AROUND_CHARS = 60
# What stands between the cells of a header: tabs, table bars, a wide gap.
_CELLS = re.compile(r"\t+|\||\s{2,}")
# A stamp is short; a longer line or cell is a sentence that happens to be about secrecy.
MARK_CHARS = 60


def find_secrecy_mark(text: str) -> str:
    """Return the secrecy mark that `text` bears ("MẬT", "TỐI MẬT", "TUYỆT MẬT"), else ''.

    Every line is read, since stamps come out of headers, text boxes and page breaks in
    any place, every cell and every sentence of it. Letters set apart ("M Ậ T"), a stamp on
    two lines and any normal form are recognised.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    before = ""
    for index, line in enumerate(lines):
        mark = _mark_in(line)
        if not mark and index + 1 < len(lines):
            # The two words of a stamp may come out on two lines: "TUYỆT" / "MẬT".
            mark = _glued_mark(f"{line.strip()} {lines[index + 1].strip()}")
        mark = mark or _mark_within(line, before)
        before = line
        if mark:
            return mark
    return ""


def _mark_in(line: str) -> str:
    for part in (line, *_CELLS.split(line)):
        if not 0 < len(part.strip()) <= MARK_CHARS:
            continue
        written = normalize(part)
        match = _MARK.match(written) or _LABEL.match(written)
        if match:
            return normalize(match["mark"]).upper()
        mark = _glued_mark(part)
        if mark:
            return mark
    return ""


def _mark_within(line: str, before: str) -> str:
    """Return the mark that is a sentence of its own in `line`; `before` is the line before it."""
    if not _MAY_BEAR.search(line):
        return ""
    written = normalize(line.replace("\t", " | "))
    if broken := _BROKEN.search(normalize(before[-_AROUND_CHARS:])):
        written = f"{broken[0]} {written}"
    for found in _WITHIN.finditer(written):
        first, last = found.span()
        around = (
            written[max(0, first - _AROUND_CHARS) : first].rstrip(" *_"),
            written[last : last + _AROUND_CHARS].lstrip(" *_"),
        )
        how = str(found.lastgroup)
        if _is_one_of_many(*around):
            continue
        mark = _GLUED[re.sub(r"\W", "", found[how]).upper()]
        if _stands_apart(how, found[how], *around) or (
            not _ABOUT.search(f"{normalize(before[-_AROUND_CHARS:])} {around[0]}")
            and (_is_set_off(how, *around) or _is_written_large(how, mark, written, *around))
        ):
            return mark
    return ""


def _is_one_of_many(before: str, after: str) -> bool:
    """Whether another level stands beside it: "TUYỆT MẬT, TỐI MẬT, MẬT" names what there is."""
    return bool(_LEVEL_BEFORE.search(before) or _LEVEL_AFTER.match(after))


def _stands_apart(how: str, mark: str, before: str, after: str) -> bool:
    """Whether a mark found between these words is a sentence, a bracket or a cell of its own.

    "… phường Mẫu. TỐI MẬT. về …", "9-BC/ĐU (MẬT)", "TUYỆT MẬT Báo cáo số 9"; refused are
    "tài liệu MẬT, …", "dấu “MẬT”" and, in small letters, what a text may well be about:
    "bí mật nhà nước, độ Tối mật, …".
    """
    follows_code = bool(_CODE.search(before))
    if how == "small":
        return False
    bounds = _STOPS if how == "written" and not follows_code else _BOUNDS
    begins = follows_code or not before or before[-1] in bounds or before.endswith(" -")
    ends = not after or after[0] in bounds or after.startswith("- ")
    if how == "labelled":
        return ends and (begins or mark.isupper())
    if ends or how == "written":
        return begins and ends and not (how == "written" and _POINT.search(before))
    # Lines run into one another; "MẬT MÃ DÂN SỰ", "TUYỆT MẬT là …" are words like others.
    following = after.split(" ", 1)[0]
    return begins and (following.istitle() or (follows_code and not following.isupper()))


def _is_set_off(how: str, before: str, after: str) -> bool:
    """Whether a mark stands where titles bear it, in any letters.

    "về nhân sự (tối mật)", "(Mật) về nhân sự", "5-BC/TU (mật) về …", "về diễn tập - mật",
    "Mật: về diễn tập"; refused is "tài liệu (mật) phải được …".
    """
    if before.endswith(("(", "[")) and after.startswith((")", "]")):
        lead, rest = before[:-1].rstrip(), after[1:].strip(" .*_")
        return not lead or lead[-1] == "|" or not rest or rest[0] == "|" or bool(_CODE.search(lead))
    if not before:
        return how == "written" and after.startswith(":") and not after.startswith(": là ")
    return before.endswith(" -") and not after.strip(" .*_")


def _is_written_large(how: str, mark: str, line: str, before: str, after: str) -> bool:
    """Whether TỐI MẬT or TUYỆT MẬT stands in capitals among other words: "về nhân sự TỐI MẬT".

    In a line of capitals it is a stamp behind two words: "VĂN BẢN TỐI MẬT".
    """
    if how != "capitals" or mark == "MẬT" or after.startswith("là "):
        return False
    return not line.isupper() or (not after and len(before.split()) <= 2)


def _glued_mark(written: str) -> str:
    """Return the mark whose letters stand alone or apart in `written`: "T Ố I  M Ậ T"."""
    if len(written) > MARK_CHARS:
        return ""
    return _GLUED.get(re.sub(r"[\W_]+", "", normalize(written)), "")


_GLUED = {"MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}


# Signs stand for blanks in the names of files.
_SIGNS = re.compile(r"[\W_]+")
# Accents are often left out there; "tôi mất" and "tối mắt" are other words.
_LEVEL_IN_NAME = re.compile(r"(?<!độ )\b(?P<level>tuy[ệe]t|t[ốo]i) ?m[ậa]t\b")
# "bí mật", "THÂN MẬT", "ONG MẬT"; "Mật khẩu", "MẬT ONG", "MẬT THIẾT": no word of secrecy or no mark
_BESIDE = frozenset({"bí", "bảo", "độ", "cơ", "thân", "ong", "lấy", "túi", "sỏi"})
_BEHIND = frozenset(
    {"mã", "khẩu", "ong", "độ", "thư", "thiết", "vụ", "nghị", "đàm", "lệnh", "danh", "báo"}
)


def find_mark_in_name(stem: str) -> str:
    """Return the secrecy mark that the name of a file bears, without its ending, else ''.

    Written as offices write names: "15-CV-TU_MẬT", "MẬT-15-CV-TU", "Bao cao TUYET MAT", "Báo cáo
    Mật"; not "Bảo vệ bí mật nhà nước", "Mật khẩu", "Quản lý tài liệu mật". A name may be all there
    is to go by: a scan has no text.
    """
    mark = find_secrecy_mark(stem)
    if mark:
        return mark
    name = _SIGNS.sub(" ", normalize(stem)).strip()
    if found := _LEVEL_IN_NAME.search(name.lower()):
        return "TUYỆT MẬT" if found["level"].startswith("tuy") else "TỐI MẬT"
    words = name.split()
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word.lower() != "mật" or before.lower() in _BESIDE or after.lower() in _BEHIND:
            continue
        # "Trần Văn Mật" is a person; behind a code small letters do.
        ends = not after and (before.isupper() or (word == "Mật" and before.islower()))
        if word == "MẬT" or (word == "Mật" and not before) or ends:
            return "MẬT"
    return ""


def refuse_secret(texts: Iterable[str]) -> None:
    """Raise ValidationError (code 'secret') when any of `texts` bears a secrecy mark.

    The message names the mark and nothing of the text; the log only says "refused".
    """
    for text in texts:
        _refuse(find_secrecy_mark(text))


def refuse_secret_name(stem: str) -> None:
    """Raise ValidationError as `refuse_secret` does for the name of a file without its ending."""
    _refuse(find_mark_in_name(stem))


def _refuse(mark: str) -> None:
    if not mark:
        return
    logger.warning("refused")
    note_refusal(mark)
    raise ValidationError(
        "Tài liệu mang dấu “%(mark)s” nên không được nhập vào hệ thống này, vì máy có nối "
        "mạng. Không có gì được lưu lại. Hãy xử lý theo quy định bảo vệ bí mật nhà nước.",
        code="secret",
        params={"mark": mark},
    )
