"""What generated documents are drawn from: words, bodies, days and numbers. No database."""

import random
from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest

from documents.generating import bodies
from documents.generating.bodies import plan_bodies
from documents.generating.planning import FIRST_DAY, LAST_DAY, Dealer, day_of
from documents.generating.wording import (
    MAX_TEXT_BYTES,
    MAX_TITLE_WORDS,
    MIN_TEXT_BYTES,
    MIN_TITLE_WORDS,
    Wording,
    rare_word,
)

NAMES = {name for body in plan_bodies({}) for name in body.family.type_names}
# Chương trình hành động is numbered with Chương trình, as in the reference data.
SERIES = {name: "ctr" if name.startswith("Chương trình") else name for name in NAMES}


@pytest.fixture(scope="module")
def titles():
    source, wording = random.Random(7), Wording(["Trung ương Đoàn Thanh niên Cộng sản"])
    return [wording.title(source) for _ in range(4_000)]


@pytest.fixture(scope="module")
def dealt():
    batches = Dealer(3, plan_bodies({}), SERIES).deal(20_000, 5_000)
    return [document for batch in batches for document in batch]


def _share(titles: list[str], word: str) -> float:
    return sum(f" {word} " in f" {title} " for title in titles) / len(titles)


def test_titles_are_as_long_as_real_ones(titles):
    lengths = {len(title.split()) for title in titles}
    assert lengths == set(range(MIN_TITLE_WORDS, MAX_TITLE_WORDS + 1))


def test_two_words_stand_nearly_everywhere_and_the_others_ever_less(titles):
    assert _share(titles, "thực hiện") > 0.4
    assert _share(titles, "công tác") > 0.4
    # First, thirtieth and last of the list.
    assert 0.4 > _share(titles, "và") > _share(titles, "kiểm tra") > _share(titles, "đua thuyền")


def test_invented_words_are_rare_and_many(titles):
    words = {rare_word(rank) for rank in range(5_000)}
    assert len(words) == 5_000
    # The head of the curve comes back, so a rare word may also stand in several documents.
    found = [word for title in titles for word in words if word in title]
    assert 0 < len(found) < 0.05 * len(titles)
    assert len(set(found)) < len(found)


def test_texts_have_one_to_ten_kilobytes_in_numbered_paragraphs():
    source, wording = random.Random(7), Wording()
    texts = [wording.text(source) for _ in range(300)]
    sizes = [len(text.encode()) for text in texts]
    assert MIN_TEXT_BYTES <= min(sizes) < 2_000
    assert 8_000 < max(sizes) <= MAX_TEXT_BYTES
    lines = texts[0].split("\n")
    assert [line.split(". ")[0] for line in lines] == [str(n + 1) for n in range(len(lines))]


def test_every_province_has_its_bodies_and_communes_of_its_own():
    planned = plan_bodies({})
    assert len(planned) == 34 * (8 + bodies.COMMUNES_A_PROVINCE)
    assert len({body.slug for body in planned}) == len(planned)
    assert {"Tỉnh ủy An Giang", "Thành ủy Huế", "UBND tỉnh Cà Mau", "HĐND thành phố Hà Nội"} <= {
        body.name for body in planned
    }


def test_a_body_the_registry_knows_is_not_made_again_but_keeps_those_below_it():
    planned = plan_bodies({"tinh uy cao bang": "tinh-uy-cao-bang"})
    assert "Tỉnh ủy Cao Bằng" not in {body.name for body in planned}
    below = [body for body in planned if body.parent == "tinh-uy-cao-bang"]
    assert len(below) == 7 + bodies.COMMUNES_A_PROVINCE


def test_terms_follow_one_another_without_gap_from_before_the_first_day():
    for body in plan_bodies({}):
        terms = body.terms
        assert bool(terms) is (body.family.system == "party")
        for term, following in pairwise(terms):
            assert term.ends_on + timedelta(days=1) == following.starts_on
        if terms:
            assert terms[0].starts_on <= FIRST_DAY
            assert terms[-1].ends_on is None
            assert len({term.label for term in terms}) == len(terms)


def test_days_go_up_and_fill_the_years_more_and_more():
    days = [day_of(ordinal, 1_000) for ordinal in range(1_000)]
    assert days == sorted(days)
    assert (FIRST_DAY.year, LAST_DAY) == (days[0].year, day_of(99_999, 100_000))
    assert day_of(0, 1) < LAST_DAY
    assert sum(day.year >= 2014 for day in days) > 450


def test_numbers_of_a_series_have_no_gap_and_go_up_with_the_days(dealt):
    planned = plan_bodies({})
    numbers = defaultdict(list)
    for document in dealt:
        terms = planned[document.body].terms
        if terms:
            term = terms[document.term]
            assert term.starts_on <= document.day
            assert term.ends_on is None or document.day <= term.ends_on
        period = document.term if terms else document.day.year
        series = (document.body, SERIES[document.type], document.has_year, period)
        numbers[series].append(document.number)
    assert max(len(series) for series in numbers.values()) > 3
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())


def test_only_legal_documents_of_local_bodies_bear_the_year_and_not_before_2005(dealt):
    planned = plan_bodies({})
    with_year = [document for document in dealt if document.has_year]
    assert with_year
    assert min(document.day.year for document in with_year) >= 2005
    assert {(planned[d.body].code, d.type) for d in with_year} == {
        ("UBND", "Quyết định"),
        ("HĐND", "Nghị quyết"),
    }


def test_one_code_is_given_by_many_bodies(dealt):
    first_plans = {d.body for d in dealt if d.type == "Kế hoạch" and d.number == 1}
    assert len(first_plans) > 100
