"""Pages where editors bring lists in: send, preview, choose columns, do, take back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Count, ExpressionWrapper, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from documents.addressed import page_asked_for
from documents.importing.forms import ColumnsForm, SendForm
from documents.importing.running import State, missed_rows
from documents.importing.tasks import LOOK_AGAIN, UNTOUCHED, ask, forget, receive
from documents.importing.undoing import undoing_of
from documents.models import ImportedList, ImportedRow
from documents.working import is_worker_busy
from organizations.access import refuse_others
from organizations.deeds import note_deed
from organizations.signing_in.sessions import ask_again_by_itself

ROWS_A_PAGE = 50
_LISTS_A_PAGE = 20
_SECONDS = 2
_KEPT_SHOWN = 50
# One that was taken back may be dropped too: the registry is as it was.
_DROPPED = (*UNTOUCHED, State.UNDONE)
_OVERTAKEN = "Danh sách đã chuyển sang bước khác; xem lại bên dưới."
# A new document of which the plan says why a person has to look at it.
_DOUBTED = ExpressionWrapper(
    Q(kind=ImportedRow.Kind.NEW) & ~Q(reason=""), output_field=BooleanField()
)
# What the preview can be narrowed to: the word in its address, and which rows that is.
SHOWN = {
    "moi": ("Thêm mới", {"kind": ImportedRow.Kind.NEW}),
    "xem-lai": ("Cần xem lại", {"is_doubted": True}),
    "sua": ("Sửa", {"kind": ImportedRow.Kind.UPDATE}),
    "khong-doi": ("Không đổi", {"kind": ImportedRow.Kind.UNCHANGED}),
    "khong-nhap": ("Không nhập được", {"kind": ImportedRow.Kind.REFUSED}),
    "da-khac": ("Sổ đã khác lúc xem trước", {"outcome": ImportedRow.Outcome.DIFFERS}),
    "giu-lai": ("Giữ lại khi hoàn tác", {"outcome": ImportedRow.Outcome.KEPT}),
}


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Take a file with a list in; the worker reads it. Shows the lists sent, the last first."""
    refuse_others(request)
    form = SendForm(request.POST, request.FILES) if request.method == "POST" else SendForm()
    if form.is_valid():
        try:
            imported = receive(
                form.cleaned_data["file"], form.cleaned_data["encoding"], request.user
            )
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return redirect("importing:show", imported.pk)
    lists = ImportedList.objects.visible_to(request.user).select_related("sent_by")
    page = page_asked_for(request, lists, _LISTS_A_PAGE, is_last_behind=True)
    context = {"form": form, "page": page}
    status = 400 if form.errors else 200
    return render(request, "importing/send.html", context, status=status)


def _list_for(request: HttpRequest, key: UUID) -> ImportedList | None:
    """Return the list for an editor; None, and a sentence for them, when it is no more."""
    refuse_others(request)
    lists = ImportedList.objects.visible_to(request.user).select_related("sent_by")
    imported = lists.filter(pk=key).first()
    if imported is None:
        messages.info(request, "Danh sách này không còn: đã bỏ đi, hoặc để quá lâu.")
    return imported


