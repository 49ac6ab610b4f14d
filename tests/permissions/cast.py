"""Who walks through the site in the permission walk, and the records they come upon."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client

from bulletins.publishing import share_texts
from organizations.audience import Audience
from tests import factories as make

ROLES = ("anonymous", "member", "ward_member", "other_member", "editor", "administrator")
STAFF = {"editor", "administrator"}
# Who is in each audience, written out by hand: the code under test is not asked.
SEEN_BY = {
    Audience.EVERYONE: set(ROLES),
    Audience.MEMBERS: set(ROLES) - {"anonymous"},
    Audience.BODIES: {"ward_member", *STAFF},
    Audience.EDITORS: STAFF,
}


def mark(kind: str, audience: str, state: str) -> str:
    """The word that stands in a record and nowhere else."""
    return f"dau-{kind}-{audience}-{state}"


def answered(word: str, seen_by: set[str]) -> set[str]:
    """The roles to whom a record's own address answers.

    Whoever read a bulletin is told there that it is withdrawn, and nothing of what stood in it.
    """
    _, _, audience, state = word.split("-")
    return SEEN_BY[Audience(audience)] if state == "withdrawn" else seen_by


def make_cast() -> dict[str, Any]:
    """Make bodies, a signed-in user for each role, and records of every audience and state."""
    province = make.make_organization("Tỉnh ủy Mẫu")
    ward = make.make_organization("Đảng ủy phường Mẫu", parent=province)
    other = make.make_organization("Đảng ủy phường Khác", parent=province)
    editor = make.make_editor("bien-tap")
    _grant_registry_rights(editor)
    users = {
        "member": make.make_member("thanh-vien"),
        "ward_member": make.make_member("o-phuong", ward),
        "other_member": make.make_member("o-phuong-khac", other),
        "editor": editor,
        "administrator": make.make_administrator("quan-tri"),
    }
    keys = {role: _signed_in(user) for role, user in users.items()}
    return {"keys": keys, "records": list(_records(ward))}


def _signed_in(user: Any) -> str:
    """Sign `user` in and return the key of the session."""
    client = Client()
    client.force_login(user)
    return client.session.session_key


def clients_of(cast: dict[str, Any]) -> dict[str, Client]:
    """Return a new client for each role, that knows nothing but who it is."""
    clients = {role: Client() for role in ROLES}
    for role, key in cast["keys"].items():
        clients[role].cookies[settings.SESSION_COOKIE_NAME] = key
    return clients


def _grant_registry_rights(editor: Any) -> None:
    """Give what the migrations give the group: tests with real transactions may have emptied it."""
    group = editor.groups.get()
    apps = ("organizations", "documents", "bulletins")
    rights = Permission.objects.filter(content_type__app_label__in=apps)
    group.permissions.add(*rights.exclude(content_type__model__in=["user", "historicaluser"]))


def _records(ward: Any) -> Iterator[tuple[str, str, set[str]]]:
    """Yield (address, mark, roles that may see it) of every record made."""
    for month, audience in enumerate(Audience, start=1):
        bodies = [ward] if audience == Audience.BODIES else []
        shown = {"audience": audience, "audience_bodies": bodies}
        for state, seen in (("registered", SEEN_BY[audience]), ("proposed", STAFF)):
            seen = seen & (STAFF if state == "proposed" else set(ROLES))
            word = mark("vanban", audience, state)
            document = make.make_document(
                title=word, text=f"Nội dung {word}", state=state, organization=ward, **shown
            )
            yield document.get_absolute_url(), word, seen
            yield f"/api{document.get_absolute_url()}", word, seen
            file = make.make_attachment(document, content=word.encode(), name=f"{word}.pdf")
            yield file.get_absolute_url(), word, seen
        for year, state in ((2023, "published"), (2024, "draft")):
            seen = SEEN_BY[audience] if state == "published" else STAFF
            word = mark("bantin", audience, state)
            bulletin = make.make_bulletin(ward, year=year, month=month, state=state, **shown)
            make.make_item(bulletin, title=word)
            yield bulletin.get_absolute_url(), word, seen
        yield _withdrawn(ward, month, shown)
    yield from _binned(ward)


def _withdrawn(ward: Any, month: int, shown: dict[str, Any]) -> tuple[str, str, set[str]]:
    """Make a withdrawn bulletin: what stood in it is for staff alone, whoever its readers were."""
    word = mark("bantin", shown["audience"], "withdrawn")
    facts = {"withdrawn_on": date(2024, 2, 1), "withdrawn_reason": "In sai."}
    bulletin = make.make_bulletin(ward, year=2025, month=month, state="withdrawn", **facts, **shown)
    make.make_item(bulletin, title=word, text=make.make_source(f"Nội dung {word}"))
    share_texts(bulletin)
    return bulletin.get_absolute_url(), word, STAFF


def _binned(ward: Any) -> Iterator[tuple[str, str, set[str]]]:
    """Yield records in the bin: gone for everybody outside the admin."""
    word = mark("vanban", "everyone", "binned")
    document = make.make_document(title=word, organization=ward, audience=Audience.EVERYONE)
    file = make.make_attachment(document, content=word.encode(), name=f"{word}.pdf")
    document.move_to_bin()
    yield document.get_absolute_url(), word, set()
    yield f"/api{document.get_absolute_url()}", word, set()
    yield file.get_absolute_url(), word, set()
    word = mark("bantin", "everyone", "binned")
    bulletin = make.make_bulletin(ward, year=2022, month=1, audience=Audience.EVERYONE)
    make.make_item(bulletin, title=word)
    bulletin.move_to_bin()
    yield bulletin.get_absolute_url(), word, set()
