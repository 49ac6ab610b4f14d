"""What the history page of a record says: which act each version was, in an editor's words.

Boundary: which versions there are is written by the models; here they are only told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, pairwise
from typing import Any

from django.contrib.admin.utils import display_for_field
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from simple_history.template_utils import HistoricalRecordContextHelper

# What an address names the version by that a form is to begin with.
FORMER = "ban-cu"
FORMER_SHOWN = (
    "Các ô bên dưới đang hiện nội dung của bản lúc {when}. Xem lại rồi bấm Lưu để dùng lại bản đó; "
    "chưa bấm Lưu thì chưa đổi gì."
)


def former_version(record: models.Model, key: int) -> Any:
    """Return the version of `record` with this key in its history; None where it has none such."""
    return type(record).history.filter(id=record.pk, history_id=key).first()


class VersionWords(HistoricalRecordContextHelper):
    """Says old and new values as the form does: choices by their label, days day first."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        field = self.model._meta.get_field(change.field)
        prepared = super().prepare_delta_change_value(change, value)
        if isinstance(prepared, list):
            return "; ".join(map(str, prepared)) or "–"
        return display_for_field(prepared, field, "–") if _has_words(field) else prepared


def _has_words(field: models.Field[Any, Any]) -> bool:
    """Whether the stored value is not what the form shows."""
    return bool(field.flatchoices) or isinstance(field, models.DateField)


def changed_meanwhile(newest: Any, seen: Any) -> SafeString:
    """Say that somebody saved the record since it was opened: who, when, what, and where to look.

    `newest` is its newest version, `seen` the one it was opened with, None where that is not known.
    """
    model = newest.instance_type
    when = date_format(timezone.localtime(newest.history_date), "DATETIME_FORMAT")
    changes: list[dict[str, Any]] = []
    if seen is not None:
        delta = newest.diff_against(seen, foreign_keys_are_objs=False)
        changes = VersionWords(model, newest).context_for_delta_changes(delta)
    what = format_html_join(
        "",
        "<li><strong>{}:</strong> {} → {}</li>",
        ((change["field"], change["old"], change["new"]) for change in changes),
    )
    names = model._meta
    address = reverse(f"admin:{names.app_label}_{names.model_name}_change", args=[newest.id])
    return format_html(
        "Trong lúc bạn mở trang này, {who} đã sửa bản ghi (lúc {when}). Những gì bạn vừa nhập chưa "
        "được lưu, để không ghi đè lên sửa đổi đó.{what} "
        '<a href="{address}" target="_blank" rel="noopener">Mở bản mới ở một thẻ khác</a> rồi chép '
        "phần của bạn ở đây sang đó.",
        who=newest.history_user.known_as if newest.history_user else "hệ thống",
        when=when,
        what=format_html("<ul>{}</ul>", what) if changes else "",
        address=address,
    )


def mark_acts(versions: Sequence[Any]) -> None:
    """Give each version but the oldest its `act`: what it was beyond the fields a form shows.

    `versions` are newest first. One in which nothing that anybody is shown changed, and that bears
    no reason, gets `is_silent` and is left out of the list: an index or a key was written.
    """
    for version, before in pairwise(versions):
        version.act = act_between(before, version)
        changes = getattr(version, "history_delta_changes", ())
        told = version.act or changes or version.history_change_reason
        version.is_silent = version.history_type == "~" and not told


def act_between(before: Any, after: Any) -> str:
    """Name what a person did between two versions where no field of a form tells it."""
    was_binned, is_binned = getattr(before, "deleted_at", None), getattr(after, "deleted_at", None)
    if bool(was_binned) != bool(is_binned):
        return "Bỏ vào thùng rác" if is_binned else "Khôi phục"
    waited, waits = getattr(before, "unreviewed", ""), getattr(after, "unreviewed", "")
    if waited != waits:
        return "Cho đọc" if waits == "nothing" else "Chờ cán bộ xem"
    return ""


@dataclass(frozen=True, slots=True)
class PartAct:
    """What was done to something that goes with a record: when, by whom, in words."""

    when: datetime
    by: Any
    words: str


def acts_beside(record: Any, parts_told: str) -> list[PartAct]:
    """Return what was done to a record's text, and to its parts of that name, newest first."""
    on_parts: list[PartAct] = []
    on_text: list[PartAct] = []
    if parts_told:
        relation = type(record)._meta.get_field(parts_told)
        parts = relation.related_model
        versions = parts.history.filter(**{relation.field.name: record.pk})
        on_parts = acts_on_parts(_oldest_first(versions), parts._meta.verbose_name)
    if getattr(record, "text_id", None):
        texts = type(record.text).history.filter(id=record.text_id)
        on_text = acts_on_text(_oldest_first(texts).iterator())
    return _newest_first(on_parts, on_text)


def _oldest_first(versions: models.QuerySet[Any]) -> models.QuerySet[Any]:
    # By their keys: a moment may be of a clock that was set back.
    return versions.select_related("history_user").order_by("history_id")


def acts_on_parts(versions: Iterable[Any], noun: str) -> list[PartAct]:
    """Return what was done to records that belong to another: “Thêm tệp a.txt”.

    `versions` are history rows of several records, oldest first; `noun` names their kind.
    """
    acts = []
    former: dict[int, Any] = {}
    for version in versions:
        before = former.get(version.id)
        words = "Thêm" if before is None else act_between(before, version)
        if words:
            sentence = f"{words} {noun} {version.instance}"
            acts.append(PartAct(version.history_date, version.history_user, sentence))
        former[version.id] = version
    return acts


def acts_on_text(versions: Iterable[Any]) -> list[PartAct]:
    """Return when the text of a record came and when its words changed; oldest first."""
    acts = []
    body = None
    for version in versions:
        if version.body != body:
            words = "Thêm nội dung" if body is None else "Sửa nội dung"
            acts.append(PartAct(version.history_date, version.history_user, words))
        body = version.body
    return acts


def _newest_first(*told: Sequence[PartAct]) -> list[PartAct]:
    """Return acts, each told in the order in which they were done, as one list, newest first.

    An act never stands before one that it came after, also where the clock was set back between.
    """
    placed: list[tuple[datetime, PartAct]] = []
    for acts in told:
        latest = accumulate((act.when for act in acts), max)
        placed += zip(latest, acts, strict=True)
    placed.sort(key=lambda one: one[0])
    return [act for _, act in reversed(placed)]
