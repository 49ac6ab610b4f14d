"""How a document is cited the first time: day, issuer and title in the papers' own order."""

from datetime import date

import pytest

from documents.citations import find_citations
from documents.citations.form import first_citation, printed_day


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        # January and February have two digits, so that no digit can be put before them.
        (date(2024, 2, 6), "06/02/2024"),
        (date(2024, 1, 30), "30/01/2024"),
        # Other months are bare.
        (date(2023, 5, 19), "19/5/2023"),
        (date(2023, 11, 3), "03/11/2023"),
        # A day below 10 has two digits in every month.
        (date(2021, 3, 4), "04/3/2021"),
    ],
)
def test_a_day_is_printed_as_in_the_papers(day, printed):
    assert printed_day(day) == printed


CODE = "Chỉ thị số 24-CT/TU"


@pytest.mark.parametrize(
    ("named", "known", "expected"),
    [
        # Everything is known; a Party document has a comma before "ngày".
        (
            CODE,
            {"day": date(2023, 5, 19), "issuer": "Bộ Chính trị", "title": "về đô thị"},
            "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Bộ Chính trị về đô thị",
        ),
        # A State document has none.
        (
            "Nghị định số 30/2020/NĐ-CP",
            {"day": date(2020, 3, 5), "issuer": "Chính phủ", "is_state": True},
            "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ",
        ),
        # What is not known is left out.
        (CODE, {}, "Chỉ thị số 24-CT/TU"),
        (CODE, {"title": "về đô thị"}, "Chỉ thị số 24-CT/TU về đô thị"),
        # Only the year is known.
        (CODE, {"year": 2023}, "Chỉ thị số 24-CT/TU, năm 2023"),
        # The name says the year, and the issuer, already.
        ("Luật Cư trú năm 2020", {"year": 2020, "is_state": True}, "Luật Cư trú năm 2020"),
        (
            "Nghị quyết Đại hội XIII của Đảng",
            {"day": date(2021, 2, 1), "issuer": "Đại hội XIII"},
            "Nghị quyết Đại hội XIII của Đảng, ngày 01/02/2021",
        ),
        # Titles: "Về" and "V/v" become the sentence's word; a full stop goes.
        (CODE, {"title": "Về việc bầu cử."}, "Chỉ thị số 24-CT/TU về việc bầu cử"),
        (CODE, {"title": "V/v bầu cử"}, "Chỉ thị số 24-CT/TU về bầu cử"),
        # A title that begins with what the document does needs no "về".
        (CODE, {"title": "thực hiện Luật"}, "Chỉ thị số 24-CT/TU thực hiện Luật"),
        (
            CODE,
            {"title": "tiếp tục triển khai thực hiện Luật"},
            "Chỉ thị số 24-CT/TU tiếp tục triển khai thực hiện Luật",
        ),
        (CODE, {"title": "quy định chi tiết Luật"}, "Chỉ thị số 24-CT/TU quy định chi tiết Luật"),
        # What it is about stands behind "về", though the title begins with a small letter.
        (CODE, {"title": "công tác văn thư"}, "Chỉ thị số 24-CT/TU về công tác văn thư"),
        (CODE, {"title": "tăng cường học tập"}, "Chỉ thị số 24-CT/TU về tăng cường học tập"),
        # Traps: half of what another title does, and a word that only begins like one.
        (CODE, {"title": "tổ chức ngày hội"}, "Chỉ thị số 24-CT/TU về tổ chức ngày hội"),
        (CODE, {"title": "tiếp tục đổi mới"}, "Chỉ thị số 24-CT/TU về tiếp tục đổi mới"),
        (CODE, {"title": "quy địnhh"}, "Chỉ thị số 24-CT/TU về quy địnhh"),
        # A capital letter may be a name's: the title is quoted, not changed.
        (CODE, {"title": "Đẩy mạnh học tập"}, "Chỉ thị số 24-CT/TU về “Đẩy mạnh học tập”"),
        (CODE, {"title": "“Đẩy mạnh học tập”"}, "Chỉ thị số 24-CT/TU về “Đẩy mạnh học tập”"),
        # One that has quotation marks keeps its own.
        (CODE, {"title": "“Một” và “Hai”"}, "Chỉ thị số 24-CT/TU về “Một” và “Hai”"),
        # No "Về" in a longer word.
        (CODE, {"title": "Vềnh tai"}, "Chỉ thị số 24-CT/TU về “Vềnh tai”"),
    ],
)
def test_a_first_citation_says_what_is_known(named, known, expected):
    assert first_citation(named, **known) == expected


def test_the_reader_of_citations_reads_what_is_copied():
    copied = first_citation(
        CODE,
        day=date(2024, 2, 6),
        issuer="Ban Thường vụ Tỉnh ủy Cao Bằng",
        title="về bảo đảm trật tự",
    )
    (read,) = find_citations(f"Thực hiện {copied}.")
    assert (read.number, read.symbol, read.date) == ("24", "CT/TU", "2024-02-06")
    assert "Ban Thường vụ Tỉnh ủy Cao Bằng" in read.issuer
