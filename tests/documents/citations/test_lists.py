"""Several numbers behind one type word. All sentences invented."""

import pytest

from tests.documents.citations.cases import assert_reads

ROWS = [
    # a symbol printed once belongs to each number; date and issuer to the one they follow
    (
        "các ⟦Chỉ thị số 18⟧, ⟦19-CT/TU ngày 5/3/2024 của Tỉnh ủy⟧ về",
        "full|Chỉ thị|18|CT/TU||",
        "full|Chỉ thị|19|CT/TU|2024-03-05|Tỉnh ủy",
    ),
    # three numbers, "và" before the last
    (
        "⟦Nghị quyết số 18⟧, ⟦19⟧ và ⟦20-NQ/TW⟧ về",
        "full|Nghị quyết|18|NQ/TW||",
        "full|Nghị quyết|19|NQ/TW||",
        "full|Nghị quyết|20|NQ/TW||",
    ),
    # a code each; "số" is outside the later spans
    ("⟦Chỉ thị số 24-CT/TU⟧ và ⟦25-CT/TU⟧.", "full|Chỉ thị|24|CT/TU||", "full|Chỉ thị|25|CT/TU||"),
    (
        "⟦Quy định số 10-QĐ/TU⟧, số ⟦11-QĐ/TU⟧; số ⟦12-QĐ/TU⟧.",
        "full|Quy định|10|QĐ/TU||",
        "full|Quy định|11|QĐ/TU||",
        "full|Quy định|12|QĐ/TU||",
    ),
    # a date each
    (
        "⟦Quyết định số 12/QĐ-UBND ngày 1/2/2020⟧, số ⟦13/QĐ-UBND ngày 5/6/2021 của UBND tỉnh⟧.",
        "full|Quyết định|12|QĐ-UBND|2020-02-01|",
        "full|Quyết định|13|QĐ-UBND|2021-06-05|UBND tỉnh",
    ),
    # years in the numbers
    (
        "⟦Nghị định số 15/2020⟧, ⟦14/2022/NĐ-CP⟧.",
        "full|Nghị định|15/2020|NĐ-CP||",
        "full|Nghị định|14/2022|NĐ-CP||",
    ),
    # another type: its own type, from the code
    ("⟦Chỉ thị số 24-CT/TU⟧ và ⟦25-KH/TU⟧.", "full|Chỉ thị|24|CT/TU||", "full|Kế hoạch|25|KH/TU||"),
    # two type words are two citations, not a list
    (
        "⟦Chỉ thị số 24-CT/TU⟧; ⟦Kế hoạch số 25-KH/TU⟧.",
        "full|Chỉ thị|24|CT/TU||",
        "full|Kế hoạch|25|KH/TU||",
    ),
    # the number before cannot carry the code of another type: it is short
    ("⟦Chỉ thị số 05⟧ và ⟦12-KH/TU⟧.", "short|Chỉ thị|5|||", "full|Kế hoạch|12|KH/TU||"),
    # a count behind a citation is no list
    ("⟦Chỉ thị số 24-CT/TU⟧ và 25 chi bộ.", "full|Chỉ thị|24|CT/TU||"),
    # bare numbers without type word and "số" name nothing
    ("tại 18, ⟦19-CT/TU⟧.", "full|Chỉ thị|19|CT/TU||"),
    # the list runs over a line end
    (
        "⟦Chỉ thị số 18⟧,\n\n⟦19-CT/TU⟧.",
        "full|Chỉ thị|18|CT/TU||",
        "full|Chỉ thị|19|CT/TU||",
    ),
    # short lists: behind "số" or a plural word
    (
        "⟦Nghị quyết số 18⟧ và ⟦19 của Ban Chấp hành Trung ương⟧.",
        "short|Nghị quyết|18|||",
        "short|Nghị quyết|19|||Ban Chấp hành Trung ương",
    ),
    (
        "các ⟦Nghị quyết 57⟧, ⟦59⟧ và ⟦66⟧.",
        *(f"short|Nghị quyết|{number}|||" for number in (57, 59, 66)),
    ),
    # … or where "của" and the issuer end the list
    (
        "theo ⟦Nghị quyết 18⟧ và ⟦19 của Trung ương⟧ về",
        "short|Nghị quyết|18|||",
        "short|Nghị quyết|19|||Trung ương",
    ),
    # … else the second number is something else
    ("theo ⟦Nghị quyết 57⟧, 12 chi bộ", "short|Nghị quyết|57|||"),
]


@pytest.mark.parametrize("row", ROWS)
def test_each_document_of_a_list_has_its_own_span(row: tuple[str, ...]) -> None:
    assert_reads(*row)
