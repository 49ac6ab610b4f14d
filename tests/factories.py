"""Valid records for tests: a test states only what it is about, the rest is filled in here.

Plain functions; every default can be given another value by keyword. Counters keep names
and numbers apart, so two calls never collide unless the test wants them to.
"""

import hashlib
from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from bulletins.models import Bulletin, BulletinItem, Intake, ItemSubject
from documents.models import (
    Attachment,
    Citation,
    CitationTarget,
    Decision,
    Document,
    DocumentType,
    ImportedList,
    ImportedRow,
    MistakeReport,
    Relation,
    SearchMiss,
    SeriesRule,
    SourceText,
)
from organizations.models import (
    Organization,
    OrganizationCode,
    OrganizationName,
    SecurityEntry,
    Succession,
    Term,
    User,
)
from organizations.models.people import EDITOR_GROUP, MEMBER_GROUP
from organizations.text import fold

_next = count(1)

PASSWORD = "mat-khau-thu-nghiem-2024"


# --- Bodies and people -----------------------------------------------------------------------


def make_organization(
    name: str | None = None, code: str = "ĐU", names: tuple[str, ...] = (), **fields: Any
) -> Organization:
    """A Party committee with one code (none when `code` is '') and its name as official name.

    `names` are short names beside the official one.
    """
    name = name or f"Đảng ủy phường Thử Nghiệm {next(_next)}"
    fields.setdefault("kind", Organization.Kind.COMMITTEE)
    fields.setdefault("level", Organization.Level.COMMUNE)
    organization = Organization.objects.create(name=name, **fields)
    OrganizationName.objects.create(organization=organization, name=name)
    for short in names:
        OrganizationName.objects.create(
            organization=organization, name=short, kind=OrganizationName.Kind.SHORT
        )
    if code:
        OrganizationCode.objects.create(organization=organization, code=code)
    return organization


def make_state_body(
    name: str | None = None, code: str = "UBND", names: tuple[str, ...] = (), **fields: Any
) -> Organization:
    """A body of the State, whose numbers restart each calendar year."""
    fields.setdefault("kind", Organization.Kind.GOVERNMENT)
    fields.setdefault("system", Organization.System.STATE)
    return make_organization(name or f"UBND xã Thử Nghiệm {next(_next)}", code, names, **fields)


def make_succession(
    predecessor: Organization, successor: Organization, **fields: Any
) -> Succession:
    return Succession.objects.create(predecessor=predecessor, successor=successor, **fields)


def make_term(
    organization: Organization | None = None,
    label: str = "XIII",
    starts_on: date = date(2021, 1, 31),
    ends_on: date | None = date(2026, 1, 22),
    **fields: Any,
) -> Term:
    return Term.objects.create(
        organization=organization or make_organization(),
        label=label,
        starts_on=starts_on,
        ends_on=ends_on,
        **fields,
    )


def make_user(username: str | None = None, *bodies: Organization, **fields: Any) -> User:
    """A signed-up person without any right; belongs to `bodies`. The password is `PASSWORD`."""
    fields.setdefault("password", PASSWORD)
    user = User.objects.create_user(username or f"nguoi-{next(_next)}", **fields)
    user.organizations.add(*bodies)
    return user


def make_member(username: str | None = None, *bodies: Organization, **fields: Any) -> User:
    """A person in the group Thành viên."""
    user = make_user(username, *bodies, **fields)
    user.groups.add(Group.objects.get_or_create(name=MEMBER_GROUP)[0])
    return user


def make_editor(username: str | None = None, *bodies: Organization, **fields: Any) -> User:
    """A person in the group Biên tập, with a way into the admin."""
    fields.setdefault("is_staff", True)
    user = make_user(username, *bodies, **fields)
    # Tests with real transactions empty the tables, the migrations' groups among them.
    group = Group.objects.get_or_create(name=EDITOR_GROUP)[0]
    group.permissions.add(Permission.objects.get(codename="edit_registry"))
    user.groups.add(group)
    return user


def make_administrator(username: str | None = None, **fields: Any) -> User:
    return User.objects.create_superuser(
        username or f"quan-tri-{next(_next)}", password=PASSWORD, **fields
    )


def make_phone(person: User, **fields: Any) -> TOTPDevice:
    """A phone that shows codes for the person's second step; it has shown its first one."""
    return TOTPDevice.objects.create(user=person, **{"name": "Van Kien", **fields})


