"""The page where an editor has a bulletin's citations read and sees how far the worker has come."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bulletins.desk.access import bulletin_for_editor, desk_address
from bulletins.models import Bulletin, BulletinReading
from bulletins.reading import Standing, sentence_of, standing_of
from bulletins.tasks import read_later
from organizations.signing_in.sessions import ask_again_by_itself

# The page loads itself again, with no script: often while it goes on, now and then while it waits.
SECONDS = {
    Standing.WAITING: 2,
    Standing.READING: 2,
    Standing.UNCLAIMED: 10,
    Standing.BROKEN_OFF: 10,
}


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Show how far the citations are read, or lead to the desk once they are; POST has them read.

    Who asks for what is being read already only gets to see it.
    """
    bulletin = bulletin_for_editor(request, publisher, year, month)
    if request.method == "POST":
        return _have_read(request, bulletin)
    reading = BulletinReading.objects.filter(bulletin=bulletin).first()
    standing = standing_of(reading)
    if reading and standing == Standing.DONE:
        messages.success(request, sentence_of(reading))
        return redirect(desk_address(bulletin))
    context = {"bulletin": bulletin, "reading": reading, "standing": standing}
    response = render(request, "bulletins/reading.html", context)
    if standing in SECONDS:
        ask_again_by_itself(response, SECONDS[standing])
    return response


def _have_read(request: HttpRequest, bulletin: Bulletin) -> HttpResponse:
    if not bulletin.items.filter(text__isnull=False).exists():
        messages.error(request, "Bản tin này chưa có nội dung để đọc.")
        return redirect(desk_address(bulletin))
    read_later(bulletin)
    return redirect(reading_address(bulletin))


def reading_address(bulletin: Bulletin) -> str:
    """Return the address of the page that shows how far the bulletin is read."""
    return reverse("bulletins:read", args=[bulletin.publisher.slug, bulletin.year, bulletin.month])
