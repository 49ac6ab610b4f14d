"""Citations that waited for what a list brought in find it, once it is in. May be killed.

The task is laid down with the rows it is about, in one transaction, so it is never forgotten.
"""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus, task

from documents.linking.arriving import pick_up
from documents.models import BackgroundTask, Document, ImportedList, ImportedRow
from documents.tasks import PICKED_UP_AFTER, called, note_killed
from organizations.locks import lock_file

# One at a time, whichever worker: who finds it taken comes back. Falls with its process.
LOCK = "importing-arrived.lock"
# What kills the worker again and again is left alone: the citations are found when read anew.
MOST_TRIES = 3


def lay_down(imported: ImportedList) -> None:
    """Leave to the worker what waits for the documents of a list; in the transaction that enters
    them."""
    pick_up_all.enqueue(str(imported.pk))


@task(takes_context=True)
@called("Gắn trích dẫn đang chờ với văn bản vừa nhập")
def pick_up_all(context: TaskContext, key: str, tries: int = 1, former: str = "") -> str:
    """Point citations that waited for what a list brought in at it; returns what staff see.

    A killed worker takes nothing up again, so the same work is laid down for a minute later, as
    what comes after the task `former`, and taken away at the end.
    """
    with lock_file(LOCK) as is_ours:
        if not is_ours:
            _look_again(key, tries, former)
            return "Đang gắn trích dẫn với văn bản của một danh sách khác; chờ đến lượt."
        note_killed(UUID(former) if former else None)
        later = _look_again(key, tries + 1, context.task_result.id) if tries < MOST_TRIES else None
        found = _pick_up_all(key)
        BackgroundTask.objects.filter(pk=later, status=TaskResultStatus.READY).delete()
    return f"{found} trích dẫn đang chờ nay đã gắn với văn bản vừa nhập, chờ xác nhận."


def _pick_up_all(key: str) -> int:
    rows = ImportedRow.objects.filter(imported=key, outcome=ImportedRow.Outcome.DONE)
    found = 0
    for pk in list(rows.values_list("document_id", flat=True)):
        document = Document.objects.with_names().filter(pk=pk).first()
        if document is not None:
            found += pick_up(document)
    return found


def _look_again(key: str, tries: int, former: str) -> Any:
    later = pick_up_all.using(run_after=timezone.now() + PICKED_UP_AFTER)
    return later.enqueue(key, tries, former).id
