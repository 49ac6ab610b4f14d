"""Shows an editor what may be the document being entered, and asks once before a second of it.

While typing a script asks; on saving the form asks. What is surely the same cannot be saved at
all: `documents.identity` says so.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.defaultfilters import truncatechars
from django.urls import path, reverse

from documents.admin.codes import whole_code
from documents.admin.pasting import kept_sha256
from documents.alike import Alike, Typed, documents_alike
from documents.citations.codes import code_key
from documents.files.uploads import sha256_of
from documents.models import Document, DocumentType
from documents.models.document import NUMBER
from organizations.admin.collisions import FILES_AGAIN
from organizations.models import Organization
from organizations.text import key_in, parse_date

TITLE_CHARS = 90
MOST_FILES = 20
MOST_TYPED_CHARS = 2_000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NEEDS_A_LOOK = (
    "Chưa lưu: trong sổ có văn bản giống văn bản này (xem khung ở đầu trang). Nếu đúng là văn bản "
    "khác, đánh dấu vào ô “đây là văn bản khác” rồi bấm Lưu lần nữa."
)


class AlikeEntryMixin:
    """A form for a new document that is saved only once the editor looked at what is alike.

    `confirmed` are the keys of what the editor said is another document, `sha256s` those of the
    files sent along; the screen sets both.
    """

    confirmed: Collection[int] = ()
    sha256s: Collection[str] = ()
    alike: Collection[Alike] = ()

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.instance.pk:
            return
        self.alike = documents_alike(typed_as(self.instance, self.sha256s))
        # Whoever wrote why it is another document has looked; of what is surely the same there is
        # nothing to confirm, and it is refused by its key.
        is_said = self.instance.distinct_note or keys_asked_of(self.alike) <= set(self.confirmed)
        is_same = any(one.is_same for one in self.alike)
        if not (self.errors or is_said or is_same):
            self.add_error(None, ValidationError(_NEEDS_A_LOOK, code="looks_alike"))


class AlikeMixin:
    """The screen's part: the script's address, and the box above the form."""

    def get_urls(self) -> list[Any]:
        same_code = path(
            "trung-so/",
            self.admin_site.admin_view(self.same_code_view),
            name="documents_document_same_code",
        )
        return [same_code, *super().get_urls()]

    def same_code_view(self, request: HttpRequest) -> JsonResponse:
        """Tell which documents, in use or in the bin, may be the one that is being typed."""
        asked = request.GET
        found = documents_alike(typed_in(asked), but=key_in(asked.get("id", "")))
        rows = [
            {
                "key": one.document.pk,
                "label": str(one.document),
                "issuer": one.document.issuer_display,
                "title": truncatechars(one.document.title, TITLE_CHARS),
                "url": reverse("admin:documents_document_change", args=[one.document.pk]),
                "is_binned": one.document.is_binned,
                "is_same": one.is_same,
                "why": one.why,
            }
            for one in found
        ]
        return JsonResponse({"documents": rows})

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        if "number" in form.base_fields:
            # The script asks this address while the editor types.
            form.base_fields["number"].widget.attrs["data-same-code"] = reverse(
                "admin:documents_document_same_code"
            )
        if request.method == "POST" and obj is None:
            form.confirmed = confirmed_in(request)
            form.sha256s = _digests_of(request)
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if kwargs.get("obj") is None:
            form, pasted = context["adminform"].form, getattr(request, "pasted", None)
            alike = form.alike
            if pasted:
                values = {name: pasted.values.get(name) for name in _PARTS}
                file = getattr(request, "kept_sha256", "")
                alike = documents_alike(_typed(values, [file] if file else []))
            asked = keys_asked_of(alike)
            context["alike"] = alike
            context["alike_keys"] = ",".join(map(str, sorted(asked)))
            # What is surely the same cannot be entered, whatever anybody confirms.
            context["is_same"] = any(one.is_same for one in alike)
            context["may_confirm"] = bool(asked) and not context["is_same"]
            context["is_confirmed"] = bool(asked) and asked <= set(confirmed_in(request))
            if form.has_error("__all__", "looks_alike") and request.FILES:
                self.message_user(request, FILES_AGAIN, messages.WARNING)
        return super().render_change_form(request, context, *args, **kwargs)


_PARTS = (
    *("number", "year_in_number", "symbol"),
    *("document_type", "organization", "issued_on", "title"),
)


def keys_asked_of(alike: Collection[Alike]) -> set[int]:
    """Return the keys of those that saving asks of; what lies in the bin only is shown."""
    return {one.document.pk for one in alike if not one.document.is_binned}


def confirmed_in(request: HttpRequest) -> list[int]:
    """Return the keys of the documents that the editor said this one is not."""
    typed = request.POST.get("confirmed", "")[:MOST_TYPED_CHARS].split(",")
    return [key for key in map(key_in, typed) if key is not None]


def typed_as(document: Document, sha256s: Collection[str]) -> Typed:
    """Return what is asked of a document about to be saved, with its files."""
    return Typed(
        document.code_key,
        document.document_type_id,
        document.organization_id,
        document.issued_on,
        document.title,
        sha256s,
        document.identity_key,
    )


def typed_in(asked: Any) -> Typed:
    """Return what the script says was typed so far; what cannot be read yet is not known."""
    values: dict[str, Any] = {name: asked.get(name, "")[:60] for name in _PARTS}
    values["title"] = asked.get("title", "")[:MOST_TYPED_CHARS]
    pasted = whole_code(values["number"], values["symbol"])
    if pasted:
        values["number"], values["symbol"] = pasted.number, pasted.symbol
        values["year_in_number"] = pasted.year_in_number
    for name in ("document_type", "organization"):
        values[name] = key_in(values[name])
    values["issued_on"] = _day(values["issued_on"])
    sums = [text for text in asked.getlist("sha256")[:MOST_FILES] if _SHA256.fullmatch(text)]
    return _typed(values, sums)


def _typed(values: Mapping[str, Any], sha256s: Collection[str]) -> Typed:
    parts = [values.get(name) or "" for name in ("number", "year_in_number", "symbol")]
    kind, body = values.get("document_type"), values.get("organization")
    return Typed(
        code_key(*parts),
        getattr(kind, "pk", kind),
        getattr(body, "pk", body),
        values.get("issued_on"),
        (values.get("title") or "").replace("\x00", ""),
        sha256s,
        _key_of(values),
    )


def _key_of(values: Mapping[str, Any]) -> str:
    """Return the key that a document so far typed would have; '' where too little is known."""
    number = values.get("number") or ""
    kind = _record(DocumentType, values.get("document_type"))
    body = _record(Organization, values.get("organization"))
    if kind is None or body is None or not re.match(NUMBER, number):
        return ""
    document = Document(document_type=kind, organization=body, number=number)
    for name in ("year_in_number", "symbol"):
        setattr(document, name, values.get(name) or "")
    document.issued_on = values.get("issued_on")
    document.refresh_keys()
    return document.identity_key


def _record(model: type[Model], named: Any) -> Any:
    """Return the record that a form names by its key, or already has."""
    return named if isinstance(named, model) else model._default_manager.filter(pk=named).first()


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed) if typed else None
    except ValueError:
        return None


def _digests_of(request: HttpRequest) -> list[str]:
    """Return the SHA-256 of every file sent with the form, and of the one that waits for it."""
    sent = [sha256_of(file) for _, files in request.FILES.lists() for file in files]
    kept = kept_sha256(request)
    return [*sent, kept] if kept else sent
