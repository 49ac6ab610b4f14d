"""Every address of the site, walked by every role: nobody sees what they may not.

Each record carries a mark of its own, so a page that leaks one is caught by its words. An
address this test does not know makes it fail: whoever adds a page says here who may see it.
"""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from bulletins.models import Intake
from documents.following.feed import give_address
from documents.following.follows import follow, followed_in
from documents.models import Document, Event, Follow, Follower, ImportedList, issue_token
from organizations.models import User
from tests import factories as make
from tests.addresses import (
    ACCOUNT_BUTTONS,
    ACCOUNT_PAGES,
    ANSWERS,
    BY_SECRET,
    DOCUMENT_FORMS,
    DOCUMENT_PAGES,
    FOLLOWING_FORM,
    ITEMS_ABOUT,
    LED_ON,
    MEMBER_PAGES,
    NOT_LED_FROM_BIN,
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
from tests.cast import ROLES, STAFF, answered, clients_of, make_cast


@pytest.fixture(scope="module")
def made(keeping):
    """The cast: made once, for it takes longer than most walks."""
    with keeping(make_cast) as cast:
        yield cast


@pytest.fixture
def cast(db, made):
    """The records of all tests, and clients that no other test has sent anywhere."""
    return {"clients": clients_of(made), "records": made["records"]}


def named_patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Yield the full name of every address the site answers; '?' stands for a nameless one."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from named_patterns(pattern, space)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name or '?' + str(pattern.pattern)}"


def body_of(response) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode("utf-8", "replace")
    return response.content.decode()


def answer_for(role, name, record, usual):
    """The status of what is for staff alone beside a bulletin: `usual` for staff who see it.

    Staff are led to the list from one in the bin; nobody else gets to know of it.
    """
    _, word, seen_by = record
    if role in seen_by:
        return usual if role in STAFF else 403
    is_led = role in STAFF and word.endswith("-binned") and name not in NOT_LED_FROM_BIN
    return 302 if is_led else 404


def test_every_address_is_known_to_this_test():
    known = {
        *(*RECORD_PAGES, *OPEN_PAGES, *ACCOUNT_PAGES, *ACCOUNT_BUTTONS, *ANSWERS),
        *(*STAFF_BUTTONS, *STAFF_COMMON_BUTTONS, *STAFF_RECORD_PAGES, *STAFF_RECORD_FORMS),
        *(*STAFF_FORMS, *STAFF_PAGES, *READER_RECORD_PAGES, *BY_SECRET, *MEMBER_PAGES),
        *(*DOCUMENT_PAGES, *DOCUMENT_FORMS, *READER_DOCUMENT_PAGES, *SERIES_PAGES),
        *(*STAFF_INTAKES, *STAFF_SENTENCES, *LED_ON, *STAFF_DOCUMENT_PAGES, *STAFF_ROW_BUTTONS),
        *STAFF_LISTS,
        FOLLOWING_FORM,
        ITEMS_ABOUT,
    }
    unknown = [
        name for name in named_patterns() if name not in known and not name.startswith("admin:")
    ]
    assert unknown == [], "say in this test who may see these addresses"


@pytest.mark.parametrize("role", ROLES)
def test_a_record_is_shown_to_its_audience_and_to_nobody_else(cast, role):
    client = cast["clients"][role]
    for address, word, seen_by in cast["records"]:
        response = client.get(address)
        content = body_of(response)
        expected = 200 if role in answered(word, seen_by) else 404
        assert response.status_code == expected, (role, address, word)
        assert role in seen_by or word not in content, (role, address)


@pytest.mark.parametrize("name", STAFF_BUTTONS)
@pytest.mark.parametrize("role", ROLES)
def test_a_button_for_staff_works_for_nobody_else(cast, role, name):
    client = cast["clients"][role]
    for address, word, seen_by in cast["records"]:
        if not address.startswith("/ban-tin/"):
            continue
        pressed = address + STAFF_BUTTONS[name]
        expected = answer_for(role, name, (address, word, seen_by), 302)
        assert client.post(pressed).status_code == expected, (role, pressed, word)
        assert client.get(pressed).status_code == 405


@pytest.mark.parametrize("name", STAFF_COMMON_BUTTONS)
@pytest.mark.parametrize("role", ROLES)
def test_a_button_for_staff_on_no_record_works_for_nobody_else(cast, role, name):
    client = cast["clients"][role]
    assert client.post(reverse(name)).status_code == (302 if role in STAFF else 403)
    assert client.get(reverse(name)).status_code == 405


@pytest.mark.parametrize("role", ROLES)
def test_a_form_for_staff_is_taken_from_nobody_else(cast, role):
    client = cast["clients"][role]
    for address, word, seen_by in cast["records"]:
        if not address.startswith("/ban-tin/"):
            continue
        for name, path in STAFF_RECORD_FORMS.items():
            expected = answer_for(role, name, (address, word, seen_by), 302)
            assert client.post(address + path).status_code == expected, (role, address, word)


@pytest.mark.parametrize("role", ROLES)
def test_a_page_for_staff_is_shown_to_nobody_else(cast, role):
    client = cast["clients"][role]
    for name in STAFF_PAGES:
        response = client.get(reverse(name))
        assert response.status_code == (200 if role in STAFF else 403)
        # A file is open until it is read.
        b"".join(response)
    for address, word, seen_by in cast["records"]:
        if not address.startswith("/ban-tin/"):
            continue
        for name, path in (STAFF_RECORD_PAGES | STAFF_RECORD_FORMS).items():
            expected = answer_for(role, name, (address, word, seen_by), 200)
            assert client.get(address + path).status_code == expected, (role, address, word)


@pytest.mark.parametrize("role", ROLES)
def test_a_page_for_staff_beside_a_document_is_shown_to_nobody_else(cast, role):
    client = cast["clients"][role]
    for address, word, seen_by in cast["records"]:
        if not address.startswith("/van-ban/"):
            continue
        for path in STAFF_DOCUMENT_PAGES.values():
            expected = (200 if role in seen_by else 404) if role in STAFF else 403
            assert client.get(address + path).status_code == expected, (role, address, word)


@pytest.mark.parametrize("role", ROLES)
def test_a_file_sent_in_is_for_staff_alone(cast, role):
    intake = make.make_intake(make.make_organization("dau-tep"))
    client = cast["clients"][role]
    for name in STAFF_INTAKES:
        for key in (intake.pk, uuid4()):
            response = client.get(reverse(name, args=[key]))
            is_there = key == intake.pk
            expected = (200 if is_there else 302) if role in STAFF else 403
            assert response.status_code == expected, (role, name)
            assert ("dau-tep" in body_of(response)) == (role in STAFF and is_there)
        pressed = client.post(reverse(name, args=[intake.pk]), {"viec": "bo"})
        assert pressed.status_code == (302 if role in STAFF else 403)
        assert Intake.objects.exists() == (role not in STAFF)


@pytest.mark.parametrize("role", ROLES)
def test_sentences_that_cite_a_document_are_for_staff_alone(cast, role):
    client = cast["clients"][role]
    for address, word, seen_by in cast["records"]:
        if not address.startswith("/van-ban/"):
            continue
        slug = address.split("/")[2]
        response = client.get(reverse("bulletins:sentences_on_document", args=[slug]))
        is_seen = role in STAFF and role in seen_by
        expected = 200 if is_seen else 404 if role in STAFF else 403
        assert response.status_code == expected, (role, address)
        assert is_seen or word not in body_of(response)
    unknown = make.make_citation(make.make_source("dau-cau Chỉ thị số 24-CT/TU"))
    response = client.get(reverse("bulletins:sentences_alike", args=[unknown.pk]))
    assert response.status_code == (200 if role in STAFF else 403)
    assert ("dau-cau" in body_of(response)) == (role in STAFF)


@pytest.mark.parametrize("name", STAFF_LISTS)
@pytest.mark.parametrize("role", ROLES)
def test_a_list_sent_in_is_for_staff_alone(cast, role, name):
    imported = make.make_imported_list(reasons=["Dau-dong"])
    client = cast["clients"][role]
    for key in (imported.pk, uuid4()):
        response = client.get(reverse(name, args=[key]))
        expected = {200, 302} if role in STAFF else {403}
        assert response.status_code in expected, (role, name)
        is_told = "Dau-dong" in body_of(response)
        is_there = role in STAFF and key == imported.pk and name == "importing:show"
        assert is_told == is_there
    if name != "importing:show":
        pressed = client.post(reverse(name, args=[imported.pk]))
        assert pressed.status_code in ({302, 400} if role in STAFF else {403})
    assert ImportedList.objects.exists() == (name != "importing:drop" or role not in STAFF)


@pytest.mark.parametrize("name", STAFF_FORMS)
@pytest.mark.parametrize("role", ROLES)
def test_a_form_for_staff_is_neither_shown_to_nor_taken_from_anybody_else(cast, role, name):
    client = cast["clients"][role]
    for address, word, seen_by in cast["records"]:
        if not address.startswith("/ban-tin/"):
            continue
        asked = address + STAFF_FORMS[name]
        expected = answer_for(role, name, (address, word, seen_by), 302)
        assert client.get(asked).status_code == expected, (role, asked, word)
        assert client.post(asked).status_code == expected, (role, asked, word)


@pytest.mark.parametrize("role", ROLES)
def test_a_bulletin_on_paper_is_given_to_its_readers_and_to_nobody_else(cast, role):
    client = cast["clients"][role]
    for address, word, seen_by in cast["records"]:
        if not address.startswith("/ban-tin/"):
            continue
        for path in READER_RECORD_PAGES.values():
            response = client.get(address + path)
            # What is withdrawn is not printed again, by nobody.
            is_given = role in seen_by and not word.endswith("-withdrawn")
            assert response.status_code == (200 if is_given else 404), (role, address, path)
            content = b"".join(response).decode("utf-8", "replace")
            assert role in seen_by or word not in content, (role, address, path)


@pytest.mark.parametrize("role", ROLES)
def test_what_stands_beside_a_document_is_for_its_readers_and_for_nobody_else(cast, role):
    client = cast["clients"][role]
    signed_in = 302 if role == "anonymous" else 200
    for address, word, seen_by in cast["records"]:
        if not address.startswith("/van-ban/"):
            continue
        for path in DOCUMENT_PAGES.values():
            asked = client.get(address + path)
            assert asked.status_code == (200 if role in seen_by else 404), (role, address)
        for path in DOCUMENT_FORMS.values():
            asked = client.get(address + path)
            assert asked.status_code == (signed_in if role in seen_by else 404), (role, address)
            assert role in seen_by or word not in body_of(asked), (role, address)
            sent = client.post(address + path, {"words": "sai"})
            assert sent.status_code == (302 if role in seen_by else 404), (role, address)


@pytest.mark.parametrize("role", ROLES)
def test_a_page_beside_a_document_is_shown_to_its_readers_and_to_nobody_else(cast, role):
    client = cast["clients"][role]
    words = {word: seen_by for _, word, seen_by in cast["records"]}
    for address, _, seen_by in cast["records"]:
        if not address.startswith("/van-ban/"):
            continue
        about = reverse(ITEMS_ABOUT, args=[address.split("/")[-2]])
        for asked in (about, *(address + path for path in READER_DOCUMENT_PAGES.values())):
            response = client.get(asked)
            assert response.status_code == (200 if role in seen_by else 404), (role, asked)
            content = body_of(response)
            assert not [found for found in words if found in content and role not in words[found]]


@pytest.mark.parametrize("role", ROLES)
def test_a_series_holds_what_the_visitor_may_see_and_no_other_number(cast, role):
    visible = {
        word
        for address, word, seen_by in cast["records"]
        if role in seen_by and address.startswith("/van-ban/")
    }
    response = cast["clients"][role].get(reverse("documents:series", kwargs=SERIES))
    assert len(response.context["series"].known) == len(visible)
    content = body_of(response)
    assert all(
        (word in content) == (word in visible)
        for _, word, _ in cast["records"]
        if word.startswith("dau-vanban")
    )


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", OPEN_PAGES)
def test_open_pages_speak_only_of_what_the_visitor_may_see(cast, role, name):
    client = cast["clients"][role]
    response = client.get(reverse(name, kwargs=OPEN_PAGES[name]))
    assert response.status_code in {200, 302}, (role, name)
    content = body_of(response)
    for _, word, seen_by in cast["records"]:
        assert role in seen_by or word not in content, (role, name, word)


@pytest.mark.parametrize("role", ROLES)
def test_searching_finds_only_what_the_visitor_may_see(cast, role):
    client = cast["clients"][role]
    for address, word, seen_by in cast["records"]:
        if not address.startswith("/van-ban/"):
            continue
        response = client.get(reverse("documents:list"), {"q": word, "danh_sach": "1"})
        found = [document.title for document in response.context["page"]]
        assert found == ([word] if role in seen_by else []), (role, word)


@pytest.mark.parametrize("role", ROLES)
def test_another_system_finds_only_what_its_account_may_see(cast, role):
    client = cast["clients"][role]
    for address, word, seen_by in cast["records"]:
        if not address.startswith("/api/"):
            continue
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


@pytest.mark.parametrize("role", ROLES)
def test_what_one_may_not_see_can_neither_be_followed_nor_told_of(cast, role):
    client = cast["clients"][role]
    user = User.objects.filter(pk=client.session.get("_auth_user_id", 0)).first()
    for address, word, seen_by in cast["records"]:
        if not address.startswith("/van-ban/"):
            continue
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
def test_a_members_page_is_for_staff_alone(cast, role):
    client = cast["clients"][role]
    person = make.make_member()
    nothing = "00000000-0000-0000-0000-000000000000"
    asked = {
        "accounts:person": (client.get, [person.pk], 200),
        "accounts:give": (client.post, [person.pk], 200),
        "accounts:end_device": (client.post, [person.pk, nothing], 404),
    }
    assert set(asked) == MEMBER_PAGES
    for name, (ask, values, answer) in asked.items():
        status = ask(reverse(name, args=values)).status_code
        assert status == (answer if role in STAFF else 403), (role, name)


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


def admin_addresses() -> list[tuple[str, str]]:
    """Every address under the admin, with an object id where one is asked for."""
    filled = []
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == "admin":
            for name, (possibilities, *_rest) in _reverse_items(pattern):
                text, parameters = possibilities[0]
                values = dict.fromkeys(parameters, "1")
                filled.append((name, "/quan-tri/" + text % values))
    return filled


def _reverse_items(resolver: URLResolver):
    return [(name, value) for name, value in resolver.reverse_dict.items() if isinstance(name, str)]


# What the admin shows to whoever asks: the way in.
ADMIN_OPEN = {"login", "jsi18n"}


@pytest.mark.parametrize("role", ["anonymous", "member", "ward_member", "other_member"])
def test_the_admin_is_closed_to_all_but_staff(cast, role):
    client = cast["clients"][role]
    addresses = admin_addresses()
    assert len(addresses) > 40, "the walk must find the admin's addresses"
    for name, address in addresses:
        if name in ADMIN_OPEN:
            continue
        response = client.get(address)
        assert response.status_code in {302, 403, 404, 405}, (role, name, address)
        content = body_of(response)
        assert not any(word in content for _, word, _ in cast["records"]), (role, name)


@pytest.mark.parametrize("role", sorted(STAFF))
def test_the_admin_answers_staff_on_every_address(cast, role):
    for name, address in admin_addresses():
        if name == "logout":
            continue
        response = cast["clients"][role].get(address)
        assert response.status_code in {200, 302, 400, 403, 404, 405}, (role, name, address)


def test_an_editor_cannot_make_accounts_or_administrators(cast):
    client = cast["clients"]["editor"]
    response = client.post(reverse("admin:organizations_user_add"), {"username": "ke-gian"})
    assert response.status_code == 403
