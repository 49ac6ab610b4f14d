"""A person begins and ends to follow something; nobody else learns of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.http import QueryDict
from django.urls import reverse

from documents.following.searches import Reading, address_of, readings_of, search_in
from documents.models import Document, DocumentType, Event, Follow, Follower
from organizations.models import Organization

MAX_FOLLOWS = 200
# Each is asked of all that is new; the other kinds cost one question together.
MAX_SEARCHES = 20


class NotThereError(LookupError):
    """There is nothing of that name that the person may see."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that can be followed: the columns of `Follow`, its name, address and what is told.

    `kind` is the word of its kind in Vietnamese; `name` is empty for what the follower may no
    longer see, and `address` too.
    """

    kind: str
    name: str
    address: str
    columns: dict[str, Any]
    understood: str = ""


KINDS = {
    "document": "Văn bản",
    "organization": "Cơ quan",
    "document_type": "Loại văn bản",
    "search": "Danh sách, câu tìm",
}


def followed_in(asked: QueryDict, user: Any) -> Followed:
    """Return what the address of the page "Theo dõi" names.

    Raises NotThereError for what is not there for `user`, and ValidationError for a search that
    cannot be followed.
    """
    words = {name: asked.get(name, "").replace("\x00", "") for name in asked}
    if slug := words.get("van-ban"):
        return _of(_one(Document.objects.visible_to(user).with_names(), slug=slug))
    if slug := words.get("co-quan"):
        return _of(_one(Organization.objects.all(), slug=slug))
    if name_key := words.get("loai"):
        return _of(_one(DocumentType.objects.all(), name_key=name_key))
    if "danh-sach" not in words:
        raise NotThereError
    search, alone = search_in(QueryDict(words["danh-sach"]))
    return _of(alone) if alone else _of_search(search, readings_of([search])[search])


def _one(rows: Any, **named: str) -> Any:
    found = rows.filter(**named).first()
    if found is None:
        raise NotThereError
    return found


def _of(record: Any) -> Followed:
    if isinstance(record, Document):
        address, column = record.get_absolute_url(), "document"
    elif isinstance(record, Organization):
        address, column = record.get_absolute_url(), "organization"
    else:
        query = QueryDict(mutable=True)
        query["loai"] = record.name_key
        address, column = f"{reverse('documents:list')}?{query.urlencode()}", "document_type"
    return Followed(KINDS[column], str(record), address, {column: record})


def _of_search(search: str, reading: Reading | None) -> Followed:
    if reading is None:
        return Followed(KINDS["search"], "", "", {"search": search})
    told = (KINDS["search"], reading.label, address_of(search), {"search": search})
    return Followed(*told, understood=reading.understood)


def follow_of(user: Any, followed: Followed) -> Follow | None:
    """Return the row by which `user` follows it already."""
    return Follow.objects.filter(user=user, **followed.columns).first()


@transaction.atomic
def follow(user: Any, followed: Followed) -> Follow:
    """Let `user` follow it from now on; twice is once.

    Raises ValidationError (code 'too_many') when they follow as much as anybody can.
    """
    Follower.objects.get_or_create(user=user, defaults={"seen_place": last_place()})
    # One at a time for each person, so that the limits hold.
    Follower.objects.select_for_update().get(user=user)
    if known := follow_of(user, followed):
        return known
    mine = Follow.objects.filter(user=user)
    if mine.count() >= MAX_FOLLOWS:
        raise ValidationError(
            "Bạn đang theo dõi %(most)s mục, nhiều nhất có thể. Hãy thôi theo dõi mục không cần "
            "nữa ở trang “Đang theo dõi”.",
            code="too_many",
            params={"most": MAX_FOLLOWS},
        )
    if "search" in followed.columns and mine.exclude(search="").count() >= MAX_SEARCHES:
        raise ValidationError(
            "Bạn đang theo dõi %(most)s câu tìm, nhiều nhất có thể. Hãy thôi theo dõi câu tìm "
            "không cần nữa ở trang “Đang theo dõi”.",
            code="too_many",
            params={"most": MAX_SEARCHES},
        )
    return Follow.objects.create(user=user, **followed.columns)


def last_place() -> int:
    """Return the place of the newest event that has one."""
    return Event.objects.aggregate(last=Max("place"))["last"] or 0


def follows_of(user: Any) -> list[Follow]:
    """Return what `user` follows, the newest first, with all that is needed to name it."""
    rows = Follow.objects.filter(user=user)
    names = ("document__document_type", "document__organization", "document__term")
    return list(rows.select_related(*names, "organization", "document_type"))


def named(follows: Iterable[Follow], user: Any) -> dict[int, Followed]:
    """Return by its key what each of these rows of `user` follows, as they may see it now."""
    rows = list(follows)
    documents = [row.document_id for row in rows if row.document_id]
    seen = (
        set(Document.objects.visible_to(user).filter(pk__in=documents).values_list("pk", flat=True))
        if documents
        else set()
    )
    readings = readings_of([row.search for row in rows if row.search])
    found = {}
    for row in rows:
        if row.document_id and row.document_id not in seen:
            found[row.pk] = Followed(KINDS["document"], "", "", {})
        elif row.search:
            found[row.pk] = _of_search(row.search, readings[row.search])
        else:
            found[row.pk] = _of(row.document or row.organization or row.document_type)
    return found
