"""One person is added once, however often or by whomever the button is pressed."""

import threading

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from organizations.models import User
from tests import factories as make

pytestmark = pytest.mark.django_db
TYPED = {"full_name": "Lê Văn Đức", "body": "Đảng ủy phường Mẫu"}


@pytest.fixture
def body():
    return make.make_organization("Đảng ủy phường Mẫu")


@pytest.fixture
def staff(client, body):
    client.force_login(make.make_editor())
    return client


def add(client, **typed):
    return client.post(reverse("accounts:new_member"), {**TYPED, **typed})


def named_so() -> int:
    return User.objects.filter(last_name="Lê Văn").count()


def test_a_button_pressed_twice_adds_one_person_and_says_so(staff):
    assert add(staff).status_code == 302
    second = add(staff)
    text = second.content.decode()
    assert (second.status_code, named_so()) == (400, 1)
    assert "ở đó đã có Lê Văn Đức (tên đăng nhập le-van-duc)" in text
    known = User.objects.get(username="le-van-duc")
    assert f'href="{reverse("accounts:person", args=[known.pk])}"' in text
    assert 'name="namesakes" value="1"' in text
    # What was typed is still there.
    assert 'value="Lê Văn Đức"' in text


def test_whoever_insists_adds_a_second_of_the_name_and_once(staff):
    add(staff)
    assert add(staff, namesakes="1").status_code == 302
    assert named_so() == 2
    # The same page sent again: it was told of one, and now there are two.
    again = add(staff, namesakes="1")
    assert (again.status_code, named_so()) == (400, 2)
    assert 'name="namesakes" value="2"' in again.content.decode()


@pytest.mark.parametrize("typed", ["LÊ VĂN ĐỨC", "  Lê  Văn Đức ", "Le\u0302 Va\u0306n Đức"])
def test_a_name_typed_otherwise_is_the_same(staff, typed):
    add(staff)
    assert (add(staff, full_name=typed).status_code, named_so()) == (400, 1)


def test_a_name_is_stored_in_one_form_however_it_was_typed(staff):
    add(staff, full_name="Le\u0302 Va\u0306n Đức")
    assert named_so() == 1


@pytest.mark.parametrize(
    "other",
    [
        # Another tone is another name; another body or none is another place.
        {"full_name": "Lê Văn Đực"},
        {"body": "Đảng ủy phường Khác"},
        {"body": ""},
    ],
)
def test_another_name_or_another_body_is_another_person(staff, other):
    make.make_organization("Đảng ủy phường Khác")
    add(staff)
    assert add(staff, **other).status_code == 302


def test_two_without_a_body_are_told_apart_too(staff):
    assert [add(staff, body="").status_code for _ in range(2)] == [302, 400]


def test_accounts_an_editor_is_not_told_of_are_not_told_of_here(staff, body):
    boss = make.make_editor("truong-ban", body, last_name="Lê Văn", first_name="Đức")
    assert add(staff).status_code == 302
    assert boss.username not in add(staff).content.decode()


@pytest.mark.parametrize("sent", ["abc", "0", "-1", "2", "9" * 40])
def test_a_number_nobody_was_told_insists_on_nothing(staff, sent):
    add(staff)
    answer = add(staff, namesakes=sent)
    assert (answer.status_code, named_so()) == (400, 1)
    assert "ở đó đã có Lê Văn Đức" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_editors_who_add_one_person_at_once_add_one(body):
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(make.make_editor())
    answers: list[int] = []

    def press(client):
        try:
            answers.append(add(client).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (sorted(answers), named_so()) == ([302, 400], 1)
