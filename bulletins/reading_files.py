"""Reads a staged file in the worker and takes it in as a bulletin, or says why not.

Whoever reads gives signs of life; a killed one is taken over, and the file is read anew from
its start. A refused file is removed before its answer is given, any other once it is taken in.
"""

import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from bulletins.filetext import field_of, text_of_file
from bulletins.importing import (
    OTHER_TEXT,
    BulletinRefusedError,
    ImportSummary,
    OtherTextError,
    take_in,
)
from bulletins.intakes import IntakeQuerySet
from bulletins.models import Bulletin, Intake
from bulletins.reading import MOST_TRIES, is_alive
from bulletins.staging import staging
from bulletins.tasks import read_later
from documents.files.programs import remove_left_folders
from documents.files.reading import Progress, Stage
from documents.files.receiving import remove_left_uploads
from documents.files.uploads import sha256_of
from organizations.acting import acting_as
from organizations.deeds import note_deed

# Long enough for an editor to come back to the answer, and to a worker that stood still overnight.
KEPT = timedelta(days=1)
# As often as the page that shows it loads itself.
TELL_SECONDS = 1.0
# What is told of whoever had it taken in.
BROUGHT_IN = "Nhập"
LOST = "Tệp không còn trên máy chủ. Hãy chọn lại tệp rồi gửi lần nữa."


class IntakeBusyError(Exception):
    """The reader has no room for this file now; it waits on."""


def refuse_unseen(file: UploadedFile, place: Mapping[str, Any]) -> None:
    """Raise ValidationError (code 'must_look') for a file that was sent back to be looked through.

    It is sent again for the same `place` without the word that somebody did: reading it once more
    would take minutes and end alike.
    """
    refused = Intake.objects.untaken().filter(**place).exclude(sha256="").last()
    if refused and refused.sha256 == sha256_of(file):
        raise ValidationError(
            "Vẫn là tệp đã gửi lúc %(time)s, mà chưa đánh dấu là đã xem. %(answer)s",
            code="must_look",
            params={
                "time": date_format(timezone.localtime(refused.sent_at), "H:i"),
                "answer": refused.answer,
            },
        )


@transaction.atomic
def begin(key: UUID, runner: UUID) -> Intake | None:
    """Take over the reading of a file, by the task `runner`.

    None when there is nothing to read, it was tried too often, or another reads it still.
    """
    intake = Intake.objects.awaited().select_for_update().filter(pk=key).first()
    if intake is None or (intake.runner and is_alive(intake)) or intake.tries >= MOST_TRIES:
        return None
    intake.runner, intake.alive_at = runner, timezone.now()
    intake.tries += 1
    intake.stage, intake.pages_read, intake.pages = "", 0, 0
    intake.save()
    return intake


def runner_of(key: UUID) -> UUID | None:
    """Return the key of the task that reads the file, or did until it was killed."""
    return Intake.objects.awaited().filter(pk=key).values_list("runner", flat=True).first()


def is_read_elsewhere(key: UUID) -> bool:
    """Whether somebody reads the file and lives."""
    intake = Intake.objects.awaited().exclude(runner=None).filter(pk=key).first()
    return intake is not None and is_alive(intake)


def read_through(intake: Intake) -> None:
    """Read the file of an intake just begun, and take it in or refuse it.

    Raises IntakeBusyError when it can only be read later. Who was taken over meanwhile, or whose
    file an editor took back, does nothing: nobody waits for an answer on it.
    """
    try:
        with acting_as(intake.sent_by):
            body = _text_of(intake)
    except ValidationError as error:
        if error.code == "busy":
            _put_back(intake)
            raise IntakeBusyError from error
        sentence = " ".join(error.messages).replace(f" “{intake.name}”", "")
        if error.code == "must_look":
            _keep_sum(intake)
        _refuse(intake, sentence, field_of(error))
    else:
        _take(intake, body)


def _text_of(intake: Intake) -> str:
    try:
        file = staging.opened(intake.staged_as, intake.name)
    except FileNotFoundError as error:
        raise ValidationError(LOST, code="lost") from error
    with file:
        if file.size != intake.size:
            raise ValidationError(LOST, code="lost")
        return text_of_file(file, has_looked=intake.has_looked, progress=_progress_of(intake))


def _progress_of(intake: Intake) -> Progress:
    told_at = 0.0

    def tell(stage: Stage, done: int, of: int) -> None:
        nonlocal told_at
        if done < of and time.monotonic() - told_at < TELL_SECONDS:
            return
        told_at = time.monotonic()
        # What cannot be told now is told in a second; the reading itself is worth more.
        with suppress(DatabaseError):
            _own(intake).update(alive_at=timezone.now(), stage=stage, pages_read=done, pages=of)

    return tell


def _own(intake: Intake) -> IntakeQuerySet:
    """Return the intake as a query that finds it only while this task reads it."""
    return Intake.objects.awaited().filter(pk=intake.pk, runner=intake.runner)


