"""Lists handed to the worker, and what it does with them. May be killed and run again."""

from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus, task

from documents.files.uploads import checked_name
from documents.importing import file_names, running
from documents.importing.running import Progress, State
from documents.importing.undoing import undo
from documents.models import BackgroundTask, ImportedList
from documents.tasks import called, note_killed
from organizations.acting import acting_as
from organizations.disk import told_when_full
from organizations.emptying import bin_time
from organizations.locks import lock_file

# One list at a time, whichever worker: two would plan against each other. Falls with its process.
LOCK = "importing.lock"
# When a killed worker's list is begun anew; and how soon one that waits for another is looked at.
LOOK_AGAIN = timedelta(seconds=60)
_WAIT = timedelta(seconds=10)
# What kills the worker again and again is left to a person.
MOST_TRIES = 3
# Long enough to look through a preview; and to notice a mistake in what was done.
KEPT_UNDONE, KEPT_DONE = timedelta(days=3), timedelta(days=90)
# In which a list has done nothing to the registry, and is about to do nothing.
UNTOUCHED = (State.READING, State.PLANNING, State.REFUSED, State.ASKING, State.PLANNED)
_BEFORE_WORK = {
    State.READING: State.REFUSED,
    State.PLANNING: State.ASKING,
    State.APPLYING: State.PLANNED,
    State.UNDOING: State.DONE,
}
_FAILED = "Máy đã thử nhiều lần mà không làm xong việc này; chưa ghi gì. Báo người quản trị máy."


@told_when_full()
def receive(file: UploadedFile, encoding: str, sender: Any) -> ImportedList:
    """Keep an upload for the worker to read as a list; return its record.

    Raises ValidationError as `checked_name` does, and 'disk_full'; nothing is kept then.
    """
    sweep()
    name = checked_name(file)
    staged_as = file_names.staging.keep(file)
    try:
        file_names.keep(staged_as, name)
        with transaction.atomic():
            # Only the ending of its name until it is read: a name may tell as much as the rows.
            imported = ImportedList.objects.create(
                name=f"danh-sach{PurePath(name).suffix.lower()}",
                staged_as=staged_as,
                encoding=encoding,
                sent_by=sender,
            )
            hand_over(imported)
    except BaseException:
        file_names.remove(staged_as)
        raise
    return imported


@transaction.atomic
def ask(key: UUID, state: str, by: Any, **fields: Any) -> bool:
    """Hand the next step of a list, its new `state`, to the worker, as asked for by `by`.

    False when the list is at another step already: somebody else pressed first.
    """
    former = {
        State.PLANNING: (State.PLANNED, State.ASKING),
        State.APPLYING: (State.PLANNED,),
        State.UNDOING: (State.DONE,),
    }[State(state)]
    imported = ImportedList.objects.select_for_update().filter(pk=key, state__in=former).first()
    if imported is None:
        return False
    imported.state, imported.sent_by, imported.answer = state, by, ""
    for name, value in fields.items():
        setattr(imported, name, value)
    hand_over(imported)
    return True


def hand_over(imported: ImportedList) -> None:
    """Lay the next step of a list down for the worker, in the transaction that asks for it."""
    imported.asked_at, imported.tries, imported.runner = timezone.now(), 0, None
    imported.rows_done = imported.rows_all = 0
    imported.save()
    work_on_list.enqueue(str(imported.pk))


@task(takes_context=True)
@called("Nhập danh sách văn bản")
def work_on_list(context: TaskContext, key: str) -> str:
    """Take a list one step on; returns the sentence that staff see, nothing of the list."""
    return work_on(UUID(key), UUID(context.task_result.id))


def work_on(key: UUID, runner: UUID) -> str:
    """Take a list one step on, as the task `runner`.

    A killed worker takes nothing up again, so the same work is laid down for a minute later and
    taken away at the end. What is left of others is swept first.
    """
    sweep()
    with lock_file(LOCK) as is_ours:
        if not is_ours:
            _look_again(key, _WAIT)
            return "Đang nhập một danh sách khác; danh sách này chờ đến lượt."
        imported = _begin(key, runner)
        if imported is None:
            return "Danh sách này không còn việc gì phải làm."
        later = _look_again(key, LOOK_AGAIN)
        _do(imported)
        BackgroundTask.objects.filter(pk=later, status=TaskResultStatus.READY).delete()
    return "Xong một bước nhập danh sách; kết quả ở trang của danh sách."


