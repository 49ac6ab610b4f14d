"""Reads what a bulletin's items cite: citations, subjects, relations, all as proposals.

At once for a command; in steps for the worker, each a transaction of about half a second, so
that others write in between, progress is seen, and a killed reading goes on where it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bulletins.models import Bulletin, BulletinReading, Intake, ItemSubject
from bulletins.proposing import propose_subjects
from bulletins.publishing import hold_bulletin
from bulletins.subjects import text_subjects, texts_of
from documents.linking.relating import RelationSummary, propose_relations
from documents.linking.stating import cited_in
from documents.linking.writing import LinkSummary, enter_cited, link_texts
from documents.models import Citation, SourceText

# Without a sign of life for so long, whoever read is taken for dead: a step takes a second.
LIFE = timedelta(seconds=60)
# What kills the worker again and again at one place is left to a person.
MOST_TRIES = 3
# Entering one document takes some 20 ms, and nobody else can write on SQLite meanwhile.
DOCUMENTS_A_STEP = 20


class Standing(StrEnum):
    """Where a reading stands, for the page that shows it."""

    UNASKED = "unasked"
    WAITING = "waiting"
    # Asked for a minute ago, and no worker has taken it up.
    UNCLAIMED = "unclaimed"
    READING = "reading"
    # Whoever read gives no sign of life, and the next try is laid down.
    BROKEN_OFF = "broken_off"
    FAILED = "failed"
    DONE = "done"


@dataclass(slots=True)
class ReadSummary:
    """What a reading of a whole bulletin proposes."""

    links: LinkSummary = field(default_factory=LinkSummary)
    subjects: list[ItemSubject] = field(default_factory=list)
    relations: RelationSummary = field(default_factory=RelationSummary)


@transaction.atomic
def read_items(bulletin: Bulletin) -> ReadSummary:
    """Read all items of a bulletin anew, together, in one transaction, and note that it is done."""
    hold_bulletin(bulletin.pk)
    texts = list(texts_of(bulletin))
    summary = read_together(bulletin, texts)
    citations, items = len(summary.links.citations), len(texts)
    BulletinReading.objects.filter(bulletin=bulletin).update(
        finished_at=timezone.now(),
        citations_read=citations,
        citations=citations,
        items_read=items,
        items=items,
    )
    return summary


def read_together(bulletin: Bulletin, texts: Sequence[SourceText]) -> ReadSummary:
    """Read these texts of a bulletin as one; within a transaction that holds the bulletin."""
    summary = ReadSummary(links=link_texts(texts))
    summary.subjects = propose_subjects(bulletin, cited_in(texts)).told
    summary.relations = propose_relations(texts, text_subjects(bulletin))
    return summary


@transaction.atomic
def ask(bulletin: Bulletin) -> bool:
    """Note that a bulletin is to be read, from the start where it was read to the end before.

    Returns False while somebody reads it already, or while nobody has begun what was just asked.
    """
    hold_bulletin(bulletin.pk)
    reading, _ = BulletinReading.objects.get_or_create(bulletin=bulletin)
    if is_alive(reading):
        return False
    if reading.finished_at:
        reading.citations_read = reading.items_read = 0
    reading.finished_at, reading.alive_at = None, None
    reading.asked_at, reading.runner, reading.tries = timezone.now(), None, 0
    reading.save()
    return True


def want_again(bulletin: Bulletin) -> None:
    """Note that what was read no longer holds: a person is to ask for a new reading.

    Whoever reads just now finds no task of theirs and stops. Without a text left in use there
    is nothing to ask for. Within a transaction that holds the bulletin.
    """
    if not bulletin.items.filter(text__isnull=False).exists():
        return
    unasked = {
        **dict.fromkeys(("finished_at", "asked_at", "alive_at", "runner")),
        **dict.fromkeys(("tries", "citations_read", "citations", "items_read", "items"), 0),
    }
    BulletinReading.objects.update_or_create(bulletin=bulletin, defaults=unasked)


def is_outdated(bulletin: Bulletin) -> bool:
    """Whether nobody has asked for a reading of texts in which citations stand already."""
    reading = BulletinReading.objects.filter(bulletin=bulletin).first()
    if reading is None or standing_of(reading) != Standing.UNASKED:
        return False
    return Citation.objects.filter(source__in=texts_of(bulletin)).exists()


def refuse_unread(bulletin: Bulletin, undone: str = "Chưa phát hành được") -> None:
    """Raise ValidationError (code 'unread') while a text that came in is not read to the end.

    Nobody could have decided on what it cites, nor seen what the checks say of it. The sentence
    begins with what is `undone` by it.
    """
    if BulletinReading.objects.filter(bulletin=bulletin, finished_at=None).exists():
        raise ValidationError(
            "%(undone)s: trích dẫn của bản tin chưa được đọc xong. Mở trang đối chiếu, bấm “Đọc "
            "trích dẫn” và chờ máy đọc xong.",
            code="unread",
            params={"undone": undone},
        )


def is_alive(reading: BulletinReading | Intake) -> bool:
    """Whether it was asked for, or whoever reads gave a sign of life, less than a minute ago."""
    last = reading.alive_at or reading.asked_at
    # A sign from the future is one of before the clock was set back.
    return not reading.finished_at and last is not None and abs(timezone.now() - last) < LIFE


def runner_of(bulletin_id: int) -> UUID | None:
    """Return the task that last read the bulletin and not to the end; None for none."""
    rows = BulletinReading.objects.filter(bulletin=bulletin_id, finished_at=None)
    return rows.values_list("runner", flat=True).first()


def is_read_elsewhere(bulletin_id: int) -> bool:
    """Whether somebody reads the bulletin and lives."""
    reading = BulletinReading.objects.filter(bulletin=bulletin_id).exclude(runner=None).first()
    return reading is not None and is_alive(reading)


def told(bulletin_id: int) -> str:
    """Say in Vietnamese how far the reading of a bulletin has come."""
    reading = BulletinReading.objects.filter(bulletin=bulletin_id).first()
    return sentence_of(reading) if reading else "Bản tin không còn trong sổ."


def sentence_of(reading: BulletinReading) -> str:
    """Say in Vietnamese how far a reading has come."""
    if reading.finished_at:
        return f"Đã đọc {reading.items} mục, {reading.citations} trích dẫn."
    return f"Đã đọc {reading.items_read} trên {reading.items} mục."


def standing_of(reading: BulletinReading | Intake | None) -> Standing:
    """Return where the reading stands; without a record nobody has asked for any."""
    if reading is None or (reading.asked_at is None and not reading.finished_at):
        return Standing.UNASKED
    if reading.finished_at:
        return Standing.DONE
    if is_alive(reading):
        return Standing.READING if reading.runner else Standing.WAITING
    if not reading.runner:
        return Standing.UNCLAIMED
    return Standing.FAILED if reading.tries >= MOST_TRIES else Standing.BROKEN_OFF


@transaction.atomic
def begin(bulletin_id: int, runner: UUID) -> bool:
    """Take over the reading of a bulletin that was asked for, by the task `runner`.

    False when there is nothing to read, it was tried too often, or another reads it still.
    """
    reading = _held(bulletin_id)
    if reading is None or reading.finished_at or reading.asked_at is None:
        return False
    if (reading.runner and is_alive(reading)) or reading.tries >= MOST_TRIES:
        return False
    reading.runner, reading.alive_at = runner, timezone.now()
    reading.tries += 1
    reading.save()
    return True


@transaction.atomic
def read_on(bulletin_id: int, runner: UUID) -> bool:
    """Go one step on; returns whether another is to follow.

    The last step reads all items together, by when the documents they cite are entered. Who is
    not `runner` any more, because another took over, does nothing.
    """
    reading = _held(bulletin_id)
    if reading is None or reading.finished_at or reading.runner != runner:
        return False
    texts = list(texts_of(reading.bulletin))
    is_counted = reading.items > 0 or not texts
    if is_counted and reading.citations_read >= reading.citations:
        read_items(reading.bulletin)
        return False
    entered = enter_cited(texts, reading.citations_read, DOCUMENTS_A_STEP)
    reading.citations_read, reading.citations = entered.citations, entered.all_citations
    reading.items_read, reading.items = entered.texts, entered.all_texts
    reading.alive_at, reading.tries = timezone.now(), 0
    reading.save()
    return True


def _held(bulletin_id: int) -> BulletinReading | None:
    """Hold the bulletin and return how far it is read; None when it is gone or in the bin."""
    if not Bulletin.objects.filter(pk=bulletin_id).exists():
        return None
    bulletin = hold_bulletin(bulletin_id)
    reading = BulletinReading.objects.filter(bulletin=bulletin).first()
    if reading is None or bulletin.is_binned:
        return None
    reading.bulletin = bulletin
    return reading
