"""A reading and a person, or two readings, at the same instant: nothing is lost or doubled."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from documents import relating
from documents.deciding import confirm_relation, reject_relation
from documents.linking import link_citations
from documents.models import Citation, Decision, Document, Relation
from documents.models import document as document_rows
from documents.relating import propose_relations, withdraw_relations
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

# Who is kept out by a lock cannot come to the meeting; nobody waits longer for it.
MEETING_SECONDS = 1


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Run each job on a connection of its own; return what each returned or raised."""
    ends: list[Any] = [None] * len(jobs)

    def run(place: int) -> None:
        try:
            ends[place] = jobs[place]()
        except Exception as error:
            ends[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return ends


class Pause:
    """Holds one job at a point of its work until the other is done or kept out by a lock."""

    def __init__(self) -> None:
        self.reached, self.other_done = threading.Event(), threading.Event()

    def hold(self) -> None:
        self.reached.set()
        self.other_done.wait(MEETING_SECONDS)

    def meanwhile(self, job: Callable[[], Any]) -> Any:
        self.reached.wait(60)
        try:
            return job()
        finally:
            self.other_done.set()


# --- Relations ----------------------------------------------------------------------------------


@pytest.fixture
def proposal():
    """A proposed relation whose text no longer states it."""
    body = make.make_organization("Đảng ủy phường Mẫu", code="ĐU")
    plan, directive = (
        make.make_document(
            organization=body, number=number, symbol="CT/ĐU", issued_on=date(2023, 6, 1)
        )
        for number in ("9", "4")
    )
    citation = make.make_citation(make.make_source("Chỉ thị số 4-CT/ĐU."), "Chỉ thị số 4-CT/ĐU")
    return make.make_relation(
        plan,
        directive,
        citation=citation,
        origin=Relation.Origin.MACHINE,
        state=Decision.PROPOSED,
        evidence="Chỉ thị số 9-CT/ĐU thực hiện Chỉ thị số 4-CT/ĐU.",
    )


@pytest.mark.parametrize("read_again", [propose_relations, withdraw_relations])
@pytest.mark.parametrize("decide", [confirm_relation, reject_relation])
def test_a_relation_is_decided_or_withdrawn_but_never_lost_in_silence(
    monkeypatch, proposal, read_again, decide
):
    source, editor, pause = proposal.citation.source, make.make_editor(), Pause()
    real = relating._hold_proposals

    def hold(texts):
        found = real(texts)
        pause.hold()
        return found

    monkeypatch.setattr(relating, "_hold_proposals", hold)
    _, decided = at_once(
        lambda: read_again([source]), lambda: pause.meanwhile(lambda: decide(proposal, editor))
    )
    assert isinstance(decided, ValidationError)
    assert decided.code == "read_anew"
    assert not Relation.all_objects.exists()


def test_a_relation_confirmed_before_its_reading_reaches_it_stays(monkeypatch, proposal):
    source, editor, pause = proposal.citation.source, make.make_editor(), Pause()
    real = Relation.save

    def save(self, *args, **kwargs):
        real(self, *args, **kwargs)
        pause.hold()

    monkeypatch.setattr(Relation, "save", save)
    at_once(
        lambda: confirm_relation(proposal, editor),
        lambda: pause.meanwhile(lambda: propose_relations([source])),
    )
    assert Relation.objects.get().state == Decision.CONFIRMED


def test_a_decision_keeps_the_citation_that_a_reading_gave_since(proposal):
    stale = Relation.objects.get()
    fresh = make.make_citation(make.make_source("Chỉ thị số 4-CT/ĐU nữa."), "Chỉ thị số 4-CT/ĐU")
    Relation.objects.update(citation=fresh)
    proposal.citation.delete()
    reject_relation(stale, make.make_editor())
    assert Relation.objects.get().citation == fresh


# --- Documents entered --------------------------------------------------------------------------


@pytest.fixture
def meet(monkeypatch):
    """Let two jobs meet before they go on, once each; who is locked out keeps nobody waiting."""

    def make_meeting(owner: Any, name: str) -> None:
        real, barrier = getattr(owner, name), threading.Barrier(2)

        def met(*args, **kwargs):
            with suppress(threading.BrokenBarrierError):
                barrier.wait(MEETING_SECONDS)
            return real(*args, **kwargs)

        monkeypatch.setattr(owner, name, met)

    return make_meeting


def test_two_texts_read_at_once_enter_the_document_they_both_cite_once(meet):
    body = make.make_organization("Đảng ủy phường Mẫu", code="ĐU")
    make.make_document_type("Chỉ thị", party_code="CT")
    texts = [
        make.make_source(
            f"{verb} Chỉ thị số 4-CT/ĐU, ngày 19/5/2023.",
            publisher=body,
            published_on=date(2024, 1, 31),
        )
        for verb in ("Thực hiện", "Quán triệt")
    ]
    meet(Document, "save")
    ends = at_once(*(lambda text=text: link_citations(text) for text in texts))
    assert not [end for end in ends if isinstance(end, Exception)]
    document = Document.objects.get()
    assert sorted(len(end.registered) for end in ends) == [0, 1]
    assert [citation.targets.get() for citation in Citation.objects.all()] == [document] * 2


def test_two_documents_that_would_have_one_address_get_two(meet):
    bodies = [make.make_organization(code="ĐU") for _ in range(2)]
    make.make_document_type()
    meet(document_rows, "_address_of")
    ends = at_once(
        *(
            lambda body=body: make.make_document(
                organization=body, number="4", symbol="CT/ĐU", issued_on=date(2023, 5, 19)
            )
            for body in bodies
        )
    )
    assert sorted(end.slug for end in ends) == ["04-ct-du-2023", "04-ct-du-2023-2"]
