"""Where one query goes, and what happens when a replica ends while a page is read."""

from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import MiddlewareNotUsed
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from config.replicas import freshness, middleware
from config.replicas.middleware import ReplicaMiddleware
from config.replicas.router import ReplicaRouter, Route, current_route
from documents.models import AccessToken, Document, Follower
from organizations.models import User

COPY = "replica1"
router = ReplicaRouter()


@pytest.fixture
def route():
    """A request that reads on a replica."""
    route = Route(COPY)
    token = current_route.set(route)
    yield route
    current_route.reset(token)


def test_a_request_reads_documents_on_its_replica_until_it_writes(route):
    assert router.db_for_read(Document) == COPY
    assert router.db_for_write(Document) == "default"
    assert router.db_for_read(Document) == "default"


def test_accounts_sessions_and_keys_are_asked_of_the_primary_while_it_answers(route):
    for model in (User, Session, AccessToken, Follower):
        assert router.db_for_read(model) == "default"
    route.primary_answers = False
    for model in (User, Session, AccessToken, Follower):
        assert router.db_for_read(model) == COPY


@pytest.mark.django_db
def test_a_transaction_reads_what_it_has_locked(route):
    assert router.db_for_read(Document) == "default"


def test_commands_and_tasks_read_on_the_primary():
    assert router.db_for_read(Document) == "default"


def test_tables_are_made_on_the_primary_alone():
    assert router.allow_migrate("default", "documents")
    assert not router.allow_migrate(COPY, "documents")


@pytest.mark.parametrize(("position", "needed"), [("0/9", "0/9"), (None, freshness.BEGINNING)])
def test_a_process_that_begins_while_the_primary_is_away_reads_what_a_replica_has(position, needed):
    with mock.patch.object(freshness, "sent_position", return_value=position):
        assert freshness.Positions().needed() == needed


# --- A request -------------------------------------------------------------------------------


@pytest.fixture
def asked(settings):
    """Return what answers a request by a view, and where the view's request reads."""
    settings.REPLICAS = [COPY]

    def ask(request, view=lambda request: HttpResponse()):
        seen = []

        def inner(request):
            seen.append(current_route.get())
            return view(request)

        answer = ReplicaMiddleware(inner)(request)
        return answer, seen[0]

    with (
        mock.patch.object(middleware, "fresh_replica", return_value=COPY) as chosen,
        mock.patch.object(middleware, "own_position", return_value="0/15E4FA8"),
    ):
        ask.chosen = chosen
        yield ask


def test_without_replicas_there_is_no_such_step(settings):
    settings.REPLICAS = []
    with pytest.raises(MiddlewareNotUsed):
        ReplicaMiddleware(lambda request: HttpResponse())


def test_reading_goes_to_the_replica_writing_and_the_staff_pages_do_not(asked, rf: RequestFactory):
    assert asked(rf.get("/van-ban/"))[1] == Route(COPY)
    assert asked(rf.post("/van-ban/"))[1] is None
    assert asked(rf.get("/quan-tri/documents/"))[1] is None
    assert current_route.get() is None


def test_whoever_wrote_brings_along_where_that_ended(asked, rf: RequestFactory):
    assert "da_ghi" not in asked(rf.get("/van-ban/"))[0].cookies
    answer, _ = asked(rf.post("/theo-doi/them/"))
    cookie = answer.cookies["da_ghi"]
    assert cookie.value == "0/15E4FA8"
    assert cookie["httponly"]
    request = rf.get("/theo-doi/", HTTP_COOKIE='da_ghi="0/15E4FA8"')
    asked(request)
    assert asked.chosen.call_args == mock.call("0/15E4FA8")


@pytest.mark.parametrize("forged", ["0/1'; DROP TABLE x", "", "9" * 40, "0/١", "FFFFFFFFF/0"])
def test_a_forged_position_is_as_none(asked, rf: RequestFactory, forged):
    request = rf.get("/theo-doi/")
    request.COOKIES["da_ghi"] = forged
    asked(request)
    assert asked.chosen.call_args == mock.call(None)


def _fails(step: ReplicaMiddleware, error: Exception):
    """Answer as Django does for a view that raises."""

    def view(request):
        return step.process_exception(request, error) or HttpResponse(status=500)

    return view


@pytest.mark.parametrize(
    ("error", "position", "status"),
    [
        (OperationalError("terminating connection"), "0/1", 302),
        # Nobody knows then which of the two failed.
        (OperationalError("connection refused"), None, 500),
        (ValueError("a mistake of ours"), "0/1", 500),
    ],
)
def test_a_page_whose_replica_ended_is_asked_for_again(
    asked, rf: RequestFactory, error, position, status
):
    step = ReplicaMiddleware(lambda request: HttpResponse())
    with (
        mock.patch.object(middleware, "own_position", return_value=position),
        mock.patch.dict(freshness._resting, clear=True),
    ):
        answer, _ = asked(rf.get("/van-ban/?q=24"), _fails(step, error))
        assert answer.status_code == status
        assert (COPY in freshness.left_out()) == (status == 302)
    if status == 302:
        assert answer["Location"] == "/van-ban/?q=24"
