"""Short citations: type and number without symbol; and declared aliases. Invented sentences."""

import pytest

from documents.citations import find_citations
from tests.documents.citations.cases import assert_reads

ROWS = [
    # the issuer tells that a document is meant
    ("⟦Chỉ thị 05 của Bộ Chính trị⟧ về", "short|Chỉ thị|5|||Bộ Chính trị"),
    # so does "số"
    ("ban hành ⟦Chỉ thị số 17⟧ về đọc sách", "short|Chỉ thị|17|||"),
    # so does a date
    ("⟦nghị quyết 15 ngày 30/7/2017⟧ nêu", "short|Nghị quyết|15||2017-07-30|"),
    # brackets, end of a phrase
    ("(⟦Nghị quyết 15⟧)", "short|Nghị quyết|15|||"),
    ("theo ⟦Nghị quyết 15⟧.", "short|Nghị quyết|15|||"),
    ("theo ⟦Nghị quyết 15⟧; và", "short|Nghị quyết|15|||"),
    # a word that takes the document as its object or subject
    ("tổng kết ⟦Nghị quyết 15⟧ và ban hành", "short|Nghị quyết|15|||"),
    ("⟦Kết luận 21⟧ nêu rõ", "short|Kết luận|21|||"),
    ("⟦Quy định 41⟧ về miễn nhiệm", "short|Quy định|41|||"),
    # what everyone calls by type and number
    ("triển khai ⟦Đề án 06⟧.", "short|Đề án|6|||"),
    ("triển khai ⟦Đề án 06 của Chính phủ⟧.", "short|Đề án|6|||Chính phủ"),
    # a number with its year but no symbol is short
    ("⟦NĐ 193/2025⟧ quy định", "short|Nghị định|193/2025|||"),
    ("theo ⟦Nghị định 14/2022⟧", "short|Nghị định|14/2022|||"),
    ("theo ⟦Thông tư số 24/2020 của Bộ Công an⟧", "short|Thông tư|24/2020|||Bộ Công an"),
    ("theo ⟦Luật số 45/2019⟧", "short|Luật|45/2019|||"),
    # abbreviations that mean nothing else
    ("quán triệt ⟦NQ 57⟧, trong", "short|Nghị quyết|57|||"),
    ("quán triệt ⟦KL số 12⟧.", "short|Kết luận|12|||"),
    # a number with a letter
    ("theo ⟦Nghị quyết 30a của Chính phủ⟧", "short|Nghị quyết|30a|||Chính phủ"),
    # type words of weaker kind: with "số" or issuer
    ("tại ⟦Báo cáo số 125 của UBND tỉnh⟧", "short|Báo cáo|125|||UBND tỉnh"),
    ("tại ⟦Tờ trình số 8⟧.", "short|Tờ trình|8|||"),
    # "mang số", "có số" say no more than "số"; glued to the type word too
    ("theo ⟦Công văn mang số 12⟧.", "short|Công văn|12|||"),
    ("theo ⟦Chỉ thịsố 12⟧.", "short|Chỉ thị|12|||"),
    # … and in a bracket, where the number looks like the label of a line
    ("(⟦Nghị quyết \n\n54⟧) đã có", "short|Nghị quyết|54|||"),
    # words that take the document as subject, signs that end its name
    ("⟦Chỉ thị 05⟧ sau 5 năm", "short|Chỉ thị|5|||"),
    ("⟦Chỉ thị 24⟧: vì đọc sách", "short|Chỉ thị|24|||"),
    ("⟦Quy định 69⟧ (về đọc sách)", "short|Quy định|69|||"),
    # line end between type and number
    ("⟦Chỉ thị\n\n05 của Bộ Chính trị⟧", "short|Chỉ thị|5|||Bộ Chính trị"),
]


@pytest.mark.parametrize("row", ROWS)
def test_a_type_and_a_number_are_read_where_the_words_around_say_so(row: tuple[str, ...]) -> None:
    assert_reads(*row)


FULL_AND_ALIAS = [
    # declared in words
    "Kế hoạch số 361-KH/TU ngày 5/6/2024 của Thành ủy về đọc sách (sau đây gọi là Kế hoạch 361)",
    "Kế hoạch số 361-KH/TU về đọc sách (sau đây gọi tắt là “Kế hoạch số 361”)",
    "Kế hoạch số 361-KH/TU về đọc sách, gọi tắt là Kế hoạch 361, gồm ba phần",
    # declared by brackets
    "Kế hoạch số 361-KH/TU của Thành ủy về đọc sách (Kế hoạch 361)",
    # the number is declared for a document that has none printed
    "Nghị quyết Trung ương 5 khóa X (năm 2007) về đọc sách (Nghị quyết 15)",
]


@pytest.mark.parametrize("text", FULL_AND_ALIAS)
def test_a_declared_alias_knows_what_it_stands_for(text: str) -> None:
    document, alias = find_citations(text)
    assert alias.kind == "short"
    assert alias.alias_of == (document.start, document.end)


@pytest.mark.parametrize(
    "text",
    [
        # another number
        "Kế hoạch số 361-KH/TU về đọc sách (Kế hoạch 12)",
        # another type
        "Kế hoạch số 361-KH/TU về đọc sách (Chỉ thị 361)",
        # brackets do not reach over a sentence
        "Kế hoạch số 361-KH/TU về đọc sách. Việc này rất hay (Kế hoạch 361)",
        # no declaration at all
        "Kế hoạch số 361-KH/TU về đọc sách; Kế hoạch 361 nêu rõ",
    ],
)
def test_what_is_not_declared_stands_for_itself(text: str) -> None:
    assert [citation.alias_of for citation in find_citations(text)] == [None, None]


# at the head of a line a number is an item's, unless "số", a year or a zero say otherwise
HEADS_OF_LINES = [
    ("theo ⟦NĐ \n\n168/2024⟧. \n\nIII. GƯƠNG", "short|Nghị định|168/2024|||"),
    ("theo ⟦Chỉ thị \n\n05⟧.\n\nIII.", "short|Chỉ thị|5|||"),
    ("theo ⟦Nghị quyết số \n\n12⟧. \n\nIII", "short|Nghị quyết|12|||"),
    ("thực hiện Kế hoạch\n4. Tổ chức",),
    # a dash before a title, against one before a symbol that no rule reads
    ("⟦ĐỀ ÁN 25⟧ - DẤU ẤN 5 NĂM", "short|Đề án|25|||"),
    ("Kế hoạch 25 - Ab/cd",),
    ("Kế hoạch 25 -AB",),
]


@pytest.mark.parametrize("row", HEADS_OF_LINES)
def test_a_number_is_told_from_a_label_and_a_heading(row: tuple[str, ...]) -> None:
    assert_reads(*row)
