"""Bodies are reorganised as planned, all or nothing, and as they were after taking it back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from organizations.models import (
    Organization,
    OrganizationName,
    Reorganization,
    Succession,
    Term,
    User,
)
from organizations.reorganizing import carrying_out, taking
from organizations.reorganizing.carrying_out import carry_out, undo
from organizations.reorganizing.plan import make_plan
from organizations.reorganizing.wishes import ABOVE, ALL, STAYS, Kind, NewBody, Wish
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = date(2025, 7, 1)
LAST = date(2025, 6, 30)
BASIS = "Nghị quyết số 12-NQ/TU ngày 20/06/2025"


def merged(province, **facts) -> Wish:
    facts.setdefault("after", [NewBody("Đảng ủy phường Bắc Nam", "ĐU", parent=province.top)])
    return Wish(Kind.MERGE, DAY, BASIS, [province.north, province.south], **facts)


def do(wish: Wish) -> Reorganization:
    return carry_out(wish, make_plan(wish).mark, User.objects.first() or make.make_editor())


def refusals(kind, before, after, day=DAY) -> str:
    return " ".join(make_plan(Wish(kind, day, BASIS, before, after)).refusals)


def reading_of(*bodies: Organization) -> set[str]:
    """The names of the accounts that belong to all of these bodies."""
    people = User.objects.all()
    for body in bodies:
        people = people.filter(organizations=body)
    return set(people.values_list("username", flat=True))


def everything() -> list:
    """All that a reorganisation may touch, to be compared before and after."""
    told = [
        list(Organization.objects.order_by("pk").values("name", "valid_to", "parent")),
        # A body that was made goes to the bin with its names.
        list(
            OrganizationName.objects.filter(organization__deleted_at=None)
            .order_by("pk")
            .values("name", "valid_from", "valid_to")
        ),
        list(Term.objects.order_by("pk").values("label", "ends_on")),
        list(Succession.objects.order_by("pk").values("predecessor", "successor", "since", "note")),
        sorted(User.organizations.through.objects.values_list("user", "organization")),
    ]
    for body in Organization.objects.order_by("pk"):
        told.append(list(body.codes.values("code", "valid_from", "valid_to")))
    return told


# --- Merging ---------------------------------------------------------------------------------


def test_merged_bodies_end_the_day_before_and_the_new_one_takes_their_place(province):
    do(merged(province))
    new = Organization.objects.get(name="Đảng ủy phường Bắc Nam")
    assert (new.valid_from, new.parent, new.level) == (DAY, province.top, province.north.level)
    assert [str(code) for code in new.codes.all()] == ["ĐU"]
    for body in (province.north, province.south):
        body.refresh_from_db()
        assert body.valid_to == LAST
        assert [row.valid_to for row in (*body.names.all(), *body.codes.all())] == [LAST, LAST]
        succession = body.successions.get()
        assert (succession.successor, succession.since) == (new, DAY)
        assert (succession.note, succession.is_verified) == (BASIS, True)
    assert province.north.terms.get().ends_on == LAST
    assert Organization.objects.get(pk=province.cell.pk).parent == new


def test_accounts_join_the_successor_and_nobody_loses_what_they_may_read(province):
    make.make_member("o-bac", province.north)
    make.make_member("o-chi-bo", province.cell)
    make.make_member("ngoai", province.top)
    do(merged(province))
    new = Organization.objects.get(name="Đảng ủy phường Bắc Nam")
    assert reading_of(new) == {"o-bac"}
    # The cell hangs below the new body now: what was for the former one is kept by name.
    assert reading_of(province.north) == {"o-bac", "o-chi-bo"}
    assert User.objects.get(username="o-chi-bo").reach >= {new.pk, province.north.pk}
    assert new.pk not in User.objects.get(username="ngoai").reach


def test_a_body_may_take_in_another_and_a_recorded_succession_is_completed(province):
    make.make_succession(province.north, province.south, is_verified=False, note="Suy ra.")
    do(Wish(Kind.MERGE, DAY, BASIS, [province.north], [province.south]))
    succession = Succession.objects.get()
    assert (succession.note, succession.is_verified, succession.since) == (BASIS, True, DAY)
    assert Organization.objects.get(pk=province.south.pk).valid_to is None


# --- Splitting, ending, renaming -------------------------------------------------------------


def test_a_body_that_a_part_is_taken_out_of_goes_on_as_it_was(province):
    make.make_member("o-lai", province.north)
    make.make_member("chuyen-di", province.cell)
    new = NewBody("Đảng ủy đặc khu Bắc", "ĐU", parent=province.top)
    before = everything()
    wish = Wish(Kind.SPLIT, DAY, BASIS, [province.north], [province.north, new])
    plan = make_plan(wish)
    assert (plan.refusals, plan.doubts) == ([], [])
    (part,) = plan.parts
    assert (part.names, part.codes, part.terms) == ([], [], [])
    # What stays is usual; what goes along is chosen.
    assert [move.chosen for move in part.below] == [STAYS]
    assert "Đảng ủy phường Bắc" not in dict(part.joining.choices).values()
    row = do(
        Wish(
            Kind.SPLIT,
            DAY,
            BASIS,
            [province.north],
            [province.north, new],
            moves={province.cell.pk: "1"},
        )
    )
    taken_out = Organization.objects.get(name=new.name)
    province.north.refresh_from_db()
    province.cell.refresh_from_db()
    assert province.north.valid_to is None
    assert province.north.terms.get().ends_on is None
    assert {code.valid_to for code in province.north.codes.all()} == {None}
    assert province.cell.parent == taken_out
    step = Succession.objects.get()
    assert (step.predecessor, step.successor, step.since) == (province.north, taken_out, DAY)
    # Who moves away reads on what they could; who stays joins nothing.
    assert reading_of(province.north) == {"o-lai", "chuyen-di"}
    assert reading_of(taken_out) == set()
    undo(row, User.objects.first())
    assert everything() == before
    assert not Organization.objects.filter(name=new.name).exists()
    province.cell.refresh_from_db()
    assert province.cell.parent == province.north
    assert not Succession.objects.exists()


def test_a_split_body_has_several_successors_and_its_accounts_go_where_was_chosen(province):
    make.make_member("o-bac", province.north)
    after = [NewBody("Đảng ủy phường Đông", "ĐU", parent=province.top), province.south]
    wish = Wish(Kind.SPLIT, DAY, BASIS, [province.north], after)
    plan = make_plan(wish)
    # Of several successors nobody is given rights, and nothing moved, that was not chosen.
    assert (plan.parts[0].joining.chosen, plan.parts[0].below[0].chosen) == ("khong", ABOVE)
    chosen = {"moves": {province.cell.pk: "0"}, "joins": {province.north.pk: ALL}}
    do(Wish(Kind.SPLIT, DAY, BASIS, [province.north], after, **chosen))
    east = Organization.objects.get(name="Đảng ủy phường Đông")
    assert {each.successor for each in province.north.successions.all()} == {east, province.south}
    assert reading_of(province.north, east, province.south) == {"o-bac"}
    assert Organization.objects.get(pk=province.cell.pk).parent == east


def test_a_body_may_end_without_a_successor_and_leave_those_below_where_they_are(province):
    moves = {province.cell.pk: STAYS}
    do(Wish(Kind.END, DAY, BASIS, [province.north], moves=moves))
    assert Organization.objects.get(pk=province.north.pk).valid_to == LAST
    assert not Succession.objects.exists()
    assert Organization.objects.get(pk=province.cell.pk).parent == province.north


def test_a_renamed_body_stays_the_body_with_both_names_and_codes_dated(province):
    do(Wish(Kind.RENAME, DAY, BASIS, [province.north], [NewBody("Đảng ủy phường Thượng", "ĐUP")]))
    body = Organization.objects.get(pk=province.north.pk)
    assert (body.name, body.valid_to, body.slug) == ("Đảng ủy phường Thượng", None, body.slug)
    assert [(str(n), n.valid_from, n.valid_to) for n in body.names.order_by("pk")] == [
        ("Đảng ủy phường Bắc", None, LAST),
        ("Đảng ủy phường Thượng", DAY, None),
    ]
    assert [(str(c), c.valid_from, c.valid_to) for c in body.codes.order_by("pk")] == [
        ("ĐU", None, LAST),
        ("ĐUP", DAY, None),
    ]
    assert body.terms.get().ends_on is None
    assert Organization.objects.get(pk=province.cell.pk).parent == body


def test_a_renamed_body_keeps_its_code_unless_another_is_typed(province):
    do(Wish(Kind.RENAME, DAY, BASIS, [province.north], [NewBody("Đảng ủy phường Thượng")]))
    assert [(str(code), code.valid_to) for code in province.north.codes.all()] == [("ĐU", None)]


def test_what_a_body_was_called_by_in_lists_goes_on_finding_it_after_a_renaming(province):
    body = make.make_state_body("UBND xã Mẫu")
    body.names.update(name="Ủy ban nhân dân xã Mẫu", name_key="uy ban nhan dan xa mau")
    do(Wish(Kind.RENAME, DAY, BASIS, [body], [NewBody("UBND phường Mẫu")]))
    assert sorted((n.name, n.kind, n.valid_to) for n in body.names.filter(valid_to=LAST)) == [
        ("UBND xã Mẫu", "short", LAST),
        ("Ủy ban nhân dân xã Mẫu", "official", LAST),
    ]


# --- What speaks against it ------------------------------------------------------------------


def test_contradictions_are_told_in_sentences(province):
    north, south, new = province.north, province.south, NewBody("Đảng ủy phường Mới", "ĐU")
    ended = make.make_organization("Đã Hết", valid_to=date(2024, 1, 1))
    young = make.make_organization("Còn Trẻ", valid_from=DAY)
    cases = [
        # A day before the body began, and one that has not come.
        (Kind.END, [young], [], "Còn Trẻ bắt đầu hoạt động ngày 01/07/2025"),
        # Ended already; as a successor it cannot take anybody's place.
        (Kind.END, [ended], [], "Đã Hết đã kết thúc hoạt động ngày 01/01/2024"),
        (Kind.MERGE, [north], [ended], "Đã Hết đã kết thúc ngày 01/01/2024 nên không kế thừa"),
        # Numbers of bodies that no such reorganisation has.
        (Kind.MERGE, [north, south], [new, NewBody("Khác", "ĐU")], "đúng một cơ quan ở ô dưới"),
        (Kind.MERGE, [north], [new], "cần ít nhất hai cơ quan ở ô trên"),
        (Kind.SPLIT, [north], [new], "ít nhất hai cơ quan ở ô dưới"),
        (Kind.RENAME, [north, south], [new], "đúng một cơ quan ở ô trên"),
        (Kind.END, [north, north], [], "được ghi hai lần"),
        # Its own successor, its own parent.
        (Kind.MERGE, [north, south], [north], "không thể kế thừa chính nó"),
        (Kind.MERGE, [north, south], [NewBody("M", "ĐU", parent=north)], "cũng kết thúc"),
        # Names: of another body on the day, the same but for tones, borne before.
        (Kind.RENAME, [north], [NewBody("Đảng uỷ phường Nam")], "Đã có cơ quan tên"),
        (Kind.RENAME, [north], [NewBody("Đảng Uỷ phường bắc")], "sửa lỗi"),
        (Kind.MERGE, [north, south], [NewBody("Mới", "")], "ghi mã trong ký hiệu"),
    ]
    for kind, before, after, sentence in cases:
        assert sentence in refusals(kind, before, after), (kind, sentence)
    assert "chưa đến" in refusals(Kind.END, [north], [], date(2999, 1, 1))
    # Negatives: the same bodies may be reorganised, and a new body bear the name of an ending one.
    assert refusals(Kind.MERGE, [north, south], [new]) == ""
    assert refusals(Kind.MERGE, [north, south], [NewBody("Đảng ủy phường Bắc", "ĐU")]) == ""


def test_nothing_is_done_when_the_plan_is_no_longer_the_one_that_was_shown(province):
    wish = merged(province)
    seen = make_plan(wish).mark
    make.make_organization("Chi bộ Hai", "", parent=province.south)
    before = everything()
    with pytest.raises(ValidationError, match="không còn như bản xem trước"):
        carry_out(wish, seen, make.make_editor())
    assert (everything(), Reorganization.objects.count()) == (before, 0)


def test_a_plan_done_by_somebody_else_meanwhile_is_refused_in_words(province):
    wish = merged(province)
    seen = make_plan(wish).mark
    do(wish)
    with pytest.raises(ValidationError, match="đã kết thúc hoạt động ngày 30/06/2025"):
        carry_out(wish, seen, make.make_editor())
    assert Organization.objects.filter(name="Đảng ủy phường Bắc Nam").count() == 1


def test_killed_in_the_middle_nothing_is_half_done(province, monkeypatch):
    make.make_member("o-bac", province.north)
    wish, editor = merged(province), make.make_editor()
    before = everything()

    def killed(steps, reason):
        taking.take(steps[:-1], reason)
        raise KeyboardInterrupt

    monkeypatch.setattr(carrying_out, "take", killed)
    with pytest.raises(KeyboardInterrupt):
        carry_out(wish, make_plan(wish).mark, editor)
    assert (everything(), Reorganization.objects.count()) == (before, 0)


def test_a_plan_asks_as_much_of_many_bodies_as_of_two(province, django_assert_max_num_queries):
    many = [make.make_organization(f"Đảng ủy xã {n}", parent=province.top) for n in range(8)]
    for body in many:
        make.make_organization(f"Chi bộ của {body}", "", parent=body)
    with django_assert_max_num_queries(20):
        make_plan(merged(province))
    with django_assert_max_num_queries(20):
        make_plan(Wish(Kind.MERGE, DAY, BASIS, many, [NewBody("Đảng ủy xã Chung", "ĐU")]))


# --- Taking it back --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["merge", "rename", "split"])
def test_taken_back_all_is_as_before(province, kind):
    make.make_member("o-bac", province.north)
    make.make_member("o-chi-bo", province.cell)
    new = NewBody("Đảng ủy phường Thượng", "ĐUP", parent=province.top)
    wish = {
        "merge": merged(province),
        "rename": Wish(Kind.RENAME, DAY, BASIS, [province.north], [NewBody("Tên Mới", "TM")]),
        "split": Wish(Kind.SPLIT, DAY, BASIS, [province.north], [new, province.south]),
    }[kind]
    before = everything()
    row = do(wish)
    assert everything() != before
    editor = make.make_editor()
    row = undo(row, editor)
    assert (everything(), row.stayed, row.undone_by) == (before, "", editor)
    with pytest.raises(ValidationError, match="đã được hoàn tác rồi"):
        undo(row, editor)
    # What was taken back can be done again.
    do(wish)


def test_what_was_changed_since_stays_and_is_named(province):
    row = do(merged(province))
    new = Organization.objects.get(name="Đảng ủy phường Bắc Nam")
    make.make_document(organization=new, issued_on=date(2025, 8, 1))
    Term.objects.filter(organization=province.north).update(ends_on=date(2025, 5, 31))
    province.cell.refresh_from_db()
    province.cell.parent = province.top
    province.cell.save()
    stayed = undo(row, make.make_editor()).stayed
    for told in ("Đảng ủy phường Bắc Nam", "1 văn bản", "Khóa IV", "Chi bộ Một"):
        assert told in stayed
    assert Organization.objects.get(pk=new.pk)
    assert Organization.objects.get(pk=province.north.pk).valid_to is None
    assert Organization.objects.get(pk=province.cell.pk).parent == province.top
    assert province.north.terms.get().ends_on == date(2025, 5, 31)


def test_what_a_later_step_built_on_goes_back_only_after_it(province):
    first = do(merged(province))
    new = Organization.objects.get(name="Đảng ủy phường Bắc Nam")
    later = do(Wish(Kind.RENAME, date(2026, 1, 1), BASIS, [new], [NewBody("Đảng ủy phường Mới")]))
    # Of other bodies, though done later.
    do(Wish(Kind.RENAME, DAY, BASIS, [province.top], [NewBody("Tỉnh ủy Mới")]))
    before = everything()
    editor = User.objects.first()
    with pytest.raises(ValidationError, match="Đảng ủy phường Mới"):
        undo(first, editor)
    assert everything() == before
    undo(later, editor)
    assert undo(first, editor).is_undone
    assert set(Organization.objects.values_list("name", flat=True)) >= {
        "Đảng ủy phường Bắc",
        "Đảng ủy phường Nam",
        "Tỉnh ủy Mới",
    }


def test_every_row_has_in_its_history_why_it_changed(province):
    do(merged(province))
    for row in (province.north, province.north.names.get(), province.cell):
        assert BASIS in row.history.latest().history_change_reason