def make_security_entry(**fields: Any) -> SecurityEntry:
    return SecurityEntry.objects.create(**{"kind": SecurityEntry.Kind.SIGNED_IN, **fields})


# --- Documents -------------------------------------------------------------------------------


def make_document_type(name: str = "Chỉ thị", **fields: Any) -> DocumentType:
    """The type called `name`, made on first use: most tests share Chỉ thị."""
    existing = DocumentType.objects.filter(name_key=fold(name)).first()
    if existing:
        return existing
    known = {"Chỉ thị": "CT", "Kế hoạch": "KH", "Nghị quyết": "NQ", "Quyết định": "QĐ"}
    fields.setdefault("party_code", known.get(name, ""))
    fields.setdefault("series", fold(fields["party_code"]) or fold(name).replace(" ", "-"))
    return DocumentType.objects.create(name=name, **fields)


def make_series_rule(
    organization: Organization, document_type: DocumentType, series: str, **fields: Any
) -> SeriesRule:
    return SeriesRule.objects.create(
        organization=organization, document_type=document_type, series=series, **fields
    )


def make_document(**fields: Any) -> Document:
    """A registered Chỉ thị of 19/5/2023 with a number of its own, seen by members.

    `text` may be a string: it becomes the document's stored text and the document is held.
    """
    if "document_type" not in fields:
        fields["document_type"] = make_document_type()
    if "organization" not in fields:
        fields["organization"] = _usual_organization()
    if "name" not in fields:
        fields.setdefault("number", str(1000 + next(_next)))
        fields.setdefault("symbol", "CT/ĐU")
    fields.setdefault("title", "về việc thử nghiệm sổ văn bản")
    fields.setdefault("issued_on", date(2023, 5, 19))
    bodies = fields.pop("audience_bodies", ())
    text = fields.get("text")
    if isinstance(text, str):
        fields["text"] = make_source(
            text,
            audience=fields.get("audience", "members"),
            audience_bodies=bodies,
            publisher=fields["organization"],
            published_on=fields["issued_on"],
        )
    if fields.get("text"):
        fields.setdefault("is_held", True)
    document = Document.objects.create(**fields)
    document.audience_bodies.set(bodies)
    return document


def _usual_organization() -> Organization:
    name = "Đảng ủy phường Thử Nghiệm"
    return Organization.objects.filter(name=name).first() or make_organization(name)


def make_source(
    body: str = "Thực hiện Chỉ thị số 24-CT/TU về công tác thử nghiệm.", **fields: Any
) -> SourceText:
    fields.setdefault("label", f"Nguồn văn thử nghiệm {next(_next)}")
    bodies = fields.pop("audience_bodies", ())
    source = SourceText.objects.create(body=body, **fields)
    source.audience_bodies.set(bodies)
    return source


def make_attachment(
    document: Document | None = None, content: bytes = b"%PDF-1.4 thu nghiem", **fields: Any
) -> Attachment:
    """A file of a document, by default called a PDF; its facts follow from `content`."""
    fields.setdefault("name", "van-ban.pdf")
    fields.setdefault("kind", Attachment.Kind.PDF)
    return Attachment.objects.create(
        document=document or make_document(is_held=True),
        file=ContentFile(content, name=fields["name"]),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        **fields,
    )


def make_citation(
    source: SourceText | None = None,
    text: str = "Chỉ thị số 24-CT/TU",
    *targets: Document,
    **fields: Any,
) -> Citation:
    """A citation of `targets` where `text` first stands in the source.

    A state other than proposed is decided by a new editor unless `decided_by` is given.
    """
    source = source or make_source(f"Thực hiện {text} về công tác thử nghiệm.")
    start = fields.pop("start", source.body.index(text))
    fields.setdefault("kind", Citation.Kind.FULL)
    if targets:
        one = len(targets) == 1
        fields.setdefault(
            "resolution", Citation.Resolution.ONE if one else Citation.Resolution.AMBIGUOUS
        )
    citation = Citation.objects.create(
        source=source, start=start, end=start + len(text), text=text, **_decided(fields)
    )
    for target in targets:
        CitationTarget.objects.create(citation=citation, document=target)
    return citation


