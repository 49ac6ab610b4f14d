"""The chain of a document: what stands in it, in which order, and what its reader may not see."""

from datetime import date
from itertools import pairwise

import pytest

from documents.models import Decision, Document, Relation
from documents.overviews import carrying_out, chain, printing
from documents.overviews.carrying_out import web_of
from organizations.audience import Audience
from organizations.models import Organization
from tests import factories as make

pytestmark = pytest.mark.django_db
Level = Organization.Level


@pytest.fixture
def levels():
    """A directive of the Centre, the province's plan for it, a ward's plan for that, a cell's."""
    centre = make.make_organization("Trung ương Mẫu", "TW", level=Level.CENTRAL)
    province = make.make_organization("Tỉnh ủy Mẫu", "TU", level=Level.PROVINCE, parent=centre)
    ward = make.make_organization("Đảng ủy phường Mẫu", parent=province)
    cell = make.make_organization("Chi bộ Mẫu", "CB", level=Level.CELL, parent=ward)
    made = [
        make.make_document(
            organization=body, number=str(number), symbol=symbol, issued_on=date(2023, number, 1)
        )
        for number, (body, symbol) in enumerate(
            ((centre, "CT/TW"), (province, "KH/TU"), (ward, "KH/ĐU"), (cell, "KH/CB")), start=1
        )
    ]
    for above, below in pairwise(made):
        make.make_relation(below, above)
    return made


@pytest.fixture
def member(client):
    user = make.make_member()
    client.force_login(user)
    return user


def lines(document, reader) -> list[tuple[int, str, bool]]:
    """The chain as (depth, number, whether it is only referred to)."""
    web = web_of(document, reader)
    numbers = dict(Document.all_objects.filter(pk__in=web.points).values_list("pk", "number"))
    return [(step.depth, numbers[step.pk], step.is_again) for step in chain.steps_of(web)]


def chain_page(client, document, **parameters):
    return client.get(f"{document.get_absolute_url()}chuoi/", parameters)


def test_a_chain_leads_from_the_centre_to_the_cell_whichever_document_is_asked(levels, member):
    whole = [(0, "1", False), (1, "2", False), (2, "3", False), (3, "4", False)]
    for document in levels:
        assert lines(document, member) == whole


def test_what_else_carries_out_a_document_above_stands_in_that_documents_chain(levels, member):
    sibling = make.make_document(number="9", organization=levels[2].organization)
    make.make_relation(sibling, levels[0])
    assert "9" in [number for _, number, _ in lines(levels[0], member)]
    assert "9" not in [number for _, number, _ in lines(levels[1], member)]


@pytest.mark.parametrize("verb", Relation.Verb.values)
def test_only_acts_of_carrying_out_make_a_chain(member, verb):
    above, below = make.make_document(number="1"), make.make_document(number="2")
    make.make_relation(below, above, verb)
    expected = (
        [(0, "1", False), (1, "2", False)] if verb in Relation.CARRYING_OUT else [(0, "1", False)]
    )
    assert lines(above, member) == expected


def test_siblings_stand_oldest_first_and_undated_ones_last(member):
    above = make.make_document(number="1")
    for number, day in (("5", None), ("4", date(2024, 1, 2)), ("3", date(2023, 12, 30))):
        make.make_relation(make.make_document(number=number, issued_on=day), above)
    assert [number for _, number, _ in lines(above, member)] == ["1", "3", "4", "5"]


def test_a_document_below_two_others_stands_once_and_is_referred_to_again(levels, member, client):
    make.make_relation(levels[2], levels[0])
    assert lines(levels[0], member) == [
        *((0, "1", False), (1, "2", False), (2, "3", False), (3, "4", False)),
        (1, "3", True),
    ]
    text = chain_page(client, levels[0]).content.decode()
    assert text.count(f'id="v-{levels[2].slug}"') == 1
    assert text.count(f'href="#v-{levels[2].slug}"') == 1


def test_two_verbs_between_two_documents_are_one_line(levels, member, client):
    make.make_relation(levels[1], levels[0], Relation.Verb.STUDIES)
    assert len(lines(levels[0], member)) == 4
    assert "thực hiện, quán triệt Chỉ thị 01-CT/TW" in _plain(chain_page(client, levels[0]))


