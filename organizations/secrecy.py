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
_MARK = re.compile(
    r"""^[\W_]*
        (?:(?i:độ|mức\ độ|dấu)\ (?i:mật)?[ :.-]*)?
        (?P<mark>(?i:tuyệt\ mật|tối\ mật)|MẬT|Mật)
        [\W_]*$""",
    re.VERBOSE,
)
_LABEL = re.compile(r"^\W*(?:mức )?độ mật ?: ?(?P<mark>tuyệt mật|tối mật|mật)\W*$", re.IGNORECASE)
# What stands between the cells of a header: tabs, table bars, a wide gap.
_CELLS = re.compile(r"\t+|\||\s{2,}")
# A stamp is short; a longer line or cell is a sentence that happens to be about secrecy.
MARK_CHARS = 60


def find_secrecy_mark(text: str) -> str:
    """Return the secrecy mark that `text` bears ("MẬT", "TỐI MẬT", "TUYỆT MẬT"), else ''.

    Every line is read, since stamps come out of headers, text boxes and page breaks in
    any place, and every cell of it. Letters set apart ("M Ậ T"), a stamp on two lines and
    any normal form are recognised.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    for index, line in enumerate(lines):
        mark = _mark_in(line)
        if not mark and index + 1 < len(lines):
            # The two words of a stamp may come out on two lines: "TUYỆT" / "MẬT".
            mark = _glued_mark(f"{line.strip()} {lines[index + 1].strip()}")
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


def _glued_mark(written: str) -> str:
    """Return the mark whose letters stand alone or apart in `written`: "T Ố I  M Ậ T"."""
    if len(written) > MARK_CHARS:
        return ""
    return _GLUED.get(re.sub(r"[\W_]+", "", normalize(written)), "")


_GLUED = {"MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}


def refuse_secret(texts: Iterable[str]) -> None:
    """Raise ValidationError (code 'secret') when any of `texts` bears a secrecy mark.

    The message names the mark and nothing of the text; the log only says "refused".
    """
    for text in texts:
        mark = find_secrecy_mark(text)
        if mark:
            logger.warning("refused")
            note_refusal(mark)
            raise ValidationError(
                "Tài liệu mang dấu “%(mark)s” nên không được nhập vào hệ thống này, vì máy có nối "
                "mạng. Không có gì được lưu lại. Hãy xử lý theo quy định bảo vệ bí mật nhà nước.",
                code="secret",
                params={"mark": mark},
            )
