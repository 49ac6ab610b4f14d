"""Whether a worker lives, and work that waits for a moment that a clock set back put off."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import get_date_max

from bulletins.file_tasks import sweep_files
from documents import working
from documents.models import BackgroundTask
from documents.tasks import take_up_postponed
from documents.working import has_worker_gone, living


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def test_a_worker_that_never_ran_here_is_not_missed():
    assert not has_worker_gone()
    assert not has_worker_gone()


def test_one_that_ran_here_is_missed_once_it_has_ended():
    with living(), living():
        assert not has_worker_gone()
    assert has_worker_gone()
    with living():
        assert not has_worker_gone()


def test_where_nothing_tells_nobody_is_missed(monkeypatch):
    with living():
        pass
    monkeypatch.setattr(working, "CAN_LOCK", False)
    assert not has_worker_gone()


@pytest.mark.django_db
def test_work_that_a_clock_set_back_put_off_is_done_now():
    def lay_down(run_after):
        return sweep_files.using(run_after=run_after).enqueue().id

    now = timezone.now()
    # The sweep's hour is the longest that is ever asked for.
    hourly, put_off = lay_down(now + timedelta(hours=1)), lay_down(now + timedelta(days=1))
    at_once = sweep_files.enqueue().id
    assert take_up_postponed() == 1
    after = {str(row.pk): row.run_after for row in BackgroundTask.objects.all()}
    assert after[put_off] < timezone.now()
    assert after[hourly] > now + timedelta(minutes=59)
    assert after[at_once] == get_date_max()
