"""Hostile text is read in linear time and little memory. Exact figures: bench_citations."""

import sys
import time
import tracemalloc
import unicodedata
from collections.abc import Callable

import pytest

from documents.citations import find_citations
from organizations.text import fold, normalize, normalize_body
from tests.documents.citations.hostile import FAMILIES

SIZE = 100_000
# A quadratic pattern needs minutes for this size; a linear one a tenth of a second, even
# on a busy machine less than this.
SECONDS = 3.0


@pytest.mark.parametrize("family", FAMILIES)
def test_no_family_of_hostile_text_stops_the_reader(family: str) -> None:
    text = FAMILIES[family](SIZE)
    start = time.process_time()
    for citation in find_citations(text):
        assert text[citation.start : citation.end] == citation.text
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("clean", [normalize, normalize_body, fold])
def test_a_long_run_of_accents_is_normalised_in_linear_time(
    clean: Callable[[str], str],
) -> None:
    start = time.process_time()
    clean("Q" + "\u0301\u0323" * SIZE)
    assert time.process_time() - start < SECONDS


def test_cutting_long_runs_changes_no_ordinary_text() -> None:
    text = "Nghị quyết số 05-NQ/ĐU; đồng chí…" + "—" * 100 + "Tỉnh uỷ" + "😀" * 50
    decomposed = unicodedata.normalize("NFD", text)
    assert normalize_body(decomposed) == unicodedata.normalize("NFC", text)


def test_memory_does_not_grow_with_the_text() -> None:
    sentence = "Thực hiện Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy, " + "đọc sách " * 100
    text = sentence * 1000
    tracemalloc.start()
    try:
        for _ in find_citations(text):
            pass
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 * sys.getsizeof(text)


def test_a_citation_on_the_edge_of_a_block_is_read_once() -> None:
    # blocks end where sentences do, so wherever the edge falls no citation is cut
    sentence = "Thực hiện Kế hoạch số 12-KH/TU ngày 5/6/2024 của Tỉnh ủy về đọc sách.\n"
    for shift in range(0, 80, 7):
        text = "x" * shift + " " + sentence * 1500
        citations = list(find_citations(text))
        assert len(citations) == 1500
        assert {citation.issuer for citation in citations} == {"Tỉnh ủy"}
