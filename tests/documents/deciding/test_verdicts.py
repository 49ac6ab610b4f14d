"""What a person said of a check holds as long as the same contradicts, however that is worded."""

import hashlib
from datetime import date

import pytest

from documents.checking import check_texts
from documents.deciding.verdicts import denied_findings, sum_of
from documents.linking.writing import link_citations
from documents.models import Citation, FindingVerdict
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    make.make_document_type("Chỉ thị", party_code="CT")
    made = make.make_source(
        "Theo Chỉ thị số 24-CT/TU, ngày 19/5/2025 của Tỉnh ủy Mẫu Sơn.",
        published_on=date(2024, 1, 31),
        label="Bản tin tháng 1/2024, mục 1.",
    )
    link_citations(made)
    return made


def error_in(source):
    (error,) = (one for one in check_texts([source]) if one.check_id == "dated-after-text")
    return error


def deny(error, told=None):
    return FindingVerdict.objects.create(
        citation=error.citation,
        check_id=error.check_id.value,
        sentence_sha256=told or sum_of(error),
        is_right=False,
        said_by=make.make_editor(),
    )


def test_an_error_stays_denied_where_its_text_is_called_otherwise(source):
    """An item is renumbered: the sentence names it, and no word of the citation has changed."""
    error = error_in(source)
    deny(error)
    source.label = "Bản tin tháng 1/2024, mục 2."
    source.save()
    again = error_in(source)
    assert again.sentence != error.sentence
    assert denied_findings([again]) == [again]


def test_a_day_no_calendar_has_stays_denied_where_its_document_comes_into_the_registry():
    """The sentence then tells its day there, which changes nothing of what is printed."""
    make.make_organization("Tỉnh ủy Mẫu Sơn", code="TU")
    make.make_document_type("Chỉ thị", party_code="CT")
    made = make.make_source("Theo Chỉ thị số 24-CT/TU, ngày 31/02/2023 của Tỉnh ủy Mẫu Sơn.")
    link_citations(made)
    (error,) = (one for one in check_texts([made]) if one.check_id == "no-such-day")
    deny(error)
    document = made.citations.get().targets.get()
    document.issued_on = date(2023, 2, 28)
    document.save()
    (again,) = (one for one in check_texts([made]) if one.check_id == "no-such-day")
    assert again.sentence != error.sentence
    assert denied_findings([again]) == [again]


def test_another_contradiction_of_the_same_check_is_not_denied_by_it(source):
    deny(error_in(source))
    Citation.objects.update(date="2025-05-20")
    assert denied_findings([error_in(source)]) == []


def test_what_was_said_before_facts_were_kept_still_holds(source):
    error = error_in(source)
    deny(error, hashlib.sha256(error.sentence.encode()).hexdigest())
    assert denied_findings([error_in(source)]) == [error]
