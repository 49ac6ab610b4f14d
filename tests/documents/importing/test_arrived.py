"""Citations that waited for what a list brings in find it, whatever is killed meanwhile."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest

from documents.importing import picking_up, running
from documents.importing.picking_up import MOST_TRIES, pick_up_all
from documents.importing.tasks import ask, work_on
from documents.linking.writing import link_citations
from documents.models import BackgroundTask, Document
from organizations.locks import lock_file
from tests import factories as make
from tests.documents.importing.lists import a_row, applied, read_in, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(body):
    """A citation whose type its symbol leaves open."""
    make.make_document_type("Quyết định", party_code="QĐ", series="quyet-dinh")
    make.make_document_type("Quy định", party_code="QĐ", series="quy-dinh")
    text = "Thực hiện 41-QĐ/TU, ngày 03/11/2021."
    source = make.make_source(text, published_on=date(2024, 3, 31))
    link_citations(source)
    citation = source.citations.get()
    assert not citation.targets.exists()
    return citation


@pytest.fixture
def imported(editor, waiting):
    return read_in(editor, xlsx(a_row("41-QĐ/TU", "3/11/2021", "Quy định")))


def left():
    return BackgroundTask.objects.filter(task_path=pick_up_all.module_path, status="READY")


def picked_up(laid_down):
    """Do what was laid down, as the worker does; return what staff see."""
    context = SimpleNamespace(task_result=SimpleNamespace(id=str(laid_down.pk)))
    BackgroundTask.objects.filter(pk=laid_down.pk).update(status="RUNNING")
    return pick_up_all.func(context, *laid_down.args_kwargs["args"])


def test_what_waited_finds_its_document_and_nothing_is_left_to_do(imported, waiting):
    applied(imported)
    assert picked_up(left().get()).startswith("1 trích dẫn")
    assert waiting.targets.get() == Document.objects.get()
    assert not left().exists()


def test_no_list_is_done_without_its_picking_up(imported, monkeypatch):
    def killed(*_):
        raise RuntimeError("killed")

    ask(imported.pk, "applying", imported.sent_by)
    monkeypatch.setattr(running, "lay_down", killed)
    with pytest.raises(RuntimeError, match="killed"):
        work_on(imported.pk, uuid4())
    assert not Document.all_objects.exists()


def test_picking_up_that_is_killed_is_taken_up_again(imported, waiting, monkeypatch):
    def killed(*_):
        raise SystemExit

    applied(imported)
    first = left().get()
    with monkeypatch.context() as patch:
        patch.setattr(picking_up, "pick_up", killed)
        with pytest.raises(SystemExit):
            picked_up(first)
    again = left().get()
    assert again.run_after is not None
    picked_up(again)
    assert waiting.targets.exists()
    # The list of background work does not say for ever that the killed one is running.
    assert BackgroundTask.objects.get(pk=first.pk).status == "FAILED"
    assert not left().exists()


def test_picking_up_that_kills_the_worker_each_time_ends(imported, monkeypatch):
    def killed(*_):
        raise SystemExit

    applied(imported)
    monkeypatch.setattr(picking_up, "pick_up", killed)
    for _ in range(MOST_TRIES):
        with pytest.raises(SystemExit):
            picked_up(left().get())
    assert not left().exists()


def test_one_picks_up_at_a_time(imported, waiting):
    applied(imported)
    with lock_file(picking_up.LOCK):
        assert "chờ đến lượt" in picked_up(left().get())
    picked_up(left().get())
    assert waiting.targets.exists()
