"""The checks on the real bulletins: what the gold calls a contradiction is told, nothing else."""

import json
from collections import Counter
from functools import partial

import pytest

from bulletins.report import summary_lines
from documents.checking import Check, Grade, check_texts
from tests.gold.registry import fill_registry, import_month

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MONTHS = ("2022-11", "2024-01", "2024-03")
# Counts and labels of items (gold contradictions 11 and 17) are not about citations.
OUT_OF_SCOPE = {"count", "structure"}
CHECKS_OF_KIND = {
    "symbol": {Check.ISSUER_SYMBOL},
    "issuer": {Check.ISSUER_WORDING},
    "issuer+title": {Check.ISSUER_WORDING, Check.TITLE_WORDING},
    "spelling of the symbol": {Check.SYMBOL_PRINTING},
}


@pytest.fixture(params=["reference data only", "with the demo documents"])
def imported(shared, request, settings):
    """Return a function that imports one month and returns the summary."""
    settings.DEMO = request.param == "with the demo documents"
    fill_registry(with_demo=settings.DEMO)
    return partial(import_month, shared)


def findings_in(summary):
    return check_texts([item.text for item in summary.items if item.text])


def words_of(citation):
    return " ".join(citation.text.split())


def contradictions(shared, month):
    """Return (expected checks, words of the citations concerned) of each gold contradiction."""
    folder = shared / "gold"
    lines = (folder / f"{month}.jsonl").read_text("utf-8").splitlines()
    words = {row["id"]: " ".join(row["text"].split()) for row in map(json.loads, lines)}
    known = json.loads((folder / "documents.json").read_text("utf-8"))["contradictions"]
    return [
        (CHECKS_OF_KIND[row["kind"]], {words[name] for name in row["mentions"]}, row["severity"])
        for row in known
        if row["file"] == month and row["kind"] not in OUT_OF_SCOPE
    ]


@pytest.mark.parametrize("month", MONTHS)
def test_every_contradiction_of_the_gold_is_told_where_it_stands(shared, imported, month):
    findings = findings_in(imported(month))
    for checks, expected, severity in contradictions(shared, month):
        found = [
            finding
            for finding in findings
            if finding.check_id in checks and words_of(finding.citation) in expected
        ]
        assert {finding.check_id for finding in found} == checks
        grade = Grade.ERROR if severity == "hard" else Grade.NOTICE
        assert {finding.grade for finding in found} == {grade}


def test_the_misprint_is_the_only_error_and_offers_the_right_document(imported):
    errors = [
        finding
        for month in MONTHS
        for finding in findings_in(imported(month))
        if finding.grade == Grade.ERROR
    ]
    assert [error.check_id for error in errors] == [Check.ISSUER_SYMBOL] * 3
    assert {error.citation.symbol for error in errors} == {"KL/TU"}
    assert all("ký hiệu TU không khớp Bộ Chính trị" in error.sentence for error in errors)
    offered = {document.code for error in errors for document in error.related}
    assert offered == {"14-KL/TW"}


def test_beside_what_is_not_registered_there_are_seven_notices(imported):
    """Few enough to be read: the contradictions of the gold, a blank in a code, a short title."""
    found = Counter(
        finding.check_id
        for month in MONTHS
        for finding in findings_in(imported(month))
        if finding.grade == Grade.NOTICE and finding.check_id != Check.NOT_REGISTERED
    )
    assert found == {
        Check.ISSUER_WORDING: 2,
        Check.SYMBOL_PRINTING: 2,
        Check.TITLE_WORDING: 3,
    }


def test_the_report_tells_each_error_and_counts_the_notices(imported):
    lines = summary_lines(imported("2022-11"))
    errors = [line for line in lines if line.startswith("LỖI ở ")]
    assert [line.split(":")[0] for line in errors] == ["LỖI ở phần đầu", *["LỖI ở mục 3."] * 2]
    assert "Lưu ý – trích yếu ghi khác nhau: 3" in lines
