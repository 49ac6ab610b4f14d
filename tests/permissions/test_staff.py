"""What is for staff alone is neither shown to nor taken from anybody else."""

from uuid import uuid4

import pytest
from django.urls import reverse

from bulletins.models import Intake
from documents.models import ImportedList
from tests import factories as make
from tests.permissions.addresses import (
    ADMINISTRATOR_PAGES,
    MEMBER_PAGES,
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
)
from tests.permissions.cast import ROLES, STAFF
from tests.permissions.walking import answer_for, body_of, records_at


def taken(expected):
    """Whoever may press it is led on, or shown the form again: nothing was filled in."""
    return {302, 400} if expected == 302 else {expected}


@pytest.mark.parametrize("name", STAFF_BUTTONS)
@pytest.mark.parametrize("role", ROLES)
def test_a_button_for_staff_works_for_nobody_else(cast, role, name):
    client = cast["clients"][role]
    for address, word, seen_by in records_at(cast, "/ban-tin/"):
        pressed = address + STAFF_BUTTONS[name]
        expected = answer_for(role, name, (address, word, seen_by), 302)
        assert client.post(pressed).status_code in taken(expected), (role, pressed, word)
        assert client.get(pressed).status_code == 405


@pytest.mark.parametrize("name", STAFF_COMMON_BUTTONS)
@pytest.mark.parametrize("role", ROLES)
def test_a_button_for_staff_on_no_record_works_for_nobody_else(cast, role, name):
    client = cast["clients"][role]
    assert client.post(reverse(name)).status_code == (302 if role in STAFF else 403)
    assert client.get(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", STAFF_ROW_BUTTONS)
@pytest.mark.parametrize("role", ROLES)
def test_a_button_beside_a_row_of_staff_works_for_nobody_else(cast, role, name):
    # Which rows there are is told to staff alone.
    address = reverse(name, args=[2**40])
    assert cast["clients"][role].post(address).status_code == (404 if role in STAFF else 403)
    assert cast["clients"][role].get(address).status_code == 405


@pytest.mark.parametrize("role", ROLES)
def test_a_form_for_staff_is_taken_from_nobody_else(cast, role):
    client = cast["clients"][role]
    for address, word, seen_by in records_at(cast, "/ban-tin/"):
        for name, path in STAFF_RECORD_FORMS.items():
            expected = answer_for(role, name, (address, word, seen_by), 302)
            pressed = client.post(address + path)
            assert pressed.status_code in taken(expected), (role, address, word)


@pytest.mark.parametrize("role", ROLES)
def test_a_page_for_staff_is_shown_to_nobody_else(cast, role):
    client = cast["clients"][role]
    for name in STAFF_PAGES:
        response = client.get(reverse(name))
        assert response.status_code == (200 if role in STAFF else 403)
        # A file is open until it is read.
        b"".join(response)
        assert role in STAFF or client.post(reverse(name)).status_code in {403, 405}, (role, name)
    for address, word, seen_by in records_at(cast, "/ban-tin/"):
        for name, path in (STAFF_RECORD_PAGES | STAFF_RECORD_FORMS).items():
            expected = answer_for(role, name, (address, word, seen_by), 200)
            assert client.get(address + path).status_code == expected, (role, address, word)


@pytest.mark.parametrize("role", ROLES)
def test_a_page_for_administrators_is_shown_to_nobody_else(cast, role):
    for name in ADMINISTRATOR_PAGES:
        status = cast["clients"][role].get(reverse(name)).status_code
        assert status == (200 if role == "administrator" else 403), (role, name)


@pytest.mark.parametrize("role", ROLES)
def test_a_page_for_staff_beside_a_document_is_shown_to_nobody_else(cast, role):
    client = cast["clients"][role]
    for address, word, seen_by in records_at(cast, "/van-ban/"):
        for path in STAFF_DOCUMENT_PAGES.values():
            expected = (200 if role in seen_by else 404) if role in STAFF else 403
            assert client.get(address + path).status_code == expected, (role, address, word)
            if role not in STAFF:
                assert client.post(address + path).status_code == 403, (role, address, word)


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
    for address, word, seen_by in records_at(cast, "/van-ban/"):
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
    for address, word, seen_by in records_at(cast, "/ban-tin/"):
        asked = address + STAFF_FORMS[name]
        expected = answer_for(role, name, (address, word, seen_by), 302)
        assert client.get(asked).status_code == expected, (role, asked, word)
        assert client.post(asked).status_code == expected, (role, asked, word)


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
