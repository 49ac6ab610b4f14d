"""The suite's two halves: what is left out of one, and that together they are the whole."""

import pytest

from tests.kinds import needs_database
from tests.run import Outcome, fault_of


def outcome(title, checks, left_out=0, exit_code=0):
    return Outcome(title, exit_code, 1.0, left_out, checks, (), ())


@pytest.mark.parametrize(
    ("postgres", "fault"),
    [
        (outcome("PostgreSQL", checks=6, left_out=4), ""),
        (outcome("PostgreSQL", checks=10), ""),
        # Traps: a test that neither ran there nor was counted; one that ran there alone.
        (outcome("PostgreSQL", checks=6, left_out=3), "do not have the same checks"),
        (outcome("PostgreSQL", checks=11), "do not have the same checks"),
        (outcome("PostgreSQL", checks=6, left_out=4, exit_code=1), "FAILED on PostgreSQL"),
    ],
)
def test_the_halves_pass_only_when_each_check_ran_or_is_counted(postgres, fault):
    told = fault_of([outcome("SQLite", checks=10), postgres])
    assert fault in told
    assert bool(told) == bool(fault)


def test_this_test_asks_nothing_of_the_database(request):
    assert not needs_database(request.node)


@pytest.mark.django_db
def test_a_marked_test_is_for_both(request):
    assert needs_database(request.node)


def test_a_test_whose_fixture_takes_the_database_is_for_both(request, db):
    assert needs_database(request.node)


@pytest.mark.any_database
@pytest.mark.django_db
def test_what_is_the_same_on_any_database_is_for_one(request):
    assert not needs_database(request.node)
