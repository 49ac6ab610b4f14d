"""Takes back what a list did, as one step: what it added goes to the bin, what it changed returns.

A document that somebody changed since, or that others have come to need, stays as it is and is
named: to take that back is for a person to decide.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.html import strip_tags

from documents.deciding.citations import confirmed_of
from documents.entering import hold_all_series
from documents.identity import refuse_duplicate
from documents.importing.planning import Kind
from documents.importing.running import Outcome, State, store
from documents.importing.writing import UNDONE_REASON, bin_all, lock_texts_of, versions_of
from documents.models import Document, ImportedList, ImportedRow, Merge
from documents.removing.deleting import is_named, pointers_at
from documents.texts import share_texts
from organizations.acting import acting_as
from organizations.undoing import keys_gone, put

_AT_ONCE = 5_000
# Of how many documents that others need it is told what needs them: each is asked of one by one.
MOST_TOLD = 50
_IN_USE = "đang được dùng"


@dataclass(slots=True)
class Undoing:
    """What undoing would do: documents `added` by the list, those `changed`; `kept` rows stay.

    Each row has its document; of the kept ones `reason` says why.
    """

    added: list[ImportedRow] = field(default_factory=list)
    changed: list[ImportedRow] = field(default_factory=list)
    kept: list[ImportedRow] = field(default_factory=list)


def undoing_of(imported: ImportedList) -> Undoing:
    """Return what undoing a list would do now. A few queries, and some for what others need."""
    rows = list(imported.rows.filter(outcome=Outcome.DONE).order_by("number"))
    documents = _documents([row.document_id for row in rows if row.document_id])
    changed = _changed_since(rows, versions_of(list(documents)))
    needed = _needed(list(documents))
    registered = [row.document_id for row in rows if "state" in row.before and row.document_id]
    confirmed = confirmed_of(registered)
    gone = keys_gone(Document, [row.before for row in rows])
    # The address of the other record leads to the one kept.
    standing = Merge.objects.filter(undone_at=None, is_split=False)
    merged = set(standing.values_list("kept", flat=True))
    undoing = Undoing()
    for row in rows:
        document = documents.get(row.document_id or 0)
        why = "văn bản không còn trong sổ"
        if document is not None:
            row.document = document
            why = _why_kept(row, document, changed, needed, merged)
            if not why and document.pk in confirmed:
                why = "từ đó đã có người xác nhận trích dẫn hoặc quan hệ dẫn tới văn bản này"
            why = why or _why_not_as_before(row, gone)
        if why:
            row.reason = why
            undoing.kept.append(row)
        elif row.kind == Kind.NEW:
            undoing.added.append(row)
        else:
            undoing.changed.append(row)
    for row in [row for row in undoing.kept if row.reason == _IN_USE][:MOST_TOLD]:
        row.reason = f"{_IN_USE}: {'; '.join(map(str, pointers_at(row.document)))}"
    return undoing


def _documents(keys: Sequence[int]) -> dict[int, Document]:
    found: dict[int, Document] = {}
    for start in range(0, len(keys), _AT_ONCE):
        wanted = Document.all_objects.with_names().filter(pk__in=keys[start : start + _AT_ONCE])
        found.update({document.pk: document for document in wanted})
    return found


def _changed_since(rows: Sequence[ImportedRow], newest: Mapping[int, int]) -> set[int]:
    """Return which documents are not as a row of the list left them; `newest` are their versions.

    One that was changed and got its values back, as by taking back a later list, is as it was left.
    """
    left = {
        newest[row.document_id]: row.version
        for row in rows
        if row.document_id in newest and newest[row.document_id] != row.version
    }
    keys = list(left)
    changed = set()
    for start in range(0, len(keys), _AT_ONCE):
        part = keys[start : start + _AT_ONCE]
        versions = Document.history.in_bulk([*part, *(left[key] for key in part)])
        for key in part:
            now, then = versions[key], versions.get(left[key])
            if then is None or now.diff_against(then, foreign_keys_are_objs=False).changes:
                changed.add(now.id)
    return changed


def _why_kept(
    row: ImportedRow,
    document: Document,
    changed: Collection[int],
    needed: set[int],
    merged: set[int],
) -> str:
    if document.is_binned:
        return "đã ở trong thùng rác"
    if document.pk in changed:
        return "đã có người sửa sau khi nhập"
    if row.kind == Kind.NEW and document.pk in needed and is_named(document):
        return _IN_USE
    if row.kind == Kind.NEW and document.pk in merged:
        return "một bản ghi khác đã hợp nhất vào văn bản này; tách lại trước rồi mới hoàn tác"
    if row.kind == Kind.NEW and (document.is_held or document.text_id):
        return "đã có nội dung hoặc tệp"
    return ""


def _why_not_as_before(row: ImportedRow, gone: Collection[tuple[str, object]]) -> str:
    """Return why a document cannot have a value it had: that type or term was deleted since."""
    names = [
        str(Document._meta.get_field(column).verbose_name)
        for column, value in row.before.items()
        if (column, value) in gone
    ]
    return f"{' và '.join(names)} trước khi nhập đã bị xóa khỏi sổ" if names else ""


def _needed(keys: Sequence[int]) -> set[int]:
    """Return which documents anything at all protects; few are, and only those are looked at."""
    needed: set[int] = set()
    for relation in Document._meta.get_fields(include_hidden=True):
        if getattr(relation, "on_delete", None) is not models.PROTECT or not relation.auto_created:
            continue
        name = f"{relation.field.name}_id"
        for start in range(0, len(keys), _AT_ONCE):
            rows = relation.field.model._base_manager.filter(
                **{f"{name}__in": keys[start : start + _AT_ONCE]}
            )
            needed.update(rows.order_by().values_list(name, flat=True))
    return needed


def undo(imported: ImportedList) -> None:
    """Take a list back in one transaction; rows whose documents stay are marked and say why."""
    with transaction.atomic():
        held = ImportedList.objects.select_for_update().filter(pk=imported.pk)
        if held.values_list("state", flat=True).get() != State.UNDOING:
            return
        done = imported.rows.filter(outcome=Outcome.DONE)
        documents = Document.all_objects.filter(pk__in=done.values("document"))
        lock_texts_of(list(documents.filter(is_held=True)))
        hold_all_series()
        # Nobody changes any of them between looking and taking back.
        list(documents.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        undoing = undoing_of(imported)
        rows = [*undoing.added, *undoing.changed]
        bin_all([row.document for row in undoing.added], imported.sent_by, timezone.now())
        with acting_as(imported.sent_by):
            undoing.kept += _not_restored(undoing.changed)
        for row in rows:
            row.outcome = Outcome.UNDONE
        for row in undoing.kept:
            row.outcome = Outcome.KEPT
        store([*rows, *(row for row in undoing.kept if row not in rows)], ["outcome", "reason"])
        imported.state, imported.answer = State.UNDONE, _answer(len(undoing.kept))
        imported.save(update_fields=["state", "answer"])


def _not_restored(rows: Sequence[ImportedRow]) -> list[ImportedRow]:
    """Give documents the values they had before; return the rows of those that cannot have them.

    The last first: a number that one row gave up and a later one took is free again when its turn
    comes.
    """
    refused = []
    for row in reversed(rows):
        row.reason = _restored(row)
        if row.reason:
            refused.append(row)
    return refused


def _restored(row: ImportedRow) -> str:
    """Give a document the values it had before the list; return why that cannot be, else ''."""
    document = row.document
    put(document, row.before)
    document.refresh_keys()
    try:
        refuse_duplicate(document)
    except ValidationError as error:
        # Its sentence has links, and a row shows plain words.
        said = unescape(strip_tags(" ".join(error.messages)))
        return f"không trả lại như cũ được. {said.removesuffix('.')}"
    document._change_reason = UNDONE_REASON
    document.save()
    if document.is_held:
        share_texts(document)
    return ""


def _answer(kept: int) -> str:
    return f"{kept} văn bản được giữ nguyên; lý do ghi ở từng dòng." if kept else ""
