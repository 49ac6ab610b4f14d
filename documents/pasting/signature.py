"""Who signed a document: the lines below its text. Pure text; no Django.

“T/M BAN THƯỜNG VỤ / BÍ THƯ / Nguyễn Văn A” (Party), “TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH” (State).
"""

import re
from dataclasses import dataclass

from documents.pasting.cells import LOWER, UPPER, Cell, cells_of
from documents.pasting.titles import Words
from organizations.text import normalize

# Mark, one or two positions, "(Đã ký)" and the name, with the receivers beside them.
LINES_BELOW = 24
# Places that may begin a signature; a document has a few, with those of its annexes.
MOST_TRIED = 40


@dataclass(frozen=True, slots=True)
class Signature:
    """For whom it was signed (“Ban Thường vụ”), in which position, by whom."""

    acting: Words | None = None
    position: Words | None = None
    signer: Words | None = None


# "T/M BAN THƯỜNG VỤ", "TM. ỦY BAN NHÂN DÂN", "T/L BAN THƯỜNG VỤ", "K/T TRƯỞNG BAN", "TUQ."
_MARK = re.compile(
    r"(?:^|(?<=[\t ]))(?P<mark>T/M|TM\.|T/L|TL\.|K/T|KT\.|TUQ\.?|T/U/Q|Q\.)[ ]?"
    rf"(?=[{UPPER}])"
)
_IN_CAPITALS = re.compile(rf"[{UPPER}][{UPPER} ,\-]+")
_POSITION = re.compile(
    r"(?:PHÓ )?(?:BÍ THƯ|CHỦ TỊCH|CHỦ NHIỆM|TRƯỞNG|CHÁNH|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG)\b"
    r"|TỔNG (?:BÍ THƯ|GIÁM ĐỐC)|THƯỜNG TRỰC BAN BÍ THƯ|ỦY VIÊN|UỶ VIÊN"
)
# "Nguyễn Văn An", "Hoàng Thị Mai Phương": two to five words that begin with a capital letter
_NAME = re.compile(rf"(?:[{UPPER}][{LOWER}]{{0,7}}[ ]){{1,4}}[{UPPER}][{LOWER}]{{1,7}}")
_NAME_AT_END = re.compile(rf"(?:^|[.,;:)][ ]{{0,3}}){_NAME.pattern}$")
_SIGNED = re.compile(r"\W*(?:đã )?ký(?: tên)?\W*", re.IGNORECASE)


def find_signature(text: str, start: int) -> Signature | None:
    """Return the first signature behind `start`, None where there is none.

    A mark (T/M, K/T, T/L …) begins it, or a position in capitals; a name ends it. Refused: names
    in the text itself, and receivers (“- Ban Thường vụ Tỉnh ủy”).
    """
    tried = 0
    for mark in re.finditer(r"(?m)^.*$", text[start:]):
        line = mark[0]
        if not line.strip():
            continue
        opening = _MARK.search(line)
        alone = None if opening else _position_alone(line)
        if opening is None and alone is None:
            continue
        at = start + mark.start() + (opening.start() if opening else alone or 0)
        found = _read(text, at)
        tried += 1
        if found.signer or tried == MOST_TRIED:
            return found if found.signer else None
    return None


def _position_alone(line: str) -> int | None:
    """Return where a position stands alone in its cell of a line; headings are none."""
    if not _POSITION.search(line):
        return None
    for cell in cells_of(line):
        if cell.is_upper and _POSITION.match(cell.words) and len(cell.words.split()) <= 8:
            return cell.start
    return None


def _read(text: str, start: int) -> Signature:
    cells = []
    for cell in cells_of(text, start):
        if len(cells) == LINES_BELOW:
            break
        cells.append(cell)
    acting: Words | None = None
    positions: list[Cell] = []
    for cell in cells:
        mark = _MARK.match(cell.words)
        if mark:
            rest = cell.words[mark.end() :]
            if mark["mark"] in {"K/T", "KT."}:
                continue
            acting = acting or _lowered(cell.start + mark.end(), rest)
        elif cell.is_upper and _IN_CAPITALS.fullmatch(cell.words):
            if _POSITION.match(cell.words):
                positions.append(cell)
            elif acting and not positions:
                acting = Words(acting.start, cell.end, f"{acting.value} {cell.words.lower()}")
        elif name := _name_in(cell):
            position = positions[-1] if positions else None
            words = _lowered(position.start, position.words) if position else None
            return Signature(acting, words, name)
    return Signature(acting)


def _name_in(cell: Cell) -> Words | None:
    """Return the name a cell is, or that ends a line of receivers run together with it."""
    words = _SIGNED.sub("", cell.words) if _SIGNED.fullmatch(cell.words) else cell.words
    if _NAME.fullmatch(words):
        return Words(cell.start, cell.end, normalize(words))
    match = _NAME_AT_END.search(words) if words.startswith("-") else None
    if not match:
        return None
    name = match[0].lstrip(".,;:) ")
    return Words(cell.end - len(name), cell.end, normalize(name))


def _lowered(start: int, words: str) -> Words:
    """Return words in capitals as a person writes them: “Phó Bí thư”."""
    printed = normalize(words).rstrip(" ,.")
    small = printed.lower()
    return Words(start, start + len(words), small[:1].upper() + small[1:])
