"""What came after ended bodies: read once, and again when any of it has changed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization
from organizations.succession import lines_of, state_of_successions
from tests import factories as make

pytestmark = pytest.mark.django_db


def heirs_of(body: Organization) -> list[str]:
    """Return the names of what exists today, asked as a page does that brings the state along."""
    told = Organization.objects.annotate(state=state_of_successions()).get(pk=body.pk)
    return [step.successor.name for step in lines_of([told], told.state)[body.pk].present]


@pytest.fixture
def ended() -> Organization:
    body = make.make_organization("Cơ quan cũ", valid_to=date(2020, 1, 1))
    make.make_succession(body, make.make_organization("Cơ quan kế thừa"))
    return body


def test_what_was_read_before_is_not_read_again(ended):
    assert heirs_of(ended) == ["Cơ quan kế thừa"]
    with CaptureQueriesContext(connection) as queries:
        assert heirs_of(ended) == ["Cơ quan kế thừa"]
    assert len(queries) == 1


def test_a_new_succession_and_a_renamed_heir_are_told_at_once(ended):
    heirs_of(ended)
    second = make.make_succession(ended, make.make_organization("Cơ quan thứ hai"))
    assert heirs_of(ended) == ["Cơ quan kế thừa", "Cơ quan thứ hai"]
    heir = Organization.objects.get(name="Cơ quan kế thừa")
    heir.name = "Cơ quan đổi tên"
    heir.save()
    assert heirs_of(ended) == ["Cơ quan đổi tên", "Cơ quan thứ hai"]
    second.delete()
    assert heirs_of(ended) == ["Cơ quan đổi tên"]
