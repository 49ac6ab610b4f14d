"""Bodies are reorganised while another editor does the same, or enters documents of theirs."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from documents.models import Document
from organizations.models import Organization, Reorganization
from organizations.reorganizing import carrying_out
from organizations.reorganizing.carrying_out import carry_out, undo
from organizations.reorganizing.plan import make_plan
from organizations.reorganizing.wishes import Kind, NewBody, Wish
from tests import factories as make
from tests.documents.test_races import Pause, at_once

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


def test_documents_are_entered_for_a_body_while_it_is_renamed(monkeypatch, province):
    """An import holds a document, then refers to the body; a renaming goes the other way round."""
    held = make.make_document(organization=province.north, issued_on=date(2024, 1, 1))
    new = NewBody("Đảng ủy phường Đông", "ĐĐ")
    wish = Wish(Kind.RENAME, date(2025, 7, 1), "NQ 12", [province.north], [new])
    seen, editor, pause = make_plan(wish).mark, make.make_editor(), Pause()

    def plan(wish):
        pause.hold()
        return make_plan(wish)

    def enter():
        with transaction.atomic():
            held.save()
            return make.make_document(organization=province.north)

    monkeypatch.setattr(carrying_out, "make_plan", plan)
    ends = at_once(lambda: carry_out(wish, seen, editor), lambda: pause.meanwhile(enter))
    assert [type(end) for end in ends] == [Reorganization, Document]