@transaction.atomic
def _begin(key: UUID, runner: UUID) -> ImportedList | None:
    lists = ImportedList.objects.select_for_update(of=("self",)).select_related("sent_by")
    imported = lists.filter(pk=key, state__in=ImportedList.AT_WORK).first()
    if imported is None:
        return None
    note_killed(imported.runner)
    if imported.tries >= MOST_TRIES:
        if imported.state == State.READING:
            # Half a list is none.
            imported.rows.all().delete()
        imported.state, imported.answer = _BEFORE_WORK[State(imported.state)], _FAILED
        imported.save(update_fields=["state", "answer"])
        # A file that cannot be read is not kept for a fourth time; what it says nobody knows.
        running.remove_file(imported)
        return None
    imported.runner, imported.tries = runner, imported.tries + 1
    imported.save(update_fields=["runner", "tries"])
    return imported


def _do(imported: ImportedList) -> None:
    def tell(done: int, of: int) -> None:
        ImportedList.objects.filter(pk=imported.pk).update(rows_done=done, rows_all=of)

    state = imported.state
    if not (imported.sent_by.is_active and imported.sent_by.is_editor):
        imported.state = _BEFORE_WORK[State(state)]
        imported.answer = "Tài khoản yêu cầu việc này không còn quyền biên tập. Chưa ghi gì."
        imported.save(update_fields=["state", "answer"])
    else:
        with acting_as(imported.sent_by):
            _do_step(imported, tell)


def _do_step(imported: ImportedList, tell: Progress) -> None:
    if imported.state == State.READING:
        running.read(imported, tell)
    elif imported.state == State.PLANNING:
        running.plan(imported, tell)
    elif imported.state == State.APPLYING:
        running.apply(imported, tell)
    else:
        undo(imported)


def _look_again(key: UUID, wait: timedelta) -> str:
    return str(work_on_list.using(run_after=timezone.now() + wait).enqueue(str(key)).id)


def forget(key: UUID, states: Collection[str]) -> bool:
    """Remove a list with its file and rows, if it still is in one of these states.

    False, and nothing is removed, where somebody took it another step on meanwhile. What it did to
    the registry stays.
    """
    with transaction.atomic():
        lists = ImportedList.objects.select_for_update()
        imported = lists.filter(pk=key, state__in=states).first()
        if imported is None:
            return False
        imported.delete()
    if imported.staged_as:
        file_names.remove(imported.staged_as)
    return True


def sweep() -> None:
    """Remove lists nobody came back to, those done long ago, and files that have no row.

    Lists that no task is about any more are laid down for the worker again.
    """
    now = timezone.now()
    _take_up_left(now)
    lists = ImportedList.objects.order_by()
    # Who asks for another step of an old list has come back to it.
    undone = lists.filter(sent_at__lt=now - KEPT_UNDONE, asked_at__lt=now - KEPT_UNDONE)
    for old, states in (
        (undone, UNTOUCHED),
        (lists.filter(done_at__lt=bin_time(now) - KEPT_DONE), (State.DONE, State.UNDONE)),
    ):
        for key in list(old.filter(state__in=states).values_list("pk", flat=True)):
            forget(key, states)
    file_names.remove_orphans(
        set(ImportedList.objects.exclude(staged_as="").values_list("staged_as", flat=True))
    )


def _take_up_left(now: datetime) -> None:
    """Lay lists down anew that wait for a task that is lost: no backup holds any.

    One that is at work now, or was killed, has a task laid down for later.
    """
    waiting = ImportedList.objects.filter(state__in=ImportedList.AT_WORK)
    left = set(waiting.filter(asked_at__lt=now - LOOK_AGAIN).values_list("pk", flat=True))
    if not left:
        return
    tasks = BackgroundTask.objects.filter(task_path=work_on_list.module_path)
    just_begun = Q(status=TaskResultStatus.RUNNING, started_at__gt=now - LOOK_AGAIN)
    alive = tasks.filter(just_begun | Q(status=TaskResultStatus.READY))
    for called_with in alive.values_list("args_kwargs", flat=True):
        left -= {UUID(key) for key in called_with["args"]}
    for key in sorted(left):
        work_on_list.enqueue(str(key))
