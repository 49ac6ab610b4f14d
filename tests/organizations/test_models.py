"""What the database must always hold of bodies, terms and their history."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from organizations.models import Organization, OrganizationCode, Succession, Term, User
from organizations.querysets import reach_of
from tests import factories as make

pytestmark = pytest.mark.django_db


def refused_by_the_database(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_terms_of_one_body_cannot_both_be_open():
    body = make.make_organization()
    make.make_term(body, "XIII", date(2021, 1, 31), None)
    second = Term(organization=body, label="XIV", starts_on=date(2026, 1, 23))
    # Past `save`, which looks at every term of the body.
    refused_by_the_database(lambda: Term.objects.bulk_create([second]))


def test_a_term_cannot_end_before_it_starts():
    refused_by_the_database(
        lambda: make.make_term(label="I", starts_on=date(2021, 1, 2), ends_on=date(2021, 1, 1))
    )


def test_overlapping_terms_are_refused_with_the_other_term_named():
    body = make.make_organization()
    make.make_term(body, "XIII", date(2021, 1, 31), date(2026, 1, 22))
    late = Term(
        organization=body, label="XIV", starts_on=date(2026, 1, 22), ends_on=date(2031, 1, 1)
    )
    with pytest.raises(ValidationError) as refusal:
        late.full_clean()
    assert "Khóa XIII" in str(refusal.value)
    # A writer without a form is refused as well.
    with pytest.raises(ValidationError, match="Khóa XIII"):
        late.save()
    assert Term.objects.count() == 1
    late.starts_on = date(2026, 1, 23)
    late.full_clean()
    late.save()


def test_terms_of_two_bodies_may_run_at_the_same_time():
    make.make_term(make.make_organization(), "XIII")
    make.make_term(make.make_organization(), "XIII")
    assert Term.objects.count() == 2


def test_the_term_of_a_day_includes_its_first_and_last_day():
    body = make.make_organization()
    term = make.make_term(body, "XIII", date(2021, 1, 31), date(2026, 1, 22))
    for day in (date(2021, 1, 31), date(2026, 1, 22)):
        assert Term.objects.holding(body.pk, day).get() == term
    assert not Term.objects.holding(body.pk, date(2026, 1, 23)).exists()


def test_only_one_body_owns_the_registry():
    make.make_organization(is_own=True)
    refused_by_the_database(lambda: make.make_organization(is_own=True))


def test_a_body_cannot_succeed_or_head_itself():
    body = make.make_organization()
    refused_by_the_database(lambda: Succession.objects.create(predecessor=body, successor=body))
    refused_by_the_database(
        lambda: Organization.objects.filter(pk=body.pk).update(parent_id=body.pk)
    )


def test_one_code_twice_on_one_body_is_refused_in_any_spelling():
    body = make.make_organization(code="TU")
    refused_by_the_database(lambda: OrganizationCode.objects.create(organization=body, code="tu"))


def test_two_bodies_may_share_a_code():
    province = make.make_organization("Tỉnh ủy Mẫu", code="TU")
    city = make.make_organization("Thành ủy Mẫu", code="TU")
    assert set(Organization.objects.with_code("tu")) == {province, city}


def test_bodies_of_one_name_get_different_addresses():
    first = make.make_organization("Đảng ủy phường Tân Giang")
    second = make.make_organization("Đảng ủy phường Tân Giang")
    assert first.slug == "dang-uy-phuong-tan-giang"
    assert second.slug == "dang-uy-phuong-tan-giang-2"


def test_a_renamed_body_keeps_its_address():
    body = make.make_organization("Ban Tuyên giáo Mẫu")
    address = body.slug
    body.name = "Ban Tuyên giáo và Dân vận Mẫu"
    body.save()
    assert body.slug == address


def test_reach_goes_up_the_tree_and_survives_a_loop():
    top = make.make_organization()
    middle = make.make_organization(parent=top)
    leaf = make.make_organization(parent=middle)
    make.make_organization(parent=top)
    person, nobody = make.make_user(), make.make_user()
    person.organizations.set([leaf])
    assert reach_of(User.objects, person.pk) == {leaf.pk, middle.pk, top.pk}
    assert reach_of(User.objects, nobody.pk) == set()
    Organization.objects.filter(pk=top.pk).update(parent=leaf)
    assert reach_of(User.objects, person.pk) == {leaf.pk, middle.pk, top.pk}


def test_a_body_in_the_bin_gives_its_members_no_reach():
    top = make.make_organization()
    leaf = make.make_organization(parent=top)
    person = make.make_user()
    person.organizations.set([leaf])
    Organization.objects.filter(pk=leaf.pk).update(deleted_at=timezone.now())
    assert reach_of(User.objects, person.pk) == set()


def test_what_lies_in_the_bin_is_out_of_every_list_and_comes_back():
    body = make.make_organization()
    editor = make.make_editor()
    body.move_to_bin(editor)
    assert not Organization.objects.filter(pk=body.pk).exists()
    assert Organization.all_objects.binned().get() == body
    body.restore()
    assert Organization.objects.filter(pk=body.pk).exists()


def test_every_change_is_kept_with_its_former_value():
    body = make.make_organization("Thị ủy Mẫu")
    body.name = "Thành ủy Mẫu"
    body.save()
    assert [row.name for row in body.history.all()] == ["Thành ủy Mẫu", "Thị ủy Mẫu"]