def _plain(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("asked", [0, 1, 3])
def test_a_circle_ends_where_it_began(levels, member, asked):
    make.make_relation(levels[0], levels[3])
    found = lines(levels[asked], member)
    assert sorted(number for _, number, is_again in found if not is_again) == ["1", "2", "3", "4"]
    assert [number for _, number, is_again in found if is_again] == [levels[asked].number]


def test_a_circle_above_a_document_is_shown_with_it(member):
    one, other, below = (make.make_document(number=number) for number in "123")
    make.make_relation(one, other)
    make.make_relation(other, one)
    make.make_relation(below, one)
    full = [number for _, number, is_again in lines(below, member) if not is_again]
    assert sorted(full) == ["1", "2", "3"]


@pytest.mark.parametrize("state", [Decision.PROPOSED, Decision.REJECTED])
@pytest.mark.parametrize("maker", [make.make_member, make.make_editor])
def test_what_nobody_confirmed_is_in_no_chain_not_even_an_editors(levels, state, maker):
    proposed = make.make_document(number="9")
    make.make_relation(proposed, levels[0], state=state)
    assert "9" not in [number for _, number, _ in lines(levels[0], maker())]


@pytest.mark.parametrize("hidden", ["audience", "proposed", "binned", "relation in the bin"])
def test_a_chain_ends_before_a_document_the_reader_may_not_see(levels, member, client, hidden):
    middle = levels[1]
    if hidden == "audience":
        middle.audience = Audience.EDITORS
    elif hidden == "proposed":
        middle.state = "proposed"
    middle.title = "trích yếu giấu kín"
    middle.save()
    if hidden == "binned":
        middle.move_to_bin()
    elif hidden == "relation in the bin":
        Relation.objects.get(target=levels[0]).move_to_bin()
    assert lines(levels[0], member) == [(0, "1", False)]
    top = chain_page(client, levels[0])
    assert (top.context["above"], top.context["below"]) == (0, 0)
    lower = chain_page(client, levels[3])
    for page in (top, lower):
        assert "Trung ương Mẫu" not in lower.content.decode()
        if hidden != "relation in the bin":
            assert "giấu kín" not in page.content.decode()
            assert middle.slug not in page.content.decode()


def test_an_editor_sees_the_whole_of_what_a_member_sees_cut(levels):
    levels[1].audience = Audience.EDITORS
    levels[1].save()
    assert len(lines(levels[0], make.make_editor())) == 4


def test_a_member_of_the_ward_sees_what_is_for_the_ward(levels):
    plan = levels[2]
    plan.audience = Audience.BODIES
    plan.save()
    plan.audience_bodies.add(plan.organization)
    inside = make.make_member("trong", plan.organization)
    assert len(lines(levels[0], inside)) == 4
    assert len(lines(levels[0], make.make_member("ngoai"))) == 2


def test_a_chain_is_no_page_for_who_may_not_see_its_document(levels, client):
    assert chain_page(client, levels[0]).status_code == 404
    client.force_login(make.make_member())
    assert chain_page(client, levels[0]).status_code == 200
    levels[0].move_to_bin()
    assert chain_page(client, levels[0]).status_code == 404


def test_the_page_says_so_when_nothing_is_confirmed(member, client):
    text = _plain(chain_page(client, make.make_document()))
    assert "Chưa ghi nhận văn bản này triển khai văn bản nào" in text


def test_a_line_tells_day_body_level_and_what_is_done(levels, member, client):
    text = _plain(chain_page(client, levels[0]))
    for part in ("01/02/2023", "Tỉnh ủy Mẫu", "Cấp tỉnh", "thực hiện Chỉ thị 01-CT/TW"):
        assert part in text


def test_titles_are_escaped(levels, member, client):
    levels[3].title = "<b>đậm</b>"
    levels[3].save()
    text = chain_page(client, levels[0]).content.decode()
    assert "<b>đậm" not in text
    assert "&lt;b&gt;đậm" in text


def test_a_long_chain_is_printed_whole_up_to_a_limit_that_is_told(
    levels, member, client, monkeypatch
):
    monkeypatch.setattr(chain, "ROWS_OF_A_PAGE", 2)
    page = chain_page(client, levels[0])
    assert len(page.context["lines"]) == 2
    assert 'href="?in=1"' in page.content.decode()
    printed = chain_page(client, levels[0], **{"in": "1"})
    assert len(printed.context["lines"]) == 4
    assert "đủ cả 4 dòng" in _plain(printed)
    monkeypatch.setattr(printing, "MOST_PRINTED", 3)
    make.make_relation(levels[3], levels[0])
    first, second = (chain_page(client, levels[0], **{"in": "1", "page": n}) for n in (1, 2))
    assert "Chuỗi có 5 dòng nên chia thành 2 bản in, mỗi bản 3 dòng" in _plain(first)
    assert "đủ cả" not in _plain(first)
    # A reference from one sheet leads to the other one, not to a page of the screen.
    assert 'href="?in=1&amp;page=' in first.content.decode() + second.content.decode()


def test_a_long_chain_goes_on_over_the_page(levels, member, client, monkeypatch):
    monkeypatch.setattr(chain, "ROWS_OF_A_PAGE", 3)
    make.make_relation(levels[2], levels[0])
    first, second = chain_page(client, levels[0]), chain_page(client, levels[0], page=2)
    assert "chia thành 2 trang" in _plain(first)
    assert "04-KH/CB" not in first.content.decode()
    assert "04-KH/CB" in second.content.decode()
    # What stands in full on the page before is reached there.
    assert f'href="?page=1#v-{levels[2].slug}"' in second.content.decode()
    for wrong in ("3", "0", "x"):
        assert chain_page(client, levels[0], page=wrong).status_code == 404


def test_a_web_too_large_is_cut_with_a_sentence(levels, member, client, monkeypatch):
    assert "quá dài" not in _plain(chain_page(client, levels[0]))
    for most in (2, 3, 4):
        monkeypatch.setattr(carrying_out, "MOST_LINKS", most)
        page = chain_page(client, levels[0])
        assert page.status_code == 200
        assert "quá dài" in _plain(page)
        coverage = client.get(f"{levels[0].get_absolute_url()}trien-khai/")
        assert coverage.status_code == 200


def test_a_deep_chain_is_walked_to_its_end(member):
    above = first = make.make_document(number="1")
    for _ in range(40):
        below = make.make_document()
        make.make_relation(below, above)
        above = below
    assert lines(first, member)[-1] == (40, above.number, False)


@pytest.mark.parametrize("below", [1, 5])
def test_the_number_of_queries_does_not_grow_with_the_chain(
    member, client, below, django_assert_num_queries
):
    document = make.make_document()
    for _ in range(below):
        make.make_relation(make.make_document(), document)
    # Who asks, with their right and reach, is 2 of them; the page's own are 3.
    chain_page(client, document)
    with django_assert_num_queries(5):
        assert chain_page(client, document).context["below"] == below
