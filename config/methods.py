"""A page instead of nothing where an address takes another method than the one that was asked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render


class MethodMiddleware:
    """Says in the site's layout what Django answers with an empty page (405).

    A telephone that has thrown a tab away asks for its address again, and of what a button
    answered that is the address of the button.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # What answers other systems says so in its own way.
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        page = render(request, "405.html", status=response.status_code)
        page["Allow"] = response["Allow"]
        return page
