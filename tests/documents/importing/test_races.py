"""Work that is broken off, or overtaken by others: nothing half-done, nothing unseen."""

import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from documents.importing import running, tasks
from documents.importing.tasks import MOST_TRIES, ask, work_on
from documents.importing.writing import prepare
from documents.models import BackgroundTask, Document, ImportedList, Passage
from organizations.locks import lock_file
from organizations.models import Term
from tests import factories as make
from tests.documents.importing.lists import (
    a_row,
    applied,
    kinds,
    planned,
    read_in,
    undone,
    worked,
    xlsx,
)

pytestmark = pytest.mark.django_db


def test_a_write_that_fails_in_the_middle_leaves_nothing_and_can_be_done_again(
    editor, body, monkeypatch
):
    imported = read_in(editor, xlsx(a_row(), a_row("25-CT/TU")))

    def fails(*told):
        raise RuntimeError("killed")

    ask(imported.pk, "applying", editor)
    with monkeypatch.context() as patch:
        patch.setattr(running, "_note_done", fails)
        with pytest.raises(RuntimeError, match="killed"):
            work_on(imported.pk, uuid4())
    assert not Document.all_objects.exists()
    assert not Passage.objects.exists() and not Document.history.exists()
    # The same work was laid down for a minute later, and is done then.
    assert BackgroundTask.objects.filter(run_after__isnull=False, status="READY").exists()
    assert worked(imported).state == "done"
    assert Document.objects.count() == 2


def test_what_kills_the_worker_again_and_again_is_left_to_a_person(editor, body):
    imported = read_in(editor, xlsx(a_row()))
    ask(imported.pk, "applying", editor)
    ImportedList.objects.filter(pk=imported.pk).update(tries=MOST_TRIES)
    imported = worked(imported)
    assert (imported.state, "nhiều lần" in imported.answer) == ("planned", True)
    assert not Document.objects.exists()


def test_a_row_whose_plan_is_another_now_is_said_and_not_done(editor, body):
    imported = read_in(editor, xlsx(a_row(), a_row("25-CT/TU")))
    make.make_document(number="24", symbol="CT/TU", organization=body, title="của người khác")
    imported = applied(imported, is_all_or_nothing=True)
    assert (imported.state, Document.objects.count()) == ("planned", 1)
    assert "sổ đã thay đổi ở 1 dòng" in imported.answer
    # It shows the new plan, and pressing again does that.
    assert kinds(imported) == ["update", "new"]
    imported = applied(imported)
    assert imported.state == "done"
    assert sorted(Document.objects.values_list("title", flat=True)) == ["về cháy", "về cháy"]


def test_the_good_rows_are_done_where_only_they_were_asked_for(editor, body):
    imported = read_in(editor, xlsx(a_row(), a_row("25-CT/TU"), a_row("sai")))
    make.make_document(number="24", symbol="CT/TU", organization=body, title="của người khác")
    imported = applied(imported, is_all_or_nothing=False)
    assert imported.state == "done"
    assert "1 dòng chưa nhập" in imported.answer
    titles = dict(Document.objects.values_list("number", "title"))
    assert titles == {"24": "của người khác", "25": "về cháy"}


def test_all_or_nothing_does_nothing_beside_a_refused_row(editor, body):
    imported = read_in(editor, xlsx(a_row(), a_row("sai")))
    imported = applied(imported, is_all_or_nothing=True)
    assert (imported.state, Document.objects.exists()) == ("planned", False)


def test_a_heading_of_a_group_keeps_nobody_from_doing_all_the_others(client, editor, body):
    imported = read_in(editor, xlsx(["I. CHỈ THỊ"], a_row()))
    client.force_login(editor)
    asked = client.get(f"/nhap-danh-sach/{imported.pk}/nhap/").content.decode()
    assert "Bỏ qua 1 dòng tiêu đề nhóm" in asked and "Ghi cả danh sách" in asked
    assert applied(imported, is_all_or_nothing=True).state == "done"
    # Where a title stands alone, a document may be lost.
    lost = read_in(editor, xlsx([None] * 5 + ["về cháy nổ"], a_row("25-CT/TU")))
    assert "không đủ để biết" in lost.rows.first().reason
    assert applied(lost, is_all_or_nothing=True).state == "planned"
    assert Document.objects.count() == 1


def test_two_who_bring_in_the_same_list_enter_it_once(editor, body):
    other = make.make_editor("nguoi-khac")
    first, second = read_in(editor, xlsx(a_row())), read_in(other, xlsx(a_row(title="về nổ")))
    assert kinds(first) == kinds(second) == ["new"]
    applied(first)
    second = applied(second)
    assert (second.state, kinds(second)) == ("planned", ["update"])
    assert Document.objects.get().title == "về cháy"


