"""A reading and a person, or two readings, at the same instant: nothing is lost or doubled."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.urls import reverse

from documents.admin import documents as document_screen
from documents.deciding.citations import choose_document, confirm_citation, reject_citation
from documents.deciding.relations import confirm_relation, reject_relation
from documents.entering import hold_series
from documents.linking import relating
from documents.linking import rows as citation_rows
from documents.linking import writing as linking
from documents.linking.relating import propose_relations, withdraw_relations
from documents.linking.writing import link_citations
from documents.models import Citation, CitationTarget, Decision, Document, Relation
from documents.models import document as document_rows
from documents.removing import letting_go
from tests import factories as make
from tests.admin_page import client_of, filled

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

    def hold(*asked):
        found = real(*asked)
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


def test_a_document_is_not_brought_back_beside_one_entered_at_that_moment(monkeypatch):
    """Only the look tells that an undated one may be the dated one, and both look at once."""
    body, editor = make.make_organization(code="ĐU"), make.make_editor()
    make.make_document_type()
    undated = make.make_document(organization=body, number="24", symbol="CT/ĐU", issued_on=None)
    undated.move_to_bin()
    pause, real = Pause(), document_screen.refuse_duplicate

    def look(document):
        real(document)
        if document.pk == undated.pk:
            pause.hold()

    monkeypatch.setattr(document_screen, "refuse_duplicate", look)
    restoring, entering = client_of(editor), client_of(make.make_editor())
    add = reverse("admin:documents_document_add")
    typed = {
        "document_type": undated.document_type_id,
        "number": "24",
        "symbol": "CT/ĐU",
        "organization": body.pk,
        "issued_on": "19/5/2023",
    }
    sent = filled(entering.get(add), **typed)
    at_once(
        lambda: restoring.post(
            reverse("admin:documents_document_changelist") + "?thung-rac=co",
            {"action": "restore_selected", "_selected_action": [undated.pk]},
        ),
        lambda: pause.meanwhile(lambda: entering.post(add, sent)),
    )
    assert list(Document.objects.all()) == [undated]


def test_types_that_a_body_numbers_together_are_held_together():
    """The rule's row is all that two documents of one series have in common."""
    body = make.make_organization(code="ĐU")
    decision, plan = make.make_document_type("Quyết định"), make.make_document_type("Kế hoạch")
    for kind in (decision, plan):
        make.make_series_rule(body, kind, "chung")
    documents = [
        Document(document_type=kind, organization=body, number="7", symbol="X/ĐU")
        for kind in (decision, plan)
    ]
    pause, order = Pause(), []

    def enter(document, wait):
        with transaction.atomic():
            hold_series([document])
            wait()
            order.append(document)

    at_once(
        lambda: enter(documents[0], pause.hold),
        lambda: pause.meanwhile(lambda: enter(documents[1], lambda: None)),
    )
    assert order == documents


def test_a_text_is_read_by_one_at_a_time(meet):
    body = make.make_organization(code="ĐU")
    make.make_document(organization=body, number="4", symbol="CT/ĐU", issued_on=date(2023, 5, 19))
    text = make.make_source("Thực hiện Chỉ thị số 4-CT/ĐU.", publisher=body)
    meet(linking, "store_citations")
    ends = at_once(lambda: link_citations(text), lambda: link_citations(text))
    assert not [end for end in ends if isinstance(end, Exception)]
    assert Citation.objects.count() == 1


# --- Locks taken in one order -------------------------------------------------------------------


def test_a_document_is_saved_while_a_citation_of_it_is_confirmed(monkeypatch):
    """Deciding locks the text, then the document; saving did so the other way round."""
    body = make.make_organization(code="ĐU")
    make.make_document_type("Chỉ thị", party_code="CT")
    text = make.make_source("Thực hiện Chỉ thị số 4-CT/ĐU.", publisher=body)
    link_citations(text)
    proposal, citation = Document.objects.get(), text.citations.get()
    client, editor, pause = client_of(make.make_editor()), make.make_editor(), Pause()
    page = reverse("admin:documents_document_change", args=[proposal.pk])
    sent = filled(client.get(page), issued_on="19/5/2023")
    real = document_screen.share_texts

    def share(document):
        pause.hold()
        real(document)

    monkeypatch.setattr(document_screen, "share_texts", share)
    saved, confirmed = at_once(
        lambda: client.post(page, sent),
        lambda: pause.meanwhile(lambda: confirm_citation(citation, editor)),
    )
    assert saved.status_code == 302
    assert confirmed == [proposal]
    proposal.refresh_from_db()
    assert (proposal.state, proposal.issued_on) == ("registered", date(2023, 5, 19))


# --- A proposal that goes to the bin while another text comes to name it --------------------------


@pytest.fixture
def proposed():
    """A citation whose document only the machine entered, and another text that names it."""
    body = make.make_organization("Đảng ủy phường Mẫu", code="ĐU")
    make.make_document_type("Chỉ thị", party_code="CT")
    first, second = (
        make.make_source(f"{verb} Chỉ thị số 4-CT/ĐU, ngày 19/5/2023.", publisher=body)
        for verb in ("Thực hiện", "Quán triệt")
    )
    link_citations(first)
    return first.citations.get(), second


def names_what_is_in_use(text: Any) -> bool:
    """Whether the text's one citation ends at one document, which is not in the bin."""
    link = CitationTarget.objects.get(citation__source=text)
    return Document.objects.filter(pk=link.document_id).exists()


def test_a_text_read_while_a_proposal_is_let_go_names_none_in_the_bin(monkeypatch, proposed):
    citation, text = proposed
    pause, real, editor = Pause(), letting_go.is_named, make.make_editor()

    def look(document):
        found = real(document)
        pause.hold()
        return found

    monkeypatch.setattr(letting_go, "is_named", look)
    rejected, linked = at_once(
        lambda: reject_citation(citation, editor),
        lambda: pause.meanwhile(lambda: link_citations(text)),
    )
    assert rejected == [Document.all_objects.binned().get()]
    assert linked.registered == [Document.objects.get()]
    assert names_what_is_in_use(text)


def test_a_proposal_stays_that_a_text_names_in_the_moment_it_would_go(monkeypatch, proposed):
    citation, text = proposed
    pause, real, editor = Pause(), citation_rows.write_targets, make.make_editor()

    def write(moved):
        real(moved)
        pause.hold()

    monkeypatch.setattr(citation_rows, "write_targets", write)
    linked, rejected = at_once(
        lambda: link_citations(text),
        lambda: pause.meanwhile(lambda: reject_citation(citation, editor)),
    )
    assert rejected == linked.registered == []
    assert names_what_is_in_use(text)


def test_a_document_chosen_while_it_is_let_go_is_told_to_be_gone(monkeypatch, proposed):
    citation, text = proposed
    editor, other = make.make_editor(), make.make_citation(text, "Chỉ thị số 4-CT/ĐU")
    document, pause, real = citation.targets.get(), Pause(), letting_go.is_named

    def look(one):
        found = real(one)
        pause.hold()
        return found

    monkeypatch.setattr(letting_go, "is_named", look)
    _, chosen = at_once(
        lambda: reject_citation(citation, editor),
        lambda: pause.meanwhile(lambda: choose_document(other, document, editor, "đã xem")),
    )
    assert isinstance(chosen, ValidationError)
    assert chosen.code == "document_gone"
    assert not other.targets.exists()
