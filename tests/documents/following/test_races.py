"""Two at the same instant: nothing is followed twice, and no event falls behind a mark."""

import pytest
from django.db import transaction

from documents.following.follows import follow, followed_in, last_place
from documents.following.news import count_news, mark_seen, settle
from documents.models import Event, Follow
from tests import factories as make
from tests.documents.following.asking import asked
from tests.documents.test_races import Pause, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_presses_at_once_follow_once():
    user, body = make.make_member(), make.make_organization()
    followed = followed_in(asked(co_quan=body.slug), user)
    ends = at_once(lambda: follow(user, followed), lambda: follow(user, followed))
    assert [type(end) for end in ends] == [Follow, Follow]
    assert Follow.objects.count() == 1


def test_an_event_whose_transaction_ends_after_a_look_is_news_after_it():
    user, body = make.make_member(), make.make_organization()
    follow(user, followed_in(asked(co_quan=body.slug), user))
    make.make_document_type()
    pause = Pause()

    def enter_slowly() -> None:
        with transaction.atomic():
            make.make_document(organization=body)
            pause.hold()

    def look_meanwhile() -> int:
        pause.reached.wait()
        make.make_document(organization=body)
        settle()
        newest, seen = last_place(), count_news(user).count
        mark_seen(user, newest)
        pause.other_done.set()
        return seen

    _, seen = at_once(enter_slowly, look_meanwhile)
    # SQLite lets one write after the other, so that both were there to be seen.
    assert seen + count_news(user).count == 2


def test_two_who_look_at_once_give_each_event_one_place():
    documents = [make.make_document() for _ in range(3)]
    assert at_once(settle, settle) == [None, None]
    places = list(Event.objects.order_by("pk").values_list("place", flat=True))
    assert len(set(places)) == len(documents)
    assert places == sorted(places)
