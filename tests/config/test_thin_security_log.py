"""The oldest rows of the security log leave it by one command, which the log itself tells of."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from config.management.commands import thin_security_log
from organizations.models import SecurityEntry
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def rows(monkeypatch):
    """One row that is six years old, one of four years ago and one of today."""
    for years in (6, 4, 0):
        then = NOW - timedelta(days=366 * years)
        monkeypatch.setattr(timezone, "now", lambda then=then: then)
        make.make_security_entry(details=f"{years} năm")
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def told() -> list[str]:
    return list(SecurityEntry.objects.order_by("pk").values_list("details", flat=True))


def thin(years: int) -> str:
    said = io.StringIO()
    call_command("thin_security_log", keep_years=years, stdout=said)
    return said.getvalue()


def test_what_is_older_goes_and_that_is_written_down(rows):
    said = thin(5)
    since = timezone.localtime(NOW - timedelta(days=366 * 5))
    assert said == f"Đã bỏ 1 dòng trước ngày {since:%d/%m/%Y}.\n"
    left = ["4 năm", "0 năm", f"bỏ 1 dòng nhật ký an ninh trước ngày {since:%d/%m/%Y}"]
    assert told() == left
    assert SecurityEntry.objects.latest("pk").kind == "server"


def test_the_rows_that_stay_are_guarded_as_before(rows):
    thin(5)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        SecurityEntry.objects.all().delete()
    assert len(told()) == 3


def test_where_it_cannot_be_written_down_nothing_goes(rows, monkeypatch):
    def fail(*arguments):
        raise RuntimeError("no room")

    monkeypatch.setattr(thin_security_log, "record", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        thin(5)
    assert told() == ["6 năm", "4 năm", "0 năm"]


def test_where_nothing_is_old_enough_nothing_is_written(rows):
    assert thin(7).startswith("Đã bỏ 0 dòng")
    assert told() == ["6 năm", "4 năm", "0 năm"]


@pytest.mark.parametrize("years", [-1, 0, 1, 99999])
def test_what_is_younger_than_two_years_cannot_be_taken_out(rows, years):
    with pytest.raises(CommandError, match=f"--keep-years {years}: phải giữ"):
        thin(years)
    assert len(told()) == 3
