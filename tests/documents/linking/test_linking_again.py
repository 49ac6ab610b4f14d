"""Reading a text again, what it costs, and what people decided meanwhile."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.linking.writing import link_citations
from documents.models import Citation, Decision, Document
from tests import factories as make
from tests.documents.linked import make_bodies, source

pytestmark = pytest.mark.django_db

Resolution = Citation.Resolution


@pytest.fixture
def bodies():
    return make_bodies()


def test_reading_again_changes_nothing(bodies):
    text = source(bodies, "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy; Kế hoạch số 5-KH/TU.")
    link_citations(text)
    before = [(c.start, c.text, c.resolution) for c in Citation.objects.all()]
    documents = set(Document.objects.values_list("pk", flat=True))
    link_citations(text)
    assert [(c.start, c.text, c.resolution) for c in Citation.objects.all()] == before
    assert set(Document.objects.values_list("pk", flat=True)) == documents


def test_what_a_person_decided_outlives_a_new_reading(bodies):
    text = source(bodies, "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy; Kế hoạch số 5-KH/TU.")
    link_citations(text)
    rejected = Citation.objects.first()
    rejected.set_decision(Decision.REJECTED, by=make.make_editor(), reason="không phải trích dẫn")
    rejected.save()
    link_citations(text)
    rejected.refresh_from_db()
    assert rejected.state == Decision.REJECTED
    assert Citation.objects.count() == 2


# --- Cost ---------------------------------------------------------------------------------------


def long_text(bodies, citations):
    """A text of full, misprinted, short and named citations whose documents are registered."""
    for number in range(1, citations // 5 + 1):
        day = date(2023, 5, number % 28 + 1)
        make.make_document(
            organization=bodies["province"], number=str(number), symbol="CT/TU", issued_on=day
        )
        make.make_document(
            document_type=make.make_document_type("Kết luận"),
            organization=bodies["central"],
            number=str(number),
            symbol="KL/TW",
            issued_on=day,
        )
    sentences = (
        f"Chỉ thị số {number}-CT/TU, ngày {number % 28 + 1:02d}/5/2023 của BTV Tỉnh ủy. Thực hiện "
        f"Kết luận số {number}-KL/TW, ngày {number % 28 + 1:02d}/5/2023. Học Chỉ thị {number}. Kết "
        f"luận số {number}-KL/TU, ngày {number % 28 + 1:02d}/5/2023 của Bộ Chính trị. Nghị quyết "
        "Đại hội XIII của Đảng."
        for number in range(1, citations // 5 + 1)
    )
    return source(bodies, " ".join(sentences))


def cost(text):
    """Return how many queries a reading takes, rows written in several statements apart."""
    with CaptureQueriesContext(connection) as queries:
        summary = link_citations(text)
    inserts = [q for q in queries.captured_queries if q["sql"].startswith("INSERT")]
    return len(queries) - len(inserts), len(inserts), summary


@pytest.mark.parametrize("citations", [5, 50, 400])
def test_queries_do_not_grow_with_citations(bodies, citations):
    text = long_text(bodies, citations)
    reading, inserts, summary = cost(text)
    assert len(summary.citations) == citations
    assert reading <= 16
    # Rows, their history and their documents: SQLite takes some forty rows at a time.
    assert inserts <= 3 + 3 * citations // 40
    # Read again, nothing is written.
    reading, inserts, _ = cost(text)
    assert reading <= 16
    assert inserts == 0


def test_each_document_newly_entered_costs_a_few_queries_more(bodies):
    sentences = " ".join(f"Kết luận số {n}-KL/TW, ngày 05/5/2023." for n in range(1, 41))
    reading, inserts, summary = cost(source(bodies, sentences))
    assert len(summary.registered) == 40
    # The row, its history and what search keeps of it, behind the questions whether it is known,
    # what its body was called then, and whether a deleted document had its address.
    assert reading + inserts <= 20 + 40 * 23


# --- Beside decisions ---------------------------------------------------------------------------


def decide(citation, state, *documents):
    citation.set_decision(state, by=make.make_editor())
    citation.save()
    if documents:
        citation.targets.set(documents)


def test_a_short_form_still_leans_on_a_citation_that_was_confirmed(bodies):
    make.make_document(
        organization=bodies["central"], number="5", symbol="CT/TW", issued_on=date(2016, 5, 15)
    )
    text = source(
        bodies, "Chỉ thị số 05-CT/TW, ngày 05/6/2021 của Bộ Chính trị. Chi bộ học Chỉ thị 05."
    )
    link_citations(text)
    full, _ = text.citations.order_by("start")
    decide(full, Decision.CONFIRMED)
    link_citations(text)
    assert text.citations.last().targets.get() == full.targets.get()


def test_a_declared_short_name_follows_a_correction(bodies):
    other = make.make_document(name="Nghị quyết về công tác thử nghiệm", number="", symbol="")
    text = source(
        bodies,
        "Kế hoạch số 12-KH/TU, ngày 05/5/2023 của Tỉnh ủy về sách (sau đây gọi là Kế hoạch 12). "
        "Chi bộ thực hiện Kế hoạch 12.",
    )
    link_citations(text)
    full, *_ = text.citations.order_by("start")
    decide(full, Decision.CONFIRMED, other)
    link_citations(text)
    assert [citation.targets.get() for citation in text.citations.order_by("start")] == [other] * 3


def test_what_was_rejected_dates_and_explains_nothing(bodies):
    text = source(bodies, "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy. Chi bộ học Chỉ thị 24.")
    link_citations(text)
    full, short = text.citations.order_by("start")
    decide(full, Decision.REJECTED)
    Document.objects.get().move_to_bin(make.make_editor())
    link_citations(text)
    assert not short.targets.exists()


def test_an_unchanged_citation_keeps_its_row_and_a_changed_one_says_so_in_its_history(bodies):
    text = source(bodies, "Thực hiện Chỉ thị số 26-CT/TW. Học Kết luận số 7-KL/TW.")
    link_citations(text)
    first, second = text.citations.order_by("start")
    make.make_document(
        organization=bodies["central"], number="26", symbol="CT/TW", issued_on=date(2018, 11, 9)
    )
    Document.objects.filter(state=Document.State.PROPOSED, number="26").update(
        issued_on=date(2023, 11, 23), issued_year=2023, issued_month=11
    )
    link_citations(text)
    assert list(text.citations.order_by("start")) == [first, second]
    assert (first.history.count(), second.history.count()) == (2, 1)
    first.refresh_from_db()
    assert first.resolution == Resolution.AMBIGUOUS
    assert first.targets.count() == 2
