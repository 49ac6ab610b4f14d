"""The secrecy guard: texts bearing MẬT, TỐI MẬT or TUYỆT MẬT as a mark are not let in.

State secrets may not be kept on a networked computer (Luật Bảo vệ bí mật nhà nước
117/2025/QH15, Điều 5). On a hit the whole text is refused and nothing of it is kept, not
even its title; only the fact of a refusal is logged. Circulation notes ("lưu hành nội
bộ", "sử dụng và bảo quản trong nội bộ") are not secrecy marks.
"""

import logging
import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from organizations.text import normalize

logger = logging.getLogger("vankien.secrecy")

# The mark stands alone on its line, in capitals: "TUYỆT MẬT", "Độ mật: TỐI MẬT", "* MẬT *",
# "M Ậ T". Refused are neither "bí mật", "Mật thư" nor "BẢO VỆ BÍ MẬT NHÀ NƯỚC".
_MARK = re.compile(
    r"""^[\W_]*
        (?:[ĐD]Ộ\s+MẬT[\s:.-]*)?
        (?P<mark>TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)
        [\W_]*$""",
    re.VERBOSE,
)
_LABEL = re.compile(r"^\W*(?:độ|mức độ) mật ?: ?(?P<mark>tuyệt mật|tối mật|mật)\W*$", re.IGNORECASE)
# A stamp is short; a longer line is a sentence that happens to be about secrecy.
MARK_LINE_CHARS = 60


def find_secrecy_mark(text: str) -> str:
    """Return the secrecy mark that `text` bears ("MẬT", "TỐI MẬT", "TUYỆT MẬT"), else ''.

    Every line is read, since stamps come out of headers, text boxes and page breaks in
    any place. Letters set apart ("M Ậ T") and any normal form are recognised.
    """
    lines = [line for line in text.splitlines() if 0 < len(line.strip()) <= MARK_LINE_CHARS]
    for index, line in enumerate(lines):
        mark = _mark_of(normalize(line))
        if mark:
            return mark
        # The two words of a stamp may come out on two lines: "TUYỆT" / "MẬT".
        if index + 1 < len(lines):
            pair = normalize(f"{line} {lines[index + 1]}")
            if pair in {"TUYỆT MẬT", "TỐI MẬT"}:
                return pair
    return ""


def _mark_of(line: str) -> str:
    joined = re.sub(r"(?<=\b\w) (?=\w\b)", "", line)
    for candidate in (line, joined):
        match = _MARK.match(candidate) or _LABEL.match(candidate)
        if match:
            return normalize(match["mark"]).upper()
    return re.sub(r"^(TUYỆT|TỐI)(MẬT)$", r"\1 \2", joined) if joined in _GLUED else ""


_GLUED = {"TUYỆTMẬT", "TỐIMẬT"}


def refuse_secret(texts: Iterable[str]) -> None:
    """Raise ValidationError (code 'secret') when any of `texts` bears a secrecy mark.

    The message names the mark and nothing of the text; the log only says "refused".
    """
    for text in texts:
        mark = find_secrecy_mark(text)
        if mark:
            logger.warning("refused")
            raise ValidationError(
                "Tài liệu mang dấu “%(mark)s” nên không được nhập vào hệ thống này, vì máy có nối "
                "mạng. Không có gì được lưu lại. Hãy xử lý theo quy định bảo vệ bí mật nhà nước.",
                code="secret",
                params={"mark": mark},
            )
