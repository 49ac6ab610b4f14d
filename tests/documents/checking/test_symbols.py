"""A code against the body named beside it, against its type word, against its other printings."""

from datetime import date

import pytest

from documents.checking import Basis, Check, Grade, check_texts
from tests import factories as make
from tests.documents.checking.reading import found_by, grades, read_text

pytestmark = pytest.mark.django_db
ERROR, NOTICE = [Grade.ERROR], [Grade.NOTICE]


def test_a_symbol_its_issuer_cannot_sign_is_an_error_and_offers_the_right_document(
    bodies, register
):
    meant = register("Kết luận", "31", "KL/TW", date(2022, 9, 22), "centre")
    source = read_text(
        "Thực hiện Kết luận số 31-KL/TU, ngày 22/9/2022 của Bộ Chính trị.",
        meant,
        publisher=bodies.office,
    )
    (finding,) = check_texts([source])
    assert (finding.check_id, finding.grade) == (Check.ISSUER_SYMBOL, Grade.ERROR)
    assert finding.basis == Basis.FACT
    assert "ký hiệu TU không khớp Bộ Chính trị" in finding.sentence
    assert "dùng mã TW" in finding.sentence
    assert "Kết luận 31-KL/TW (22/09/2022)" in finding.sentence
    assert finding.related == (meant,)
    # Shown, not repaired.
    finding.citation.refresh_from_db()
    assert finding.citation.symbol == "KL/TU"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # The committee's code under a State body's name.
        ("Kế hoạch số 12-KH/TU, ngày 01/02/2024 của UBND tỉnh", ERROR),
        # The State's code under the committee's name.
        ("Kế hoạch số 12/KH-UBND ngày 01/02/2024 của Tỉnh ủy", ERROR),
        # A code nobody is known to write: worth a look, not more.
        ("Kế hoạch số 12-KH/XYZ, ngày 01/02/2024 của Tỉnh ủy", NOTICE),
        # An office may sign for its committee under the committee's code (“T/L”).
        ("Kế hoạch số 12-KH/TU, ngày 01/02/2024 của Ban Tuyên giáo Thành ủy", NOTICE),
        # Negatives: province and city write the same code.
        ("Kế hoạch số 12-KH/TU, ngày 01/02/2024 của Ban Thường vụ Tỉnh ủy", []),
        ("Kế hoạch số 12-KH/TU, ngày 01/02/2024 của Thành uỷ", []),
        # Its own code with a unit behind it.
        ("Quyết định số 12/QĐ-UBND-NC ngày 01/02/2024 của UBND tỉnh", []),
        # A State công văn has no type code: the body stands first.
        ("Công văn số 12/UBND-KT ngày 01/02/2024 của UBND tỉnh", []),
        # Of a joint symbol one body is enough.
        ("Kế hoạch số 12/KHLT-SYT-UBND ngày 01/02/2024 của UBND tỉnh", []),
        # A body the registry does not know is not judged.
        ("Kế hoạch số 12-KH/TU, ngày 01/02/2024 của Huyện ủy Sông Lam", []),
        # No issuer printed.
        ("Kế hoạch số 12-KH/TU, ngày 01/02/2024", []),
        # The Central Committee's office, not the Committee.
        ("Hướng dẫn số 05-HD/VPTW của Văn phòng Ban Chấp hành Trung ương Đảng", []),
        # Each of the three that act for the centre writes TW.
        ("Chỉ thị số 12-CT/TW, ngày 01/02/2024 của Ban Bí thư", []),
    ],
)
def test_which_symbols_do_not_fit_their_issuer(bodies, sentence, expected):
    source = read_text(f"Thực hiện {sentence}.", publisher=bodies.office)
    assert grades(found_by(Check.ISSUER_SYMBOL, source)) == expected


