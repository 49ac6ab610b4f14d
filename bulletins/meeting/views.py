"""The page where a meeting's paper is chosen and printed. HTTP in, template out."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bulletins.meeting.forms import MeetingForm
from bulletins.meeting.pack import Meeting, meeting_pack_of
from documents.downloads import site_address
from organizations.letterhead import letterhead
from organizations.qr import qr_picture


@require_safe
def meeting_pack(request: HttpRequest) -> HttpResponse:
    """Show the choice, and below it the two sides of what was chosen."""
    is_asked = any(request.GET.get(name) is not None for name in ("ban_tin", "tu_ngay"))
    form = MeetingForm(request.GET if is_asked else None, request.user)
    if not is_asked or not form.is_valid():
        status = 400 if is_asked else 200
        return render(request, "bulletins/meeting_pack.html", {"form": form}, status=status)
    meeting = _meeting(form)
    pack = meeting_pack_of(meeting, request.user)
    site = site_address(request)
    context = {
        "form": form,
        "meeting": meeting,
        "pack": pack,
        "letterhead": letterhead(meeting.chosen.publisher) if meeting.chosen else (),
        "sections": [
            (section, [(entry, qr_picture(site + entry.address)) for entry in section.entries])
            for section in pack.sections
        ],
        "site": site,
        "whole_code": qr_picture(site + _whole(meeting)),
    }
    return render(request, "bulletins/meeting_pack.html", context)


def _meeting(form: MeetingForm) -> Meeting:
    chosen, since = form.cleaned_data["ban_tin"], form.cleaned_data["tu_ngay"]
    return Meeting(chosen, since, [chosen] if chosen else form.bulletins_since(since))


def _whole(meeting: Meeting) -> str:
    """Return where everything stands that did not fit: the bulletin, else the list of documents."""
    if meeting.chosen:
        return meeting.chosen.get_absolute_url()
    return f"{reverse('documents:list')}?{urlencode({'tu_ngay': f'{meeting.since:%d/%m/%Y}'})}"
