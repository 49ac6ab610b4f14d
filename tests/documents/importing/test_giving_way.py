"""A long list and others who change the same documents meanwhile: neither ends the other."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, transaction

from documents.entering import hold_all_series
from documents.importing import at_once
from documents.importing.at_once import Order, import_at_once
from documents.models import Document, ImportedList, SourceText
from documents.models.sources import lock_texts
from tests import factories as make
from tests.documents.importing.lists import a_row, delimited
from tests.documents.test_races import at_once as run_at_once

pytestmark = pytest.mark.django_db(transaction=True)
WAIT_SECONDS, TAKING_SECONDS = 10, 2


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(at_once, "_ROWS_A_BATCH", 1)
    monkeypatch.setattr(at_once, "PAUSE_SECONDS", 0.2)


@pytest.fixture
def held(body):
    """Two documents with texts, which lists are about to change."""
    return [
        make.make_document(
            number=number, symbol="CT/TU", organization=body, title="cũ", text=f"Văn bản {number}."
        )
        for number in ("24", "25")
    ]


def orders(folder, by, *lists):
    """Return an order for each list of rows."""
    found = []
    for number, rows in enumerate(lists):
        path = folder / f"ds{number}.csv"
        path.write_bytes(delimited(*rows))
        found.append(Order(path, by=by))
    return found


def test_somebody_who_saves_by_hand_meanwhile_is_given_way_to(editor, held, tmp_path):
    (order,) = orders(tmp_path, editor, [a_row(), a_row("25-CT/TU")])
    first_written, text_taken = threading.Event(), threading.Event()
    done = []

    def bring_in():
        def progress(count):
            done.append(count)
            first_written.set()
            # On SQLite nobody else can begin before all is written.
            text_taken.wait(TAKING_SECONDS)

        return import_at_once(order, progress)

    def save_by_hand():
        first_written.wait(WAIT_SECONDS)
        with transaction.atomic():
            lock_texts([held[1].text_id])
            text_taken.set()
            hold_all_series()

    told, saved = run_at_once(bring_in, save_by_hand)
    assert saved is None
    assert told.counts["update"] == 2
    assert set(Document.objects.values_list("title", flat=True)) == {"về cháy"}
    # What was tried before is not there twice.
    assert ImportedList.objects.get().rows.count() == 2


def test_two_lists_that_change_the_same_documents_in_two_orders_are_both_done(
    editor, held, tmp_path
):
    one, other = orders(
        tmp_path,
        editor,
        [a_row(title="về một"), a_row("25-CT/TU", title="về một")],
        [a_row("25-CT/TU", title="về hai"), a_row(title="về hai")],
    )
    meeting = threading.Barrier(2)

    def bring_in(order):
        meeting.wait(WAIT_SECONDS)
        return import_at_once(order, lambda done: None)

    ends = run_at_once(lambda: bring_in(one), lambda: bring_in(other))
    assert [told.counts["update"] for told in ends] == [2, 2]
    # The later one has the last word on both.
    assert len(set(Document.objects.values_list("title", flat=True))) == 1
    assert ImportedList.objects.count() == 2


def test_a_list_that_is_in_the_way_again_and_again_writes_nothing_and_says_so(
    editor, held, tmp_path, monkeypatch
):
    (order,) = orders(tmp_path, editor, [a_row(), a_row("25-CT/TU")])
    tries = []

    class Refused(Exception):
        sqlstate = "55P03"

    def taken(documents, *, waits):
        if not waits:
            tries.append(1)
            raise OperationalError("could not obtain lock") from Refused()

    monkeypatch.setattr(at_once, "lock_texts_of", taken)
    with pytest.raises(CommandError, match="Chờ ít phút rồi chạy lại"):
        call_command("import_documents", str(order.path), "--user", editor.username)
    assert len(tries) == at_once.MOST_ATTEMPTS
    assert set(Document.objects.values_list("title", flat=True)) == {"cũ"}
    assert not ImportedList.objects.exists()
    assert SourceText.objects.count() == 2
