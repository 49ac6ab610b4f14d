"""Lists and files nobody waits for any more go by themselves; what is being done is not dropped."""

import os
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from bulletins.file_tasks import sweep_files
from documents.importing import tasks, views
from documents.importing.tasks import MOST_TRIES, UNTOUCHED, ask, forget, work_on
from documents.models import ImportedList, ImportedRow
from documents.pasting.waiting import KEPT_SECONDS, WAITING
from tests.documents.importing.lists import a_row, read_in, worked, xlsx

pytestmark = pytest.mark.django_db


def let_pass(imported, time):
    then = timezone.now() - time
    ImportedList.objects.filter(pk=imported.pk).update(sent_at=then, asked_at=then)


@pytest.fixture
def old(editor, body):
    imported = read_in(editor, xlsx(a_row()))
    let_pass(imported, tasks.KEPT_UNDONE + timedelta(hours=1))
    return imported


def test_old_lists_go_with_the_next_work_on_any_list(editor, old):
    # Nobody uploads anything.
    work_on(uuid4(), uuid4())
    assert not ImportedList.objects.exists() and not ImportedRow.objects.exists()


def test_old_lists_and_pasted_files_go_with_the_hourly_sweep(old, settings):
    settings.FILE_UPLOAD_TEMP_DIR = settings.DATA_DIR / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    for name, age in (("cu", KEPT_SECONDS + 60), ("moi", 0)):
        WAITING.path(name).write_bytes(b"x")
        then = timezone.now().timestamp() - age
        os.utime(WAITING.path(name), (then, then))
    sweep_files.call()
    assert not ImportedList.objects.exists()
    assert [path.name for path in WAITING.path("").iterdir()] == ["moi"]


def test_an_old_list_somebody_came_back_to_stays(old):
    ask(old.pk, "planning", old.sent_by)
    assert worked(old).state == "planned"


def test_what_is_about_to_be_done_is_not_forgotten(editor, old):
    ask(old.pk, "applying", editor)
    assert not forget(old.pk, UNTOUCHED)
    assert old.rows.exists()
    assert not forget(uuid4(), UNTOUCHED)


def test_a_list_another_editor_just_had_done_is_not_dropped(client, editor, body, monkeypatch):
    imported = read_in(editor, xlsx(a_row()))
    ask(imported.pk, "applying", editor)
    client.force_login(editor)
    # As it was when the page was asked for.
    monkeypatch.setattr(views, "_list_for", lambda *_: imported)
    response = client.post(reverse("importing:drop", args=[imported.pk]))
    assert response.url == reverse("importing:show", args=[imported.pk])
    assert worked(imported).state == "done"


def test_of_a_file_that_kills_its_reader_no_row_is_kept(editor, body):
    imported = read_in(editor, xlsx(a_row()))
    ImportedList.objects.filter(pk=imported.pk).update(state="reading", tries=MOST_TRIES)
    imported = worked(imported)
    assert (imported.state, imported.rows.count()) == ("refused", 0)
