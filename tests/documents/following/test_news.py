"""What has come to what a person follows: each event once, and only what they may see."""

import pytest
from django.urls import reverse

from bulletins.models import Bulletin
from documents.deciding.relations import confirm_relation, reopen_relation
from documents.following.follows import last_place
from documents.following.news import count_news, mark_seen, settle
from documents.models import Document, Event, Relation
from documents.models.following import EventQuerySet
from documents.texts import store_document_text
from organizations.audience import Audience
from tests import factories as make
from tests.documents.following.asking import begin, events_told, look

pytestmark = pytest.mark.django_db
NEWS = "following:news"


# --- What happens ----------------------------------------------------------------------------


def test_a_new_document_of_a_followed_body_is_told(client, member):
    body = make.make_organization()
    begin(member, co_quan=body.slug)
    new = make.make_document(organization=body, title="về việc mới")
    make.make_document(organization=make.make_organization(), title="của cơ quan khác")
    assert count_news(member).count == 1
    page = client.get(reverse(NEWS)).content.decode()
    assert new.label in page
    assert "về việc mới" in page
    assert "của cơ quan khác" not in page


def test_what_was_there_before_is_no_news(member):
    body = make.make_organization()
    make.make_document(organization=body)
    begin(member, co_quan=body.slug)
    assert count_news(member).count == 0


def test_a_new_document_of_a_followed_type_is_told(member):
    plan = make.make_document_type("Kế hoạch")
    begin(member, loai=plan.name_key)
    new = make.make_document(document_type=plan)
    make.make_document()
    assert events_told(member) == [("registered", new)]


def test_a_proposal_is_told_once_a_person_has_registered_it(member):
    body = make.make_organization()
    begin(member, co_quan=body.slug)
    document = make.make_document(organization=body, state=Document.State.PROPOSED)
    assert events_told(member) == []
    relation = make.make_relation(source=document, state="proposed")
    confirm_relation(relation, make.make_editor())
    assert events_told(member) == [("registered", document)]


def test_what_becomes_of_a_followed_document_is_told(member):
    document = make.make_document()
    begin(member, van_ban=document.slug)
    store_document_text(document, "Nội dung thử nghiệm.")
    document.status, document.status_basis = Document.Status.ENDED, "Chỉ thị 25-CT/TU"
    document.save()
    other = make.make_document()
    make.make_relation(other, document, Relation.Verb.REPLACES)
    # Negatives: what only speaks of it, what it does itself, and what nobody confirmed.
    make.make_relation(make.make_document(), document, Relation.Verb.REFERS_TO)
    make.make_relation(document, make.make_document(), Relation.Verb.AMENDS)
    make.make_relation(make.make_document(), document, state="proposed")
    told = [kind for kind, _ in events_told(member)]
    assert told == ["related", "status", "held"]


def test_the_page_says_what_happened_in_words(client, member):
    document = make.make_document(number="24", symbol="CT/TU")
    begin(member, van_ban=document.slug)
    other = make.make_document(number="25", symbol="CT/TU")
    make.make_relation(other, document, Relation.Verb.REPLACES)
    document.status, document.status_basis = Document.Status.ENDED, "Chỉ thị 25-CT/TU"
    document.save()
    page = client.get(reverse(NEWS)).content.decode()
    assert "Bị thay thế bởi" in page
    assert f'href="{other.get_absolute_url()}"' in page
    assert "Hết hiệu lực, theo Chỉ thị 25-CT/TU" in page


def test_a_released_bulletin_is_told_to_followers_of_its_publisher_and_of_what_it_introduces(
    client,
):
    body, document = make.make_organization(), make.make_document()
    of_body, of_document, of_neither = (make.make_member() for _ in range(3))
    begin(of_body, co_quan=body.slug)
    begin(of_document, van_ban=document.slug)
    begin(of_neither, co_quan=make.make_organization().slug)
    bulletin = make.make_bulletin(body, state=Bulletin.State.DRAFT)
    make.make_item(bulletin, document)
    assert [count_news(user).count for user in (of_body, of_document)] == [0, 0]
    bulletin.state = Bulletin.State.PUBLISHED
    bulletin.save()
    assert [count_news(user).count for user in (of_body, of_document, of_neither)] == [1, 1, 0]
    client.force_login(of_document)
    assert bulletin.get_absolute_url() in client.get(reverse(NEWS)).content.decode()


