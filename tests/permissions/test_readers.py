"""Every address of the site, walked by every role: nobody sees what they may not.

Each record carries a mark of its own, so a page that leaks one is caught by its words. An
address this test does not know makes it fail: whoever adds a page says in `addresses.py` who may
see it.
"""

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents.following.feed import give_address
from documents.following.follows import follow, followed_in
from documents.models import Document, Event, Follow, Follower, issue_token
from organizations.models import User
from organizations.signing_in.entry import give_link
from tests import factories as make
from tests.permissions.addresses import (
    ACCOUNT_BUTTONS,
    ACCOUNT_PAGES,
    ADMINISTRATOR_PAGES,
    ANSWERS,
    BY_SECRET,
    CODE_PAGE,
    DOCUMENT_FORMS,
    DOCUMENT_PAGES,
    FOLLOWING_FORM,
    ITEMS_ABOUT,
    LED_ON,
    LISTS_OF_DOCUMENTS,
    MEMBER_PAGES,
    OPEN_PAGES,
    READER_DOCUMENT_PAGES,
    READER_RECORD_PAGES,
    RECORD_PAGES,
    SERIES,
    SERIES_PAGES,
    STAFF_BUTTONS,
    STAFF_COMMON_BUTTONS,
    STAFF_DOCUMENT_PAGES,
    STAFF_FORMS,
    STAFF_INTAKES,
    STAFF_LISTS,
    STAFF_PAGES,
    STAFF_RECORD_FORMS,
    STAFF_RECORD_PAGES,
    STAFF_ROW_BUTTONS,
    STAFF_SENTENCES,
)
from tests.permissions.cast import ROLES, answered
from tests.permissions.walking import body_of, named_patterns, records_at, words_for, words_in


def test_every_address_is_known_to_this_test():
    known = {
        *(*RECORD_PAGES, *OPEN_PAGES, *ACCOUNT_PAGES, *ACCOUNT_BUTTONS, *ANSWERS),
        *(*STAFF_BUTTONS, *STAFF_COMMON_BUTTONS, *STAFF_RECORD_PAGES, *STAFF_RECORD_FORMS),
        *(*STAFF_FORMS, *STAFF_PAGES, *READER_RECORD_PAGES, *BY_SECRET, *MEMBER_PAGES),
        *(*DOCUMENT_PAGES, *DOCUMENT_FORMS, *READER_DOCUMENT_PAGES, *SERIES_PAGES),
        *(*STAFF_INTAKES, *STAFF_SENTENCES, *LED_ON, *STAFF_DOCUMENT_PAGES, *STAFF_ROW_BUTTONS),
        *(*STAFF_LISTS, *CODE_PAGE, *ADMINISTRATOR_PAGES),
        FOLLOWING_FORM,
        ITEMS_ABOUT,
    }
    unknown = [
        name for name in named_patterns() if name not in known and not name.startswith("admin:")
    ]
    assert unknown == [], "say in this test who may see these addresses"


@pytest.mark.parametrize("role", ROLES)
def test_addresses_that_know_no_record_tell_of_none(cast, role):
    client = cast["clients"][role]
    answers = [client.get("/api/khong-co/"), *(client.get(reverse(name)) for name in CODE_PAGE)]
    answers += [client.get(reverse("logout")), client.post(reverse("logout"))]
    assert [answer.status_code for answer in answers] == [404, 302, 200, 302]
    assert not any(words_in(body_of(answer), cast) for answer in answers)


@pytest.mark.parametrize("role", ROLES)
def test_a_record_is_shown_to_its_audience_and_to_nobody_else(cast, role):
    client = cast["clients"][role]
    for address, word, seen_by in cast["records"]:
        response = client.get(address)
        content = body_of(response)
        expected = 200 if role in answered(word, seen_by) else 404
        assert response.status_code == expected, (role, address, word)
        assert words_in(content, cast) <= words_for(role, cast), (role, address)


@pytest.mark.parametrize("role", ROLES)
def test_a_bulletin_on_paper_is_given_to_its_readers_and_to_nobody_else(cast, role):
    client = cast["clients"][role]
    for address, word, seen_by in records_at(cast, "/ban-tin/"):
        for path in READER_RECORD_PAGES.values():
            response = client.get(address + path)
            # What is withdrawn is not printed again, by nobody.
            is_given = role in seen_by and not word.endswith("-withdrawn")
            assert response.status_code == (200 if is_given else 404), (role, address, path)
            content = body_of(response)
            assert words_in(content, cast) <= words_for(role, cast), (role, address, path)
            # What a bulletin cites is told by its code; of the annex in columns too.
            assert not is_given or word in content or "danh-muc" in path, (role, address, path)


