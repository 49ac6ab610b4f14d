"""The pages on which editors merge two records and part them again. HTTP in, template out."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.addressed import page_asked_for, visible_document
from documents.merging.differing import GONE, KEPT, Difference, differences
from documents.merging.finding import likely, typed
from documents.merging.merge import merge, split, undo_merge, version
from documents.merging.parting import chosen_keys, rows_by_kind
from documents.models import Document, Merge
from organizations.access import refuse_others
from organizations.deeds import note_deed
from organizations.pointers import find_pointers

PAGE_ROWS = 40


class ChoosingForm(forms.Form):
    """Which of two values stays, of each facet in which two records differ."""

    seen_kept = forms.CharField(widget=forms.HiddenInput, required=False)
    seen_gone = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, about: list[Difference], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.names = [difference.name for difference in about]
        for one in about:
            self.fields[one.name] = forms.ChoiceField(
                label=one.label,
                choices=[(KEPT, one.kept or "(để trống)"), (GONE, one.gone or "(để trống)")],
                initial=one.usual,
                widget=forms.RadioSelect,
                error_messages={"required": "Chọn một trong hai."},
            )

    def choices_to_make(self) -> list[forms.BoundField]:
        """Return the fields to be shown, in order."""
        return [self[name] for name in self.names]


@require_http_methods(["GET", "HEAD", "POST"])
def merge_documents(request: HttpRequest, slug: str) -> HttpResponse:
    """Find the other record of this document, show what merging them does, and do it."""
    refuse_others(request)
    kept = visible_document(request, slug)
    if "voi" not in request.GET:
        return _choose(request, kept, "voi")
    gone = _other(request, kept, "voi")
    about = differences(kept, gone)
    usual = {"seen_kept": version(kept), "seen_gone": version(gone)}
    sent = request.POST.copy() if request.method == "POST" else None
    for one in about if sent is not None else ():
        # Of what somebody else has changed since the page was shown nothing was chosen.
        sent.setdefault(one.name, one.usual)
    form = ChoosingForm(sent, about=about, initial=usual)
    if sent is not None and form.is_valid():
        values = form.cleaned_data
        seen = (values.pop("seen_kept"), values.pop("seen_gone"))
        try:
            row = merge(kept, gone, request.user, values, seen)
        except ValidationError as error:
            form.add_error(None, error.messages)
            # What is shown now is what the next press is about.
            sent["seen_kept"], sent["seen_gone"] = usual["seen_kept"], usual["seen_gone"]
        else:
            note_deed(request.user, row.kept, "Hợp nhất")
            messages.success(request, f"Đã hợp nhất {gone} vào {row.kept}.")
            return redirect(f"{reverse('documents:merges')}#lan-{row.pk}")
    context = {
        "document": kept,
        "other": gone,
        "form": form,
        "moved": find_pointers(gone),
        # One misprint is why records are merged; two are another document.
        "is_doubtful": {"number", "issued_on"} <= {one.name for one in about},
        "has_two_texts": bool(kept.text_id and gone.text_id),
    }
    status = 400 if form.errors else 200
    return render(request, "documents/merging/preview.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def split_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Give part of what names this document to another one of the same code."""
    refuse_others(request)
    document = visible_document(request, slug)
    if "sang" not in request.GET:
        return _choose(request, document, "sang")
    other = _other(request, document, "sang")
    wrong = ""
    if request.method == "POST":
        try:
            row = split(document, other, request.user, chosen_keys(request.POST.getlist("dong")))
        except ValidationError as error:
            wrong = error.messages[0]
        else:
            note_deed(request.user, document, "Tách")
            messages.success(request, f"Đã chuyển phần đã chọn của {document} sang {other}.")
            return redirect(f"{reverse('documents:merges')}#lan-{row.pk}")
    context = {
        "document": document,
        "other": other,
        "kinds": rows_by_kind(document),
        "wrong": wrong,
    }
    return render(request, "documents/merging/split.html", context, status=400 if wrong else 200)


def _other(request: HttpRequest, document: Document, parameter: str) -> Document:
    slug = request.GET[parameter].replace("\x00", "")
    others = Document.objects.visible_to(request.user).with_names().exclude(pk=document.pk)
    return get_object_or_404(others, slug=slug)


def _choose(request: HttpRequest, document: Document, parameter: str) -> HttpResponse:
    """Show the records that may be meant, each with a link that names it in `parameter`."""
    words = request.GET.get("tim", "").replace("\x00", "").strip()
    found, wrong = typed(document, words, request) if words else ([], [])
    context = {
        "document": document,
        "parameter": parameter,
        "is_split": parameter == "sang",
        "words": words,
        "found": found,
        "wrong": wrong,
        "likely": likely(document, request.user),
    }
    return render(request, "documents/merging/choose.html", context, status=400 if wrong else 200)


@require_safe
def merges(request: HttpRequest) -> HttpResponse:
    """Show editors which records were merged, the last ones first."""
    refuse_others(request)
    names = ("kept__document_type", "gone__document_type", "done_by", "undone_by")
    rows = Merge.objects.select_related(*names)
    context = {"page": page_asked_for(request, rows, PAGE_ROWS, is_last_behind=True)}
    return render(request, "documents/merging/merges.html", context)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Part the records of one merge and say what stayed."""
    refuse_others(request)
    if pk > 2**62:
        raise Http404
    row = get_object_or_404(Merge.objects.select_related("kept", "gone"), pk=pk)
    try:
        lost = undo_merge(row, request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        note_deed(request.user, row.kept, "Hoàn tác hợp nhất")
        done = "trở về như trước" if row.is_split else "là bản ghi riêng như trước"
        messages.success(request, f"Đã hoàn tác: {row.gone} {done}.")
        if lost:
            stayed = (
                f"{lost} chỗ đã có người sửa, xác nhận hoặc xóa bỏ từ khi hợp nhất nên để nguyên ở "
                f"{row.kept}."
            )
            messages.warning(request, stayed)
    return redirect("documents:merges")
