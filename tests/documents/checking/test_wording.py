"""One document's issuer and title told in different words."""

from datetime import date

import pytest

from documents.checking import Basis, Check, Grade, check_texts
from documents.models import Document
from tests import factories as make
from tests.documents.checking.reading import found_by, grades, read_text

pytestmark = pytest.mark.django_db
NOTICE = [Grade.NOTICE]
PROPOSED = Document.State.PROPOSED


@pytest.fixture
def directive(register):
    """Only cited so far: nothing registered to hold against the words."""
    return register("Chỉ thị", "4", "CT/TU", date(2021, 3, 4), state=PROPOSED)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("của Tỉnh ủy", "của Ban Thường vụ Tỉnh uỷ", NOTICE),
        ("của Ban Thường vụ Tỉnh ủy", "của Ban Chấp hành Tỉnh ủy", NOTICE),
        # Negatives: the other placing of the tone, an abbreviation, the place added, capitals.
        ("của Ban Thường vụ Tỉnh ủy", "của Ban Thường vụ Tỉnh uỷ", []),
        ("của BTV Tỉnh ủy", "của Ban Thường vụ Tỉnh ủy", []),
        ("của Tỉnh ủy", "của Tỉnh ủy Mẫu Sơn", []),
        ("của Ban Thường vụ Tỉnh ủy", "của ban thường vụ Tỉnh ủy", []),
        # Named once.
        ("của Tỉnh ủy", "", []),
    ],
)
def test_which_issuers_of_one_document_differ(bodies, directive, first, second, expected):
    body = f"Chỉ thị số 04-CT/TU {first}. Chỉ thị số 04-CT/TU {second}."
    source = read_text(body, directive, directive, publisher=bodies.office)
    assert grades(found_by(Check.ISSUER_WORDING, source)) == expected


def test_issuers_that_differ_are_quoted_both_and_all_places_are_named(bodies, directive):
    source = read_text(
        "Chỉ thị số 04-CT/TU của Tỉnh ủy. Chỉ thị số 04-CT/TU của Ban Thường vụ Tỉnh uỷ.",
        *[directive] * 2,
        publisher=bodies.office,
    )
    (finding,) = found_by(Check.ISSUER_WORDING, source)
    assert "ghi là “Ban Thường vụ Tỉnh uỷ”, chỗ khác trong cùng bản văn là “Tỉnh ủy”" in (
        finding.sentence
    )
    named = {finding.citation, *finding.related}
    assert named >= set(source.citations.all())


def test_an_issuer_that_stands_before_the_citation_counts(bodies, directive):
    source = read_text(
        "Ban Thường vụ Tỉnh ủy ban hành Chỉ thị số 04-CT/TU. Chỉ thị số 04-CT/TU của Tỉnh ủy.",
        *[directive] * 2,
        publisher=bodies.office,
    )
    assert grades(found_by(Check.ISSUER_WORDING, source)) == NOTICE


def test_the_registered_collective_is_held_against_the_words(bodies, register):
    document = register("Chỉ thị", "4", "CT/TU", date(2021, 3, 4), collective="standing_committee")
    source = read_text("Chỉ thị số 04-CT/TU của Tỉnh ủy.", document, publisher=bodies.office)
    (finding,) = found_by(Check.ISSUER_WORDING, source)
    assert "trong sổ là “Ban Thường vụ – Tỉnh ủy Mẫu Sơn”" in finding.sentence
    assert finding.basis == Basis.INFERENCE


def test_an_unknown_collective_is_nothing_to_hold_against_the_words(bodies, register):
    document = register("Chỉ thị", "4", "CT/TU", date(2021, 3, 4))
    source = read_text("Chỉ thị số 04-CT/TU của BTV Tỉnh ủy.", document, publisher=bodies.office)
    assert check_texts([source]) == []


@pytest.mark.parametrize(
    ("issuer", "expected"), [("của Thành ủy", NOTICE), ("của Tỉnh ủy", []), ("", [])]
)
def test_the_same_number_and_day_of_another_body_is_told(bodies, register, issuer, expected):
    known = register("Chỉ thị", "29", "CT/TU", date(2024, 2, 6))
    source = read_text(f"Chỉ thị số 29-CT/TU, ngày 06/02/2024 {issuer}.", publisher=bodies.office)
    findings = found_by(Check.ISSUER_WORDING, source)
    assert grades(findings) == expected
    assert all(finding.related == (known,) for finding in findings)


