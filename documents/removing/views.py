"""The pages on which editors take content from a document and give it back. HTTP in, page out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.addressed import page_asked_for, visible_document
from documents.models import ContentRemoval
from documents.removing.content import give_back, losses_of, remove_content
from organizations.access import refuse_others
from organizations.bin import DAYS_IN_BIN
from organizations.deeds import note_deed

PAGE_ROWS = 40
# Keys of rows are no larger; a forged address may be.
_LARGEST_KEY = 2**62


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what a document would lose and what stays, then do it."""
    refuse_others(request)
    document = visible_document(request, slug)
    wrong = ""
    if request.method == "POST":
        try:
            removal = remove_content(document, request.user)
        except ValidationError as error:
            wrong = error.messages[0]
        else:
            note_deed(request.user, document, "Gỡ nội dung")
            messages.success(request, f"Đã gỡ nội dung của {document}; văn bản vẫn ở trong sổ.")
            return redirect(f"{reverse('documents:removals')}#lan-{removal.pk}")
    context = {
        "document": document,
        "losses": losses_of(document),
        "wrong": wrong,
        "days": DAYS_IN_BIN,
    }
    status = 400 if wrong else 200
    return render(request, "documents/removing/remove.html", context, status=status)


@require_safe
def removals(request: HttpRequest) -> HttpResponse:
    """Show editors which documents gave up their content, the last ones first."""
    refuse_others(request)
    names = ("document__document_type", "done_by", "undone_by")
    rows = ContentRemoval.objects.select_related(*names)
    context = {
        "page": page_asked_for(request, rows, PAGE_ROWS, is_last_behind=True),
        "days": DAYS_IN_BIN,
    }
    return render(request, "documents/removing/removals.html", context)


@require_POST
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the content of one removal back and say what stayed in the bin."""
    refuse_others(request)
    if pk > _LARGEST_KEY:
        raise Http404
    removal = get_object_or_404(ContentRemoval.objects.select_related("document"), pk=pk)
    try:
        stayed = give_back(removal, request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        note_deed(request.user, removal.document, "Lấy lại nội dung")
        messages.success(request, f"Đã lấy lại nội dung của {removal.document}.")
        if stayed:
            told = f"{stayed} tệp vẫn ở thùng rác, vì văn bản đã có đúng tệp đó từ khi gỡ."
            messages.warning(request, told)
    return redirect("documents:removals")