@require_safe
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show how far a list is, what each row would do, or what was done. Changes nothing."""
    imported = _list_for(request, key)
    if imported is None:
        return redirect("importing:send")
    if imported.state == State.ASKING:
        return redirect("importing:columns", key)
    if imported.is_at_work:
        return _at_work(request, imported)
    counts = _counts(imported)
    asked = request.GET.get("dong", "")
    rows = imported.rows.select_related("document").annotate(is_doubted=_DOUBTED)
    if asked in SHOWN:
        rows = rows.filter(**SHOWN[asked][1])
    context = {
        "imported": imported,
        "counts": [
            (word, label, counts[word]) for word, (label, _) in SHOWN.items() if counts[word]
        ],
        "all": sum(counts[word] for word in ("moi", "sua", "khong-doi", "khong-nhap")),
        "to_do": counts["moi"] + counts["sua"],
        "refused": counts["khong-nhap"],
        "asked": asked,
        "page": page_asked_for(request, rows, ROWS_A_PAGE, is_last_behind=True),
        "unknown": sum(len(names) for names in imported.unknown.values()),
    }
    return render(request, "importing/show.html", context)


def _counts(imported: ImportedList) -> dict[str, int]:
    found: dict[str, int] = dict.fromkeys(SHOWN, 0)
    rows = imported.rows.order_by().annotate(is_doubted=_DOUBTED)
    for told in rows.values("kind", "outcome", "is_doubted").annotate(count=Count("pk")):
        for word, (_, wanted) in SHOWN.items():
            if all(told[name] == value for name, value in wanted.items()):
                found[word] += told["count"]
    return found


def _at_work(request: HttpRequest, imported: ImportedList) -> HttpResponse:
    waits = timezone.now() - (imported.asked_at or imported.sent_at)
    is_unclaimed = imported.runner is None and waits > LOOK_AGAIN
    context = {
        "imported": imported,
        "is_unclaimed": is_unclaimed,
        "is_worker_busy": is_unclaimed and is_worker_busy(),
    }
    response = render(request, "importing/at_work.html", context)
    ask_again_by_itself(response, _SECONDS)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, key: UUID) -> HttpResponse:
    """Have columns and unknown names put right, and the rows planned anew."""
    imported = _list_for(request, key)
    if imported is None or imported.state not in (State.PLANNED, State.ASKING):
        return _back(imported)
    form = ColumnsForm(imported, request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen = form.choices().packed()
        if not ask(imported.pk, State.PLANNING, request.user, choices=chosen):
            messages.info(request, _OVERTAKEN)
        return redirect("importing:show", key)
    status = 400 if form.errors else 200
    return render(
        request, "importing/columns.html", {"imported": imported, "form": form}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask once more, then do what the preview showed; doubtful rows want a tick of their own."""
    imported = _list_for(request, key)
    if imported is None or imported.state != State.PLANNED:
        return _back(imported)
    counts = _counts(imported)
    missed = missed_rows(imported).count()
    is_whole = not missed
    doubted = counts["xem-lai"]
    is_unseen = request.method == "POST" and doubted and request.POST.get("da-xem") != str(doubted)
    if request.method == "POST" and not is_unseen:
        all_or_nothing = is_whole and request.POST.get("cach") != "tot"
        if ask(imported.pk, State.APPLYING, request.user, is_all_or_nothing=all_or_nothing):
            note_deed(request.user, imported, "Ghi vào sổ")
        else:
            messages.info(request, _OVERTAKEN)
        return redirect("importing:show", key)
    context = {
        "imported": imported,
        "added": counts["moi"],
        "changed": counts["sua"],
        "missed": missed,
        "headings": counts["khong-nhap"] - missed,
        "is_whole": is_whole,
        "doubted": doubted,
        "is_unseen": is_unseen,
    }
    return render(request, "importing/do.html", context, status=400 if is_unseen else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say what taking a list back would do, then do it."""
    imported = _list_for(request, key)
    if imported is None or imported.state != State.DONE:
        return _back(imported)
    if request.method == "POST":
        if ask(imported.pk, State.UNDOING, request.user):
            note_deed(request.user, imported, "Hoàn tác")
        else:
            messages.info(request, _OVERTAKEN)
        return redirect("importing:show", key)
    undoing = undoing_of(imported)
    context = {
        "imported": imported,
        "added": len(undoing.added),
        "changed": len(undoing.changed),
        "kept": undoing.kept[:_KEPT_SHOWN],
        "kept_count": len(undoing.kept),
        "left_out": max(0, len(undoing.kept) - _KEPT_SHOWN),
    }
    return render(request, "importing/take_back.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask once more, then remove a list that was not done, with its file and rows."""
    imported = _list_for(request, key)
    if imported is None or imported.state not in _DROPPED:
        return _back(imported)
    if request.method == "POST":
        if not forget(imported.pk, _DROPPED):
            messages.info(request, _OVERTAKEN)
            return _back(imported)
        messages.success(request, "Đã bỏ danh sách. Sổ không thay đổi gì.")
        return redirect("importing:send")
    return render(request, "importing/drop.html", {"imported": imported})


def _back(imported: ImportedList | None) -> HttpResponse:
    if imported is None:
        return redirect("importing:send")
    return redirect(reverse("importing:show", args=[imported.pk]))
