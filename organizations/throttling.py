"""Wrong passwords are counted by account and address; after some of them both must wait.

django-axes looks before any password is looked at; here stands what is counted and what is said.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_network
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from organizations.client_address import client_address
from organizations.models import User
from organizations.second_step.codes import forget_wrong_codes
from organizations.security_log import Kind, record
from organizations.signing_in.sessions import note_seen

# Stands for an address that nobody knows; none that is given to a machine (RFC 5737).
_UNKNOWN_ADDRESS = "192.0.2.0"
# Whoever has one address of IPv6 has all of such a network.
_IPV6_BITS = 64
# Of one address and all names together: whoever tries one password on everybody. An office behind
# one address does not mistype as often in a quarter of an hour.
ADDRESS_LIMIT = 60
# A word that is no account may be a password that was typed into the wrong box.
_NO_ACCOUNT = "?"


class SignInGuard(AxesDatabaseHandler):
    """Keeps of a failed sign-in who, from where and how often: no form, no address of a page."""

    def is_locked(self, request: Any, credentials: Any = None) -> bool:
        # What a clock that was ahead wrote would lock until that day comes.
        now = timezone.now()
        AccessAttempt.objects.filter(attempt_time__gt=now).update(attempt_time=now)
        return super().is_locked(request, credentials) or _is_trying_everybody(request)

    def user_login_failed(
        self, sender: Any, credentials: Any, request: Any = None, **kwargs: Any
    ) -> None:
        if request is None:
            return
        request.axes_credentials = credentials
        if request.axes_locked_out:
            return
        self.clean_expired_user_attempts(request, credentials)
        failures = _count(request, counted_name(request, credentials))
        person = _account_named(request, credentials)
        record(Kind.SIGN_IN_FAILED, _which(person), request=request, about=person)
        if failures >= settings.AXES_FAILURE_LIMIT:
            request.axes_locked_out = True
            minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
            said = f"{failures} lần sai, khóa {minutes} phút"
            record(Kind.LOCKED, said, request=request, about=person)

    def user_logged_in(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        """Begin to count anew; told of every way in, so the time without use begins here too."""
        super().user_logged_in(sender, request, user, **kwargs)
        note_seen(request)


def _is_trying_everybody(request: Any) -> bool:
    since = request.axes_attempt_time - settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(
        ip_address=request.axes_ip_address, attempt_time__gt=since
    )
    failures = attempts.aggregate(number=Sum("failures_since_start"))["number"] or 0
    return failures >= ADDRESS_LIMIT


def _count(request: Any, name: str) -> int:
    """Count one failure more and return how many there are now."""
    key = {"username": name, "ip_address": request.axes_ip_address, "user_agent": ""}
    now = request.axes_attempt_time
    with transaction.atomic():
        attempts = AccessAttempt.objects.select_for_update()
        attempt, is_new = attempts.get_or_create(**key, defaults={"failures_since_start": 1})
        if not is_new:
            counted = {"failures_since_start": F("failures_since_start") + 1, "attempt_time": now}
            AccessAttempt.objects.filter(pk=attempt.pk).update(**counted)
            attempt.refresh_from_db(fields=["failures_since_start"])
    return attempt.failures_since_start


def _which(person: User | None) -> str:
    return "" if person else "tên đăng nhập không có trong sổ"


def counted_address(request: HttpRequest) -> str:
    """Return by which address failures are counted: one of IPv4, a network of IPv6."""
    address = client_address(request)
    if ":" in address:
        return str(ip_network((address, _IPV6_BITS), strict=False).network_address)
    return address or _UNKNOWN_ADDRESS


def counted_name(request: HttpRequest, credentials: Any) -> str:
    """Return by which name failures are counted: of an account its own, else nothing readable."""
    typed = _typed_name(credentials)
    if _account_named(request, credentials) is not None:
        return typed
    return _NO_ACCOUNT + sha256(f"{settings.SECRET_KEY}{typed}".encode()).hexdigest()


def _typed_name(credentials: Any) -> str:
    return str((credentials or {}).get("username") or "")


def _account_named(request: Any, credentials: Any) -> User | None:
    """Return the account of the name that was typed; asked once a request."""
    typed = _typed_name(credentials)
    known = getattr(request, "account_named", {})
    if typed not in known:
        known[typed] = User.objects.filter(username=typed).first()
        request.account_named = known
    return known[typed]


def locked_page(request: Any, response: HttpResponse, credentials: Any) -> HttpResponse:
    """Say when to come back (429); nothing of whether there is such an account."""
    # The next full minute: what the page names is never too early.
    until = (_locked_until(request, credentials) + timedelta(minutes=1)).replace(second=0)
    page = render(request, "registration/locked.html", {"until": until}, status=429)
    page["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds())))
    return page


def _locked_until(request: Any, credentials: Any) -> datetime:
    name, address = counted_name(request, credentials), request.axes_ip_address
    attempt = AccessAttempt.objects.filter(username=name, ip_address=address).first()
    began = attempt.attempt_time if attempt else request.axes_attempt_time
    return began + settings.AXES_COOLOFF_TIME


def with_locks(people: QuerySet[User]) -> QuerySet[User]:
    """Tell of each account whether it is locked for any address now (`is_locked`)."""
    locks = AccessAttempt.objects.filter(
        username=OuterRef("username"),
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME,
    )
    return people.annotate(is_locked=Exists(locks))


def lift_locks(person: User, request: HttpRequest) -> bool:
    """Let an account try again from everywhere; False where nothing was counted."""
    passwords = AccessAttempt.objects.filter(username=person.username).delete()[0]
    if not (forget_wrong_codes(person) or passwords):
        return False
    record(Kind.UNLOCKED, request=request, about=person)
    return True
