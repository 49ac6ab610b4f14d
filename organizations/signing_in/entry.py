"""What a link does: whom it may be made for, how it signs a device in, how that is ended."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string

from organizations.models import User
from organizations.models.people import EDITOR_GROUP
from organizations.models.signing_in import DEVICE_DAYS, Device, SignInLink, hash_of, new_link

_DEVICE = "device"
# May a new password be set without the old one: whoever came by a link has forgotten it.
_MAY_SET_PASSWORD = "may_set_password"
_BACKEND = "organizations.auth.RegistryBackend"
# What a browser says of its system, in the order in which it has to be looked for.
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Điện thoại Android"),
    ("Windows", "Máy tính Windows"),
    ("Macintosh", "Máy tính Mac"),
    ("Linux", "Máy tính Linux"),
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
    links = SignInLink.objects.usable().select_related("user")
    link = links.filter(secret_hash=hash_of(secret)).first()
    if link is None or not may_sign_in(link.user):
        raise LinkUsedError
    return link


def may_sign_in(person: User) -> bool:
    return import_string(_BACKEND)().user_can_authenticate(person)


def sign_in(request: HttpRequest, secret: str) -> Device:
    """Sign the device of the request in; LinkUsedError when somebody else was quicker."""
    with transaction.atomic():
        link = link_of(secret)
        now = timezone.now()
        # Of two presses at once one changes the row.
        if not SignInLink.objects.usable().filter(pk=link.pk).update(used_at=now):
            raise LinkUsedError
        login(request, link.user, backend=_BACKEND)
        request.session.set_expiry(timedelta(days=DEVICE_DAYS))
        request.session.save()
        device = Device.objects.create(
            user=link.user,
            link=link,
            name=device_name(request.headers.get("User-Agent", "")),
            session_key=request.session.session_key,
            expires_at=now + timedelta(days=DEVICE_DAYS),
        )
        request.session[_DEVICE] = device.pk
        request.session[_MAY_SET_PASSWORD] = True
    return device


def device_name(agent: str) -> str:
    """Return what a person calls such a device, from what its browser says of itself."""
    return next((name for word, name in _SYSTEMS if word in agent), "Thiết bị khác")


def may_set_password(session: SessionBase) -> bool:
    """Whether this device came by a link and has set no password since."""
    return bool(session.get(_MAY_SET_PASSWORD))


def keep_device(session: SessionBase) -> None:
    """Go on knowing the device after its session was given a new key (a password was set)."""
    session.pop(_MAY_SET_PASSWORD, None)
    if device := session.get(_DEVICE):
        Device.objects.filter(pk=device).update(session_key=session.session_key)


def is_this(device: Device, session: SessionBase) -> bool:
    return session.get(_DEVICE) == device.pk


def sign_out(device: Device) -> None:
    """End the device's session for good; a second time changes nothing."""
    if device.revoked_at:
        return
    device.revoked_at = timezone.now()
    device.save(update_fields=["revoked_at"])
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
    store(session_key=device.session_key).delete()
