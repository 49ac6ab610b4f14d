"""Letters with what is new, for those who asked for them: one a day or a week at most.

A letter is marked as sent before it is handed to the mail server, in a transaction of its own.
Whatever is killed, no letter goes twice; at worst the one that was being handed over is lost, and
what stood in it still stands on the person's page. Sending inside the transaction would err the
other way, and on SQLite nobody could write while a slow server thinks.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from documents.following.follows import last_place
from documents.following.news import followed_events, settle
from documents.following.notices import Group, grouped, groups_of
from documents.models import Event, Follower

MOST_IN_LETTER = 100
WEEK = timedelta(days=7)
_log = logging.getLogger("vankien.digest")


@dataclass(slots=True)
class Summary:
    """What a run did: letters sent, people without news, letters that could not be sent."""

    sent: int = 0
    without_news: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, and what was marked before it, to be put back if it cannot be sent."""

    to: str
    subject: str
    body: str
    former_place: int
    former_day: date | None


def send_letters(
    *, is_trial: bool = False, show: Callable[[Letter], None] | None = None
) -> Summary:
    """Send each person who asked for it what is new since the last letter and the last look.

    With `is_trial` nothing is sent or marked. `show` is told of each letter. One that cannot be
    sent stops no other; it is tried again by the next run.
    """
    settle()
    until, today = last_place(), timezone.localdate()
    summary = Summary()
    for pk in list(due_on(today).order_by("pk").values_list("pk", flat=True)):
        try:
            letter = _claim(pk, until, today, is_trial)
        except Exception:
            # Whatever is wrong with what one person follows, the next one's letter goes out.
            _log.exception("A letter could not be written")
            summary.failed += 1
            continue
        if letter is None:
            summary.without_news += 1
            continue
        if show:
            show(letter)
        if is_trial or _send(letter):
            summary.sent += 1
        else:
            _put_back(pk, until, today, letter)
            summary.failed += 1
    return summary


def due_on(today: date) -> QuerySet[Follower]:
    """Return those who may get a letter today: they asked, have an address, and may sign in."""
    daily, weekly = Follower.Digest.DAILY, Follower.Digest.WEEKLY
    due = (
        Q(mailed_on__isnull=True, digest__in=(daily, weekly))
        | Q(mailed_on__lt=today, digest=daily)
        | Q(mailed_on__lte=today - WEEK, digest=weekly)
    )
    followers = Follower.objects.filter(due, user__is_active=True).exclude(user__email="")
    return followers if settings.DEMO else followers.filter(user__is_demo=False)


@transaction.atomic
def _claim(pk: int, until: int, today: date, is_trial: bool) -> Letter | None:
    """Return the letter for one person and mark it as sent; None where there is nothing to send.

    Held while it is asked again whether it is due: two runs at once send one letter.
    """
    due = due_on(today).select_related("user").select_for_update(of=("self",))
    follower = due.filter(pk=pk).first()
    letter = _letter(follower, until) if follower else None
    if follower and letter and not is_trial:
        follower.mailed_place, follower.mailed_on = until, today
        follower.save(update_fields=["mailed_place", "mailed_on"])
    return letter


def _letter(follower: Follower, until: int) -> Letter | None:
    # What was looked at already need not be told again.
    since = max(follower.mailed_place, follower.seen_place)
    events = Event.objects.not_too_old().filter(place__gt=since, place__lte=until)
    user = follower.user
    found = grouped(*followed_events(events, user), user, MOST_IN_LETTER)
    if not found.count:
        return None
    count = f"hơn {found.count}" if found.is_more else str(found.count)
    return Letter(
        to=user.email,
        subject=f"Văn Kiện: {count} việc mới trong những gì bạn theo dõi",
        body=_body(user, count, groups_of(found, user)),
        former_place=follower.mailed_place,
        former_day=follower.mailed_on,
    )


def _body(user: Any, count: str, groups: list[Group]) -> str:
    lines = [f"Kính gửi {user.known_as},", ""]
    lines += [f"Có {count} việc mới trong những gì bạn theo dõi trên Văn Kiện.", ""]
    for group in groups:
        lines += [f"{group.followed.kind}: {group.followed.name}", ""]
        for notice in group.notices:
            lines += [f"- {notice.name}", f"  {notice.sentence}"]
            lines += [f"  {' '.join(notice.title.split())}"] if notice.title else []
            lines += [f"  {_address(notice.address)}", ""]
    lines += [f"Xem tất cả: {_address(reverse('following:news'))}"]
    lines += [f"Đổi cách nhận hoặc thôi nhận thư: {_address(reverse('following:digest'))}", ""]
    return "\n".join(lines)


def _address(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"


def _send(letter: Letter) -> bool:
    """Hand a letter to the mail server; False, and a line in the log, where that fails."""
    message = EmailMessage(
        letter.subject,
        letter.body,
        to=[letter.to],
        # Programs that answer when somebody is away then do not answer.
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except Exception as error:
        # Whatever is wrong with one address, the next is tried. What the server said names the
        # address, which belongs in no log.
        _log.warning("A letter could not be sent: %s", type(error).__name__)
        return False
    return True


def _put_back(pk: int, until: int, today: date, letter: Letter) -> None:
    """Let the next run try again, unless somebody has changed the row since."""
    Follower.objects.filter(pk=pk, mailed_place=until, mailed_on=today).update(
        mailed_place=letter.former_place, mailed_on=letter.former_day
    )
