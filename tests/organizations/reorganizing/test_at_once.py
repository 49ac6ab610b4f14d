"""Two editors press the button under the same preview at the same instant: it is done once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from organizations.models import Organization, Reorganization
from organizations.reorganizing.carrying_out import carry_out, undo
from organizations.reorganizing.plan import make_plan
from organizations.reorganizing.wishes import Kind, NewBody, Wish
from tests import factories as make
from tests.documents.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_editors_at_once_do_it_once_and_take_it_back_once(province):
    editor = make.make_editor()
    new = NewBody("Đảng ủy phường Bắc Nam", "ĐU", parent=province.top)
    wish = Wish(Kind.MERGE, date(2025, 7, 1), "NQ 12", [province.north, province.south], [new])
    seen = make_plan(wish).mark
    ends = at_once(*[lambda: carry_out(wish, seen, editor)] * 2)
    assert {type(end) for end in ends} == {Reorganization, ValidationError}
    assert Organization.objects.filter(name=new.name).count() == 1
    row = Reorganization.objects.get()
    ends = at_once(*[lambda: undo(row, editor)] * 2)
    assert {type(end) for end in ends} == {Reorganization, ValidationError}
    assert Organization.objects.get(pk=province.north.pk).valid_to is None
