"""What holds for any query at all: nothing raises, places are true, a part can be taken out."""

import subprocess
import sys
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from documents.search.parts import essence
from documents.search.query import NoSuchDayError, read_query
from tests.documents.search.bodies import BODIES

# Pieces that meet in real queries, so that chance joins them in ways nobody thought of.
PIECES = [
    *("24", "04", "2023", "2019", "66.19", "12a", "19/5/2023", "30/1", "5/2023", "24/2023"),
    *("ct", "kh", "qđ", "TU", "tu", "tw", "TW", "nq29", "QH14", "CT-TTg", "CT/TU", "ct tu"),
    *("24-CT/TU", "26-ct/tw", "130/2020/NĐ-CP", "640/TCT-TCCB", "chỉ thị", "kế hoạch"),
    *("quy hoạch", "nghị quyết", "luật", "thành ủy", "tỉnh ủy", "ubnd", "ubnd tỉnh", "của"),
    *("bộ chính trị", "btv", "thường trực", "trung ương", "số", "ngày", "năm", "tháng 5"),
    *("ngày 19 tháng 5 năm 2023", "khóa XII", "khóa", "nhiệm kỳ 2020-2025", "thực hiện", "về"),
    *("đô thị", "chuyển đổi số", "học", "tu tuong", "từ", "đến", "đ", "ß", "İ", "ﬁ", "²", "٢"),
    *("-", "/", ",", ";", ".", '"', "“", "”", "[", "]", "-bỏ", '-"a b"', "\u0301", "\u2011"),
    *("\x00", "*", "NEAR", ":", "&|!", "%", "_", "\ud7ff", "OR 1=1"),
]
QUERIES = (
    st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)
    | st.lists(st.sampled_from([*PIECES, " "]), max_size=10).map("".join)
    | st.text(max_size=60)
)


def _read(typed):
    try:
        return read_query(typed, BODIES)
    except NoSuchDayError as error:
        assert error.given
        assume(False)


@given(QUERIES)
def test_any_text_is_read_or_its_false_date_is_named(typed):
    query = _read(typed)
    # A number goes into an integer comparison and must be one on every database.
    assert query.number == "" or query.number.replace(".", "", 1).isascii()
    assert query.number == "" or int(query.number.split(".")[0].rstrip("a")) < 100_000
    assert isinstance(query.whole_date, str)
    # PostgreSQL refuses null characters in any parameter.
    assert "\x00" not in query.text + query.reading


@given(QUERIES)
def test_the_places_of_parts_are_in_the_text_in_order_and_apart(typed):
    query = _read(typed)
    places = [span for part in query.parts for span in part.spans]
    assert all(0 <= start < end <= len(query.text) for start, end in places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


@given(QUERIES)
@example("0L")
def test_a_part_taken_out_leaves_all_the_others_as_they_were(typed):
    query = _read(typed)
    for index in range(len(query.parts)):
        others = (*query.parts[:index], *query.parts[index + 1 :])
        shorter = read_query(query.without_part(index), BODIES)
        assert [*essence(shorter.parts)] == [*essence(others)]


@given(QUERIES)
def test_a_query_is_read_the_same_in_either_normal_form(typed):
    composed, decomposed = (unicodedata.normalize(form, typed) for form in ("NFC", "NFD"))
    assert _read(composed) == _read(decomposed)


@given(QUERIES)
def test_a_part_is_read_as_itself_from_the_text_written_for_it(typed):
    for part in _read(typed).parts:
        assert [*essence(read_query(part.typed, BODIES).parts)] == [*essence((part,))]


@pytest.mark.parametrize(
    "piece",
    [
        *("24 ", "-ct/", "ngày ", "/", "1/", "kh 2024 ", "khoa ", "\u0301", '"', "[", "-a ", "a;"),
        *("thành ủy ", "bộ chính trị ", "24-CT/TU ", '"a" ', "[a]", "số ", "từ 2020 đến 2023 "),
        *("chỉ thị 24-CT/TU ngày 19/5/2023 của thành ủy ", "24 ct tu ", "\x00", "*", "NEAR "),
    ],
)
def test_ten_thousand_characters_are_read_at_once(piece):
    typed = (piece * 10_000)[:10_000]
    started = time.perf_counter()
    query = read_query(typed, BODIES)
    # About 0.1 s on a slow machine; a reader of square cost would take minutes.
    assert time.perf_counter() - started < 5
    assert len(query.text) <= 10_000


def test_reading_a_query_loads_no_django():
    program = "import documents.search.query, sys; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