def test_a_publisher_corrected_after_the_release_is_told_to_followers_of_the_right_body_alone():
    wrong, right, document = (
        make.make_organization(),
        make.make_organization(),
        make.make_document(),
    )
    of_wrong, of_right, of_both, of_document = (make.make_member() for _ in range(4))
    begin(of_wrong, co_quan=wrong.slug)
    begin(of_right, co_quan=right.slug)
    for body in (wrong, right):
        begin(of_both, co_quan=body.slug)
    begin(of_document, van_ban=document.slug)
    bulletin = make.make_bulletin(wrong)
    make.make_item(bulletin, document)
    settle()
    mark_seen(of_document, last_place())
    people = (of_wrong, of_right, of_both, of_document)
    assert [count_news(user).count for user in people] == [1, 0, 1, 0]
    bulletin.publisher = right
    bulletin.save()
    assert [count_news(user).count for user in people] == [0, 1, 1, 0]
    # Saved again, nothing more has happened.
    bulletin.title = "Tên khác"
    bulletin.save()
    assert [count_news(user).count for user in people] == [0, 1, 1, 0]


def test_what_a_bulletin_is_later_said_to_introduce_is_told_to_followers_of_that_alone(client):
    first, later = make.make_document(), make.make_document()
    of_first, of_later, of_body = (make.make_member() for _ in range(3))
    bulletin = make.make_bulletin(state=Bulletin.State.DRAFT)
    begin(of_body, co_quan=bulletin.publisher.slug)
    begin(of_first, van_ban=first.slug)
    begin(of_later, van_ban=later.slug)
    item = make.make_item(bulletin, first)
    bulletin.state = Bulletin.State.PUBLISHED
    bulletin.save()
    people = (of_first, of_later, of_body)
    assert [count_news(user).count for user in people] == [1, 0, 1]
    settle()
    for user in people:
        mark_seen(user, last_place())
    subject = make.make_subject(item, later, state="proposed")
    assert [count_news(user).count for user in people] == [0, 0, 0]
    subject.set_decision("confirmed", make.make_editor())
    subject.save()
    assert [count_news(user).count for user in people] == [0, 1, 0]
    # Said again of another item, it is no second event.
    make.make_item(bulletin, later)
    assert [count_news(user).count for user in people] == [0, 1, 0]
    client.force_login(of_later)
    page = client.get(reverse(NEWS)).content.decode()
    assert later.label in page and bulletin.get_absolute_url() in page


def test_the_publisher_of_a_draft_is_corrected_without_a_word():
    body = make.make_organization()
    user = make.make_member()
    begin(user, co_quan=body.slug)
    bulletin = make.make_bulletin(state=Bulletin.State.DRAFT)
    bulletin.publisher = body
    bulletin.save()
    assert count_news(user).count == 0


def test_before_anybody_has_looked_no_more_is_looked_through_than_behind(monkeypatch):
    monkeypatch.setattr("documents.models.following.LOOKED_BACK", 2)
    body, user = make.make_organization(), make.make_member()
    begin(user, co_quan=body.slug)
    for _ in range(4):
        make.make_document(organization=body)
    assert not Event.objects.filter(place__isnull=False).exists()
    assert count_news(user).count == 2


def test_the_first_page_stands_where_the_database_need_not_be_asked(client, member, monkeypatch):
    make.make_document()
    monkeypatch.setattr(EventQuerySet, "visible_to", lambda events, user: events.none())
    assert client.get("/").context["news"].count == 0


# --- One event, one notice -------------------------------------------------------------------


def test_an_event_followed_in_several_ways_is_told_once(client, member):
    body, kind = make.make_organization(), make.make_document_type("Kế hoạch")
    begin(member, loai=kind.name_key)
    begin(member, co_quan=body.slug)
    begin(member, danh_sach="q=phòng cháy")
    new = make.make_document(organization=body, document_type=kind, title="về phòng cháy")
    assert count_news(member).count == 1
    page = client.get(reverse(NEWS))
    assert page.content.decode().count(new.get_absolute_url()) == 1
    # Under the body, before the type and the search.
    assert [group.followed.name for group in page.context["groups"]] == [body.name]


def test_what_is_undone_and_done_again_is_not_told_again(client, member):
    document, editor = make.make_document(), make.make_editor()
    begin(member, van_ban=document.slug)
    relation = make.make_relation(make.make_document(), document, Relation.Verb.AMENDS)
    look(client)
    reopen_relation(relation)
    assert events_told(member) == []
    confirm_relation(relation, editor)
    assert count_news(member).count == 0
    assert Event.objects.filter(kind="related").count() == 1


def test_what_was_undone_is_no_longer_told(member):
    document = make.make_document()
    begin(member, van_ban=document.slug)
    relation = make.make_relation(make.make_document(), document, Relation.Verb.AMENDS)
    assert count_news(member).count == 1
    reopen_relation(relation)
    assert count_news(member).count == 0


