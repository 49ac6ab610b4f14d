"""Relations read from words: tables of invented sentences, then what holds for any text."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.citations import Citation, find_citations
from documents.citations.relations import find_relations
from tests.documents.citations.hostile import FAMILIES
from tests.documents.citations.relation_cases import CHAINS_AND_LISTS, REVERSED, TITLES
from tests.documents.citations.relation_texts import NOTHING, OWN_TEXT, WHOLE_TEXTS
from tests.documents.citations.test_fuzz import PIECES


def name(citation: Citation) -> str:
    if citation.symbol is None or citation.number is None:
        return citation.text
    between = "-" if "/" in citation.symbol else "/"
    year = f"{citation.year_in_number}/" if citation.year_in_number else ""
    return f"{citation.number}{'/' if year else between}{year}{citation.symbol}"


def lines(text: str, subject: str | None) -> list[str]:
    citations = list(find_citations(text))
    return [
        f"{'∅' if found.source is None else name(citations[found.source])} {found.verb} "
        f"{name(citations[found.target])}"
        for found in find_relations(text, citations, subject)
    ]


@pytest.mark.parametrize(
    ("text", "subject", "expected"),
    [*TITLES, *REVERSED, *CHAINS_AND_LISTS, *OWN_TEXT, *WHOLE_TEXTS],
)
def test_a_relation_that_the_words_state_is_read(text, subject, expected):
    assert sorted(lines(text, subject)) == sorted(expected)


@pytest.mark.parametrize(("text", "subject", "expected"), NOTHING)
def test_no_relation_is_read_where_none_is_stated(text, subject, expected):
    assert lines(text, subject) == list(expected)


def test_the_sentence_and_the_words_that_say_it_are_given():
    text = (
        "Mở đầu. Kế hoạch số 9-KH/TU về\n\nviệc thực hiện Chỉ thị số 4-CT/TU, ngày 05/3/2021. Hết"
    )
    (found,) = find_relations(text, list(find_citations(text)))
    assert text[found.start : found.end] == text[8:-4]
    assert (found.cue, found.rule) == ("thực hiện", "title")
    assert text[found.said_at :].startswith("thực hiện Chỉ thị")


def test_citations_in_any_order_and_overlapping_ones_are_taken():
    text = "Kế hoạch số 9-KH/TU về thực hiện Chỉ thị số 4-CT/TU"
    plan, directive = find_citations(text)
    inside = directive._replace(start=directive.start + 3)
    (found,) = find_relations(text, [inside, directive, plan])
    assert (found.source, found.target) == (2, 1)


def test_a_long_sentence_of_citations_does_not_chain_them():
    text = "Kế hoạch số 9-KH/TU thực hiện Chỉ thị số 1-CT/TU" + ", Chỉ thị số 2-CT/TU" * 300
    found = find_relations(text, list(find_citations(text)))
    assert {reading.source for reading in found} == {0}


CUES = st.sampled_from(
    [
        *(" về việc ", " thực hiện ", " triển khai ", " quán triệt và ", " tiếp tục ", " căn cứ "),
        *(
            " gắn với ",
            " được sửa đổi theo ",
            " thay thế ",
            "; ",
            ", ",
            " và ",
            ". ",
            ":\n- ",
            " (",
        ),
        *(" tổng kết 5 năm ", " ban hành ", " các nội dung của ", " Kế hoạch này ", "KẾ HOẠCH\n"),
        *("Chỉ thị số 24-CT/TU", "Kế hoạch số 9-KH/TU", "Nghị quyết số 5-NQ/TU", " nghiêm túc"),
    ]
)
TEXTS = st.lists(CUES | PIECES, max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from([None, "", "Kế hoạch", "Báo cáo", "Hướng dẫn"]))
def test_any_text_gives_spans_inside_it_and_two_different_citations(text, subject):
    citations = list(find_citations(text))
    for found in find_relations(text, citations, subject):
        target = citations[found.target]
        assert 0 <= found.start <= target.start < target.end <= found.end <= len(text)
        assert found.source != found.target
        assert found.source is not None or subject is not None
        if found.source is not None:
            assert found.start <= citations[found.source].start < found.end
        assert found.cue and found.rule
        assert found.start <= found.said_at < found.end or found.rule == "ended-by-this"


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_normal_form_changes_no_relation(text):
    readings = []
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, text)
        citations = list(find_citations(written))
        found = find_relations(written, citations, "Kế hoạch")
        readings.append([(f.source, f.verb, f.target, f.cue, f.rule) for f in found])
    assert readings[0] == readings[1]


def read(text, citations, near=None):
    """What is read, by the words of both documents: their numbers differ once one is left out."""
    return {
        (
            None if found.source is None else citations[found.source].start,
            found.verb,
            citations[found.target].start,
            found.start,
            found.end,
            found.cue,
        )
        for found in find_relations(text, citations, "Kế hoạch", near)
    }


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(0, 40))
def test_what_one_citation_changes_is_read_near_it(text, which):
    citations = list(find_citations(text))
    if not citations:
        return
    left_out = citations[which % len(citations)]
    others = [citation for citation in citations if citation is not left_out]
    before, after = read(text, citations), read(text, others)
    near_before = read(text, citations, [left_out.start])
    near_after = read(text, others, [left_out.start])
    assert near_before <= before and near_after <= after
    assert before - near_before == after - near_after


def test_only_the_sentences_near_a_character_are_read():
    line = "Kế hoạch số {0}-KH/TU về thực hiện Chỉ thị số {0}-CT/TU. "
    text = "".join(line.format(number) for number in range(1, 9))
    citations = list(find_citations(text))
    verbs = [one.target for one in find_relations(text, citations, near=[citations[9].start])]
    assert verbs == [9, 11]
    assert find_relations(text, citations, near=[]) == []
    everywhere = [citation.start for citation in citations]
    assert find_relations(text, citations, near=everywhere) == find_relations(text, citations)


# A step that grew with the square of the text would take minutes; see test_hostile.
SIZE = 300_000
SECONDS = 5.0
PATTERNS = {
    "one endless list of orders": "thực hiện Chỉ thị số 24-CT/TU, ",
    "ever more documents issued": "Thực hiện Chỉ thị số 24-CT/TU, ban hành Kế hoạch số 9-KH/TU; ",
    "long words between": "Kế hoạch số 9-KH/TU" + " nội dung" * 200 + " thực hiện ",
    "blanks between": "Chỉ thị số 24-CT/TU" + " " * 500,
    "verbs only": "Chỉ thị số 24-CT/TU" + " thực hiện, quán triệt và triển khai" * 20 + " ",
}


@pytest.mark.parametrize("name", PATTERNS)
def test_no_text_stops_the_reader_of_relations(name):
    piece = PATTERNS[name]
    text = piece * (SIZE // len(piece))
    citations = list(find_citations(text))
    start = time.process_time()
    find_relations(text, citations, "Kế hoạch")
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("family", FAMILIES)
def test_no_family_of_hostile_text_stops_it_either(family):
    text = "Kế hoạch số 9-KH/TU " + FAMILIES[family](SIZE // 3) + " thực hiện Chỉ thị số 4-CT/TU"
    citations = list(find_citations(text))
    start = time.process_time()
    find_relations(text, citations, "Kế hoạch")
    assert time.process_time() - start < SECONDS
