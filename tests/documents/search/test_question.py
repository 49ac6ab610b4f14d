"""A question finds all that fits and nothing else, however far it has to look."""

import random
from datetime import date, timedelta
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from documents.models import Document, Passage
from documents.search import fts5, gin, indexing, question
from documents.search.engine import Index
from documents.search.match import Match, all_of, any_of, without
from documents.search.positions import ALL_DAYS, BANDS, Days, day_number, position, time_terms
from documents.search.question import Hint, Rights
from documents.search.storing import insert_rows
from organizations.audience import Audience
from tests import factories as make
from tests.remembering import remembered

pytestmark = pytest.mark.django_db
INDEX = Index(Passage, "document")
# Of every document, of every second, fifth and fiftieth, and of old ones alone.
WORDS = {"chung": 1, "doi": 2, "nam": 5, "hiem": 50}
OLD = date(1999, 1, 1)


@pytest.fixture
def registry():
    remembered(make_registry)
    if connection.vendor == "postgresql":
        # Where the passages lie; without it the server is asked for everything at once.
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {INDEX.table}")


def make_registry():
    """300 documents of forty years, some of a year alone or of none, a tenth for editors."""
    source = random.Random(4)
    kind, body = make.make_document_type(), make.make_organization()
    rows = []
    for number in range(1, 301):
        day = date(1985, 1, 1) + timedelta(days=source.randrange(40 * 365))
        words = [word for word, every in WORDS.items() if source.randrange(every) == 0]
        row = Document(
            document_type=kind,
            organization=body,
            number=str(number),
            title=" ".join([*words, "cu" if day < OLD else "moi"]),
            issued_on=day if number % 10 else None,
            issued_year=day.year if number % 20 else None,
            audience=Audience.EDITORS if source.randrange(10) == 0 else Audience.EVERYONE,
        )
        row.set_keys(None, "ct")
        row.slug = f"thu-{number}"
        rows.append(row)
    Document.objects.bulk_create(rows)
    for row in Document.objects.select_related("document_type", "organization"):
        indexing.index_document(row)


@pytest.fixture(params=["soon", "never"])
def small_steps(request, monkeypatch):
    """Stretches of a few passages; all that is left is asked at once soon, or never."""
    monkeypatch.setattr(question, "FIRST_FACTOR", 1)
    monkeypatch.setattr(question, "FIRST_LEAST", 2)
    monkeypatch.setattr(question, "FIRST_MOST", 8)
    monkeypatch.setattr(gin, "RISK", 10**9 if request.param == "soon" else 0)


def expected(words, days, oldest_first, is_left_out=lambda title: False):
    found = []
    for row in Document.objects.visible_to(AnonymousUser()):
        day = day_number(row.issued_on, row.issued_year)
        has_all = set(words) <= set(row.title.split()) and not is_left_out(row.title)
        if has_all and days.first <= day <= days.last:
            found.append((position(day, row.pk, 0), row.pk))
    return sorted(found, reverse=not oldest_first)


ALL_WORDS = (["chung"], ["doi"], ["doi", "nam"], ["hiem"], ["cu", "doi"], ["cu", "moi"])
ALL_STRETCHES = (
    ALL_DAYS,
    Days(day_number(None, 1990), day_number(None, 1995) + 9_999),
    Days(day_number(date(2010, 3, 9)), day_number(date(2010, 9, 3))),
    # Documents of which no day is known.
    Days(0, 0),
)


def test_a_stretch_after_another_finds_what_reading_everything_finds(registry, small_steps):
    rights = Rights(Document.objects.visible_to(AnonymousUser()))
    for words, days, oldest_first in product(ALL_WORDS, ALL_STRETCHES, (False, True)):
        wanted = expected(words, days, oldest_first)
        for limit in (1, 7, 1_000):
            found = INDEX.hits(
                all_of(words), rights, limit=limit, days=days, oldest_first=oldest_first
            )
            assert found == wanted[:limit], (words, days, limit)


def test_what_is_newer_than_the_index_knew_is_found_first(registry):
    rights = Rights(Document.objects.visible_to(AnonymousUser()))
    before = INDEX.hits(all_of(["chung"]), rights, limit=5)
    kind, body = make.make_document_type(), make.make_organization()
    for day in (date(2190, 3, 4), date(2199, 12, 31)):
        newer = Document(document_type=kind, organization=body, number="9", title="chung")
        newer.issued_on = day
        newer.audience = Audience.EVERYONE
        newer.save()
        indexing.index_document(newer)
        before.insert(0, (position(day_number(day), newer.pk, 0), newer.pk))
    assert INDEX.hits(all_of(["chung"]), rights, limit=7) == before
    assert INDEX.hits(all_of(["chung"]), rights, limit=2) == before[:2]
    since = Days(day_number(date(2190, 3, 5)))
    assert INDEX.hits(all_of(["chung"]), rights, limit=7, days=since) == before[:1]