@pytest.mark.parametrize("role", ROLES)
def test_what_stands_beside_a_document_is_for_its_readers_and_for_nobody_else(cast, role):
    client = cast["clients"][role]
    signed_in = 302 if role == "anonymous" else 200
    for address, word, seen_by in records_at(cast, "/van-ban/"):
        for path in DOCUMENT_PAGES.values():
            asked = client.get(address + path)
            assert asked.status_code == (200 if role in seen_by else 404), (role, address)
        for path in DOCUMENT_FORMS.values():
            asked = client.get(address + path)
            assert asked.status_code == (signed_in if role in seen_by else 404), (role, address)
            assert role in seen_by or word not in body_of(asked), (role, address)
            sent = client.post(address + path, {"words": "sai"})
            # Whoever has signed out, perhaps while typing, is led to sign in whatever it is.
            is_led = role in seen_by or role == "anonymous"
            assert sent.status_code == (302 if is_led else 404), (role, address)


@pytest.mark.parametrize("role", ROLES)
def test_a_page_beside_a_document_is_shown_to_its_readers_and_to_nobody_else(cast, role):
    client = cast["clients"][role]
    for address, _, seen_by in records_at(cast, "/van-ban/"):
        about = reverse(ITEMS_ABOUT, args=[address.split("/")[-2]])
        for asked in (about, *(address + path for path in READER_DOCUMENT_PAGES.values())):
            response = client.get(asked)
            assert response.status_code == (200 if role in seen_by else 404), (role, asked)
            assert words_in(body_of(response), cast) <= words_for(role, cast), (role, asked)


@pytest.mark.parametrize("role", ROLES)
def test_a_series_holds_what_the_visitor_may_see_and_no_other_number(cast, role):
    visible = {
        word
        for address, word, seen_by in cast["records"]
        if role in seen_by and address.startswith("/van-ban/") and not word.endswith("-named")
    }
    client = cast["clients"][role]
    response = client.get(reverse("documents:series", kwargs=SERIES))
    assert len(response.context["series"].known) == len(visible)
    for name, values in SERIES_PAGES.items():
        told = words_in(body_of(client.get(reverse(name, kwargs=values))), cast)
        assert told == visible, (role, name)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", OPEN_PAGES)
def test_open_pages_speak_only_of_what_the_visitor_may_see(cast, role, name):
    client = cast["clients"][role]
    response = client.get(reverse(name, kwargs=OPEN_PAGES[name]))
    assert response.status_code in {200, 302}, (role, name)
    told = words_in(body_of(response), cast)
    assert told <= words_for(role, cast), (role, name)
    # A list that is empty, or that cannot be read here, would tell nothing either.
    if name in LISTS_OF_DOCUMENTS:
        listed = {word for word in words_for(role, cast) if word.startswith("dau-vanban")}
        assert told == listed, (role, name)


@pytest.mark.parametrize("role", ROLES)
def test_searching_finds_only_what_the_visitor_may_see(cast, role):
    client = cast["clients"][role]
    for _, word, seen_by in records_at(cast, "/van-ban/"):
        response = client.get(reverse("documents:list"), {"q": word, "danh_sach": "1"})
        found = [document.title for document in response.context["page"]]
        assert found == ([word] if role in seen_by else []), (role, word)


@pytest.mark.parametrize("role", ROLES)
def test_another_system_finds_only_what_its_account_may_see(cast, role):
    client = cast["clients"][role]
    for _, word, seen_by in records_at(cast, "/api/"):
        answer = client.get(reverse("api:list"), {"q": word}).json()
        found = [row["title"] for row in answer["results"]]
        assert (found, answer["count"]) == (([word], 1) if role in seen_by else ([], 0))


@pytest.mark.parametrize("role", ROLES)
def test_a_text_is_answered_with_no_document_its_sender_may_not_see(cast, role):
    visible = {word for _, word, seen_by in cast["records"] if role in seen_by}
    text = "; ".join(f"Chỉ thị số {document.code}" for document in Document.all_objects.all())
    asked = {"text": text}
    client = cast["clients"][role]
    answer = client.post(reverse("api:citations"), asked, content_type="application/json").json()
    named = {told["title"] for found in answer["citations"] for told in found["documents"]}
    assert named == {word for word in visible if word.startswith("dau-vanban")}