def _take(intake: Intake, body: str) -> None:
    try:
        with acting_as(intake.sent_by), transaction.atomic():
            # Whoever takes the file back waits until the bulletin is there, or it never comes.
            if not _own(intake).select_for_update().exists():
                return
            _refuse_closed_account(intake)
            summary = take_in(body, intake.publisher, intake.year, intake.month)
            if summary.is_new:
                _refuse_changed(intake, summary.bulletin)
            _own(intake).update(
                finished_at=timezone.now(),
                is_taken=True,
                bulletin=summary.bulletin,
                answer=answer_of(summary),
            )
            note_deed(intake.sent_by, summary.bulletin, BROUGHT_IN)
            if summary.is_new and summary.bulletin.state != Bulletin.State.DRAFT:
                read_later(summary.bulletin)
    except OtherTextError:
        _refuse(intake, OTHER_TEXT, "month")
    except BulletinRefusedError as error:
        _refuse(intake, str(error), "")
    except ValidationError as error:
        _refuse(intake, " ".join(error.messages), "")
    else:
        staging.remove(intake.staged_as)


def answer_of(summary: ImportSummary) -> str:
    """Say in Vietnamese what taking a text in has done, and what is to do next."""
    if not summary.is_new:
        return "Bản tin này đã có đúng nội dung ấy trong sổ."
    if summary.bulletin.state == Bulletin.State.DRAFT:
        state = "Bản tin là bản thảo cho đến khi phát hành."
    elif summary.bulletin.state == Bulletin.State.WITHDRAWN:
        state = "Bản tin đang bị thu hồi: chỉ cán bộ biên tập đọc được cho đến khi phát hành lại."
    else:
        state = "Bản tin đã phát hành: phần vừa nhập chờ bấm “Đã xem, cho đọc” ở trang đọc."
    said = f"Đã chia bản tin thành {len(summary.items)} mục. {state}"
    return f"{said} {summary.other_month}".strip()


def _refuse_closed_account(intake: Intake) -> None:
    if not (intake.sent_by.is_active and intake.sent_by.is_editor):
        raise ValidationError(
            "Tài khoản gửi tệp không còn quyền biên tập. Chưa nhập gì.", code="no_editor"
        )


def _refuse_changed(intake: Intake, bulletin: Bulletin) -> None:
    """Raise ValidationError when the bulletin is not the one for which the file was sent.

    Whoever sent it saw another one, or none: what goes onto a bulletin that members read by now
    is for a person to say.
    """
    month = f"{intake.month}/{intake.year}"
    if intake.bulletin_state and intake.bulletin_id != bulletin.pk:
        raise ValidationError(
            f"Trong lúc tệp chờ đọc, bản tin tháng {month} đã bị xóa hoặc bỏ vào thùng rác. Chưa "
            "nhập gì. Nếu vẫn muốn nhập, chọn lại tệp rồi gửi lần nữa.",
            code="bulletin_gone",
        )
    if bulletin.state != (intake.bulletin_state or Bulletin.State.DRAFT):
        raise ValidationError(
            f"Trong lúc tệp chờ đọc, bản tin tháng {month} đã chuyển sang "
            f"“{bulletin.get_state_display()}”. Chưa nhập gì. Nếu vẫn muốn nhập, chọn lại tệp rồi "
            "gửi lần nữa.",
            code="bulletin_changed",
        )


def _refuse(intake: Intake, sentence: str, field: str) -> None:
    """Give the answer, once nothing of the file is left; nothing for who reads it no more."""
    if not _own(intake).exists():
        return
    staging.remove(intake.staged_as)
    _own(intake).update(finished_at=timezone.now(), answer=sentence, refused_field=field)


def _keep_sum(intake: Intake) -> None:
    # An editor may throw the file away at any moment; then nobody can send it again unseen.
    with suppress(FileNotFoundError):
        _own(intake).update(sha256=staging.digest_of(intake.staged_as))


def _put_back(intake: Intake) -> None:
    """Let the file wait as if it had just been asked for: nothing went wrong with it."""
    now = timezone.now()
    _own(intake).update(asked_at=now, runner=None, alive_at=None, tries=0)


@transaction.atomic
def ask_again(key: UUID) -> bool:
    """Note that a file nobody reads is to be read; False when somebody does, or it is done."""
    intake = Intake.objects.awaited().select_for_update().filter(pk=key).first()
    if intake is None or is_alive(intake):
        return False
    intake.asked_at, intake.runner, intake.alive_at, intake.tries = timezone.now(), None, None, 0
    intake.save()
    return True


def forget(intake: Intake) -> bool:
    """Remove a file and its row; whoever reads it just now takes nothing in.

    False, and nothing is removed, when a bulletin has been taken in from it meanwhile.
    """
    with transaction.atomic():
        held = Intake.objects.select_for_update().filter(pk=intake.pk).first()
        if held is not None and held.is_taken:
            return False
        _remove(intake)
    return True


def _remove(intake: Intake) -> None:
    intake.delete()
    staging.remove(intake.staged_as)


def remove_left(key: UUID) -> None:
    """Remove the file of an intake that was taken in by a worker killed right after that."""
    for intake in Intake.objects.exclude(finished_at=None).filter(pk=key):
        staging.remove(intake.staged_as)


def sweep() -> None:
    """Remove what is older than a day, but for what is being read, and files that have no row."""
    for intake in Intake.objects.filter(sent_at__lt=timezone.now() - KEPT):
        if not (intake.runner and is_alive(intake)):
            _remove(intake)
    remove_left_folders()
    remove_left_uploads()
    staging.remove_orphans(set(Intake.objects.awaited().values_list("staged_as", flat=True)))
