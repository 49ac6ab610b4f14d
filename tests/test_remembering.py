"""What `tests.remembering` puts back is what was made; what it cannot put back it refuses."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client

from documents.models import Document
from organizations.models import User
from tests import factories as make
from tests.remembering import remembered

pytestmark = pytest.mark.django_db


@contextmanager
def taken_back():
    """What a test is to its neighbours."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def held_document():
    """Return a function that makes a document with all that hangs on one, and counts its calls."""

    def make_it():
        make_it.calls += 1
        document = make.make_document(title="Về phòng cháy", text="Lời.", audience="everyone")
        make.make_attachment(document)
        return document

    make_it.calls = 0
    return make_it


def test_what_was_made_is_put_back_with_its_history_and_found_by_search(held_document):
    seen = []
    for _ in range(3):
        with taken_back():
            document = remembered(held_document)
            answer = Client().get("/van-ban/", {"q": "phòng cháy", "danh_sach": "1"})
            seen.append(
                [
                    document.title,
                    Document.objects.get(pk=document.pk).created_at,
                    document.text.body,
                    list(document.attachments.values_list()),
                    list(Document.history.values_list()),
                    [found.pk for found in answer.context["page"]],
                ]
            )
            # Neither the row nor the object comes so to the next.
            document.title = "Về việc khác"
            document.save()
    assert held_document.calls == 1
    assert seen[0] == seen[1] == seen[2]
    assert seen[0][-1] == [document.pk]


def test_it_is_made_anew_where_other_rows_were_before(held_document):
    with taken_back():
        remembered(held_document)
    other = make.make_document()
    assert remembered(held_document) != other
    assert held_document.calls == 2
    assert Document.objects.count() == 2


def test_what_was_changed_is_changed_again():
    person = make.make_user()

    def rename(user):
        user.last_name = "Mẫu"
        user.save()

    for _ in range(2):
        with taken_back():
            remembered(rename, person)
            assert User.objects.get().last_name == "Mẫu"
        assert User.objects.get().last_name == ""


def test_a_function_that_takes_away_what_was_there_is_refused():
    def leave(user):
        user.delete()

    with pytest.raises(ValueError, match="Rows of User that were there before are gone"):
        remembered(leave, make.make_user())
