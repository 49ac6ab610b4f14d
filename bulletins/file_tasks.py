"""Files sent in as bulletins, handed to the worker and read by it; its hourly round. May be killed
and run again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus, task

from bulletins import reading_files
from bulletins.emptying import empty_bin
from bulletins.models import Bulletin, Intake
from bulletins.reading import LIFE
from bulletins.staging import staging
from documents.deciding.warning import warn
from documents.files.staging import plain_name
from documents.importing.tasks import sweep as sweep_lists
from documents.models import BackgroundTask
from documents.pasting.waiting import WAITING
from documents.removing.letting_go import let_go_left
from documents.tasks import called, note_killed
from organizations.disk import told_when_full
from organizations.emptying import bin_time, move_bin_time
from organizations.models import Organization
from organizations.signing_in.expired import remove_expired_sessions

# Nothing that is left over lies longer than that beyond its time.
SWEEP_EACH = timedelta(hours=1)
# A page that is recognised elsewhere on the machine takes about as long.
BUSY_SECONDS = 15
AWAITED = (
    "Một tệp của bản tin tháng này đang chờ máy đọc. Chờ máy đọc xong; hoặc mở tệp ấy ở mục “Tệp "
    "đã gửi” dưới đây, bỏ đi rồi gửi tệp khác."
)


@told_when_full()
def receive(
    file: UploadedFile,
    publisher: Organization,
    year: int,
    month: int,
    *,
    has_looked: bool,
    sender: Any,
) -> Intake:
    """Keep an upload for the worker to read as the bulletin of that month; return its record.

    Raises ValidationError: 'awaited' while another file of that month waits to be read,
    'must_look' for one that was sent back to be looked through and was not, 'disk_full' where
    there is no room for it; nothing is kept then.
    """
    reading_files.sweep()
    place = {"publisher": publisher, "year": year, "month": month}
    if not has_looked:
        reading_files.refuse_unseen(file, place)
    there = Bulletin.objects.filter(**place).first()
    staged_as = staging.keep(file)
    try:
        with transaction.atomic():
            # What was refused before has its answer in this one.
            Intake.objects.untaken().exclude(finished_at=None).filter(**place).delete()
            intake = Intake.objects.create(
                **place,
                sent_by=sender,
                name=plain_name(file.name or ""),
                size=file.size,
                has_looked=has_looked,
                staged_as=staged_as,
                bulletin=there,
                bulletin_state=there.state if there else "",
                asked_at=timezone.now(),
            )
            read_file.enqueue(str(intake.pk))
    except IntegrityError as error:
        staging.remove(staged_as)
        raise ValidationError(AWAITED, code="awaited") from error
    except BaseException:
        staging.remove(staged_as)
        raise
    return intake


@transaction.atomic
def read_again(key: UUID) -> bool:
    """Hand a file to the worker once more; False when it has it already."""
    former = reading_files.runner_of(key)
    asked = reading_files.ask_again(key)
    if asked:
        note_killed(former)
        read_file.enqueue(str(key))
    return asked


@task(takes_context=True)
@called("Đọc tệp bản tin")
def read_file(context: TaskContext, key: str) -> str:
    """Read a file that was sent in; returns the sentence that staff see, nothing of the file."""
    return read_staged(UUID(key), UUID(context.task_result.id))


def read_staged(key: UUID, runner: UUID) -> str:
    """Read a file that was sent in, as the task `runner`.

    As `tasks.read_to_the_end` does: the same work is laid down for a minute later, and taken away
    again at the end, since a killed worker takes nothing up again.
    """
    reading_files.sweep()
    with transaction.atomic():
        former = reading_files.runner_of(key)
        intake = reading_files.begin(key, runner)
        if intake is not None:
            note_killed(former)
        goes_on = intake is not None or reading_files.is_read_elsewhere(key)
        later = _look_again(key, LIFE) if goes_on else None
    if intake is None:
        reading_files.remove_left(key)
        return "Không còn gì để đọc, hoặc việc đọc đang chạy ở lượt khác."
    try:
        reading_files.read_through(intake)
    except reading_files.IntakeBusyError:
        _look_again(key, timedelta(seconds=BUSY_SECONDS))
    BackgroundTask.objects.filter(pk=later, status=TaskResultStatus.READY).delete()
    if not Intake.objects.filter(pk=key).exists():
        return "Tệp đã bị bỏ đi trong lúc máy đọc; không nhập gì."
    return "Đã đọc một tệp bản tin; kết quả ở trang của tệp ấy."


def _look_again(key: UUID, wait: timedelta) -> str:
    return str(read_file.using(run_after=timezone.now() + wait).enqueue(str(key)).id)


@task()
@called("Dọn tệp gửi lên và thùng rác quá hạn")
def sweep_files() -> str:
    """Remove what is left over, and again in an hour; returns the sentence that staff see."""
    move_bin_time(timezone.now())
    sweep_regularly()
    return "Đã bỏ các tệp gửi lên và những gì ở thùng rác mà quá hạn."


def sweep_regularly() -> None:
    """Sweep now and have the worker do it every hour from now on; asked when a worker starts."""
    sweeps = BackgroundTask.objects.filter(task_path=sweep_files.module_path)
    # First, so that a sweep that fails or is killed is not the last one.
    if not sweeps.filter(status=TaskResultStatus.READY).exists():
        sweep_files.using(run_after=timezone.now() + SWEEP_EACH).enqueue()
    # A row an hour would bury the work that staff look for.
    sweeps.filter(status=TaskResultStatus.SUCCESSFUL).delete()
    reading_files.sweep()
    sweep_lists()
    WAITING.remove_orphans()
    remove_expired_sessions()
    let_go_left(timezone.now())
    empty_bin(bin_time(timezone.now()))
    warn()