@pytest.mark.parametrize("role", ROLES)
def test_a_button_of_ones_account_knows_nothing_of_others_records(cast, role):
    token, _ = issue_token(make.make_member(), "Cổng thông tin")
    response = cast["clients"][role].post(reverse("api:revoke", args=[token.public_id]))
    assert response.status_code == (302 if role == "anonymous" else 404)
    token.refresh_from_db()
    assert token.revoked_at is None
    follower = make.make_member()
    row = follow(follower, followed_in(QueryDict("loai=chi thi"), follower))
    response = cast["clients"][role].post(reverse("following:end"), {"muc": row.pk})
    assert response.status_code == (302 if role == "anonymous" else 404)
    assert Follow.objects.filter(pk=row.pk).exists()
    before = Follower.objects.get(user=follower).seen_place
    assert cast["clients"][role].post(reverse("following:seen"), {"den": "9"}).status_code == 302
    assert Follower.objects.get(user=follower).seen_place == before


@pytest.mark.parametrize("role", ROLES)
def test_nobody_signs_anothers_device_out_from_the_own_page(cast, role):
    owner, giver = make.make_member(), make.make_editor()
    Client().post(reverse("accounts:enter", args=[give_link(owner, giver)[1]]))
    device = owner.devices.get()
    response = cast["clients"][role].post(reverse("accounts:end_own", args=[device.public_id]))
    assert response.status_code == (302 if role == "anonymous" else 404)
    device.refresh_from_db()
    assert device.revoked_at is None


@pytest.mark.parametrize("role", ROLES)
def test_what_one_may_not_see_can_neither_be_followed_nor_told_of(cast, role):
    client = cast["clients"][role]
    user = User.objects.filter(pk=client.session.get("_auth_user_id", 0)).first()
    for address, word, seen_by in records_at(cast, "/van-ban/"):
        asked = f"{reverse(FOLLOWING_FORM)}?van-ban={address.split('/')[2]}"
        expected = (200 if role in seen_by else 404) if user else 302
        response = client.get(asked)
        assert response.status_code == expected, (role, address)
        assert role in seen_by or word not in body_of(response)
        pressed = client.post(asked).status_code
        assert pressed == (302 if expected == 200 else expected), (role, address)
    if user is None:
        return
    feed = f"/theo-doi/{give_address(user)}/atom.xml"
    follow(user, followed_in(QueryDict("co-quan=dang-uy-phuong-mau"), user))
    # All happens once more, to who follows the body: once each, to whoever may see it.
    Event.objects.update(happened_at=timezone.now())
    Follower.objects.update(seen_place=0)
    told = {client: body_of(client.get(path)) for client, path in walked(client, feed)}
    for page in told.values():
        for _, word, seen_by in cast["records"]:
            if word.startswith("dau-vanban"):
                is_told = role in seen_by and not word.endswith(("-proposed", "-binned"))
                assert (word in page) == is_told, (role, word)


def walked(client, feed: str):
    """The page of news as its reader sees it, and the feed as nobody who has signed in."""
    return [(client, reverse("following:news")), (Client(), feed)]


@pytest.mark.parametrize("role", ROLES)
def test_an_address_that_leads_on_shows_nothing_itself(cast, role):
    for name, led_to in LED_ON.items():
        response = cast["clients"][role].get(reverse(name))
        assert (response.status_code, response.url) == (302, reverse(led_to))


@pytest.mark.parametrize("role", ROLES)
def test_counts_tell_nothing_of_hidden_documents(cast, role):
    visible = {
        address
        for address, word, seen_by in cast["records"]
        if role in seen_by and address.startswith("/van-ban/")
    }
    response = cast["clients"][role].get(reverse("documents:list"))
    assert response.context["page"].count == len(visible)


@pytest.mark.parametrize("name", sorted(ACCOUNT_PAGES - {"logout"}))
def test_account_pages_send_a_visitor_to_sign_in(cast, name):
    response = cast["clients"]["anonymous"].get(reverse(name))
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))
    assert cast["clients"]["member"].get(reverse(name)).status_code == 200