def test_an_office_without_recorded_codes_is_not_judged(bodies):
    bodies.city.codes.all().delete()
    source = read_text("Kế hoạch số 12-KH/UBND của Thành ủy.", publisher=bodies.office)
    assert found_by(Check.ISSUER_SYMBOL, source) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Chỉ thị số 35-KH/TW", ERROR),
        # CT and CTr are kept apart by rule (Guidance 36-HD/VPTW).
        ("Chương trình số 08-CT/TU", ERROR),
        ("Tờ trình số 12-TT/TU", ERROR),
        ("Nghị định số 15/2020/NQ-CP", ERROR),
        ("NĐ số 15/2020/NQ-CP", ERROR),
        # Called by the number of the paper that issued or announced it.
        ("Đề án số 06/QĐ-TTg", NOTICE),
        ("Quy chế số 12-QĐ/TU", NOTICE),
        ("Kết luận số 20-TB/TU", NOTICE),
        # Negatives: one code for two types.
        ("Quyết định số 56-QĐ/TW", []),
        ("Quy định số 41-QĐ/TW", []),
        # The spellings of Quy định in 2018, and of the State.
        ("Quy định số 05-QĐi/TW", []),
        ("Quy định số 05-QyĐ/TU", []),
        ("Thông tri số 12-TT/TW", []),
        ("Thông tư số 12/2020/TT-BCA", []),
        # Families: an action programme is numbered as CTr or CTHĐ.
        ("Chương trình hành động số 11-CTr/TU", []),
        ("Chương trình số 11-CTHĐ/TU", []),
        ("Thông báo Kết luận số 20-TB/TU", []),
        # A missing stroke is a slip of the printer, not of the type.
        ("Đề án số 02-DA/TU", []),
        # The first part of a State công văn is a body's (TC: a finance office).
        ("Công văn số 12/TC-HCSN", []),
        # No type code at all.
        ("Nghị quyết số 1210/2016/UBTVQH13", []),
        ("Luật Mẫu số 29/2018/QH14", []),
        # The second of a list has its own code and no word of its own.
        ("các Chỉ thị số 18-CT/TU, 19-KH/TU", []),
    ],
)
def test_which_type_words_do_not_fit_the_code(sentence, expected):
    source = read_text(f"Thực hiện {sentence} về việc chung.")
    assert grades(found_by(Check.TYPE_CODE, source)) == expected


def test_a_type_word_that_does_not_fit_names_both_and_what_to_do():
    (finding,) = found_by(Check.TYPE_CODE, read_text("Thực hiện Chỉ thị số 35-KH/TW."))
    assert "gọi là Chỉ thị nhưng ký hiệu có mã KH; Chỉ thị mang mã CT." in finding.sentence
    assert "Đối chiếu" in finding.sentence


def test_one_code_printed_in_several_ways_is_one_notice(register):
    document = register("Hướng dẫn", "8", "HD/TU", date(2022, 10, 25))
    source = read_text(
        "Hướng dẫn số 08 HD/TU. Theo Hướng dẫn số 08 -HD/TU. Và Hướng dẫn số 08-HD/TU.",
        *[document] * 3,
    )
    (finding,) = found_by(Check.SYMBOL_PRINTING, source)
    assert finding.grade == Grade.NOTICE
    assert "“08 HD/TU”, “08 -HD/TU”, “08-HD/TU”" in finding.sentence
    assert "thể thức là 08-HD/TU" in finding.sentence
    assert len(finding.related) == 2


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # Alone, but not as the form of the Party prints it.
        ("Hướng dẫn số 08 HD/TU", NOTICE),
        # Negatives: breaks over lines are typesetting, and so is the kind of dash.
        ("Hướng dẫn số 08- \n\nHD/TU", []),
        ("Hướng dẫn số 08\u2013HD/TU", []),
        ("Hướng dẫn số 08-HD/TU. Hướng dẫn số\n\n08-HD/TU", []),
        # The zero before a single figure is missing once.
        ("Hướng dẫn số 08-HD/TU. Hướng dẫn số 8-HD/TU", NOTICE),
    ],
)
def test_which_printings_of_a_code_are_told(register, sentence, expected):
    document = register("Hướng dẫn", "8", "HD/TU", date(2022, 10, 25))
    source = read_text(f"{sentence}.", *[document] * sentence.count("Hướng"))
    assert grades(found_by(Check.SYMBOL_PRINTING, source)) == expected


def test_a_misprinted_symbol_is_not_told_twice(bodies, register):
    """KL/TU beside KL/TW is the error of the issuer, not a way of printing."""
    meant = register("Kết luận", "31", "KL/TW", date(2022, 9, 22), "centre")
    source = read_text(
        "Kết luận số 31-KL/TU, ngày 22/9/2022 của Bộ Chính trị. Kết luận số 31-KL/TW.",
        meant,
        meant,
    )
    assert [finding.check_id for finding in check_texts([source])] == [Check.ISSUER_SYMBOL]


def test_homonyms_keep_their_printings_apart(register):
    first = register("Chỉ thị", "26", "CT/TW", date(2018, 11, 9), "centre")
    second = register("Chỉ thị", "26", "CT/TW", date(2023, 11, 23), "centre")
    source = read_text("Chỉ thị số 26-CT/TW. Chỉ thị số 26 -CT/TW.", first, second)
    (finding,) = found_by(Check.SYMBOL_PRINTING, source)
    assert (finding.citation.text, finding.related) == ("Chỉ thị số 26 -CT/TW", ())


def test_no_citation_is_no_finding():
    assert check_texts([]) == []
    assert check_texts([make.make_source("Không nhắc đến văn bản nào.")]) == []
