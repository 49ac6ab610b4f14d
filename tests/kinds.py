"""What kind of database a test asks for: none, one it takes back, or one with real transactions."""

import shutil
from unittest import TestCase

import pytest
from django.test import TransactionTestCase

# Whoever takes one of these has asked for a database, itself or through another fixture.
DATABASE_FIXTURES = {
    *("db", "transactional_db", "live_server", "django_db_setup", "database_url"),
}


def is_transactional(item: pytest.Item) -> bool:
    """Tell whether a test commits what it does, so that its tables are emptied afterwards."""
    marker = item.get_closest_marker("django_db")
    transactional = marker is not None and marker.kwargs.get("transaction", False)
    return transactional or "live_server" in _fixtures(item)


def needs_database(item: pytest.Item) -> bool:
    """Tell whether a test is for each database: pytest-django bars others from the run's own.

    One marked ``any_database`` meets it, but asks what no database has a say in.
    """
    if item.get_closest_marker("any_database"):
        return False
    of_django = issubclass(_class_of(item), TransactionTestCase)
    is_marked = item.get_closest_marker("django_db") is not None
    return of_django or is_marked or not DATABASE_FIXTURES.isdisjoint(_fixtures(item))


def refuse_kept_records_beside_transactions(items: list[pytest.Item]) -> None:
    """Raise UsageError for a test that the records of its module (`keeping`) do not bear.

    One with real transactions would meet the transaction that holds them; Django's TestCase
    closes the connection at its end, and the records would go with it.
    """
    holding = {item.path for item in items if "keeping" in _fixtures(item)}
    for item in items:
        if item.path in holding and (
            is_transactional(item) or issubclass(_class_of(item), TestCase)
        ):
            raise pytest.UsageError(
                f"{item.nodeid} cannot stand in a module with `keeping`: move it to another one."
            )


def lacks_program(item: pytest.Item) -> bool:
    """Tell whether a test asks a program that this machine has not (``program``).

    The site does without it too, and every rule is also tested with a stand-in, so such a test is
    left out and not counted as skipped.
    """
    marker = item.get_closest_marker("program")
    return marker is not None and not shutil.which(marker.args[0])


def _fixtures(item: pytest.Item) -> tuple[str, ...]:
    return tuple(getattr(item, "fixturenames", ()))


def _class_of(item: pytest.Item) -> type:
    return getattr(item, "cls", None) or object
