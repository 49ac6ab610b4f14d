"""Bulletins and items whose time in the bin is over go for good, and documents behind them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bulletins import file_tasks
from bulletins.corrections import Correction
from bulletins.emptying import empty_bin
from bulletins.models import Bulletin, BulletinItem
from documents.models import Document, SourceText
from organizations.bin import DAYS_IN_BIN
from tests import factories as make

pytestmark = pytest.mark.django_db


def later():
    return timezone.now() + timedelta(days=DAYS_IN_BIN + 2)


def test_a_bulletin_goes_with_its_items_and_what_only_they_named():
    document = make.make_document()
    item = make.make_item(make.make_bulletin(), document, text=make.make_source("Lời của mục."))
    make.make_item(item.bulletin, parent=item)
    document.move_to_bin()
    item.bulletin.move_to_bin()
    assert empty_bin(timezone.now()) == 0
    assert empty_bin(later()) == 2
    assert not (Bulletin.all_objects.exists() or BulletinItem.all_objects.exists())
    assert not (Document.all_objects.exists() or SourceText.objects.exists())


def test_an_item_of_a_bulletin_that_goes_on_goes_alone_and_keeps_its_document():
    document = make.make_document()
    item = make.make_item(make.make_bulletin(), document)
    item.move_to_bin()
    assert empty_bin(later()) == 1
    assert Bulletin.objects.exists()
    assert document in Document.objects.all()


def test_an_item_that_a_correction_took_out_stays_for_the_former_version():
    item = make.make_item(make.make_bulletin(), text=make.make_source("Lời cũ."))
    Correction.objects.create(
        bulletin=item.bulletin,
        made_on=timezone.localdate(),
        made_by=make.make_editor(),
        note="Bỏ mục",
    )
    item.move_to_bin()
    assert empty_bin(later()) == 0
    assert SourceText.history.filter(body="Lời cũ.").exists()


def test_the_hourly_round_empties_the_bin():
    document = make.make_document()
    document.move_to_bin()
    Document.all_objects.update(deleted_at=timezone.now() - timedelta(days=DAYS_IN_BIN + 2))
    file_tasks.sweep_regularly()
    assert not Document.all_objects.exists()
