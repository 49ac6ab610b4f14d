"""Documents entered over HTTP by the staff's own form, as an editor's browser would send it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

ADDRESS = "/quan-tri/documents/document/add/"
TITLE = "Văn bản thử số"
# Django takes the form's word for it when it equals the cookie's.
CSRF = "0123456789abcdefghijklmnopqrstuv"


@dataclass(frozen=True)
class Form:
    """The form as the page shows it to one editor, and the headers of that editor's browser."""

    values: dict[str, Any]
    headers: dict[str, str]

    def typed(self, editor: int, turn: int) -> dict[str, Any]:
        """Return what is sent for the document `turn` of `editor`: of a symbol of its own, so that
        no two editors enter one number."""
        title = f"{TITLE} {turn} của người {editor}"
        return {**self.values, "number": str(turn), "symbol": f"CT/T{editor}", "title": title}


def form_of_a_document(username: str) -> Form:
    """Return the form that an administrator of that name is shown, who is made and signed in.

    Django must be ready, and the registry hold a directive's type and a body.
    """
    # Only here: the settings must be ready first.
    from django.conf import settings
    from django.test import Client

    from documents.models import DocumentType
    from organizations.models import Organization
    from tests import factories as make
    from tests.admin_page import filled

    client = Client()
    client.force_login(make.make_administrator(username))
    with _pages_keep_their_contexts():
        page = client.get(ADDRESS)
    values = filled(
        page,
        document_type=DocumentType.objects.get(party_code="CT").pk,
        organization=Organization.objects.order_by("pk")[0].pk,
        issued_on="05/6/2024",
        body="Thực hiện Chỉ thị số 1-CT/TU, ngày 05/6/2023 của Tỉnh ủy Mẫu Sơn.",
        csrfmiddlewaretoken=CSRF,
    )
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={CSRF}"
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    return Form(values, headers)


@contextmanager
def _pages_keep_their_contexts() -> Iterator[None]:
    """Let a page of Django's client tell what it was made from, as in a run of tests."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    try:
        yield
    finally:
        teardown_test_environment()
