"""Rows as lines: whatever a row holds comes back, and equal rows are equal lines on both sides."""

import json
from datetime import UTC, date, datetime
from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.backup.lines import NULL, Kind, line, lines_of, values

# The databases refuse a null character; lone surrogates are no text.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)))


@given(st.lists(st.none() | texts, min_size=1, max_size=5))
def test_any_text_comes_back(row):
    kinds = [Kind.PLAIN] * len(row)
    written = line(row, kinds)
    assert written.count("\n") == 1
    assert values(written, kinds) == row


@pytest.mark.parametrize(
    ("kind", "stored", "written", "read"),
    [
        # kind, what SQLite hands out, the line of both databases, what SQLite is given
        (Kind.PLAIN, r"a\N", r"a\\N", r"a\N"),
        (Kind.PLAIN, r"\N", r"\\N", r"\N"),
        (Kind.PLAIN, "", "", ""),
        (Kind.PLAIN, "dòng\r\n\tsau", r"dòng\r\n\tsau", "dòng\r\n\tsau"),
        (Kind.PLAIN, date(2024, 2, 6), "2024-02-06", "2024-02-06"),
        (Kind.INTEGER, 30, "30", 30),
        (Kind.BOOLEAN, 1, "t", True),
        (Kind.BOOLEAN, False, "f", False),
        (Kind.MOMENT, "2024-05-19 07:30:00", "2024-05-19 07:30:00+00", "2024-05-19 07:30:00"),
        (
            Kind.MOMENT,
            datetime(2024, 5, 19, 7, 30, 0, 500_000, tzinfo=UTC),
            "2024-05-19 07:30:00.5+00",
            "2024-05-19 07:30:00.500000",
        ),
        (
            Kind.UUID,
            "0123456789abcdef0123456789abcdef",
            "01234567-89ab-cdef-0123-456789abcdef",
            "0123456789abcdef0123456789abcdef",
        ),
        # Shorter keys first, as PostgreSQL keeps them.
        (Kind.JSON, '{"bb":1,"a":["\\u1ea1"]}', '{"a": ["ạ"], "bb": 1}', '{"a": ["ạ"], "bb": 1}'),
        # PostgreSQL knows no exponent.
        (Kind.JSON, "[5e-05, 1.0, 1e+20]", "[0.00005, 1.0, 100000000000000000000]", ANY),
    ],
)
def test_what_databases_write_differently_is_one_line(kind, stored, written, read):
    assert line([stored], [kind]) == written + "\n"
    assert values(written + "\n", [kind]) == [read]


def test_nothing_is_told_apart_from_an_empty_text():
    assert line([None, ""], [Kind.PLAIN, Kind.PLAIN]) == f"{NULL}\t\n"
    assert values(f"{NULL}\t\n", [Kind.PLAIN, Kind.PLAIN]) == [None, ""]


@given(st.recursive(st.none() | st.integers() | texts, lambda one: st.dictionaries(texts, one)))
def test_json_means_the_same_afterwards(value):
    written = line([json.dumps(value)], [Kind.JSON])
    assert json.loads(values(written, [Kind.JSON])[0]) == value


@given(st.lists(texts, max_size=5), st.integers(1, 7))
def test_lines_are_found_however_the_blocks_are_cut(rows, size):
    written = "".join(line([row], [Kind.PLAIN]) for row in rows)
    whole = written.encode()
    blocks = [whole[start : start + size] for start in range(0, len(whole), size)]
    found = list(lines_of(blocks))
    assert len(found) == len(rows)
    assert "".join(found) == written


def test_a_line_with_too_few_values_is_refused():
    with pytest.raises(ValueError, match=r"zip\(\)"):
        values("a\n", [Kind.PLAIN, Kind.PLAIN])
