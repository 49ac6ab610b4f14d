"""All checks together: their ids, their cost, what they leave alone, and one citation's share."""

import re
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.checking import Basis, Check, Grade, check_texts, findings_on, texts_together
from documents.models import Citation, Document, Relation, SourceText
from tests import factories as make
from tests.documents.checking.reading import read_text

PAGE = Path(__file__).resolve().parents[3] / "docs/checks.md"
TESTS = Path(__file__).parent


def test_every_check_is_documented_and_no_other():
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+?) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert sorted(name for name, _ in rows) == sorted(Check.values)
    assert all(re.match("lỗi|lưu ý", grade) for _, grade in rows)


def test_every_check_is_tried_by_name():
    tried = "".join(path.read_text("utf-8") for path in TESTS.glob("test_*.py"))
    assert [check.name for check in Check if f"Check.{check.name}" not in tried] == []


@pytest.fixture
def flawed(bodies, register):
    """Two items of one bulletin with an error and notices of several kinds."""
    meant = register("Kết luận", "31", "KL/TW", date(2022, 9, 22), "centre")
    old = register("Chỉ thị", "12", "CT/TU", date(2022, 3, 1))
    make.make_relation(
        register("Chỉ thị", "20", "CT/TU", date(2023, 1, 10)), old, Relation.Verb.REPLACES
    )
    bodies.city.valid_to = date(2023, 6, 30)
    bodies.city.save()
    first = read_text(
        "Chỉ thị số 12 -CT/TU của Tỉnh ủy. Kết luận số 31-KL/TU, ngày 22/9/2022 của Bộ Chính trị.",
        old,
        meant,
        publisher=bodies.office,
    )
    second = read_text(
        "Chỉ thị số 12-CT/TU, ngày 01/4/2022 của BTV Tỉnh ủy. "
        "Kế hoạch số 7-KH/TU, ngày 01/8/2023 của Thành ủy.",
        old,
        publisher=bodies.office,
    )
    return first, second


@pytest.mark.django_db
def test_errors_come_first_and_every_finding_says_what_to_do(flawed):
    findings = check_texts(flawed)
    assert [finding.check_id for finding in findings if finding.grade == Grade.ERROR] == [
        Check.ISSUER_SYMBOL,
        Check.DATE_DISAGREES,
        Check.BODY_ENDED,
    ]
    assert [finding.grade for finding in findings[3:]] == [Grade.NOTICE] * 4
    for finding in findings:
        assert finding.sentence.startswith(f"“{' '.join(finding.citation.text.split())}”")
        assert finding.sentence.endswith(".")
        assert finding.basis in Basis
    with pytest.raises(FrozenInstanceError):
        findings[0].sentence = ""


@pytest.mark.django_db
def test_nothing_is_written(flawed):
    def rows():
        models = (SourceText, Citation, Document, Relation)
        return [list(model.objects.order_by("pk").values()) for model in models]

    before = rows()
    assert check_texts(flawed)
    assert rows() == before


@pytest.mark.django_db
def test_queries_do_not_grow_with_citations_texts_or_findings(bodies, register):
    """The stated cost with two series: at most 11 + 2, for 4 citations as for 400."""
    old = register("Chỉ thị", "12", "CT/TU", date(2022, 3, 1))
    new = register("Chỉ thị", "20", "CT/TU", date(2023, 1, 10))
    proposed = register("Kế hoạch", "30", "KH/TU", date(2023, 3, 1), state=Document.State.PROPOSED)
    make.make_relation(new, old, Relation.Verb.REPLACES)
    bodies.city.valid_to = date(2023, 6, 30)
    bodies.city.save()
    make.make_succession(bodies.city, bodies.province)
    few, many = [], []
    for sources, times in ((few, 1), (many, 50), (many, 50)):
        sentence = (
            "Chỉ thị số 12-CT/TU, ngày 02/3/2022 của Tỉnh ủy. Kế hoạch số 30 -KH/TU, ngày "
            "01/3/2023. Kết luận số 9-KL/TW của Thành ủy. Kế hoạch số 99-KH/TU, ngày 05/5/2023. "
        )
        links = [old, proposed, None, None] * times
        sources.append(read_text(sentence * times, *links, publisher=bodies.office))
    costs = []
    for sources in (few, many):
        with CaptureQueriesContext(connection) as queries:
            kinds = {finding.check_id for finding in check_texts(sources)}
        assert {Check.ISSUER_SYMBOL, Check.DATE_DISAGREES, Check.CITED_AFTER_REPLACED} < kinds
        assert {Check.BODY_ENDED, Check.SYMBOL_PRINTING, Check.NOT_REGISTERED} < kinds
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 11 + 2


@pytest.mark.django_db
def test_one_citation_gets_what_its_bulletin_says_of_it(flawed):
    _, second = flawed
    dated = second.citations.order_by("start").first()
    found = {finding.check_id for finding in findings_on(dated)}
    # The printing is told at the other item, and names this citation.
    expected = {Check.DATE_DISAGREES, Check.CITED_AFTER_REPLACED, Check.ISSUER_WORDING}
    assert found == expected | {Check.SYMBOL_PRINTING}


@pytest.mark.django_db
def test_one_citation_of_four_hundred_costs_no_more(bodies, register):
    """What the page about one citation asks: the texts that belong together, then the checks."""
    old = register("Chỉ thị", "12", "CT/TU", date(2022, 3, 1))
    costs = []
    for times in (5, 400):
        body = "Chỉ thị số 12-CT/TU, ngày 02/3/2022 của Tỉnh ủy. " * times
        source = read_text(
            body,
            *[old] * times,
            publisher=bodies.office,
            published_on=date(2024, 1, times % 28 + 1),
        )
        citation = source.citations.select_related("source").first()
        with CaptureQueriesContext(connection) as queries:
            assert findings_on(citation)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 1 + 11 + 1


@pytest.mark.django_db
def test_texts_of_one_publisher_and_day_belong_together(bodies):
    one, other = (
        make.make_source(publisher=bodies.office, published_on=date(2024, 3, 31)) for _ in "ab"
    )
    make.make_source(publisher=bodies.city, published_on=date(2024, 3, 31))
    make.make_source(publisher=bodies.office, published_on=date(2024, 2, 29))
    alone = make.make_source(published_on=date(2024, 3, 31))
    assert texts_together(other) == [one, other]
    assert texts_together(alone) == [alone]
