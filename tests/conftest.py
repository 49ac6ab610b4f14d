"""What every test stands on: its own data folder, one of the two databases, nothing skipped unseen.

``TEST_DATABASE`` chooses the database: ``sqlite`` (default) or ``postgresql``. The second is
``DATABASE_URL`` when that is given, else a server started for this run. `tests/run.py`
runs the suite on both.
"""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_django
from playwright.sync_api import Browser, Page, sync_playwright

from tests.environment import SETTINGS_VARIABLES
from tests.kinds import (
    is_transactional,
    lacks_program,
    needs_database,
    refuse_kept_records_beside_transactions,
)
from tests.postgres import running_postgres

DATABASES = ("sqlite", "postgresql")
MUST_RUN_ALL = os.environ.get("CI", "").lower() == "true"

Keeping = Callable[[Callable[[], Any]], AbstractContextManager[Any]]

_resources = ExitStack()
_skipped: dict[str, str] = {}


def _prepare_environment() -> Path:
    """Set what the settings read, before Django loads them; return the run's data folder.

    The developer's own variables are dropped, so that a result does not depend on who runs.
    """
    database = os.environ.get("TEST_DATABASE", "sqlite")
    if database not in DATABASES:
        raise pytest.UsageError(f"TEST_DATABASE={database!r} is unknown. Use one of {DATABASES}.")
    given_url = os.environ.get("DATABASE_URL")
    for name in SETTINGS_VARIABLES:
        os.environ.pop(name, None)
    if database == "postgresql":
        url = given_url or _resources.enter_context(running_postgres())
        os.environ["DATABASE_URL"] = url
    folder = Path(_resources.enter_context(tempfile.TemporaryDirectory(prefix="vankien-test-")))
    (folder / "static").mkdir()
    os.environ["DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    return folder


def _load_settings(folder: Path) -> None:
    """Load the site's settings and change only what makes a test slow or needs a build step."""
    from django.conf import settings  # Only here: the environment must be ready first.

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Hashed file names need collectstatic; tests/config/test_server.py checks those.
    storages = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storages}
    default = settings.DATABASES["default"]
    if default["ENGINE"] == "django.db.backends.sqlite3":
        # A file, not memory: only there do two threads lock each other as they do in use.
        default["TEST"] = {"NAME": str(folder / "test.sqlite3")}


# The sandbox cannot start for root, and a container's /dev/shm is too small for pages.
_CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage"]


def _chromium_program() -> str:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    return program


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, driven by Playwright; skipped by name on a machine without one."""
    program = _chromium_program()
    from django.db import connections  # Only here: the settings must be ready first.

    connection = connections["default"]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's event loop runs in the test's own thread, where Django would refuse its
        # queries and open a second connection that knows nothing of the test database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        connections["default"] = connection
        browser = playwright.chromium.launch(executable_path=program, args=_CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def large_letters(chromium: Browser) -> Iterator[Page]:
    """A window of a laptop of somebody who has set the browser's letters to twice the size."""
    arguments = [*_CHROMIUM_ARGUMENTS, "--blink-settings=defaultFontSize=32"]
    browser = chromium.browser_type.launch(executable_path=_chromium_program(), args=arguments)
    yield browser.new_page(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    browser.close()


def _know_nothing(patch: pytest.MonkeyPatch) -> None:
    """Have read anew what a process keeps of the database, until `patch` is undone."""
    # Only here: the settings must be ready first.
    from documents.following import searches
    from documents.listing import filters
    from documents.search import gin, names
    from organizations import succession

    patch.setattr(gin, "_gathered", {})
    patch.setattr(names, "_known", names.Names())
    patch.setattr(filters, "_plain_boxes", (None, ""))
    patch.setattr(searches, "_kept", {})
    patch.setattr(succession, "_kept", succession._Kept())


@pytest.fixture(autouse=True)
def nothing_known_of_other_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test read anew what a process keeps of the database: it is of another's tables."""
    _know_nothing(monkeypatch)


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_setup: None) -> Iterator[None]:
    """The test database; a copy of it where a site that runs as a process asks for one."""
    from tests.migrated import drop_copy, keep_copy  # Only here: the settings must be ready first.

    # Now, because tests with real transactions leave it without what the migrations put in.
    if any("database_as_migrated" in item.fixturenames for item in request.session.items):
        keep_copy()
    with _flush_empties_the_security_log():
        yield
    drop_copy()


