"""The staff site: Django's admin with the registry's names, its one way in and its suggestions."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, resolve_url
from django.urls import reverse

from config.backup.last import lacking_backup
from config.work import work_waiting
from documents.models import ImportedList
from organizations.bin import BinModel
from organizations.models import Reorganization
from organizations.signing_in.returning import words_sent

APPS_BY_USE = ("documents", "bulletins", "organizations")
MODELS_BY_USE = (
    "Document",
    "Citation",
    "Relation",
    "SourceText",
    "DocumentType",
    "SeriesRule",
    "SearchMiss",
    "BackgroundTask",
    "AccessToken",
    "Bulletin",
    "BulletinItem",
    "ItemSubject",
    "Organization",
    "Term",
    "User",
    "SecurityEntry",
)


# Looked at when the registry is set up, or when something went wrong.
BACKGROUND_MODELS = frozenset(
    {
        *("SourceText", "SeriesRule", "BackgroundTask", "AccessToken", "DocumentType", "Term"),
        "SecurityEntry",
    }
)


LOGGED_VERBS = {ADDITION: "Thêm", CHANGE: "Sửa", DELETION: "Bỏ"}
MOST_DONE = 8


def _place(order: tuple[str, ...], name: str) -> int:
    """Where `name` stands in `order`; what is not in it comes last."""
    return order.index(name) if name in order else len(order)


class RecordSuggestions(AutocompleteJsonView):
    """Suggestions while typing: records in use only, told apart by more than their name."""

    def get_queryset(self) -> QuerySet[Any]:
        records = super().get_queryset()
        order = getattr(self.model_admin, "suggestion_order", None)
        if order and self.term.strip():
            records = records.order_by(
                order(self.term), *self.model_admin.get_ordering(self.request)
            )
        return records.live() if issubclass(records.model, BinModel) else records

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "autocomplete_label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class RegistryAdminSite(admin.AdminSite):
    site_title = "Văn Kiện"
    # Short: beside it stand the reader's name and three links, on a phone too.
    site_header = "Văn Kiện – biên tập"
    index_title = "Công việc biên tập"
    site_url = "/"
    empty_value_display = "–"
    # The start page lists the same, and the lists need the width.
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Editors and administrators; Django's is_staff switch would be a second, unseen rule."""
        return request.user.is_authenticated and request.user.is_editor

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Let every screen read its address without what no database takes.

        Words that were sent after the session had ended are shown once more, not only refused.
        """

        @wraps(view)
        def read(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            request.GET = _without_null(request.GET)
            return view(request, *args, **kwargs)

        screen = super().admin_view(read, cacheable)

        @wraps(screen)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated and words_sent(request):
                raise PermissionDenied
            return screen(request, *args, **kwargs)

        return asked

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Send visitors to the site's one sign-in page; who is signed in but no editor is told."""
        if self.has_permission(request):
            return redirect(reverse("admin:index", current_app=self.name))
        if request.user.is_authenticated:
            raise PermissionDenied("Phần này chỉ dành cho cán bộ biên tập.")
        wanted = request.GET.get("next") or reverse("admin:index", current_app=self.name)
        return redirect_to_login(wanted, resolve_url("login"))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """List what staff do most first; names in the order of the alphabet would bury it."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(MODELS_BY_USE, model["object_name"]))
        return sorted(apps, key=lambda app: _place(APPS_BY_USE, app["app_label"]))

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Put what waits for an editor first, and what is rarely opened last."""
        apps = self.get_app_list(request)
        background = []
        for app in apps:
            background += [row for row in app["models"] if _is_background(row)]
            app["models"] = [row for row in app["models"] if not _is_background(row)]
            if [row["object_name"] for row in app["models"]] == ["Organization"]:
                app["name"] = "Cơ quan"
        # What an administrator is to look at regularly, before what is set up once.
        background.sort(key=lambda row: row["object_name"] != "SecurityEntry")
        context = {
            "lacking_backup": lacking_backup(),
            "work": work_waiting(request.user),
            "done": _done_by(request.user),
            "background": background,
            "app_list": apps,
        }
        return super().index(request, {**context, **(extra_context or {})})

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return RecordSuggestions.as_view(admin_site=self)(request)


def _without_null(asked: QueryDict) -> QueryDict:
    """Return an address's parameters without null characters: only a forged one has any."""
    if not any("\x00" in value for _, values in asked.lists() for value in values):
        return asked
    kept = asked.copy()
    for name, values in asked.lists():
        kept.setlist(name, [value.replace("\x00", "") for value in values])
    return kept


def _is_background(row: dict[str, Any]) -> bool:
    return row["object_name"] in BACKGROUND_MODELS


def _done_by(user: Any) -> list[dict[str, Any]]:
    """Return what the user did last on these screens, newest first, each with its page."""
    entries = LogEntry.objects.filter(user=user).select_related("content_type")
    return [
        {
            "verb": _verb(entry),
            "kind": entry.content_type.model_class()._meta.verbose_name,
            "label": entry.object_repr,
            "when": entry.action_time,
            "url": _deed_url(entry),
        }
        for entry in entries.filter(content_type__app_label__in=APPS_BY_USE)[:MOST_DONE]
    ]


def _deed_url(entry: LogEntry) -> str:
    """Return where the thing is looked at that a deed was about, "" where nowhere."""
    if entry.is_deletion():
        # What went to the bin still has its page; what was deleted has none.
        return ""
    if entry.content_type.model_class() is ImportedList:
        return reverse("importing:show", args=[entry.object_id])
    if entry.content_type.model_class() is Reorganization:
        return f"{reverse('organizations:reorganizations')}#lan-{entry.object_id}"
    return entry.get_admin_url() or ""


def _verb(entry: LogEntry) -> str:
    """What was done: in the words of a list's action, else by the kind of entry."""
    is_in_words = entry.change_message and not entry.change_message.startswith("[")
    return entry.change_message if is_in_words else LOGGED_VERBS[entry.action_flag]