def make_relation(
    source: Document | None = None,
    target: Document | None = None,
    verb: str = Relation.Verb.IMPLEMENTS,
    **fields: Any,
) -> Relation:
    """A confirmed relation `source` → `target`, stated in a sentence."""
    fields.setdefault("state", Decision.CONFIRMED)
    fields.setdefault("evidence", "Văn bản này thực hiện văn bản kia.")
    return Relation.objects.create(
        source=source or make_document(),
        target=target or make_document(),
        verb=verb,
        **_decided(fields),
    )


def make_search_miss(words: str | None = None, **fields: Any) -> SearchMiss:
    """A search without a hit, asked once on the day of the usual document."""
    words = words or f"câu tìm thử nghiệm {next(_next)}"
    fields.setdefault("first_on", date(2023, 5, 19))
    fields.setdefault("last_on", fields["first_on"])
    return SearchMiss.objects.create(words=words, words_key=fold(words), **fields)


def make_mistake_report(document: Document | None = None, **fields: Any) -> MistakeReport:
    """A reader's report on a document; one that is `handled_by` somebody has been dealt with."""
    if fields.get("handled_by"):
        fields.setdefault("handled_at", timezone.now())
    fields.setdefault("words", f"Sai sót thử nghiệm {next(_next)}")
    if "reported_by" not in fields:
        fields["reported_by"] = make_member()
    return MistakeReport.objects.create(document=document or make_document(), **fields)


def make_imported_list(reasons: Iterable[str] = (), **fields: Any) -> ImportedList:
    """A list that waits to be looked through, with a refused row for each of `reasons`."""
    fields.setdefault("state", ImportedList.State.PLANNED)
    fields.setdefault("name", "danh-sach.xlsx")
    fields.setdefault("headings", ["Số, ký hiệu"])
    if "sent_by" not in fields:
        fields["sent_by"] = make_editor()
    imported = ImportedList.objects.create(**fields)
    for number, reason in enumerate(reasons, start=2):
        ImportedRow.objects.create(imported=imported, number=number, reason=reason)
    return imported


def _decided(fields: dict[str, Any]) -> dict[str, Any]:
    """Complete who decided and when: the database asks for both beside a decision."""
    if fields.get("state", Decision.PROPOSED) != Decision.PROPOSED:
        if "decided_by" not in fields:
            fields["decided_by"] = make_editor()
        fields.setdefault("decided_at", timezone.now())
    return fields


# --- Bulletins -------------------------------------------------------------------------------


def make_bulletin(publisher: Organization | None = None, **fields: Any) -> Bulletin:
    """A published bulletin of March 2024, seen by members."""
    fields.setdefault("year", 2024)
    fields.setdefault("month", 3)
    fields.setdefault("state", Bulletin.State.PUBLISHED)
    bodies = fields.pop("audience_bodies", ())
    bulletin = Bulletin.objects.create(publisher=publisher or make_organization(), **fields)
    bulletin.audience_bodies.set(bodies)
    return bulletin


def make_intake(publisher: Organization | None = None, **fields: Any) -> Intake:
    """A file for the bulletin of March 2024 that waits to be read; the file itself is missing."""
    fields.setdefault("year", 2024)
    fields.setdefault("month", 3)
    fields.setdefault("name", "ban-tin.pdf")
    fields.setdefault("size", 1000)
    fields.setdefault("staged_as", uuid4().hex)
    fields.setdefault("asked_at", timezone.now())
    if "sent_by" not in fields:
        fields["sent_by"] = make_editor()
    return Intake.objects.create(publisher=publisher or make_organization(), **fields)


def make_item(bulletin: Bulletin | None = None, *subjects: Document, **fields: Any) -> BulletinItem:
    """The next item of a bulletin, about `subjects` as an editor confirmed."""
    bulletin = bulletin or make_bulletin()
    position = BulletinItem.all_objects.filter(bulletin=bulletin).count() + 1
    fields.setdefault("order", position)
    fields.setdefault("label", f"{position}.")
    fields.setdefault("kind", BulletinItem.Kind.DOCUMENT)
    fields.setdefault("title", f"Mục thử nghiệm {position}")
    item = BulletinItem.objects.create(bulletin=bulletin, **fields)
    for document in subjects:
        make_subject(item, document)
    return item


def make_subject(item: BulletinItem, document: Document, **fields: Any) -> ItemSubject:
    """A confirmed link from an item to the document it is about."""
    fields.setdefault("state", Decision.CONFIRMED)
    return ItemSubject.objects.create(item=item, document=document, **_decided(fields))
