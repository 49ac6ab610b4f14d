"""Fills in the staff site's forms as a browser would: what the page shows is what is sent back."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.factories import make_administrator, make_editor, make_member


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def editor_client() -> Client:
    return client_of(make_editor())


def member_client() -> Client:
    return client_of(make_member())


def administrator_client() -> Client:
    return client_of(make_administrator())


def filled(page: HttpResponse, **changes: Any) -> dict[str, Any]:
    """Return what the page's form would send, with `changes` typed in (None leaves a box out)."""
    sent = _values(page.context["adminform"].form)
    for inline in page.context["inline_admin_formsets"]:
        sent |= _values(inline.formset.management_form)
        for form in inline.formset.forms:
            sent |= _values(form)
    sent |= changes
    return {name: value for name, value in sent.items() if value is not None}


def _values(form: Any) -> dict[str, Any]:
    values = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False or bound.field.disabled:
            continue
        if isinstance(value, list | tuple):
            value = [getattr(each, "pk", each) for each in value]
        elif hasattr(value, "strftime"):
            value = f"{value:%d/%m/%Y}"
        values[bound.html_name] = value
        if bound.field.show_hidden_initial:
            values[bound.html_initial_name] = value
    return values


def errors_of(page: HttpResponse) -> str:
    """Return every error the page shows, one a line, markup included."""
    found = [str(error) for error in page.context["errors"]]
    return "\n".join(found)
