"""Bodies whose names differ by a tone alone, or not at all, are not taken for one another."""

from datetime import date

import pytest
from django.urls import reverse

from documents.models import Document
from tests import factories as make
from tests.documents.importing.lists import a_row, applied, planned, read_in, worked, xlsx

pytestmark = pytest.mark.django_db

THU_HOI, THU_SAC = "Đảng ủy phường Thử", "Đảng ủy phường Thứ"


def issued():
    """Who issued what was brought in, by the number."""
    return {one.number: one.organization for one in Document.objects.all()}


def boxes(client, imported):
    """The boxes about bodies that are not known, by what each asks."""
    form = client.get(reverse("importing:columns", args=[imported.pk])).context["form"]
    return {box.label: box for box in form.name_fields()}, {
        name: form[name].value() or "" for name in form.fields
    }


def chosen(client, imported, **answers):
    _, sent = boxes(client, imported)
    client.post(reverse("importing:columns", args=[imported.pk]), {**sent, **answers})
    return worked(imported)


def test_a_body_of_another_tone_is_offered_and_not_taken(client, editor, body):
    client.force_login(editor)
    known = make.make_organization(THU_HOI)
    imported = read_in(editor, xlsx(a_row("1-CT/ĐU", body=THU_SAC), a_row("2-CT/ĐU", body=THU_HOI)))
    assert [(kind, "không có cơ quan" in why) for _, kind, why in planned(imported)] == [
        ("refused", True),
        ("new", False),
    ]
    asked, _ = boxes(client, imported)
    (box,) = asked.values()
    assert box.label == f"Cơ quan “{THU_SAC}”"
    assert (str(known.pk), THU_HOI) in box.field.choices


def test_two_bodies_that_a_tone_tells_apart_each_get_their_own(editor, body):
    first, second = make.make_organization(THU_HOI), make.make_organization(THU_SAC)
    rows = (
        a_row("1-CT/ĐU", body=THU_HOI),
        a_row("2-CT/ĐU", body=THU_SAC.upper()),
        # Where in a word its tone stands tells nothing.
        a_row("3-CT/ĐU", body="Đảng uỷ phường Thử"),
    )
    applied(read_in(editor, xlsx(*rows)))
    assert issued() == {"1": first, "2": second, "3": first}


def test_what_is_chosen_for_one_tone_is_not_used_for_the_other(client, editor, body):
    client.force_login(editor)
    other = make.make_organization("Đảng ủy phường Thu")
    rows = (
        a_row("1-CT/ĐU", body=THU_HOI),
        a_row("2-CT/ĐU", body=THU_SAC),
        # The same name with its tone where others put it: one answer is for both.
        a_row("3-CT/ĐU", body="Đảng uỷ phường Thứ"),
    )
    both = {f"Cơ quan “{THU_HOI}”", "Cơ quan “Đảng uỷ phường Thứ”"}
    imported = read_in(editor, xlsx(*rows))
    asked, _ = boxes(client, imported)
    assert set(asked) == both
    box = asked["Cơ quan “Đảng uỷ phường Thứ”"]
    assert box.help_text == "Có ở 2 dòng."
    imported = chosen(client, imported, **{box.html_name: str(other.pk)})
    assert [kind for _, kind, _ in planned(imported)] == ["refused", "new", "new"]
    # What was chosen is shown by the name as it is written in the file.
    asked, _ = boxes(client, imported)
    assert set(asked) == both


def test_who_writes_no_accents_and_fits_two_is_told_so(editor, body):
    make.make_organization(THU_HOI)
    make.make_organization(THU_SAC)
    bare = "Dang uy phuong Thu"
    ((_, kind, why),) = planned(read_in(editor, xlsx(a_row("1-CT/ĐU", body=bare))))
    assert kind == "refused" and f"có 2 cơ quan tên “{bare}” trong sổ" in why


def test_of_bodies_of_one_name_the_box_tells_which_is_which(client, editor, body):
    client.force_login(editor)
    name = "Đảng ủy xã Quang Trung"
    first, second = (
        make.make_organization(name, parent=make.make_organization(above))
        for above in ("Huyện ủy Một", "Huyện ủy Hai")
    )
    ended = make.make_organization("Đảng ủy xã Quang Trung Cũ", valid_to=date(2025, 6, 30))
    imported = read_in(editor, xlsx(a_row("1-CT/ĐU", body=name)))
    ((_, kind, why),) = planned(imported)
    assert kind == "refused" and f"có 2 cơ quan tên “{name}” trong sổ" in why
    asked, _ = boxes(client, imported)
    (box,) = asked.values()
    assert set(box.field.choices[1:]) >= {
        (str(first.pk), f"{name} (Huyện ủy Một)"),
        (str(second.pk), f"{name} (Huyện ủy Hai)"),
        (str(ended.pk), f"{ended.name} (đã kết thúc 30/06/2025)"),
    }
    chosen(client, imported, **{box.html_name: str(second.pk)})
    applied(imported)
    assert issued() == {"1": second}


def test_a_body_for_all_rows_that_two_may_be_is_refused_with_that_reason(client, editor, body):
    client.force_login(editor)
    for _ in range(2):
        make.make_organization(THU_HOI)
    imported = read_in(editor, xlsx(a_row()))
    _, sent = boxes(client, imported)
    answer = client.post(
        reverse("importing:columns", args=[imported.pk]), {**sent, "co_quan_chung": THU_HOI}
    )
    assert f"Có 2 cơ quan tên “{THU_HOI}” trong sổ" in answer.content.decode()