@contextmanager
def _flush_empties_the_security_log() -> Iterator[None]:
    """Let tests with real transactions leave nothing behind: the log refuses that to all others."""
    # Only here: the settings must be ready first.
    from django.db import connection

    from config.backup.log_guard import guard_statements

    flush = connection.ops.sql_flush

    def flush_log_too(*arguments: Any, **options: Any) -> list[str]:
        down, up = guard_statements()
        return [*down, *flush(*arguments, **options), *up]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.ops, "sql_flush", flush_log_too)
        yield


@pytest.fixture(scope="session")
def database_as_migrated(django_db_setup: None) -> None:
    """Ask for a copy of the test database as the migrations left it (`tests.migrated`)."""


@pytest.fixture(scope="session")
def keeping(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Keeping:
    """Return what makes records for many tests: ``with keeping(make_cast) as cast: yield cast``.

    For fixtures of a class or a module. The records lie in a transaction around those of the
    tests: each test takes back its own changes only, and the records go with the fixture. Whoever
    changes an object that was returned changes it for the tests that follow: hand them keys, or
    what cannot be changed.
    """
    from django.db import transaction  # Only here: the settings must be ready first.

    @contextmanager
    def keep(make: Callable[[], Any]) -> Iterator[Any]:
        around = transaction.atomic()
        with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
            _know_nothing(patch)
            around.__enter__()
            try:
                made = make()
            except BaseException as error:
                around.__exit__(type(error), error, error.__traceback__)
                raise
        yield made
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)

    return keep


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new browser window with the size of a laptop, knowing nobody and no cookie."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--left-out",
        metavar="FILE",
        help="run what the database has a say in, and write the names of the other tests into FILE",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give back, before each test with real transactions, what the migrations put in.

    Such a test ends by emptying every table, the groups and their rights among them. All of
    them must restore: one that does not would leave the next another set of permissions.
    Then leave out what is not for each database, where this is asked for (`--left-out`).
    """
    for item in items:
        if is_transactional(item):
            whole = pytest.mark.django_db(transaction=True, serialized_rollback=True)
            item.add_marker(whole, append=False)
    refuse_kept_records_beside_transactions(items)
    if missing := [item for item in items if lacks_program(item)]:
        config.hook.pytest_deselected(items=missing)
        items[:] = [item for item in items if item not in missing]
    if config.option.left_out:
        _leave_out_what_needs_no_database(config, items)


def _leave_out_what_needs_no_database(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if not needs_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if needs_database(item)]
    names = "".join(f"{item.nodeid}\n" for item in left_out)
    Path(config.option.left_out).write_text(names, "utf-8")


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays until the end: it is most there is."""
    gc.collect()
    gc.freeze()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _note_skip(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    _note_skip(report)


def _note_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        _skipped[report.nodeid] = str(reason).removeprefix("Skipped: ")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that left something out where everything must run (``CI=true``)."""
    if MUST_RUN_ALL and _skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    # Nothing of what was asked for needs a database: the other run has all of it.
    nothing_remained = session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED
    if session.config.option.left_out and nothing_remained:
        session.exitstatus = pytest.ExitCode.OK


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("not run")
    for nodeid, reason in sorted(_skipped.items()):
        terminalreporter.write_line(f"SKIPPED {nodeid}: {reason}")
    if not _skipped:
        terminalreporter.write_line("nothing was skipped")
    elif MUST_RUN_ALL:
        terminalreporter.write_line("CI=true: a skipped check is a failure")


# At the very end, also when the run breaks off before its first test.
atexit.register(_resources.close)
_load_settings(_prepare_environment())
