"""The words of a heading, and what they tell about the item they head. Pure text."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bulletins.structure.labels import Candidate
from documents.printed_lines import Lines
from organizations.text import fold, normalize

_MARKUP = re.compile(r"\*+|__|\\|</?(?:b|i|u|em|strong)>", re.IGNORECASE)
# The longest real heading seen cites two documents in full in about 280 characters.
_HEADING_CHARS = 450
_HEADING_LINES = 4
_SENTENCE_CHARS = 200
_FIRST_WORDS_CHARS = 120
_CLAUSE_CHARS = 30
# A title with the label before it and what marks it as bold.
_LABELLED_CHARS = 1_000
_LABEL_CHARS = 40
_INTRODUCTION_CHARS = 120

# Words with which the body under a heading starts, on a line of its own. Inside a heading
# they are not written with a capital.
_BODY_OPENING = re.compile(
    r"(?:Sáng|Chiều|Tối|Trưa|Ngày|Ngay|Vừa qua|Trong|Thực hiện|Để|Nhằm|Căn cứ|Theo|Hướng tới"
    r"|Nhân dịp|Nhân kỷ niệm|Thời gian|Năm \d|Hằng năm|Hàng năm|Tại|Qua|Sau|Từ ngày|Tiếp tục"
    r"|Tham dự|Dự|Với|Kết cấu|Đây|Tính đến|Các|Những|Một|Mỗi|Mọi|Bên cạnh|Mặc dù|Tuy|Nhìn chung"
    r"|Nhờ|Khi|Do|Vì|Nếu|Cùng|Cũng|Đồng thời|Đồng chí|Hiện|Đến|Trước|Ngoài|Kết quả|Phát biểu"
    r"|Như|Việc|Được|Là|Có|Không|Tổng số|Đã|Đang|Sẽ)\s"
)
# Names that go on in small letters where a sentence could start as well.
_NAME_OPENING = re.compile(
    r"(?:Tỉnh|Thành|Huyện|Thị|Đảng|Nhà nước|Nhân dân|Trung ương|Quốc hội|[UỦ][yỷ] (?:ban|viên)"
    r"|Uỷ|Hội đồng|Hội viên|Văn phòng|Mặt trận|Chính|Bí thư|Đại hội|Đại tướng|Tổ quốc|Chủ tịch"
    r"|Nghị|Chỉ thị|Kết luận|Quy|Quyết định|Kế hoạch|Hướng dẫn|Thông|Đề án|Chương trình|Luật)\b"
)
# Words that may stand between a label and the document the item is about.
_INTRODUCING = re.compile(
    r"(?:(?:giới|thiệu|một|số|những|các|nội|dung|cơ|bản|chính|chủ|yếu|trọng|tâm|cốt|lõi|điểm|mới"
    r"|vấn|đề|của|về|trong|tại|toàn|văn|tóm|tắt|phổ|biến|thông|tin|nhanh|tuyên|truyền|quán|triệt"
    r"|và|triển|khai)\W*)+"
)
_NEWS = re.compile(
    r"(?:(?:mot so|cac|nhung|phan) )?"
    r"(?:tin(?! (?:tuong|cay|hoc|dung|nhiem))|diem tin|ban tin|thoi su|su kien (?:noi bat|trong)"
    r"|thong tin(?! (?:ve|lien quan|dien tu))"
    r"|hoat dong (?:cua|noi bat|tieu bieu|trong|chi dao))\b"
)
_NEWS_CHARS = 120


@dataclass(frozen=True, slots=True)
class Heading:
    """What was read after a label.

    `title` is one NFC line, `folded` its beginning for comparisons, `end` the offset
    after its last word. `runs_on`: there is no heading, only a paragraph (its first words
    stand for a title). `capitals`: it is printed in capitals. `names_document`: 2 when a
    citation opens it, 1 when only introducing words stand before one, else 0. `is_news`:
    it announces news.
    """

    title: str
    folded: str
    end: int
    runs_on: bool
    capitals: bool
    names_document: int
    is_news: bool


def read_heading(
    lines: Lines, candidate: Candidate, stops: set[int], cited: Sequence[int]
) -> Heading:
    """Return the heading of `candidate`.

    `stops` are the lines with labels; `cited` the sorted offsets where citations start.
    """
    first = candidate.title_line
    last = lines.block_end(first, stops)
    is_sentence = lines.stops_after_sentence(last - 1, stops)
    last = _cut_at_body(lines, first, last)
    words = _words(lines, candidate, last)
    if not words:
        return Heading("", "", candidate.title_start, False, False, 0, False)
    named = _names_document(lines.text, candidate.title_start, words[-1][1], cited)
    kept, runs_on = _cut_words(words, is_document=named > 0)
    runs_on = runs_on or (is_sentence and not named)
    title = " ".join(word for word, _ in words[:kept])
    folded = fold(title[:_NEWS_CHARS])
    return Heading(
        title=title.rstrip(",;") if runs_on else title,
        folded=folded,
        end=words[kept - 1][1],
        runs_on=runs_on,
        capitals=_in_capitals(title),
        names_document=named,
        is_news=len(title) <= _NEWS_CHARS and bool(_NEWS.match(folded)),
    )


def heading_end(text: str, title: str) -> int:
    """Return where in an item's text its heading ends: behind the words of its title.

    The title may have been read by `read_heading`, or typed by a person. Words that do not stand
    there are of somebody who worded it otherwise; then the heading is the first paragraph.
    """
    words = list(re.finditer(r"\S+", text[:_LABELLED_CHARS]))
    printed = [_letters(_MARKUP.sub("", word[0])) for word in words]
    wanted = _letters(title)
    begin = "".join(printed).find(wanted)
    if wanted and 0 <= begin <= _LABEL_CHARS:
        left = begin + len(wanted)
        for word, letters in zip(words, printed, strict=True):
            left -= len(letters)
            if left <= 0:
                return word.end()
    paragraph = re.match(r"\s*(?:\S.*\n?)*", text)
    return len(paragraph[0].rstrip()) if paragraph else 0


def _letters(words: str) -> str:
    """Return words without their blanks: where a printed line ends says nothing."""
    return fold(words).replace(" ", "")


def _cut_at_body(lines: Lines, first: int, last: int) -> int:
    """Return the end of the heading inside the block of lines `first` to `last`.

    A heading whose last line is full by chance runs into its body; the body gives itself
    away by how it opens, and a heading does not end in a connecting word.
    """
    by_name: int | None = None
    for index in range(first + 1, last):
        line = lines.lines[index].text
        if not line[0].isupper() or lines.is_unfinished(index - 1):
            continue
        opening = normalize(line[:60])
        if _BODY_OPENING.match(opening):
            return index
        words = opening.split()
        # A name goes on in capitals ("Cao Bằng"), a sentence does not ("Chi đoàn căn cứ").
        if len(words) > 1 and words[1][0].islower() and not _NAME_OPENING.match(opening):
            by_name = by_name or index
    return by_name if by_name and last - first > _HEADING_LINES else last


def _words(lines: Lines, candidate: Candidate, last: int) -> list[tuple[str, int]]:
    """Return the words of the block with the offset where each ends, markup taken off.

    Bold that ends inside a line ends the heading: "**1. Mục tiêu** Đến năm …".
    """
    words: list[tuple[str, int]] = []
    opening = lines.lines[candidate.line].start
    is_bold = lines.text[opening : candidate.title_start].count("**") % 2 == 1
    for line in lines.lines[candidate.title_line : last]:
        start = max(candidate.title_start, line.start)
        stop = min(line.end, start + _HEADING_CHARS + 50)
        for match in re.finditer(r"\S+", lines.text[start:stop]):
            plain = unicodedata.normalize("NFC", _MARKUP.sub("", match[0]))
            if plain:
                words.append((plain, start + match.end()))
            if is_bold and match[0].endswith("**") and start + match.end() < line.end:
                return words
    return words


def _cut_words(words: list[tuple[str, int]], *, is_document: bool) -> tuple[int, bool]:
    """Return how many of `words` are the title, and whether they only open a paragraph.

    A heading is one sentence of bearable length. Of a paragraph the first sentence is
    kept when it is short ("Mục tiêu chung. Đến năm …"), else its first clause.
    """
    sentence = _sentence_end(words)
    length = sum(len(word) + 1 for word, _ in words)
    if sentence is None:
        is_ended = words[-1][0].endswith((".", ";")) and not is_document
        if length <= (_SENTENCE_CHARS if is_ended else _HEADING_CHARS):
            return len(words), False
    else:
        length = sum(len(word) + 1 for word, _ in words[:sentence])
        if length <= (_HEADING_CHARS if is_document else _FIRST_WORDS_CHARS):
            return sentence, True
    most = _SENTENCE_CHARS if is_document else _FIRST_WORDS_CHARS
    length = 0
    for count, (word, _) in enumerate(words, 1):
        length += len(word) + 1
        is_clause = length > _CLAUSE_CHARS and word.endswith((",", ";", ":", "."))
        if length > most or (is_clause and not is_document):
            return count, True
    return len(words), True


def _sentence_end(words: list[tuple[str, int]]) -> int | None:
    """Return the number of words of the first sentence, None when there is only one.

    "TP. Cao Bằng", "Đ/c. An" and "V.I. Lê-nin" do not end a sentence.
    """
    for count, (word, _) in enumerate(words[:-1], 1):
        bare = word.rstrip('"”’)]')
        if bare.endswith((".", "!", "?")) and len(bare) > 3 and not bare[:-1].isupper():
            following = words[count][0].lstrip("\"“‘'(")
            if following[:1].isupper() and "." not in bare[:-1].strip("."):
                return count
    return None


def _in_capitals(title: str) -> bool:
    letters = [char for char in title if char.isalpha()]
    return len(letters) >= 3 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)


def _names_document(text: str, start: int, end: int, cited: Sequence[int]) -> int:
    """Return 2 when a citation opens text[start:end], 1 when introducing words stand before."""
    index = bisect_left(cited, start)
    if index == len(cited) or cited[index] >= min(end, start + _INTRODUCTION_CHARS):
        return 0
    before = normalize(text[start : cited[index]]).casefold().lstrip("\"“”‘’'«([*_ ")
    if not before:
        return 2
    return 1 if _INTRODUCING.fullmatch(before) else 0
