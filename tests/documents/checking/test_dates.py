"""Dates against each other, the registry and the text; numbers against their series."""

from datetime import date

import pytest

from documents.checking import Basis, Check, Grade, check_texts
from documents.checking.order import _conflicts
from documents.models import Document
from tests import factories as make
from tests.documents.checking.reading import found_by, grades, read_text

pytestmark = pytest.mark.django_db
ERROR, NOTICE = [Grade.ERROR], [Grade.NOTICE]
PROPOSED = Document.State.PROPOSED


def test_a_date_unlike_the_registered_one_is_an_error(register):
    document = register("Chỉ thị", "24", "CT/TU", date(2023, 5, 19))
    source = read_text(
        "Chỉ thị số 24-CT/TU, ngày 19/5/2023. Chỉ thị số 24-CT/TU, ngày 19/3/2023.",
        *[document] * 2,
    )
    (finding,) = found_by(Check.DATE_DISAGREES, source)
    assert (finding.grade, finding.basis) == (Grade.ERROR, Basis.FACT)
    assert finding.citation.date == "2023-03-19"
    assert "ghi ngày 19/03/2023, nhưng trong sổ Chỉ thị 24-CT/TU có ngày 19/05/2023" in (
        finding.sentence
    )
    # The registered document and the citation that agrees with it.
    assert [type(other).__name__ for other in finding.related] == ["Document", "Citation"]


def test_dates_of_one_proposed_document_are_compared_with_each_other(register):
    """Nobody registered a date: the one printed most often is held against the other."""
    document = register("Chỉ thị", "24", "CT/TU", date(2023, 3, 19), state=PROPOSED)
    first = read_text("Chỉ thị số 24-CT/TU, ngày 19/3/2023.", document)
    rest = read_text(
        "Chỉ thị số 24-CT/TU, ngày 19/5/2023. Chỉ thị số 24-CT/TU, ngày 19/5/2023.",
        document,
        document,
    )
    (finding,) = found_by(Check.DATE_DISAGREES, first, rest)
    assert finding.citation.source == first
    assert "chỗ khác trong cùng bản văn" in finding.sentence
    assert len(finding.related) == 3


@pytest.mark.parametrize(
    "sentence",
    [
        # The same day in another form.
        "Chỉ thị số 24-CT/TU, ngày 19 tháng 5 năm 2023",
        # Only the year is printed.
        "Chỉ thị số 24-CT/TU (năm 2023)",
        # No date at all.
        "Chỉ thị số 24-CT/TU",
    ],
)
def test_dates_that_can_be_one_are_not_told(register, sentence):
    document = register("Chỉ thị", "24", "CT/TU", date(2023, 5, 19))
    assert found_by(Check.DATE_DISAGREES, read_text(f"{sentence}.", document)) == []


def test_homonyms_of_two_terms_do_not_disagree(register):
    earlier = register("Chỉ thị", "26", "CT/TW", date(2018, 11, 9), "centre")
    later = register("Chỉ thị", "26", "CT/TW", date(2023, 11, 23), "centre")
    source = read_text(
        "Chỉ thị số 26-CT/TW, ngày 09/11/2018; Chỉ thị số 26-CT/TW, ngày 23/11/2023.",
        earlier,
        later,
    )
    assert check_texts([source]) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # Same body, same year: a number is given once a year.
        ("Kế hoạch số 281/KH-UBND ngày 20/10/2021 của UBND tỉnh", ERROR),
        # Only the year differs: a slip or another year's document.
        ("Kế hoạch số 281/KH-UBND ngày 26/10/2022 của UBND tỉnh", NOTICE),
        # The body is not named.
        ("Kế hoạch số 281/KH-UBND ngày 20/10/2021", NOTICE),
        # Negatives: another year's number, another body's.
        ("Kế hoạch số 281/KH-UBND ngày 15/9/2023 của UBND tỉnh", []),
        ("Kế hoạch số 281/KH-UBND ngày 20/10/2021 của UBND xã Hạ", []),
        # The very day.
        ("Kế hoạch số 281/KH-UBND ngày 26/10/2021 của UBND tỉnh", []),
    ],
)
def test_an_open_citation_is_compared_with_its_homonym(bodies, register, sentence, expected):
    register("Kế hoạch", "281", "KH-UBND", date(2021, 10, 26), "state")
    make.make_state_body("UBND xã Hạ")
    source = read_text(f"Thực hiện {sentence}.", publisher=bodies.office)
    assert grades(found_by(Check.DATE_DISAGREES, source)) == expected


