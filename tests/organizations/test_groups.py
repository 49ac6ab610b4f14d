"""The two groups that the migrations make, and what each may do."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from organizations.models.people import EDITOR_GROUP, MEMBER_GROUP
from tests.factories import make_user


def _may(group: str) -> set[str]:
    permissions = Group.objects.get(name=group).permissions.select_related("content_type")
    return {f"{each.content_type.app_label}.{each.codename}" for each in permissions}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "permission",
    [
        # One record of each app, each way of changing it.
        "documents.add_document",
        "documents.change_relation",
        "documents.delete_attachment",
        "bulletins.change_bulletinitem",
        "organizations.add_term",
        # What decides who is an editor everywhere else.
        "organizations.edit_registry",
        # History may be read.
        "documents.view_historicaldocument",
    ],
)
def test_editors_may_work_on_every_record(permission):
    assert permission in _may(EDITOR_GROUP)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "permission",
    [
        # Accounts are for administrators: an editor could make himself one.
        "organizations.change_user",
        "organizations.add_user",
        "organizations.view_historicaluser",
        "auth.change_group",
        # History is read, never rewritten.
        "documents.change_historicaldocument",
        "documents.delete_historicaldocument",
    ],
)
def test_editors_may_not_change_accounts_nor_history(permission):
    assert permission not in _may(EDITOR_GROUP)


@pytest.mark.django_db
def test_members_have_no_right_of_their_own():
    assert _may(MEMBER_GROUP) == set()


@pytest.mark.django_db
def test_who_joins_the_editors_is_an_editor_and_who_joins_the_members_is_not():
    editor, member = make_user(), make_user()
    editor.groups.add(Group.objects.get(name=EDITOR_GROUP))
    member.groups.add(Group.objects.get(name=MEMBER_GROUP))
    assert (editor.is_editor, member.is_editor) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize("is_active", [True, False])
@pytest.mark.parametrize("is_superuser", [True, False])
@pytest.mark.parametrize("right", ["none", "own", "group", "of another app"])
def test_an_editor_is_who_has_the_right_to_edit(is_active, is_superuser, right):
    user = make_user(is_active=is_active, is_superuser=is_superuser)
    edit = Permission.objects.get(codename="edit_registry")
    if right == "own":
        user.user_permissions.add(edit)
    elif right == "group":
        user.groups.add(Group.objects.get(name=EDITOR_GROUP))
    elif right == "of another app":
        other = ContentType.objects.get(app_label="documents", model="document")
        namesake = Permission.objects.create(codename="edit_registry", content_type=other)
        user.user_permissions.add(namesake)
    assert user.is_editor == user.has_perm("organizations.edit_registry")


# Serialized: what the emptied tables held at first is there again for the next test.
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_rights_can_be_taken_back_and_given_again():
    Group.objects.get_or_create(name=EDITOR_GROUP)
    try:
        call_command("migrate", "documents", "0002_initial", verbosity=0)
        assert not any(name.startswith("documents.") for name in _may(EDITOR_GROUP))
    finally:
        call_command("migrate", verbosity=0)
    assert "documents.add_document" in _may(EDITOR_GROUP)
