"""Pages where an editor brings a bulletin in, and sees how far the worker has read its file."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bulletins.desk.access import outline_address, posted
from bulletins.desk.forms import BringInForm, RefusedForm
from bulletins.desk.reading import SECONDS, reading_address
from bulletins.desk.starting_over import draft_put_aside
from bulletins.file_tasks import read_again, receive
from bulletins.importing import OTHER_TEXT, BulletinRefusedError, OtherTextError, take_in
from bulletins.models import Bulletin, Intake
from bulletins.reading import Standing, standing_of
from bulletins.reading_files import BROUGHT_IN, answer_of, forget
from bulletins.tasks import read_later
from documents.working import is_worker_busy
from organizations.access import refuse_others
from organizations.deeds import note_deed
from organizations.disk import told_when_full
from organizations.signing_in.sessions import ask_again_by_itself


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Take in a bulletin: its items are cut out; of a draft they are put right before reading.

    What takes long to read is left to the worker, and its own page says how far that is.
    """
    refuse_others(request)
    place = {name: request.GET.get(name, "") for name in ("publisher", "month", "year")}
    form = BringInForm(*posted(request), initial=place)
    if request.method == "POST" and form.is_valid():
        try:
            return (
                _taken_in(request, form) if form.cleaned_data["body"] else _received(request, form)
            )
        except ValidationError as error:
            is_unseen = getattr(error, "code", "") == "must_look"
            form.add_error("declared" if is_unseen else None, error)
        except OtherTextError:
            form.add_error("month", OTHER_TEXT)
        except BulletinRefusedError as error:
            form.add_error(None, str(error))
    return _form_page(request, form, status=400 if form.errors else 200)


def _taken_in(request: HttpRequest, form: BringInForm) -> HttpResponse:
    values = form.cleaned_data
    with told_when_full():
        summary = take_in(values["body"], values["publisher"], values["year"], values["month"])
    note_deed(request.user, summary.bulletin, BROUGHT_IN)
    messages.success(request, answer_of(summary))
    if summary.is_new and summary.bulletin.state != Bulletin.State.DRAFT:
        read_later(summary.bulletin)
    return redirect(_address_behind(summary.bulletin))


def _address_behind(bulletin: Bulletin) -> str:
    """Return where one goes on whose text is taken in."""
    is_draft = bulletin.state == Bulletin.State.DRAFT
    return outline_address(bulletin) if is_draft else reading_address(bulletin)


def _received(request: HttpRequest, form: BringInForm) -> HttpResponse:
    values = form.cleaned_data
    intake = receive(
        values["file"],
        values["publisher"],
        values["year"],
        values["month"],
        has_looked=values["declared"],
        sender=request.user,
    )
    return redirect(intake_address(intake))


def intake_address(intake: Intake) -> str:
    """Return the address of the page that shows how far the file is read."""
    return reverse("bulletins:intake", args=[intake.pk])


def _form_page(request: HttpRequest, form: BringInForm, status: int = 200) -> HttpResponse:
    untaken = Intake.objects.visible_to(request.user).untaken().select_related("publisher")
    if isinstance(form, RefusedForm):
        # What became of this one the form itself says.
        untaken = untaken.exclude(pk=form.intake.pk)
    context = {"form": form, "untaken": untaken, "put_aside": draft_put_aside(request)}
    return render(request, "bulletins/bring_in.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def intake_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show how far a file is read; lead to its items once it is, or show the form with the refusal.

    POST has it read once more, or takes it back.
    """
    refuse_others(request)
    intakes = Intake.objects.visible_to(request.user).select_related("publisher", "sent_by")
    intake = intakes.filter(pk=key).first()
    if intake is None:
        messages.info(request, "Tệp này không còn chờ đọc: đã bỏ đi, hoặc gửi đã quá một ngày.")
        return redirect("bulletins:bring_in")
    if request.method == "POST":
        return _pressed(request, intake)
    if intake.is_taken:
        return _shown_taken(request, intake)
    if intake.finished_at:
        return _form_page(request, RefusedForm(intake))
    standing = standing_of(intake)
    context = {"intake": intake, "standing": standing}
    if standing == Standing.UNCLAIMED:
        context["is_worker_busy"] = is_worker_busy()
    response = render(request, "bulletins/intake.html", context)
    if standing in SECONDS:
        ask_again_by_itself(response, SECONDS[standing])
    return response


def _shown_taken(request: HttpRequest, intake: Intake) -> HttpResponse:
    bulletin = Bulletin.objects.select_related("publisher").filter(pk=intake.bulletin_id).first()
    if bulletin is None:
        messages.info(request, "Bản tin nhập từ tệp này nay không còn, hoặc ở trong thùng rác.")
        return redirect("bulletins:bring_in")
    messages.success(request, intake.answer)
    return redirect(_address_behind(bulletin))


def _pressed(request: HttpRequest, intake: Intake) -> HttpResponse:
    action = request.POST.get("viec")
    if action == "bo":
        if not forget(intake):
            intake.refresh_from_db()
            messages.error(request, "Máy đã đọc xong trước khi bạn bấm bỏ: bản tin đã được nhập.")
            return _shown_taken(request, intake)
        messages.success(request, "Đã bỏ tệp ấy. Không có gì được nhập.")
        return redirect("bulletins:bring_in")
    if action == "doc-lai":
        read_again(intake.pk)
    return redirect(intake_address(intake))
