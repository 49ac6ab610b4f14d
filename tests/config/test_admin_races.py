"""Two editors save the same at once: one succeeds, the other loses nothing and is told why."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connections
from django.urls import reverse
from psycopg.errors import DeadlockDetected, QueryCanceled

from bulletins.models import Bulletin
from documents.admin import documents as document_screen
from documents.models import Document, DocumentType
from organizations.models import Term
from tests.admin_page import client_of, errors_of, filled
from tests.factories import (
    make_bulletin,
    make_document,
    make_document_type,
    make_editor,
    make_organization,
)

DOCUMENT_ADD = reverse("admin:documents_document_add")
BULLETIN_ADD = reverse("admin:bulletins_bulletin_add")
TERM_ADD = reverse("admin:organizations_term_add")
TYPED = {"number": "24", "symbol": "CT/ĐU", "title": "Trích yếu đã gõ rất lâu"}


@pytest.fixture
def blind(monkeypatch):
    """The document's form finds nothing the first time, as if the other came just after."""
    real, looks = document_screen.refuse_duplicate, []

    def refuse(document: Document) -> None:
        looks.append(document)
        if len(looks) > 2:  # once as a form, once before saving
            real(document)

    monkeypatch.setattr("documents.identity.refuse_duplicate", refuse)
    monkeypatch.setattr(document_screen, "refuse_duplicate", refuse)


def typed_document(client, **fields) -> dict[str, Any]:
    kind = make_document_type().pk
    return filled(client.get(DOCUMENT_ADD), document_type=kind, **{**TYPED, **fields})


@pytest.mark.django_db
def test_what_the_database_refuses_comes_back_as_typed_and_names_the_other(blind):
    client = client_of(make_editor())
    other = make_document(
        number="24", symbol="CT/ĐU", organization=make_organization(), issued_on=date(2024, 5, 2)
    )
    typed = {"organization": other.organization_id, "issued_on": "02/5/2024", "body": "Nội dung."}
    answer = client.post(DOCUMENT_ADD, typed_document(client, **typed))
    assert answer.status_code == 200
    assert f'Văn bản này đã có trong sổ: <a href="{other.get_absolute_url()}">' in errors_of(answer)
    form = answer.context["adminform"].form
    shown = {name: form[name].value() for name in ("title", "number", "issued_on", "body")}
    assert shown == {
        "title": TYPED["title"],
        "number": "24",
        "issued_on": "02/5/2024",
        "body": "Nội dung.",
    }
    assert list(Document.objects.all()) == [other]


@pytest.mark.django_db
def test_a_file_has_to_be_chosen_again_and_the_page_says_so(blind):
    client = client_of(make_editor())
    other = make_document(number="24", symbol="CT/ĐU", organization=make_organization())
    rows = {
        "organization": other.organization_id,
        "issued_on": f"{other.issued_on:%d/%m/%Y}",
        "attachments-TOTAL_FORMS": 1,
        "attachments-0-file": SimpleUploadedFile("a.txt", "Một tệp thử nghiệm.".encode()),
    }
    answer = client.post(DOCUMENT_ADD, typed_document(client, **rows))
    assert "Văn bản này đã có trong sổ" in errors_of(answer)
    assert "Tệp đính kèm thì phải chọn lại" in answer.content.decode()
    # Nothing is said of the first try, which was undone.
    assert "Tìm thấy" not in answer.content.decode()


@pytest.mark.django_db
def test_a_refusal_that_nothing_typed_explains_is_still_said(monkeypatch):
    client, kinds = client_of(make_editor()), DocumentType.objects.count()
    make_document_type()

    def broken(self, request, obj, form, change):
        DocumentType.objects.create(name="Chỉ thị", series="ct")

    monkeypatch.setattr("documents.admin.reference.DocumentTypeAdmin.save_model", broken)
    address = reverse("admin:documents_documenttype_add")
    sent = filled(client.get(address), name="Loại thử", series="thu")
    answer = client.post(address, sent)
    assert "Những gì bạn nhập vẫn còn ở đây" in errors_of(answer)
    assert answer.context["adminform"].form["name"].value() == "Loại thử"
    assert DocumentType.objects.count() == kinds + 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sqlstate", "is_told"),
    [
        (DeadlockDetected.sqlstate, True),
        # Any other failure of the database is one for the log, not for the editor.
        (QueryCanceled.sqlstate, False),
    ],
)
def test_who_is_ended_in_a_deadlock_gets_back_what_was_typed(monkeypatch, sqlstate, is_told):
    client = client_of(make_editor())
    sent = typed_document(client, organization=make_organization().pk)

    def ended(document):
        # As Django gives on what psycopg raises.
        cause = Exception("ended")
        cause.sqlstate = sqlstate
        raise OperationalError from cause

    monkeypatch.setattr(document_screen, "hold_series", ended)
    if not is_told:
        with pytest.raises(OperationalError):
            client.post(DOCUMENT_ADD, sent)
        return
    answer = client.post(DOCUMENT_ADD, sent)
    assert answer.status_code == 200
    assert "có người khác vừa lưu cùng lúc" in errors_of(answer)
    assert answer.context["adminform"].form["title"].value() == TYPED["title"]
    assert not Document.objects.exists()


