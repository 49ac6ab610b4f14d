"""What was looked at: nothing is lost before the button is pressed, and nothing that came later."""

import pytest
from django.urls import reverse

from documents.following.news import count_news, settle
from documents.models import Event
from tests import factories as make
from tests.documents.following.asking import begin, events_told, look

pytestmark = pytest.mark.django_db
NEWS = "following:news"


def test_looking_loses_nothing_until_the_button_is_pressed(client, member):
    body = make.make_organization()
    begin(member, co_quan=body.slug)
    make.make_document(organization=body)
    for _ in range(2):
        assert client.get(reverse(NEWS)).context["count"] == 1
    look(client)
    assert client.get(reverse(NEWS)).context["count"] == 0
    assert client.get(f"{reverse(NEWS)}?tat_ca=1").context["count"] == 1


def test_what_came_after_the_page_was_made_is_not_marked_with_it(client, member):
    body = make.make_organization()
    begin(member, co_quan=body.slug)
    make.make_document(organization=body)
    place = client.get(reverse(NEWS)).context["newest"]
    late = make.make_document(organization=body)
    client.post(reverse("following:seen"), {"den": place})
    assert events_told(member) == [("registered", late)]


def test_an_event_of_a_transaction_that_ends_late_is_not_behind_the_mark(client, member):
    body = make.make_organization()
    begin(member, co_quan=body.slug)
    late = make.make_document(organization=body)
    # Stored by a transaction that is not over yet: nobody sees it, and its key is the lower one.
    event = Event.objects.get(document=late)
    Event.objects.filter(pk=event.pk).delete()
    make.make_document(organization=body)
    look(client)
    event.save(force_insert=True)
    assert events_told(member) == [("registered", late)]


@pytest.mark.parametrize("typed", ["", "-1", "abc", "9" * 30])
def test_a_mark_that_is_no_place_of_an_event_loses_nothing(client, member, typed):
    body = make.make_organization()
    begin(member, co_quan=body.slug)
    client.post(reverse("following:seen"), {"den": typed})
    make.make_document(organization=body)
    assert count_news(member).count == 1


def test_a_mark_ahead_of_all_events_hides_no_later_one(client, member):
    body = make.make_organization()
    begin(member, co_quan=body.slug)
    client.post(reverse("following:seen"), {"den": "999999999"})
    make.make_document(organization=body)
    assert count_news(member).count == 1


def test_places_follow_the_order_in_which_events_were_noticed():
    make.make_document()
    settle()
    first = Event.objects.get()
    make.make_document()
    settle()
    settle()
    second = Event.objects.exclude(pk=first.pk).get()
    first.refresh_from_db()
    assert first.place < second.place