def test_the_congress_in_a_name_is_no_issuer_to_compare(bodies):
    document = make.make_document(
        name="Nghị quyết Đại hội XIII của Đảng", organization=bodies.centre, symbol=""
    )
    source = read_text(
        "Nghị quyết Đại hội XIII của Đảng. Nghị quyết Hội nghị lần thứ nhất Ban Chấp hành Trung "
        "ương Đảng khóa XIII.",
        *[document] * 2,
    )
    assert found_by(Check.ISSUER_WORDING, source) == []


# --- titles ----------------------------------------------------------------------------------

TITLE = "về tăng cường sự lãnh đạo của các cấp ủy đối với công tác trồng rừng, giữ rừng"


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (" về tăng cường sự lãnh đạo của cấp ủy đối với công tác trồng rừng, giữ rừng.", NOTICE),
        # The first word differs, though sentences too go on with it.
        (" về gắn kết chi bộ với công tác trồng rừng.", NOTICE),
        # Shortened in the middle.
        (" về công tác trồng rừng, giữ rừng.", NOTICE),
        # Negatives: word for word; other tones, capitals, marks and quotes.
        (f" {TITLE}.", []),
        (" “về Tăng cường sự lãnh đạo của các cấp uỷ đối với công tác trồng rừng giữ rừng”.", []),
        # Cut short at the end, whether the sentence ends or goes on.
        (" về tăng cường sự lãnh đạo của các cấp ủy.", []),
        (" về tăng cường sự lãnh đạo của các cấp ủy, trong năm qua đã có kết quả.", []),
        (" về tăng cường sự lãnh đạo của các cấp ủy đã đạt kết quả.", []),
        (f" {TITLE} và nhiều văn bản khác.", []),
        # A heading has no full stop before the text goes on.
        (" về tăng cường sự lãnh đạo của các cấp ủy\n\nTrong năm qua, tỉnh trồng nhiều.", []),
        # No title behind it.
        (" được triển khai rộng rãi.", []),
        # Sent to somebody, not about something.
        (", báo cáo kết quả; Chỉ thị gửi về Thành ủy trước ngày 25.", []),
        (" về Thành ủy trước ngày 25 hằng tháng.", []),
        # Too few words to tell.
        (" về rừng.", []),
    ],
)
def test_which_titles_differ_from_the_registered_one(register, behind, expected):
    document = register("Chỉ thị", "4", "CT/TU", date(2021, 3, 4), title=TITLE)
    source = read_text(f"Thực hiện Chỉ thị số 04-CT/TU{behind}", document)
    assert grades(found_by(Check.TITLE_WORDING, source)) == expected


def test_titles_that_differ_are_quoted_both_where_they_part(directive):
    source = read_text(
        "Chỉ thị số 04-CT/TU về nâng cao chất lượng sinh hoạt chi bộ. Chỉ thị số 04-CT/TU về nâng "
        "cao hiệu quả sinh hoạt chi bộ.",
        *[directive] * 2,
    )
    (finding,) = found_by(Check.TITLE_WORDING, source)
    assert (finding.grade, finding.basis) == (Grade.NOTICE, Basis.INFERENCE)
    assert "ghi “nâng cao hiệu quả sinh hoạt chi bộ”" in finding.sentence
    assert "chỗ khác ghi “nâng cao chất lượng sinh hoạt chi bộ”" in finding.sentence
    first, second = source.citations.order_by("start")
    assert (finding.citation, finding.related) == (second, (first,))


def test_a_document_named_within_a_title_is_quoted_as_printed(directive):
    source = read_text(
        "Chỉ thị số 04-CT/TU về thực hiện Nghị quyết số 09-NQ/TU về trồng rừng. Chỉ thị số "
        "04-CT/TU về thực hiện Nghị quyết số 09-NQ/TU về giữ rừng.",
        directive,
        None,
        directive,
    )
    (finding,) = found_by(Check.TITLE_WORDING, source)
    assert "ghi “thực hiện Nghị quyết số 09-NQ/TU về giữ rừng”" in finding.sentence
    assert "9nqtu" not in finding.sentence


def test_a_document_named_within_a_title_counts_by_its_code(directive):
    """Some titles give the date and issuer of the document they carry out, some do not."""
    source = read_text(
        "Chỉ thị số 04-CT/TU về thực hiện Nghị quyết số 09-NQ/TU ngày 03/02/2021 của Tỉnh ủy về "
        "trồng rừng. Chỉ thị số 04-CT/TU về thực hiện Nghị quyết số 09-NQ/TU về trồng rừng.",
        directive,
        None,
        directive,
    )
    assert found_by(Check.TITLE_WORDING, source) == []
