"""What the checks call wrong stands in the work list until somebody decides on it."""

import hashlib
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bulletins.file_tasks import sweep_regularly
from documents.deciding.citations import reject_citation
from documents.deciding.warning import warn, warned_citations
from documents.models import CheckedText, Decision, FindingVerdict
from tests import factories as make
from tests.admin_page import editor_client
from tests.documents.checking.reading import read_text

pytestmark = pytest.mark.django_db
# Its own body, the Politburo, writes TW.
WRONG = "Thực hiện Kết luận số 31-KL/TU, ngày 22/9/2022 của Bộ Chính trị."
RIGHT = "Thực hiện Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy."


@pytest.fixture
def wrong(bodies, register):
    """An undecided citation with a wrong symbol, and beside it one with none."""
    meant = register("Kết luận", "31", "KL/TW", date(2022, 9, 22), "centre")
    other = register("Chỉ thị", "24", "CT/TU", date(2023, 5, 19))
    read_text(RIGHT, other, publisher=bodies.office)
    return read_text(WRONG, meant, publisher=bodies.office).citations.get()


def test_a_wrong_citation_is_told_of_and_leads_to_the_list_with_it_alone(wrong):
    sweep_regularly()
    assert list(warned_citations()) == [wrong]
    assert "dùng mã TW" in wrong.warning.sentence
    client = editor_client()
    page = client.get(reverse("admin:index")).content.decode()
    assert "Cảnh báo: trích dẫn có chỗ sai: 1</a>" in page
    shown = client.get(reverse("admin:documents_citation_changelist") + "?canh-bao=co")
    assert list(shown.context["cl"].result_list) == [wrong]


def test_what_a_person_decided_is_warned_of_no_more(wrong):
    warn()
    reject_citation(wrong, make.make_editor())
    assert not warned_citations().exists()


def test_what_lies_in_the_bin_is_not_warned_of(wrong):
    document = make.make_document(text=wrong.source)
    warn()
    document.move_to_bin()
    assert not warned_citations().exists()


def test_a_check_that_was_denied_is_still(wrong):
    warn()
    sentence = wrong.warning.sentence
    FindingVerdict.objects.create(
        citation=wrong,
        check_id="issuer-symbol",
        sentence_sha256=hashlib.sha256(sentence.encode()).hexdigest(),
        is_right=False,
        said_by=make.make_editor(),
    )
    warn()
    assert not warned_citations().exists()


def test_a_mistake_that_was_mended_is_found_to_be_so(wrong):
    warn()
    wrong.symbol, wrong.issuer = "KL/TW", ""
    wrong.date, wrong.code_key = "", "31/kltw"
    wrong.save()
    wrong.source.body = wrong.source.body.replace("KL/TU", "KL/TW")
    wrong.source.save()
    warn()
    assert not warned_citations().exists()


def test_the_longest_unchecked_text_comes_first(wrong, monkeypatch):
    monkeypatch.setattr("documents.deciding.warning.MOST_TEXTS", 1)
    others = CheckedText.objects.all()
    for source in [make.make_citation().source, make.make_citation().source]:
        CheckedText.objects.create(source=source, checked_at=timezone.now() - timedelta(days=2))
    make.make_citation(state=Decision.CONFIRMED)
    right = warned_citations()
    warn()
    warn()
    assert right.exists()
    before = others.earliest("checked_at").checked_at
    warn()
    assert others.earliest("checked_at").checked_at >= before
