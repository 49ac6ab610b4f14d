"""A list whose task is lost, as after a restored backup, does not wait for ever."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus

from bulletins.file_tasks import sweep_regularly
from documents.importing import tasks
from documents.importing.tasks import ask, work_on
from documents.importing.together import change_together
from documents.models import BackgroundTask, Document, ImportedList
from tests import factories as make
from tests.documents.importing.lists import a_row, read_in, worked, xlsx

pytestmark = pytest.mark.django_db
LISTS = tasks.work_on_list.module_path


@pytest.fixture
def applying(editor, body):
    """A list about to be written, asked for some minutes ago."""
    imported = read_in(editor, xlsx(a_row()))
    ask(imported.pk, "applying", editor)
    asked = timezone.now() - timedelta(minutes=5)
    ImportedList.objects.update(asked_at=asked)
    return imported


def waiting_tasks():
    return BackgroundTask.objects.filter(task_path=LISTS, status=TaskResultStatus.READY)


def test_a_list_without_a_task_is_taken_up_again(applying):
    BackgroundTask.objects.all().delete()
    sweep_regularly()
    assert waiting_tasks().get().args_kwargs["args"] == [str(applying.pk)]
    # Once is enough.
    sweep_regularly()
    assert waiting_tasks().count() == 1
    assert worked(applying).state == "done"
    assert Document.objects.exists()
    BackgroundTask.objects.all().delete()
    sweep_regularly()
    assert not waiting_tasks().exists()


def test_a_list_that_a_dead_process_left_running_is_taken_up_again(applying):
    # What it laid down for later was not in the backup.
    before = timezone.now() - timedelta(minutes=5)
    BackgroundTask.objects.update(status=TaskResultStatus.RUNNING, started_at=before)
    sweep_regularly()
    assert waiting_tasks().count() == 1


def test_a_list_that_waits_or_is_worked_on_is_left_alone(applying, editor):
    tasks_before = waiting_tasks().count()
    sweep_regularly()
    assert waiting_tasks().count() == tasks_before
    BackgroundTask.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
    sweep_regularly()
    assert not waiting_tasks().exists()


def test_documents_to_be_changed_together_are_taken_up_again(editor, body):
    document = make.make_document(organization=body)
    imported = change_together([document.pk], {"note": "Ghi chú mới"}, editor)
    BackgroundTask.objects.all().delete()
    ImportedList.objects.update(asked_at=timezone.now() - timedelta(minutes=5))
    sweep_regularly()
    key = waiting_tasks().get().args_kwargs["args"][0]
    assert key == str(imported.pk)
    assert worked(imported).state == "planned"


def test_a_file_that_is_gone_with_its_task_is_told(editor):
    imported = make.make_imported_list(
        state="reading", staged_as="0" * 32, asked_at=timezone.now() - timedelta(minutes=5)
    )
    sweep_regularly()
    work_on(imported.pk, waiting_tasks().get().pk)
    imported.refresh_from_db()
    assert imported.state == "refused"
    assert "Chọn lại tệp" in imported.answer
