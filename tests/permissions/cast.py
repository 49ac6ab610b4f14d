"""Who walks through the site in the permission walk, and the records they come upon."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client

from bulletins.publishing import share_texts
from documents.models import Decision, Relation
from organizations.audience import Audience
from tests import factories as make

# Of the ward's bodies one lies above it and one below: what is for a body is for those below too.
BODY_ROLES = {
    "province_member": "Tỉnh ủy Mẫu",
    "ward_member": "Đảng ủy phường Mẫu",
    "cell_member": "Chi bộ phường Mẫu",
    "other_member": "Đảng ủy phường Khác",
}
ROLES = ("anonymous", "member", *BODY_ROLES, "editor", "administrator")
STAFF = {"editor", "administrator"}
# Who is in each audience, written out by hand: the code under test is not asked.
SEEN_BY = {
    Audience.EVERYONE: set(ROLES),
    Audience.MEMBERS: set(ROLES) - {"anonymous"},
    Audience.BODIES: {"ward_member", "cell_member", *STAFF},
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
    province = make.make_organization(BODY_ROLES["province_member"])
    ward = make.make_organization(BODY_ROLES["ward_member"], parent=province)
    other = make.make_organization(BODY_ROLES["other_member"], parent=province)
    cell = make.make_organization(BODY_ROLES["cell_member"], parent=ward)
    editor = make.make_editor("bien-tap")
    _grant_registry_rights(editor)
    users = {
        "member": make.make_member("thanh-vien"),
        "province_member": make.make_member("o-tinh", province),
        "ward_member": make.make_member("o-phuong", ward),
        "cell_member": make.make_member("o-chi-bo", cell),
        "other_member": make.make_member("o-phuong-khac", other),
        "editor": editor,
        "administrator": make.make_administrator("quan-tri"),
    }
    keys = {role: _signed_in(user) for role, user in users.items()}
    named = NamedByAll(province, editor)
    records = [*_records(ward, named), *named.records()]
    return {"keys": keys, "records": records, "named": named.document.slug}


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


class NamedByAll:
    """A document for everybody that all other records name, and that names all of them.

    Its pages are where a relation, a citation or an item could give away what names it.
    """

    def __init__(self, body: Any, editor: Any) -> None:
        self._decided = {"decided_by": editor, "state": Decision.CONFIRMED}
        self._word = mark("vanban", Audience.EVERYONE, "named")
        self.document = make.make_document(
            title=self._word, organization=body, audience=Audience.EVERYONE
        )
        self.cited = f"Chỉ thị số {self.document.code}"
        self._documents: list[Any] = []

    def tie(self, document: Any) -> None:
        """Let a document, and the words of its text, name this one."""
        evidence = f"{document.title} thực hiện {self.cited}."
        make.make_relation(document, self.document, evidence=evidence, **self._decided)
        back = {"verb": Relation.Verb.REFERS_TO, "evidence": f"Xem {document.title}."}
        make.make_relation(self.document, document, **back, **self._decided)
        if document.text:
            make.make_citation(document.text, self.cited, self.document, **self._decided)
        self._documents.append(document)

    def introduce(self, bulletin: Any, word: str) -> None:
        """Let a bulletin's item be about it and cite it."""
        text = make.make_source(f"Nội dung {word} theo {self.cited}")
        item = make.make_item(bulletin, title=word, text=text)
        make.make_subject(item, self.document, **self._decided)
        make.make_citation(text, self.cited, self.document, **self._decided)
        share_texts(bulletin)

    def records(self) -> Iterator[tuple[str, str, set[str]]]:
        """Yield its own addresses; all that was tied to it is named in its text by now."""
        codes = {document: f"Chỉ thị số {document.code}" for document in self._documents}
        source = make.make_source("; ".join(codes.values()), audience=Audience.EVERYONE)
        self.document.text, self.document.is_held = source, True
        self.document.save()
        for document, code in codes.items():
            make.make_citation(source, code, document, **self._decided)
        yield self.document.get_absolute_url(), self._word, set(ROLES)
        yield f"/api{self.document.get_absolute_url()}", self._word, set(ROLES)


def _records(ward: Any, named: NamedByAll) -> Iterator[tuple[str, str, set[str]]]:
    """Yield (address, mark, roles that may see it) of every record made."""
    for month, audience in enumerate(Audience, start=1):
        bodies = [ward] if audience == Audience.BODIES else []
        shown = {"audience": audience, "audience_bodies": bodies}
        for state, seen in (("registered", SEEN_BY[audience]), ("proposed", STAFF)):
            seen = seen & (STAFF if state == "proposed" else set(ROLES))
            word = mark("vanban", audience, state)
            text = f"Nội dung {word} theo {named.cited}"
            document = make.make_document(
                title=word, text=text, state=state, organization=ward, **shown
            )
            named.tie(document)
            yield document.get_absolute_url(), word, seen
            yield f"/api{document.get_absolute_url()}", word, seen
            file = make.make_attachment(document, content=word.encode(), name=f"{word}.pdf")
            yield file.get_absolute_url(), word, seen
        for year, state in ((2023, "published"), (2024, "draft")):
            seen = SEEN_BY[audience] if state == "published" else STAFF
            word = mark("bantin", audience, state)
            bulletin = make.make_bulletin(ward, year=year, month=month, state=state, **shown)
            named.introduce(bulletin, word)
            yield bulletin.get_absolute_url(), word, seen
        yield _withdrawn(ward, month, shown, named)
    yield from _binned(ward, named)


def _withdrawn(
    ward: Any, month: int, shown: dict[str, Any], named: NamedByAll
) -> tuple[str, str, set[str]]:
    """Make a withdrawn bulletin: what stood in it is for staff alone, whoever its readers were."""
    word = mark("bantin", shown["audience"], "withdrawn")
    facts = {"withdrawn_on": date(2024, 2, 1), "withdrawn_reason": "In sai."}
    bulletin = make.make_bulletin(ward, year=2025, month=month, state="withdrawn", **facts, **shown)
    named.introduce(bulletin, word)
    return bulletin.get_absolute_url(), word, STAFF


def _binned(ward: Any, named: NamedByAll) -> Iterator[tuple[str, str, set[str]]]:
    """Yield records in the bin: gone for everybody outside the admin."""
    word = mark("vanban", "everyone", "binned")
    document = make.make_document(title=word, organization=ward, audience=Audience.EVERYONE)
    named.tie(document)
    file = make.make_attachment(document, content=word.encode(), name=f"{word}.pdf")
    document.move_to_bin()
    yield document.get_absolute_url(), word, set()
    yield f"/api{document.get_absolute_url()}", word, set()
    yield file.get_absolute_url(), word, set()
    word = mark("bantin", "everyone", "binned")
    bulletin = make.make_bulletin(ward, year=2022, month=1, audience=Audience.EVERYONE)
    named.introduce(bulletin, word)
    bulletin.move_to_bin()
    yield bulletin.get_absolute_url(), word, set()
