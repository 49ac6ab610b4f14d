"""The list's action by which an editor changes chosen documents alike (`importing.together`)."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from documents.importing.columns import LABELS, Field
from documents.importing.facts import EMPTIABLE, EMPTIED, is_emptying
from documents.importing.together import COMMON, MOST_TOGETHER, change_together
from documents.models import Document, DocumentType
from organizations.audience import Audience

# Of bodies that may read, each document has its own.
AUDIENCES = [label for value, label in Audience.choices if value != Audience.BODIES]
_UNTOUCHED = ("", "– giữ nguyên –")
_TAKEN_AWAY = (EMPTIED, "– để trống ở mọi văn bản –")
_HOW_TO_EMPTY = f"Muốn xóa điều đang ghi thì gõ {EMPTIED}."
_SENT = "sua-cung-luc"


class TogetherForm(forms.Form):
    """What all of the chosen documents are to get; a box left empty changes nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = DocumentType.objects.order_by("name").values_list("name", flat=True)
        collectives = [label for value, label in Document.Collective.choices if value]
        chosen = {
            Field.TYPE: types,
            Field.COLLECTIVE: collectives,
            Field.AUDIENCE: AUDIENCES,
            Field.STATUS: Document.Status.labels,
        }
        for field in COMMON:
            is_emptied = field in EMPTIABLE
            if field in chosen:
                choices = [_UNTOUCHED, *([_TAKEN_AWAY] if is_emptied else [])]
                choices += [(name, name) for name in chosen[field]]
                self.fields[field] = forms.ChoiceField(
                    label=LABELS[field], choices=choices, required=False
                )
            else:
                self.fields[field] = forms.CharField(
                    label=LABELS[field],
                    required=False,
                    max_length=300,
                    help_text=_HOW_TO_EMPTY if is_emptied else "",
                )

    def clean(self) -> dict[str, Any]:
        """Ask for the basis of an effect at once, before each document is refused for it."""
        cleaned = super().clean() or self.cleaned_data
        status = cleaned.get(Field.STATUS)
        basis = cleaned.get(Field.STATUS_BASIS, "").strip()
        is_stated = status and status != Document.Status.UNKNOWN.label
        if is_stated and (not basis or is_emptying(basis)):
            self.add_error(Field.STATUS_BASIS, "Ghi căn cứ: văn bản nào nói về hiệu lực này.")
        return cleaned

    def values(self) -> dict[Field, str]:
        """Return what was typed, by field."""
        return {field: self.cleaned_data.get(field, "") for field in COMMON}


class TogetherMixin:
    """The screen's part: the action and the page on which one says what is to be changed."""

    @admin.action(description="Sửa cùng lúc…", permissions=["change"])
    def together_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Ask what the chosen documents are to get, then lead to the preview."""
        is_sent = _SENT in request.POST
        form = TogetherForm(request.POST if is_sent else None)
        if is_sent and form.is_valid():
            keys = queryset.order_by().values_list("pk", flat=True)[: MOST_TOGETHER + 1]
            try:
                imported = change_together(list(keys), form.values(), request.user)
            except ValidationError as error:
                form.add_error(None, error)
                if error.code == "secret":
                    # A refused secret must not travel again in the page that says so.
                    form.data = {}
            else:
                return redirect("importing:show", imported.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": "Sửa nhiều văn bản cùng lúc",
            "form": form,
            "opts": self.opts,
            "count": queryset.count(),
            "chosen": request.POST.getlist(admin.helpers.ACTION_CHECKBOX_NAME),
            "is_all": request.POST.get("select_across", "0"),
            "sent": _SENT,
        }
        name = "admin/documents/document/together.html"
        return TemplateResponse(request, name, context, status=400 if form.errors else 200)
