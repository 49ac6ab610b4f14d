"""Who may see a record: every audience against every kind of visitor."""

import pytest
from django.contrib.auth.models import AnonymousUser

from documents.models import Document
from organizations.audience import Audience, shared_with_q
from organizations.models import User
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make.make_organization("Tỉnh ủy Mẫu")


@pytest.fixture
def ward(province):
    return make.make_organization("Đảng ủy phường Mẫu", parent=province)


@pytest.fixture
def other_ward(province):
    return make.make_organization("Đảng ủy phường Khác", parent=province)


def seen_by(user):
    # A fresh copy, because rights and bodies are remembered on the user of one request.
    user = User.objects.get(pk=user.pk) if user.pk else user
    return set(Document.objects.visible_to(user))


def test_each_audience_is_seen_by_those_it_names(province, ward, other_ward):
    everyone = make.make_document(audience=Audience.EVERYONE)
    members = make.make_document(audience=Audience.MEMBERS)
    for_ward = make.make_document(audience=Audience.BODIES, audience_bodies=[ward])
    for_province = make.make_document(audience=Audience.BODIES, audience_bodies=[province])
    editors = make.make_document(audience=Audience.EDITORS)
    open_to_members = {everyone, members}

    assert seen_by(AnonymousUser()) == {everyone}
    assert seen_by(make.make_member()) == open_to_members
    # A member of a ward is below the province and so in its audience, not the reverse.
    assert seen_by(make.make_member("o-phuong", ward)) == {*open_to_members, for_ward, for_province}
    assert seen_by(make.make_member("o-tinh", province)) == {*open_to_members, for_province}
    assert seen_by(make.make_member("khac", other_ward)) == {*open_to_members, for_province}
    assert seen_by(make.make_editor()) == {*open_to_members, for_ward, for_province, editors}


def test_a_proposed_document_is_for_editors_until_someone_confirms_it():
    proposed = make.make_document(audience=Audience.EVERYONE, state=Document.State.PROPOSED)
    assert seen_by(make.make_member()) == set()
    assert seen_by(make.make_editor()) == {proposed}


def test_the_bin_is_seen_by_nobody():
    make.make_document(audience=Audience.EVERYONE).move_to_bin()
    assert seen_by(make.make_editor()) == set()


def test_nothing_is_public_unless_someone_said_so():
    assert make.make_document().audience == Audience.MEMBERS


def test_a_closed_editors_account_sees_no_more_than_a_visitor():
    editor = make.make_editor()
    editor.is_active = False
    editor.save()
    make.make_document(audience=Audience.EDITORS)
    assert seen_by(editor) == set()


def test_what_is_shared_is_what_every_reader_may_see(province, ward, other_ward):
    documents = {
        name: make.make_document(audience=audience, audience_bodies=bodies)
        for name, audience, bodies in (
            ("everyone", Audience.EVERYONE, []),
            ("members", Audience.MEMBERS, []),
            ("ward", Audience.BODIES, [ward]),
            ("wards", Audience.BODIES, [ward, other_ward]),
            ("province", Audience.BODIES, [province]),
            ("editors", Audience.EDITORS, []),
        )
    }

    def shared(audience, *bodies):
        record = make.make_bulletin(audience=audience, audience_bodies=bodies)
        found = Document.objects.filter(shared_with_q(Document, record))
        return {name for name, document in documents.items() if document in found}

    open_to_members = {"everyone", "members"}
    assert shared(Audience.EVERYONE) == {"everyone"}
    assert shared(Audience.MEMBERS) == open_to_members
    assert shared(Audience.BODIES) == open_to_members
    # A member of the ward is in the audience of the province, and not the other way.
    assert shared(Audience.BODIES, ward) == open_to_members | {"ward", "wards", "province"}
    assert shared(Audience.BODIES, ward, other_ward) == open_to_members | {"wards", "province"}
    assert shared(Audience.BODIES, province) == open_to_members | {"province"}
    assert shared(Audience.EDITORS) == set(documents)
