"""The box above “Thêm văn bản”: what is pasted or uploaded there fills the form below it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path, reverse

from documents.admin.declaring import DECLARATION, must_look
from documents.files.uploads import UploadFacts, read_upload
from documents.models import Attachment, Document
from documents.pasting.filling import Pasted, read_pasted
from documents.pasting.waiting import KEPT_SECONDS, WAITING
from organizations.models import Organization
from organizations.secrecy import refuse_secret

MOST_PASTED_CHARS = 400_000
_SALT = "documents.admin.pasting"


class PasteForm(forms.Form):
    """What was pasted or uploaded. `text` is what is to be read, `facts` those of the file."""

    pasted = forms.CharField(
        label="Dán câu trích dẫn, trang đầu hoặc toàn văn của văn bản vào đây",
        required=False,
        strip=False,
        max_length=MOST_PASTED_CHARS,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )
    pasted_file = forms.FileField(
        label="Hoặc chọn tệp văn bản trên máy (Word .docx, PDF)", required=False
    )
    has_looked = forms.BooleanField(
        label=f"Với ảnh, bản quét: {DECLARATION[0].lower()}{DECLARATION[1:]}", required=False
    )
    facts: UploadFacts | None = None
    text = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.text = cleaned.get("pasted", "")
        refuse_secret([self.text])
        if cleaned.get("pasted_file"):
            self._read_file(cleaned["pasted_file"], cleaned.get("has_looked", False))
        elif not self.text.strip() and not self.errors:
            raise ValidationError(
                "Chưa dán gì và chưa chọn tệp nào. Dán chữ vào ô trên, hoặc chọn tệp.",
                code="nothing_pasted",
            )
        return cleaned

    def _read_file(self, file: UploadedFile, has_looked: bool) -> None:
        try:
            self.facts = read_upload(file)
        except ValidationError as error:
            self.add_error("pasted_file", error)
            return
        if self.facts.needs_declaration and not has_looked:
            self.add_error("has_looked", must_look(self.facts.name))
        # The words pasted beside a file are what the person meant to be read.
        self.text = self.text if self.text.strip() else self.facts.text or ""

    def forget_secret(self) -> None:
        """Leave out of the page what was refused for its secrecy mark."""
        if any(self.has_error(name, code="secret") for name in self.errors):
            self.data = QueryDict()


class PastingMixin:
    """Fills the form of a new document from what was pasted; keeps an uploaded file for it."""

    def get_urls(self) -> list[Any]:
        paste = path(
            "dan/", self.admin_site.admin_view(self.paste_view), name="documents_document_paste"
        )
        return [paste, *super().get_urls()]

    def paste_view(self, request: HttpRequest) -> HttpResponse:
        """Show the form of a new document, filled with what was read; nothing is entered yet."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        add = reverse("admin:documents_document_add")
        if request.method != "POST":
            return redirect(add)
        # A form that is opened, not one that is sent: what was read are its first values.
        opened = copy(request)
        opened.method, opened.GET = "GET", QueryDict()
        with _sent(request) as (typed, files):
            opened.paste_form = form = PasteForm(typed, files)
            if form.is_valid():
                opened.pasted = read_pasted(form.text, _body_of(request.user))
                if form.facts:
                    # The text of a file is stored with the file.
                    opened.pasted.body = ""
                    opened.kept_sha256 = form.facts.sha256
                    file = form.cleaned_data["pasted_file"]
                    opened.kept_file = _keep(file, form.facts, request)
        form.forget_secret()
        return self.changeform_view(opened, None, add)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        pasted = _pasted_in(request)
        if pasted is None:
            return super().get_changeform_initial_data(request)
        return {**pasted.values, "body": pasted.body}

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Say below each field where its value came from and what is doubtful about it."""
        form = super().get_form(request, obj, **kwargs)
        pasted = _pasted_in(request)
        for name in {*pasted.origins, *pasted.doubts} - {""} if pasted else ():
            field = form.base_fields[name]
            context = {"origin": pasted.origins.get(name), "doubt": pasted.doubts.get(name)}
            field.help_text = render_to_string(
                "admin/documents/document/read_from.html", {**context, "help": field.help_text}
            )
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        """Open what is folded where something in it was read or is doubtful."""
        fieldsets = super().get_fieldsets(request, obj)
        pasted = _pasted_in(request)
        if pasted is None:
            return fieldsets
        read = {*pasted.origins, *pasted.doubts}
        return [
            (title, {**options, "classes": []} if read & _names(options["fields"]) else options)
            for title, options in fieldsets
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if kwargs.get("obj") is None:
            token = getattr(request, "kept_file", "") or request.POST.get("kept_file", "")
            kept = _facts_in(token, request)
            context["paste_form"] = getattr(request, "paste_form", None) or PasteForm()
            context["pasted"] = _pasted_in(request)
            context["kept_file"] = {"token": token, "name": kept["name"]} if kept else None
        return super().render_change_form(request, context, *args, **kwargs)


@contextmanager
def _sent(request: HttpRequest) -> Iterator[tuple[QueryDict, Any]]:
    """Hand out what was typed and the file; pressed once more without any, the one read just now.

    A script reads a file as soon as it is chosen, and the button below it stays.
    """
    facts = _facts_in(request.POST.get("kept_file", ""), request)
    if request.FILES or request.POST.get("pasted", "").strip() or not facts:
        yield request.POST, request.FILES
        return
    try:
        file = WAITING.opened(facts["kept_as"], facts["name"])
    except FileNotFoundError:
        yield request.POST, request.FILES
        return
    typed = request.POST.copy()
    # It was taken in once: whoever had to look through it has.
    typed["has_looked"] = "on"
    with file:
        yield typed, {"pasted_file": file}


@contextmanager
def kept_attachment(request: HttpRequest, document: Document) -> Iterator[tuple[Any, str]]:
    """Hand out the attachment, not saved yet, that was uploaded into the box, and its text.

    None and '' where none was, or its file is not there any more; the caller tells. When the
    transaction holds the file is no longer waited for.
    """
    facts = _facts_in(request.POST.get("kept_file", ""), request)
    try:
        file = WAITING.opened(facts["kept_as"], facts["name"]) if facts else None
    except FileNotFoundError:
        file = None
    if file is None:
        yield None, ""
        return
    with file:
        read = read_upload(file)
        row = Attachment(
            document=document,
            file=file,
            name=read.name,
            kind=read.kind,
            size=read.size,
            sha256=read.sha256,
            uploaded_by=request.user,
        )
        yield row, read.text or ""
    transaction.on_commit(lambda: WAITING.remove(facts["kept_as"]))


def kept_sha256(request: HttpRequest) -> str:
    """Return the SHA-256 of the file that waits for this form, '' for none."""
    facts = _facts_in(request.POST.get("kept_file", ""), request)
    return facts["sha256"] if facts else ""


def _keep(file: UploadedFile, facts: UploadFacts, request: HttpRequest) -> str:
    """Keep the file until the form is saved; return the token that names it for this person."""
    WAITING.remove_orphans()
    told = {"kept_as": WAITING.keep(file), "name": facts.name, "sha256": facts.sha256}
    return signing.dumps({**told, "by": request.user.pk}, salt=_SALT)


def _facts_in(token: str, request: HttpRequest) -> dict[str, Any] | None:
    """Return what a token of this person says; None for none, a forged or an old one."""
    try:
        facts = signing.loads(token, salt=_SALT, max_age=KEPT_SECONDS) if token else None
    except signing.BadSignature:
        return None
    return facts if facts and facts["by"] == request.user.pk else None


def _pasted_in(request: HttpRequest) -> Pasted | None:
    return getattr(request, "pasted", None)


def _body_of(person: Any) -> Organization | None:
    """Return the body of whoever pastes, where it is one: “Tỉnh ủy” is then its own."""
    bodies = list(person.organizations.all()[:2])
    return bodies[0] if len(bodies) == 1 else None


def _names(fields: Sequence[Any]) -> set[str]:
    """Return the names in a fieldset, those side by side too."""
    return {
        name for part in fields for name in (part if isinstance(part, tuple | list) else [part])
    }