def test_what_is_left_out_is_left_out_of_every_stretch(registry, small_steps):
    rights = Rights(Document.objects.visible_to(AnonymousUser()))
    found = INDEX.hits(all_of(["doi"]) & without("nam"), rights, limit=1_000)
    assert found == expected(["doi"], ALL_DAYS, False, lambda title: "nam" in title.split())
    assert found


@pytest.mark.parametrize("match", [all_of(["doi"]), Match()])
def test_days_that_two_conditions_do_not_share_have_no_hit(registry, match):
    rights = Rights(Document.objects.all())
    none = Days(day_number(None, 2020), day_number(None, 2010))
    assert INDEX.hits(match, rights, limit=10, days=none) == []
    assert INDEX.hits(match, rights, limit=10, days=none, oldest_first=True) == []


def test_the_index_itself_is_told_what_is_left_out():
    """Or every hit of a common word is looked at where the other stands in nearly all of them."""
    match = all_of(["doi"]) & without("nam hiem") & without("cu")
    assert gin.tsquery(match) == "(doi) & !('nam_hiem') & !(cu)"
    assert fts5.fts5_query(match) == '(("doi")) NOT (("nam_hiem") OR ("cu"))'


def test_a_question_known_to_have_few_hits_is_answered_alike(registry, small_steps):
    rights = Rights(Document.objects.visible_to(AnonymousUser()))
    found = INDEX.hits(all_of(["hiem"]), rights, limit=1_000, hint=Hint(is_few=True))
    assert found == expected(["hiem"], ALL_DAYS, False)


@pytest.mark.slow
@pytest.mark.parametrize("oldest_first", [False, True])
def test_words_of_very_many_passages_are_found_to_the_last(oldest_first):
    """FTS5 leaves out rows when it is walked downwards through lists of many pages."""
    document = make.make_document()
    Passage.objects.all().delete()
    source = random.Random(4)
    first_day = date(1990, 1, 1)
    days = [day_number(first_day + timedelta(days=place // 3)) for place in range(30_000)]
    places = [position(day, document.pk, 0) + number % 3 for number, day in enumerate(days)]
    held = {place: [word for word in "ab" if source.random() < 0.6] for place in places}
    rows = [
        Passage(
            position=place,
            document=document,
            words="",
            terms={*held[place], *time_terms(day, 0)},
            fingerprint=indexing.VERSION,
        )
        for place, day in zip(places, days, strict=True)
    ]
    source.shuffle(rows)
    for start in range(0, len(rows), 1_000):
        insert_rows(Passage, rows[start : start + 1_000])
    rights = Rights(Document.objects.all())
    middle = Days(day_number(date(1995, 1, 1)), day_number(date(2005, 12, 31)))
    for stretch, words in product((ALL_DAYS, middle), ("a", "ab")):
        found = INDEX.hits(
            all_of(words), rights, limit=50_000, days=stretch, oldest_first=oldest_first
        )
        low, high = stretch.first * 10**11, (stretch.last + 1) * 10**11
        fitting = [p for p in places if low <= p < high and set(words) <= set(held[p])]
        assert [place for place, _ in found] == sorted(fitting, reverse=not oldest_first)


def test_passages_are_told_apart_by_what_they_hold(registry):
    rights = Rights(Document.objects.all())
    positions = [place for place, _ in INDEX.hits(all_of(["doi"]), rights, limit=1_000)]
    told = [all_of(["moi"]), all_of(["cu", "moi"]), any_of(["cu", "moi"]), Match()]
    new, none, both, all_ = INDEX.holding(positions, all_of(["doi"]), told)
    assert new == {place for place, _ in INDEX.hits(all_of(["doi", "moi"]), rights, limit=1_000)}
    assert none == set()
    assert both == set(positions)
    assert all_ == set(positions)
    assert list(INDEX.holding([], all_of(["doi"]), told)) == [set()] * 4


def test_passages_of_both_bands_are_told_apart():
    document = make.make_document(text="Lời mở đầu. " * 2_000 + "Phân loại rác.")
    rights = Rights(Document.objects.all())
    asked = all_of(["loi", "mo", "dau"])
    first, further = (
        [place for place, _ in INDEX.hits(asked, rights, limit=100, band=band)] for band in BANDS
    )
    assert first and len(further) > 1
    (holding,) = INDEX.holding([*first, *further], asked, [all_of(["phan", "loai"])])
    assert holding == {max(further)}
    assert {record for _, record in INDEX.hits(asked, rights, limit=1)} == {document.pk}