def test_a_change_between_planning_and_writing_is_noticed(editor, body, monkeypatch):
    document = make.make_document(number="24", symbol="CT/TU", organization=body, title="cũ")
    imported = read_in(editor, xlsx(a_row()))
    prepare, told = running.prepare, []

    def overtaken(rows):
        if not told:
            told.append(1)
            changed = Document.objects.get(pk=document.pk)
            changed.signer = "Người khác"
            changed.save()
        return prepare(rows)

    monkeypatch.setattr(running, "prepare", overtaken)
    assert applied(imported).state == "done"
    document.refresh_from_db()
    # What the other wrote is not written over.
    assert (document.title, document.signer) == ("về cháy", "Người khác")


def test_one_list_is_worked_on_at_a_time(editor, body):
    imported = read_in(editor, xlsx(a_row()))
    ask(imported.pk, "applying", editor)
    with lock_file(tasks.LOCK):
        assert "chờ đến lượt" in work_on(imported.pk, uuid4())
    assert not Document.objects.exists()
    assert worked(imported).state == "done"


def test_who_is_no_editor_any_more_does_nothing(editor, body):
    imported = read_in(editor, xlsx(a_row()))
    ask(imported.pk, "applying", editor)
    editor.is_active = False
    editor.save()
    imported = worked(imported)
    assert (imported.state, Document.objects.exists()) == ("planned", False)


def test_what_others_need_by_now_is_kept_when_taking_back(editor, body):
    imported = applied(read_in(editor, xlsx(a_row(), a_row("25-CT/TU"))))
    cited = Document.objects.get(number="24")
    make.make_relation(make.make_document(), cited)
    imported = undone(imported)
    assert Document.objects.filter(pk=cited.pk).exists()
    assert "đang được dùng" in imported.rows.get(outcome="kept").reason
    assert not Document.objects.filter(number="25").exists()


def test_lists_that_nobody_came_back_to_are_swept_and_those_done_are_kept(editor, body):
    done = applied(read_in(editor, xlsx(a_row())))
    waiting = read_in(editor, xlsx(a_row("25-CT/TU")))
    long_ago = timezone.now() - timedelta(days=4)
    ImportedList.objects.update(sent_at=long_ago, asked_at=long_ago)
    tasks.sweep()
    assert [row.pk for row in ImportedList.objects.all()] == [done.pk]
    assert not ImportedList.objects.filter(pk=waiting.pk).exists()
    ImportedList.objects.update(done_at=timezone.now() - timedelta(days=91))
    tasks.sweep()
    assert not ImportedList.objects.exists() and Document.objects.count() == 1


# Writes a list in the test's own database, and stands still in the middle of the transaction.
_KILLED = """
import os, sys, time
sys.path.insert(0, os.getcwd())
import django
django.setup()
from django.conf import settings
from django.db import connection
from documents.importing import running, tasks
from uuid import UUID, uuid4

def stand_still(*told):
    print("written", flush=True)
    time.sleep(60)

running._note_done = stand_still
tasks.work_on(UUID(sys.argv[1]), uuid4())
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_nothing_and_another_does_it(editor, body, settings):
    imported = read_in(editor, xlsx(a_row(), a_row("25-CT/TU")))
    ask(imported.pk, "applying", editor)
    told = connection.settings_dict
    name = told["NAME"]
    user, password = told["USER"], told["PASSWORD"]
    place = f"{user}:{password}@/{name}?host={told['HOST']}&port={told['PORT']}"
    url = f"postgresql://{place}" if connection.vendor == "postgresql" else f"sqlite:///{name}"
    environment = os.environ | {"DATABASE_URL": url, "DATA_DIR": str(settings.DATA_DIR)}
    worker = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(imported.pk)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "written\n"
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    assert not Document.all_objects.exists()
    deadline = time.monotonic() + 10
    while (state := worked(imported).state) != "done" and time.monotonic() < deadline:
        time.sleep(0.2)
    assert (state, Document.objects.count()) == ("done", 2), planned(imported)


def test_a_body_reorganised_while_a_list_is_written_is_seen(editor, body, monkeypatch):
    """New documents get the name and the term that their body had on their day."""
    make.make_term(body, "I", date(2020, 1, 1), None)
    imported = read_in(editor, xlsx(a_row(day="19/5/2023"), a_row("25-CT/TU", day="15/7/2025")))

    def ends_meanwhile(planned):
        prepared = prepare(planned)
        monkeypatch.undo()
        term = Term.objects.get()
        term.ends_on = date(2025, 6, 30)
        term.save()
        return prepared

    monkeypatch.setattr(running, "prepare", ends_meanwhile)
    # Written the first time, the second document would stand in a term that had ended.
    imported = applied(imported)
    assert (imported.state, kinds(imported)) == ("planned", ["new", "new"])
    assert "sổ đã thay đổi ở 1 dòng" in imported.answer
    applied(imported)
    terms = dict(Document.objects.values_list("number", "term__label"))
    assert terms == {"24": "I", "25": None}
