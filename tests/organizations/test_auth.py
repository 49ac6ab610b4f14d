"""Whose session it is: the account, with its right to edit and its reach known at once."""

import pytest
from django.contrib.auth.models import Group, Permission

from organizations.auth import RegistryBackend
from organizations.models import User
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def edit():
    return Permission.objects.get(codename="edit_registry")


def test_the_account_comes_with_its_right_and_its_reach_in_one_query(
    edit, django_assert_num_queries
):
    top = make.make_organization()
    leaf = make.make_organization(parent=top)
    by_own_right, by_group = make.make_user(None, leaf, top), make.make_user()
    by_own_right.user_permissions.add(edit)
    group = Group.objects.create(name="Nhóm thử")
    group.permissions.add(edit)
    by_group.groups.add(group)
    other_right = make.make_user(None, top)
    other_right.user_permissions.add(Permission.objects.exclude(pk=edit.pk).first())
    people = {
        by_own_right: (True, {leaf.pk, top.pk}),
        by_group: (True, set()),
        other_right: (False, {top.pk}),
        make.make_administrator(): (True, set()),
        make.make_member(): (False, set()),
    }
    for person, expected in people.items():
        with django_assert_num_queries(1):
            account = RegistryBackend().get_user(person.pk)
            assert (account, (account.is_editor, account.reach)) == (person, expected)
        # The same as asked one by one.
        asked = User.objects.get(pk=person.pk)
        assert (asked.is_editor, asked.reach) == expected


def test_a_closed_account_or_none_is_nobodys_session(edit):
    closed = make.make_user(is_active=False)
    closed.user_permissions.add(edit)
    assert RegistryBackend().get_user(closed.pk) is None
    assert RegistryBackend().get_user(closed.pk + 1) is None
