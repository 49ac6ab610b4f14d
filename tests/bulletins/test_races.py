"""Two at once on one bulletin, each with a connection of its own."""

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client

from bulletins import importing, publishing
from bulletins.desk import correcting, steps
from bulletins.desk.outline import outline_of
from bulletins.desk.sheet import card_of
from bulletins.importing import import_bulletin
from bulletins.models import Bulletin, BulletinItem
from bulletins.publishing import release_text
from documents.linking import arriving
from documents.models import Citation, CitationTarget, Document, SourceText
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """NỘI DUNG

1. Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy

Các chi bộ đọc chỉ thị trong tháng.

2. Kế hoạch về trồng cây

Kế hoạch nêu ba việc.
"""
NAMED = {number: f"Chỉ thị số {number}-CT/TU" for number in ("31", "32")}
# Enough for whoever is not kept waiting; who is kept waiting goes on afterwards.
WAIT = 1.0


def started(work: Callable[[], Any], answers: list[Any]) -> threading.Thread:
    """Do `work` in a thread of its own; what it returns or raises is added to `answers`."""

    def run() -> None:
        try:
            answers.append(work())
        except Exception as error:  # The test looks at it; a thread would only print it.
            answers.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def bring_in(bulletin, text=TEXT, *, replace=False):
    return import_bulletin(text, bulletin.publisher, bulletin.year, bulletin.month, replace=replace)


@pytest.fixture
def published():
    make.make_document_type("Chỉ thị", party_code="CT")
    return make.make_bulletin(year=2024, month=1)


def test_what_an_import_stores_while_an_editor_releases_the_former_text_stays_held_back(
    published, monkeypatch
):
    bring_in(published)
    published.refresh_from_db()
    corrected = TEXT.replace("trong tháng", "trong quý")
    release, answers, threads = publishing.release_items, [], []

    def release_late(items):
        threads.append(started(lambda: bring_in(published, corrected, replace=True), answers))
        threads[0].join(WAIT)
        release(items)

    monkeypatch.setattr(publishing, "release_items", release_late)
    assert release_text(published.pk, published.text_sha256)
    threads[0].join(60)
    assert [answer.is_new for answer in answers] == [True]
    read = SourceText.objects.visible_to(make.make_member()).values_list("body", flat=True)
    assert not any("trong quý" in body for body in read)
    assert any("nêu ba việc" in body for body in read)
    waiting = published.items.waiting_for_review()
    assert [item.label for item in waiting] == ["1."]


def test_of_two_imports_at_once_the_second_finds_the_text_there(published, monkeypatch):
    meeting = threading.Barrier(2)
    read = importing.read_structure

    def read_together(body):
        with suppress(threading.BrokenBarrierError):
            meeting.wait(WAIT)
        return read(body)

    monkeypatch.setattr(importing, "read_structure", read_together)
    answers: list[Any] = []
    threads = [started(lambda: bring_in(published), answers) for _ in range(2)]
    for thread in threads:
        thread.join(60)
    assert sorted(answer.is_new for answer in answers) == [False, True]
    labels = BulletinItem.objects.exclude(kind="front").values_list("label", flat=True)
    assert sorted(labels) == ["1.", "2."]


def test_of_two_editors_who_join_one_item_at_once_one_is_told(published, monkeypatch):
    bring_in(published)
    Bulletin.objects.update(state=Bulletin.State.DRAFT)
    outline = outline_of(published)
    texts = sorted("".join(line.body for line in outline.lines).split())
    meeting = threading.Barrier(2)
    hold = correcting.hold_bulletin

    def hold_together(pk):
        with suppress(threading.BrokenBarrierError):
            meeting.wait(WAIT)
        return hold(pk)

    monkeypatch.setattr(correcting, "hold_bulletin", hold_together)
    last = outline.lines[-1].item.pk
    editors = [make.make_editor(), make.make_editor()]

    def join_as(editor):
        act = partial(steps.join, by=editor)
        return lambda: correcting.correct(published, last, outline.seen, act)

    answers: list[Any] = []
    threads = [started(join_as(editor), answers) for editor in editors]
    for thread in threads:
        thread.join(60)
    refused = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert [error.code for error in refused] == ["changed_meanwhile"]
    assert len(answers) == 2
    left = outline_of(published).lines
    assert len(left) == len(outline.lines) - 1
    assert sorted("".join(line.body for line in left).split()) == texts


def test_two_editors_register_at_once_what_both_bulletins_cite(monkeypatch):
    kind = make.make_document_type("Chỉ thị", party_code="CT")
    body = make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
    text = f"1. Phòng cháy\n\nĐọc {NAMED['31']} và {NAMED['32']}.\n"
    sent = {"document_type": kind.pk, "symbol": "CT/TU", "organization": body.pk}
    meeting = threading.Barrier(2)
    hold = arriving.hold_texts

    def hold_together(document):
        with suppress(threading.BrokenBarrierError):
            meeting.wait(WAIT)
        hold(document)

    def cites(month):
        bulletin = make.make_bulletin(body, year=2024, month=month, state="draft")
        make.make_item(bulletin, label="1.", title="Phòng cháy", text=make.make_source(text))
        publishing.share_texts(bulletin)
        return bulletin

    def register_as(editor, bulletin, number):
        here = Citation.objects.filter(source__bulletin_item__bulletin=bulletin)
        citation = here.get(text=NAMED[number])
        client = Client()
        client.force_login(editor)
        address = f"{bulletin.get_absolute_url()}doi-chieu/{citation.pk}/vao-so/"
        fields = {**sent, "number": number, "seen": card_of(bulletin, citation.pk).seen}
        return lambda: client.post(address, fields).status_code

    bulletins = [cites(month) for month in (1, 2)]
    # As when nobody is sure enough to propose them.
    CitationTarget.objects.all().delete()
    Document.all_objects.all().delete()
    editors = [make.make_editor(), make.make_editor()]
    works = [register_as(*one) for one in zip(editors, bulletins, NAMED, strict=True)]
    monkeypatch.setattr(arriving, "hold_texts", hold_together)
    answers: list[Any] = []
    threads = [started(work, answers) for work in works]
    for thread in threads:
        thread.join(60)
    # Whose card was read anew meanwhile is told so, beside what was typed; what was entered is
    # found in both bulletins.
    assert answers[0] == 302 and answers[1] in {302, 400}
    confirmed = Citation.objects.filter(state="confirmed")
    assert confirmed
    for citation in confirmed:
        found = Citation.objects.filter(targets__in=citation.targets.all()).order_by("state")
        assert list(found.values_list("state", flat=True)) == ["confirmed", "proposed"]
