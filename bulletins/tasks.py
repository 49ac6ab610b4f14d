"""Long work on bulletins, done by the worker process. May be killed and run again."""

import time
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus, task

from bulletins import reading
from bulletins.models import Bulletin
from documents.models import BackgroundTask
from documents.tasks import called, note_killed, reading_result

# Whoever waits to write on SQLite asks every 0.1 s: without a pause every step would come first.
PAUSE_SECONDS = 0.15


@task()
@called("Đọc lại trích dẫn của bản tin")
def reread_bulletin(bulletin_id: int) -> str:
    """Read one bulletin's items anew, together, at once; returns the sentence that staff see."""
    bulletin = Bulletin.objects.filter(pk=bulletin_id).first()
    if bulletin is None:
        return "Bản tin không còn trong sổ."
    summary = reading.read_items(bulletin)
    return f"{bulletin}: {reading_result(summary.links, len(summary.relations.proposed))}."


@transaction.atomic
def read_later(bulletin: Bulletin) -> bool:
    """Hand the reading of a bulletin to the worker; False when it has it already."""
    former = reading.runner_of(bulletin.pk)
    asked = reading.ask(bulletin)
    if asked:
        note_killed(former)
        read_bulletin.enqueue(bulletin.pk)
    return asked


@task(takes_context=True)
@called("Đọc trích dẫn của bản tin")
def read_bulletin(context: TaskContext, bulletin_id: int) -> str:
    """Read a bulletin that was asked for; returns the sentence that staff see."""
    return read_to_the_end(bulletin_id, UUID(context.task_result.id))


def read_to_the_end(bulletin_id: int, runner: UUID) -> str:
    """Read a bulletin that was asked for, step by step, as the task `runner`.

    A worker that is killed leaves its row "running" for ever and takes nothing up again. So
    before the first step the same work is laid down for a minute later: it is taken away again
    at the end, and if that never comes, the next worker finds it and goes on.
    """
    with transaction.atomic():
        former = reading.runner_of(bulletin_id)
        begun = reading.begin(bulletin_id, runner)
        goes_on = begun or reading.is_read_elsewhere(bulletin_id)
        later = _look_again(bulletin_id) if goes_on else None
        if begun:
            note_killed(former)
    if not begun:
        return "Không còn gì để đọc, hoặc việc đọc đang chạy ở lượt khác."
    while reading.read_on(bulletin_id, runner):
        time.sleep(PAUSE_SECONDS)
    BackgroundTask.objects.filter(pk=later, status=TaskResultStatus.READY).delete()
    return reading.told(bulletin_id)


def _look_again(bulletin_id: int) -> str:
    """Lay the reading down for when its worker must have given a sign of life."""
    after = timezone.now() + reading.LIFE
    return str(read_bulletin.using(run_after=after).enqueue(bulletin_id).id)
