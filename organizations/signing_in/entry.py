"""What a link does: whom it may be made for, how it signs a device in, how that is ended."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from organizations.models import User
from organizations.models.people import EDITOR_GROUP
from organizations.models.signing_in import (
    DEVICE_DAYS,
    Device,
    SignInLink,
    end_of_day,
    hash_of,
    new_link,
)

_DEVICE = "device"
# What a browser showed when its link was used: the answer may never have reached it.
_OPENED_WITH = "opened_with"
# A press on a slow line is repeated within this.
AGAIN = timedelta(minutes=1)
# May a new password be set without the old one: whoever came by a link has forgotten it.
_MAY_SET_PASSWORD = "may_set_password"
BACKEND = "organizations.auth.RegistryBackend"
# What a browser says of its system, in the order in which it has to be looked for.
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Điện thoại Android"),
    ("Windows", "Máy tính Windows"),
    ("Macintosh", "Máy tính Mac"),
    ("Linux", "Máy tính Linux"),
)

# Programs in whose own window a link opens that came by them, by what that says of itself. What is
# signed in there is signed in nowhere else.
_CHATS = (
    ("Zalo", "Zalo"),
    ("FBAN", "Facebook"),
    ("FBAV", "Facebook"),
    ("Instagram", "Instagram"),
    ("Viber", "Viber"),
    (" Line/", "LINE"),
)


class LinkUsedError(Exception):
    """The link opens nothing: used, revoked, over, or its account is closed."""


def people_for(giver: Any) -> QuerySet[User]:
    """Return the accounts that `giver` may hand links to.

    An editor those of plain members: a link is as good as the account, and must never lead an
    editor to more rights than an editor has. An administrator also those of editors.
    """
    people = User.objects.filter(is_active=True, is_superuser=False)
    if not settings.DEMO:
        people = people.filter(is_demo=False)
    if giver.is_superuser:
        return people
    rights = Q(groups__name=EDITOR_GROUP) | Q(is_staff=True)
    rights |= Q(groups__permissions__isnull=False) | Q(user_permissions__isnull=False)
    return people.exclude(pk__in=User.objects.filter(rights).values("pk"))


def give_link(person: User, giver: Any) -> tuple[SignInLink, str]:
    """Make a link for a person of `people_for(giver)`; returns it and its secret.

    Two editors at once: the account is held, so the later link is the one that opens.
    """
    with transaction.atomic():
        held = people_for(giver).select_for_update(of=("self",)).get(pk=person.pk)
        return new_link(held, giver)


def link_of(secret: str) -> SignInLink:
    """Return the link of a secret; LinkUsedError when it opens nothing any more."""
    return _link_by_hash(hash_of(secret))


def _link_by_hash(secret_hash: str) -> SignInLink:
    links = SignInLink.objects.usable().select_related("user", "made_by")
    link = links.filter(secret_hash=secret_hash).first()
    if link is None or not _may_open(link):
        raise LinkUsedError
    return link


def _may_open(link: SignInLink) -> bool:
    """Whether the link could be made today: either account may have got or lost rights since."""
    giver = link.made_by
    return giver.is_active and giver.is_editor and people_for(giver).contains(link.user)


def sign_in(request: HttpRequest, secret_hash: str) -> Device:
    """Sign the device of the request in; LinkUsedError when somebody else was quicker.

    Whoever has a second step has given its code before (`second_step.owing`).
    """
    with transaction.atomic():
        link = _link_by_hash(secret_hash)
        now = timezone.now()
        # Of two presses at once one changes the row.
        if not SignInLink.objects.usable().filter(pk=link.pk).update(used_at=now):
            raise LinkUsedError
        shown = _shown_by(request)
        login(request, link.user, backend=BACKEND)
        # Also when the same person was signed in here: each device has a session of its own.
        request.session.cycle_key()
        expires_at = end_of_day(DEVICE_DAYS)
        request.session.set_expiry(expires_at)
        request.session.save()
        device = Device.objects.create(
            user=link.user,
            link=link,
            name=device_name(request.headers.get("User-Agent", "")),
            session_key=request.session.session_key,
            expires_at=expires_at,
        )
        request.session[_DEVICE] = device.pk
        request.session[_MAY_SET_PASSWORD] = True
        request.session[_OPENED_WITH] = shown
        # With the rest, so that a second press finds it as soon as the link is used.
        request.session.save()
    return device


def _shown_by(request: HttpRequest) -> str:
    """Return what tells one browser from all others before it has signed in, '' for nothing.

    The secret of its forms: a random one for each browser, kept in a cookie of this site.
    """
    secret = request.META.get("CSRF_COOKIE")
    return hash_of(secret) if secret else ""


def sign_in_again(request: HttpRequest, secret: str) -> Device:
    """Give the browser that used the link just now the session it was to have.

    On a slow line the button is pressed twice, and the answer to the first press never seen.
    LinkUsedError for another browser, after `AGAIN`, or where that session was ended.
    """
    since = timezone.now() - AGAIN
    opened = Device.objects.signed_in().filter(link__used_at__gte=since, user__is_active=True)
    device = opened.filter(link__secret_hash=hash_of(secret)).first()
    if device is None:
        raise LinkUsedError
    session = type(request.session)(device.session_key)
    shown = _shown_by(request)
    if not shown or session.get(_OPENED_WITH) != shown:
        raise LinkUsedError
    request.session = session
    # Only what was changed is sent to a browser.
    session.modified = True
    return device


def came_by(session: SessionBase, secret: str) -> bool:
    """Whether this session is the one that the link opened."""
    here = Device.objects.signed_in().filter(pk=session.get(_DEVICE))
    return here.filter(link__secret_hash=hash_of(secret)).exists()


def device_name(agent: str) -> str:
    """Return what a person calls such a device, from what its browser says of itself."""
    return next((name for word, name in _SYSTEMS if word in agent), "Thiết bị khác")


def chat_of(agent: str) -> str:
    """Return the chat program in whose window a page stands, '' for a browser of its own."""
    return next((name for word, name in _CHATS if word in agent), "")


def may_set_password(session: SessionBase) -> bool:
    """Whether this device came by a link and has set no password since."""
    return bool(session.get(_MAY_SET_PASSWORD))


def password_was_set(person: Any, session: SessionBase) -> None:
    """Go on knowing this device, whose session has a new key now; all others are signed out."""
    session.pop(_MAY_SET_PASSWORD, None)
    keep_only(person, session)


def keep_only(person: Any, session: SessionBase | None) -> None:
    """Sign all devices out but the one of `session`, whose key may be new; without one, all."""
    this = session.get(_DEVICE) if session is not None else None
    if session is not None:
        Device.objects.filter(pk=this, user=person).update(session_key=session.session_key)
    for device in Device.objects.signed_in().filter(user=person).exclude(pk=this):
        sign_out(device)


def is_this(device: Device, session: SessionBase) -> bool:
    return session.get(_DEVICE) == device.pk


def sign_out(device: Device) -> None:
    """End the device's session for good; a second time changes nothing."""
    if device.revoked_at:
        return
    device.revoked_at = timezone.now()
    device.save(update_fields=["revoked_at"])
    Session.objects.filter(session_key=device.session_key).delete()