def test_a_confirmed_relation_that_an_editor_corrects_is_told_as_it_is_now(member):
    document, other = make.make_document(), make.make_document()
    begin(member, van_ban=document.slug)
    begin(member, van_ban=other.slug)
    relation = make.make_relation(make.make_document(), document, Relation.Verb.BASED_ON)
    assert count_news(member).count == 0
    relation = Relation.objects.get(pk=relation.pk)
    relation.verb = Relation.Verb.REPLACES
    relation.save()
    assert events_told(member) == [("related", document)]
    relation.target = other
    relation.save()
    assert events_told(member) == [("related", other)]


def test_a_bulletin_put_back_after_a_withdrawal_is_not_told_again(client, member):
    body = make.make_organization()
    begin(member, co_quan=body.slug)
    bulletin = make.make_bulletin(body)
    look(client)
    for state, on, why in (("withdrawn", "2024-03-01", "In sai."), ("published", None, "")):
        bulletin.state, bulletin.withdrawn_on, bulletin.withdrawn_reason = state, on, why
        bulletin.save()
    assert count_news(member).count == 0


def test_what_a_withdrawn_bulletin_was_said_to_introduce_is_told_once_it_is_put_back(client):
    at_once, meanwhile, denied = (make.make_document() for _ in range(3))
    people = []
    for document in (at_once, meanwhile, denied):
        people.append(make.make_member())
        begin(people[-1], van_ban=document.slug)
    bulletin = make.make_bulletin(state=Bulletin.State.DRAFT)
    item = make.make_item(bulletin, at_once)
    bulletin.state = Bulletin.State.PUBLISHED
    bulletin.save()
    settle()
    mark_seen(people[0], last_place())
    for state, on, why in (("withdrawn", "2024-03-01", "In sai."), ("published", None, "")):
        bulletin.state, bulletin.withdrawn_on, bulletin.withdrawn_reason = state, on, why
        if state == "published":
            make.make_subject(item, meanwhile)
            make.make_subject(item, denied, state="rejected")
            assert [count_news(user).count for user in people] == [0, 0, 0]
        bulletin.save()
    assert [count_news(user).count for user in people] == [0, 1, 0]
    # Put back a second time it is no second event.
    settle()
    mark_seen(people[1], last_place())
    for state, on, why in (("withdrawn", "2024-03-02", "In sai."), ("published", None, "")):
        bulletin.state, bulletin.withdrawn_on, bulletin.withdrawn_reason = state, on, why
        bulletin.save()
    assert [count_news(user).count for user in people] == [0, 0, 0]


def test_a_save_that_changes_nothing_is_no_event(member):
    document = Document.objects.get(pk=make.make_document(text="Nội dung.").pk)
    before = Event.objects.count()
    document.title = "về việc khác"
    document.save()
    assert Event.objects.count() == before


# --- Rights ----------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", [Audience.EDITORS, Audience.BODIES])
def test_what_a_person_may_not_see_is_in_no_count_and_on_no_page(client, member, audience):
    body = make.make_organization()
    begin(member, co_quan=body.slug)
    make.make_document(organization=body, title="về việc kín", audience=audience)
    editor = make.make_editor()
    begin(editor, co_quan=body.slug)
    make.make_bulletin(body, audience=audience)
    assert count_news(member).count == 0
    assert "về việc kín" not in client.get(reverse(NEWS)).content.decode()
    client.get(reverse("documents:home"))
    assert client.get(reverse("documents:home")).context["news"].count == 0


def test_rights_are_asked_when_the_news_is_read_not_when_it_happens(client, member):
    body = make.make_organization()
    begin(member, co_quan=body.slug)
    document = make.make_document(organization=body)
    assert count_news(member).count == 1
    document.audience = Audience.EDITORS
    document.save()
    assert count_news(member).count == 0
    document.audience = Audience.MEMBERS
    document.move_to_bin()
    assert count_news(member).count == 0


def test_a_hidden_document_that_changes_a_followed_one_is_not_named(client, member):
    document = make.make_document()
    begin(member, van_ban=document.slug)
    hidden = make.make_document(title="về việc kín", audience=Audience.EDITORS)
    make.make_relation(hidden, document, Relation.Verb.REPLACES)
    assert count_news(member).count == 0
    assert hidden.label not in client.get(reverse(NEWS)).content.decode()


def test_a_followed_document_that_is_hidden_since_is_named_nowhere(client, member):
    document = make.make_document()
    begin(member, van_ban=document.slug)
    document.audience = Audience.EDITORS
    document.save()
    page = client.get(reverse("following:own")).content.decode()
    assert document.label not in page
    assert document.slug not in page
    assert "Bạn không còn xem được văn bản này." in page
