"""Ends the sessions of an account, on every machine or on all but the one that asks.

A session that was begun when less was asked for must not outlast the change, nor may a phone that
was lost stay signed in.
"""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from organizations.models import User
from organizations.signing_in.entry import keep_only


@transaction.atomic
def end_sessions(person: Any) -> None:
    """Sign a person out everywhere; access tokens and the like are other keys (`keys.end_keys`)."""
    _begin_round(person)
    keep_only(person, None)


@transaction.atomic
def end_other_sessions(request: HttpRequest) -> None:
    """Sign whoever asks out everywhere but here."""
    _begin_round(request.user)
    update_session_auth_hash(request, request.user)
    keep_only(request.user, request.session)


def _begin_round(person: Any) -> None:
    User.objects.filter(pk=person.pk).update(session_round=F("session_round") + 1)
    person.refresh_from_db(fields=["session_round"])
