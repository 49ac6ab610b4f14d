"""A bulletin is read step by step as it would be at once, by one at a time, and gone on with."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus

from bulletins import reading
from bulletins.importing import import_bulletin, take_in
from bulletins.models import Bulletin, BulletinReading, ItemSubject
from bulletins.reading import Standing, standing_of
from bulletins.tasks import read_later, read_to_the_end
from documents.models import BackgroundTask, Citation, Document
from tests import factories as make
from tests.bulletins.stepping import proposals, read_at_once, read_in_steps

pytestmark = pytest.mark.django_db

# What stands further on tells what is meant before it: the short form, the code without a day.
TEXT = """NỘI DUNG

1. Kế hoạch số 7-KH/TU về trồng cây

Các chi bộ đọc Chỉ thị 24 và Hướng dẫn số 3-HD/TU trong tháng.

2. Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy

Chỉ thị này thay thế Chỉ thị số 9-CT/TU, ngày 02/3/2021 của Tỉnh ủy Mẫu Sơn.

3. Kế hoạch số 7-KH/TU, ngày 02/6/2023 của Tỉnh ủy Mẫu Sơn về trồng cây

Thực hiện Hướng dẫn số 3-HD/TU, ngày 05/6/2023 của Tỉnh ủy Mẫu Sơn.
"""
CITATIONS = 7
# Tasks of the worker, by their keys.
ONE, ANOTHER, FIRST, SECOND, DEAD, HEIR = (uuid4() for _ in range(6))


@pytest.fixture
def province():
    for name, code in (("Chỉ thị", "CT"), ("Kế hoạch", "KH"), ("Hướng dẫn", "HD")):
        make.make_document_type(name, party_code=code)
    return make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")


@pytest.fixture
def bulletin(province):
    return take_in(TEXT, province, 2024, 1).bulletin


@pytest.fixture
def one_by_one(monkeypatch):
    monkeypatch.setattr(reading, "DOCUMENTS_A_STEP", 1)


def now_of(bulletin):
    return BulletinReading.objects.get(bulletin=bulletin)


def a_minute_later():
    """Let the last sign of life be older than whoever reads may leave it."""
    long_ago = timezone.now() - reading.LIFE - timedelta(seconds=1)
    BulletinReading.objects.exclude(alive_at=None).update(alive_at=long_ago)
    BulletinReading.objects.update(asked_at=long_ago)


def laid_down():
    return BackgroundTask.objects.filter(status=TaskResultStatus.READY)


def test_steps_propose_what_reading_at_once_proposes(province, one_by_one):
    at_once = read_at_once(TEXT, province, 2024, 1)
    seen = read_in_steps(TEXT, province, 2024, 1)
    assert proposals() == at_once
    assert len(at_once["links"]) == CITATIONS
    # The short form of item 1 means what item 2 names in full.
    (short,) = (link for link in at_once["links"] if link[2] == "Chỉ thị 24")
    assert short[3] == "one"
    assert len(seen) > 3 and seen == sorted(seen)
    assert seen[0][0] < seen[-1][0] and seen[-1] == (4, 4, CITATIONS, CITATIONS)


def test_taking_in_stores_the_items_and_reads_nothing(bulletin):
    assert [item.label for item in bulletin.items.exclude(kind="front")] == ["1.", "2.", "3."]
    assert all(item.text for item in bulletin.items.all())
    assert not Citation.objects.exists() and not Document.objects.exists()
    assert standing_of(now_of(bulletin)) == Standing.UNASKED


def test_what_is_brought_in_at_once_is_read(province):
    bulletin = import_bulletin(TEXT, province, 2024, 1).bulletin
    assert standing_of(now_of(bulletin)) == Standing.DONE
    assert ItemSubject.objects.count() == 3


def test_the_worker_reads_what_it_is_handed_and_leaves_nothing_laid_down(bulletin):
    assert read_later(bulletin)
    assert standing_of(now_of(bulletin)) == Standing.WAITING
    laid_down().delete()
    assert read_to_the_end(bulletin.pk, ONE) == f"Đã đọc 4 mục, {CITATIONS} trích dẫn."
    assert standing_of(now_of(bulletin)) == Standing.DONE
    assert not laid_down().exists()


def test_what_is_being_read_is_not_asked_for_twice(bulletin):
    assert read_later(bulletin)
    assert not read_later(bulletin)
    assert reading.begin(bulletin.pk, ONE)
    assert not read_later(bulletin)
    assert laid_down().count() == 1


def test_a_second_worker_leaves_a_living_one_alone_and_looks_again(bulletin, one_by_one):
    read_later(bulletin)
    laid_down().delete()
    assert reading.begin(bulletin.pk, FIRST)
    assert reading.read_on(bulletin.pk, FIRST)
    assert "đang chạy ở lượt khác" in read_to_the_end(bulletin.pk, SECOND)
    assert laid_down().count() == 1
    assert now_of(bulletin).runner == FIRST


def test_another_goes_on_where_a_dead_worker_was_which_then_does_nothing(bulletin, one_by_one):
    read_later(bulletin)
    assert reading.begin(bulletin.pk, DEAD)
    assert reading.read_on(bulletin.pk, DEAD) and reading.read_on(bulletin.pk, DEAD)
    done = now_of(bulletin).citations_read
    a_minute_later()
    assert standing_of(now_of(bulletin)) == Standing.BROKEN_OFF
    assert reading.begin(bulletin.pk, HEIR)
    assert now_of(bulletin).citations_read == done > 0
    assert not reading.read_on(bulletin.pk, DEAD)
    while reading.read_on(bulletin.pk, HEIR):
        pass
    assert standing_of(now_of(bulletin)) == Standing.DONE
    assert Citation.objects.count() == CITATIONS


def test_what_kills_every_worker_is_left_to_a_person(bulletin, one_by_one):
    read_later(bulletin)
    for _ in range(reading.MOST_TRIES):
        assert reading.begin(bulletin.pk, ONE)
        a_minute_later()
    assert standing_of(now_of(bulletin)) == Standing.FAILED
    assert not reading.begin(bulletin.pk, ANOTHER)
    laid_down().delete()
    read_to_the_end(bulletin.pk, ONE)
    assert not laid_down().exists()
    assert read_later(bulletin)
    assert reading.begin(bulletin.pk, ANOTHER)


@pytest.mark.parametrize("goes_on", ["by itself", "by hand"])
def test_a_killed_task_is_listed_as_broken_off_once_another_goes_on(bulletin, goes_on):
    read_later(bulletin)
    killed = laid_down().get()
    laid_down().update(status=TaskResultStatus.RUNNING)
    assert reading.begin(bulletin.pk, killed.pk)
    a_minute_later()
    if goes_on == "by hand":
        read_later(bulletin)
    else:
        read_to_the_end(bulletin.pk, HEIR)
    killed.refresh_from_db()
    assert killed.status == TaskResultStatus.FAILED
    assert killed.finished_at


def test_a_reading_that_goes_on_is_not_given_up(bulletin, one_by_one):
    read_later(bulletin)
    for _ in range(reading.MOST_TRIES + 1):
        assert reading.begin(bulletin.pk, ONE)
        assert reading.read_on(bulletin.pk, ONE)
        a_minute_later()
    assert standing_of(now_of(bulletin)) == Standing.BROKEN_OFF


def test_a_bulletin_in_the_bin_or_gone_is_not_read(bulletin):
    read_later(bulletin)
    assert reading.begin(bulletin.pk, ONE)
    bulletin.move_to_bin()
    assert not reading.read_on(bulletin.pk, ONE)
    assert not Document.objects.exists()
    assert read_to_the_end(0, ONE).startswith("Không còn gì để đọc")


def test_a_bulletin_without_citations_is_read_to_the_end(province):
    text = "NỘI DUNG\n\n1. Việc trồng cây\n\nCả chi bộ trồng cây.\n"
    read_in_steps(text, province, 2024, 2)
    assert standing_of(now_of(Bulletin.objects.get())) == Standing.DONE


def test_what_was_read_is_read_again_from_the_start_when_asked(bulletin):
    read_later(bulletin)
    read_to_the_end(bulletin.pk, ONE)
    before = set(Citation.objects.values_list("pk", flat=True))
    assert read_later(bulletin)
    assert (now_of(bulletin).citations_read, standing_of(now_of(bulletin))) == (0, "waiting")
    read_to_the_end(bulletin.pk, ONE)
    assert set(Citation.objects.values_list("pk", flat=True)) == before


def test_another_text_is_to_be_read_anew_and_tells_what_it_found(bulletin, province):
    read_later(bulletin)
    read_to_the_end(bulletin.pk, ONE)
    item = bulletin.items.get(label="1.")
    item.title = "Trồng cây đầu năm"
    item.save()
    text = TEXT.replace("về trồng cây\n\nCác", "về trồng cây xanh\n\nCác")
    take_in(text, province, 2024, 1, replace=True)
    again = now_of(bulletin)
    assert standing_of(again) == Standing.UNASKED
    assert "Giữ tên mục đã sửa: 1. Trồng cây đầu năm" in again.notices