# --- Really at once: two threads, two connections ----------------------------------------------


def at_once(monkeypatch, model: type, send: Callable[[int], Any]) -> list[Any]:
    """Return both answers; the two meet when everything was found right, just before saving.

    Where one holds what the other needs, they cannot meet, and nobody waits long.
    """
    meeting = threading.Barrier(2)
    real = model.save

    def save(self, *args, **kwargs):
        if self._state.adding:
            with suppress(threading.BrokenBarrierError):
                meeting.wait(timeout=1)
        real(self, *args, **kwargs)

    monkeypatch.setattr(model, "save", save)
    answers: list[Any] = [None, None]

    def run(place: int) -> None:
        try:
            answers[place] = send(place)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[place]) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "unknown",
    [
        # The same in every box: the database's own key refuses it.
        {},
        # Only the look before saving tells that these may be one document.
        {"issued_on": ""},
        {"organization": "", "issued_on": ""},
    ],
)
def test_two_editors_enter_one_document_at_the_same_instant(monkeypatch, unknown):
    clients = [client_of(make_editor()), client_of(make_editor())]
    known = {"organization": make_organization().pk, "issued_on": "02/5/2024"}
    sent = [
        typed_document(clients[0], **known),
        typed_document(clients[1], **{**known, **unknown}),
    ]
    answers = at_once(
        monkeypatch,
        Document,
        lambda place: clients[place].post(DOCUMENT_ADD, sent[place]),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    entered = Document.objects.get()
    (refused,) = (answer for answer in answers if answer.status_code == 200)
    assert entered.get_absolute_url() in errors_of(refused)
    assert refused.context["adminform"].form["title"].value() == TYPED["title"]


@pytest.mark.django_db(transaction=True)
def test_two_editors_enter_the_bulletin_of_one_month_at_the_same_instant(monkeypatch):
    clients = [client_of(make_editor()), client_of(make_editor())]
    template = make_bulletin()
    typed = {"publisher": template.publisher_id, "year": 2025, "month": 7, "state": "draft"}
    sent = [filled(client.get(BULLETIN_ADD), **typed) for client in clients]
    answers = at_once(
        monkeypatch, Bulletin, lambda place: clients[place].post(BULLETIN_ADD, sent[place])
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    entered = Bulletin.objects.get(year=2025)
    (refused,) = (answer for answer in answers if answer.status_code == 200)
    address = reverse("admin:bulletins_bulletin_change", args=[entered.pk])
    assert f'Bản ghi đã có: <a href="{address}">' in errors_of(refused)


@pytest.mark.django_db(transaction=True)
def test_two_editors_enter_overlapping_terms_at_the_same_instant(monkeypatch):
    body = make_organization()
    clients = [client_of(make_editor()), client_of(make_editor())]
    # Neither label nor first day nor an open end is the same: only the periods meet.
    typed = [
        {"label": "I", "starts_on": "01/01/2020", "ends_on": "31/12/2024"},
        {"label": "II", "starts_on": "01/06/2024", "ends_on": "31/12/2028"},
    ]
    sent = [
        filled(clients[place].get(TERM_ADD), organization=body.pk, **typed[place])
        for place in (0, 1)
    ]
    answers = at_once(monkeypatch, Term, lambda place: clients[place].post(TERM_ADD, sent[place]))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    (refused,) = (answer for answer in answers if answer.status_code == 200)
    assert f"Nhiệm kỳ này chồng lên {Term.objects.get()}" in errors_of(refused)
    assert refused.context["adminform"].form["label"].value() in ("I", "II")