def test_two_proposals_that_differ_by_the_year_are_told_once(bodies, register):
    one = register("Kế hoạch", "69", "KH/TU", date(2021, 7, 15), "city", state=PROPOSED)
    other = register("Kế hoạch", "69", "KH/TU", date(2022, 7, 15), "city", state=PROPOSED)
    source = read_text(
        "Kế hoạch số 69-KH/TU, ngày 15/7/2021 của Thành ủy; Kế hoạch số 69-KH/TU, ngày 15/7/2022 "
        "của Thành ủy.",
        one,
        other,
        publisher=bodies.office,
    )
    (finding,) = found_by(Check.DATE_DISAGREES, source)
    assert (finding.citation.date, finding.grade) == ("2022-07-15", Grade.NOTICE)
    assert finding.basis == Basis.INFERENCE


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("ngày 31/02/2024", ERROR),
        (", ngày 30 tháng 2 năm 2024", ERROR),
        ("ngày 29/02/2023", ERROR),
        ("ngày 12/13/2023", ERROR),
        # Negatives: the leap day of a leap year, a year alone, none at all, one of another paper.
        ("ngày 29/02/2024", []),
        ("(năm 2024)", []),
        ("", []),
        (" và báo cáo trước ngày 31/02/2024", []),
    ],
)
def test_a_day_that_no_calendar_has_is_an_error(printed, expected):
    source = read_text(f"Chỉ thị số 24-CT/TU {printed}.")
    assert grades(found_by(Check.NO_SUCH_DAY, source)) == expected


def test_a_day_that_does_not_exist_is_held_against_the_registered_one(register):
    document = register("Chỉ thị", "24", "CT/TU", date(2024, 2, 28))
    source = read_text("Chỉ thị số 24-CT/TU, ngày 31/02/2024.", document)
    (finding,) = found_by(Check.NO_SUCH_DAY, source)
    assert "“ngày 31/02/2024” không có trong lịch" in finding.sentence
    assert "trong sổ Chỉ thị 24-CT/TU có ngày 28/02/2024" in finding.sentence
    assert finding.related == (document,)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("ngày 01/4/2024", ERROR),
        ("(năm 2025)", ERROR),
        # Negatives: the text's own day and year.
        ("ngày 31/3/2024", []),
        ("(năm 2024)", []),
    ],
)
def test_a_text_cannot_cite_what_was_issued_after_it(printed, expected):
    source = read_text(f"Chỉ thị số 24-CT/TU {printed}.", published_on=date(2024, 3, 31))
    findings = found_by(Check.DATED_AFTER_TEXT, source)
    assert grades(findings) == expected
    assert all("31/03/2024" in finding.sentence for finding in findings)


def test_a_text_without_a_date_is_not_judged_by_it():
    source = read_text("Chỉ thị số 24-CT/TU, ngày 01/4/2030.", published_on=None)
    assert found_by(Check.DATED_AFTER_TEXT, source) == []


# --- numbers in order ------------------------------------------------------------------------


def test_a_lower_number_of_a_later_day_is_told_with_the_other_document(register):
    other = register("Kế hoạch", "128", "KH/TU", date(2021, 12, 18))
    cited = register("Kế hoạch", "76", "KH/TU", date(2022, 5, 5), state=PROPOSED)
    source = read_text("Kế hoạch số 76-KH/TU, ngày 05/5/2022.", cited)
    (finding,) = found_by(Check.NUMBER_OUT_OF_ORDER, source)
    assert (finding.grade, finding.basis) == (Grade.NOTICE, Basis.INFERENCE)
    assert "số 76 nhỏ hơn số 128" in finding.sentence
    assert "sau ngày 18/12/2021 của Kế hoạch 128-KH/TU" in finding.sentence
    assert "nhiệm kỳ XIX" in finding.sentence
    assert finding.related == (cited, other)


