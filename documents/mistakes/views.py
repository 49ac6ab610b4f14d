"""Reports of mistakes: the form beside a document's page, and the work list of editors."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.addressed import (
    at_kept_record,
    document_asked_for,
    page_asked_for,
    visible_document,
)
from documents.deciding.relation_views import back
from documents.mistakes.reports import MAX_CHARS, close_report, reopen_report, report_mistake
from documents.models import MistakeReport
from documents.models.mistakes import MAX_ANSWER_CHARS
from organizations.access import refuse_others
from organizations.deeds import note_deed
from organizations.signing_in.returning import ask_to_sign_in, typed_before
from organizations.text import key_in

PAGE_ROWS = 40


class MistakeForm(forms.Form):
    """What is wrong; `documents.mistakes.reports` says what is refused."""

    words = forms.CharField(
        label="Sai ở đâu? Đúng ra là gì?",
        help_text="Ví dụ: ngày ban hành ghi 15/3, bản giấy là 13/5. Đừng chép văn bản mật vào đây.",
        required=False,
        strip=False,
        widget=forms.Textarea(
            {"rows": 5, "maxlength": MAX_CHARS, "aria-describedby": "id_words_helptext"}
        ),
    )

    def refuse(self, error: ValidationError) -> None:
        """Show why nothing was kept; a page never sends a secret back to be looked at again."""
        self.add_error("words", error)
        if error.code == "secret":
            self.data = {name: value for name, value in self.data.items() if name != "words"}


@require_http_methods(["GET", "HEAD", "POST"])
@at_kept_record
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a report from whoever is signed in and may see the document; show them their own."""
    is_sent = request.method == "POST"
    if is_sent and not request.user.is_authenticated:
        # Whatever the document: who has signed out sees few of them, and has typed already.
        return ask_to_sign_in(request, kept=["words"])
    document = visible_document(request, slug)
    if not request.user.is_authenticated:
        return ask_to_sign_in(request)
    form = MistakeForm(request.POST if is_sent else None, initial=typed_before(request))
    if form.is_valid():
        try:
            report_mistake(document, form.cleaned_data["words"], request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "Đã gửi. Cán bộ biên tập sẽ xem và trả lời tại trang này.")
            return redirect(request.path)
    own = MistakeReport.objects.filter(document=document, reported_by=request.user)
    context = {"document": document, "form": form, "own": own.order_by("-reported_at", "-pk")}
    status = 400 if form.errors else 200
    return render(request, "documents/report_mistake.html", context, status=status)


@require_safe
def mistake_reports(request: HttpRequest) -> HttpResponse:
    """Show editors the reports that wait, or those dealt with; of all documents or of one."""
    refuse_others(request)
    reports = MistakeReport.objects.visible_to(request.user)
    about = document_asked_for(request)
    if about:
        reports = reports.filter(document=about)
    is_handled = "da_xu_ly" in request.GET
    chosen = reports.handled().order_by("-handled_at", "-pk") if is_handled else reports.waiting()
    rows = chosen.select_related(
        "document__document_type", "document__organization", "reported_by", "handled_by"
    )
    context = {
        "page": page_asked_for(request, rows, PAGE_ROWS, is_last_behind=True),
        "about": about,
        "is_handled": is_handled,
        "most_chars": MAX_ANSWER_CHARS,
    }
    return render(request, "documents/mistake_reports.html", context)


@require_POST
def handle_report(request: HttpRequest) -> HttpResponse:
    """Close or reopen the report that the pressed button names, and lead back to the list."""
    refuse_others(request)
    closing, pk = request.POST.get("xong"), key_in(request.POST.get("bao", ""))
    try:
        if pk is None:
            messages.error(request, "Không hiểu nút vừa bấm. Chưa ghi gì.")
        elif closing:
            done = close_report(pk, request.user, request.POST.get("tra-loi", ""))
            note_deed(request.user, done.document, "Xử lý báo sai sót về")
            messages.success(request, f"Đã xử lý báo sai sót về {done.document}.")
        else:
            opened = reopen_report(pk, request.user)
            note_deed(request.user, opened.document, "Mở lại báo sai sót về")
            messages.success(request, f"Báo sai sót về {opened.document} trở lại chờ xử lý.")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return back(request, reverse("documents:mistake_reports"))