@pytest.mark.parametrize(
    ("other", "cited"),
    [
        # In order.
        (("Kế hoạch", "128", "KH/TU", date(2021, 12, 18)), ("76", "KH/TU", date(2021, 5, 5))),
        # Two of one day.
        (("Kế hoạch", "128", "KH/TU", date(2022, 5, 5)), ("76", "KH/TU", date(2022, 5, 5))),
        # Numbers restart with the term: 15 of 2018, 14 of 2023.
        (("Kế hoạch", "128", "KH/TU", date(2018, 11, 12)), ("76", "KH/TU", date(2023, 8, 3))),
        # Another body with the same code.
        (
            ("Kế hoạch", "128", "KH/TU", date(2021, 12, 18), "city"),
            ("76", "KH/TU", date(2022, 5, 5)),
        ),
        # Another type, another series.
        (("Chỉ thị", "128", "CT/TU", date(2021, 12, 18)), ("76", "KH/TU", date(2022, 5, 5))),
        # The State restarts each year: 281 of 2021, 245 of 2023.
        (
            ("Kế hoạch", "281", "KH-UBND", date(2021, 10, 26), "state"),
            ("245", "KH-UBND", date(2023, 9, 15), "state"),
        ),
        # A unit of one authority counts by itself.
        (
            ("Kế hoạch", "281", "KH-UBND-NC", date(2023, 5, 26), "state"),
            ("245", "KH-UBND", date(2023, 9, 15), "state"),
        ),
    ],
)
def test_numbers_that_need_not_be_in_order_are_not_told(register, other, cited):
    register(*other)
    document = register("Kế hoạch", *cited)
    source = read_text(f"Kế hoạch số {document.code} ngày {document.date_display}.", document)
    assert found_by(Check.NUMBER_OUT_OF_ORDER, source) == []


def test_the_numbers_of_one_state_year_are_compared(register):
    register("Kế hoạch", "281", "KH-UBND", date(2023, 5, 26), "state")
    cited = register("Kế hoạch", "245", "KH-UBND", date(2023, 9, 15), "state")
    source = read_text("Kế hoạch số 245/KH-UBND ngày 15/9/2023.", cited)
    (finding,) = found_by(Check.NUMBER_OUT_OF_ORDER, source)
    assert "năm 2023" in finding.sentence


def test_types_that_share_a_series_are_compared_and_others_are_not(bodies, register):
    rule, decision = make.make_document_type("Quy định"), make.make_document_type("Quyết định")
    make.make_series_rule(bodies.province, rule, "qd")
    make.make_series_rule(bodies.province, decision, "qd")
    make.make_series_rule(bodies.centre, rule, "quy-dinh")
    make.make_series_rule(bodies.centre, decision, "qd")
    found = {}
    for body, code in (("province", "TU"), ("centre", "TW")):
        register("Quyết định", "56", f"QĐ/{code}", date(2022, 2, 8), body)
        cited = register("Quy định", "41", f"QĐ/{code}", date(2022, 11, 3), body)
        source = read_text(f"Quy định số 41-QĐ/{code}, ngày 03/11/2022.", cited)
        found[body] = len(found_by(Check.NUMBER_OUT_OF_ORDER, source))
    assert found == {"province": 1, "centre": 0}


def test_one_number_under_two_spellings_of_the_code_is_not_told(register):
    """CTr and CTHĐ are one series; that a number was given twice is another question."""
    make.make_document_type("Chương trình", series="ctr")
    register("Chương trình", "11", "CTr/TU", date(2021, 5, 5))
    cited = register("Chương trình", "11", "CTHĐ/TU", date(2022, 5, 5))
    source = read_text("Chương trình số 11-CTHĐ/TU, ngày 05/5/2022.", cited)
    assert found_by(Check.NUMBER_OUT_OF_ORDER, source) == []


def test_the_one_wrong_date_is_told_and_not_the_many_right_ones(register):
    """84 is dated a year too late: it contradicts three, each of which contradicts only it."""
    rows = [("76", 5), ("90", 7), ("95", 8), ("99", 9)]
    right = [register("Kế hoạch", number, "KH/TU", date(2021, month, 5)) for number, month in rows]
    wrong = register("Kế hoạch", "84", "KH/TU", date(2022, 6, 5))
    body = "".join(
        f"Kế hoạch số {d.number}-KH/TU, ngày {d.date_display}. " for d in (*right, wrong)
    )
    source = read_text(body, *right, wrong)
    findings = found_by(Check.NUMBER_OUT_OF_ORDER, source)
    assert [finding.citation.number for finding in findings] == ["84"]


def test_a_congress_numbers_by_itself(register):
    register("Nghị quyết", "9", "NQ/TU", date(2021, 10, 2), collective="congress")
    cited = register("Nghị quyết", "3", "NQ/TU", date(2021, 11, 3))
    source = read_text("Nghị quyết số 03-NQ/TU, ngày 03/11/2021.", cited)
    assert found_by(Check.NUMBER_OUT_OF_ORDER, source) == []


def test_conflicts_are_counted_for_both_sides():
    days = {1: 10, 2: 5, 3: 7, 4: 20}
    rows = [
        Document(pk=number, number_value=number, issued_on=date(2021, 1, day))
        for number, day in days.items()
    ]
    assert {row.pk: _conflicts(rows)[row.pk] for row in rows} == {1: 2, 2: 1, 3: 1, 4: 0}
