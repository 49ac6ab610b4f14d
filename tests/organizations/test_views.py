"""The pages about bodies: the tree, one body through time, and its documents."""

import re
from datetime import date

import pytest
from django.urls import reverse

from organizations.audience import Audience
from organizations.models import Organization, OrganizationName
from organizations.succession import lines_of
from organizations.tree import tree_of
from tests import factories as make

pytestmark = pytest.mark.django_db


def page_text(response) -> str:
    return response.content.decode()


def shape(branches) -> list:
    """The tree as nested lists of names, to be compared at a glance."""
    return [[branch.organization.name, *shape(branch.branches)] for branch in branches]


# --- List ------------------------------------------------------------------------------------


def test_bodies_hang_below_their_parents_in_vietnamese_order(client):
    centre = make.make_organization("Trung ương Mẫu", level=1)
    province = make.make_organization("Tỉnh ủy Mẫu", level=2, parent=centre)
    for name in ("Đảng ủy xã Mẫu", "Chi bộ Mẫu"):
        make.make_organization(name, parent=province)
    branches = client.get("/co-quan/").context["branches"]
    assert shape(branches) == [
        ["Trung ương Mẫu", ["Tỉnh ủy Mẫu", ["Chi bộ Mẫu"], ["Đảng ủy xã Mẫu"]]]
    ]


def test_a_body_whose_parent_is_in_the_bin_is_not_lost(client):
    parent = make.make_organization("Cấp trên Mẫu")
    make.make_organization("Cấp dưới Mẫu", parent=parent)
    parent.move_to_bin()
    assert shape(client.get("/co-quan/").context["branches"]) == [["Cấp dưới Mẫu"]]


def test_of_very_many_bodies_the_cells_are_counted_where_they_belong(client, monkeypatch):
    ward = make.make_organization("Đảng ủy phường Mẫu")
    binned = make.make_organization("Đảng ủy phường Cũ")
    cells = [make.make_organization(f"Chi bộ {n}", level=5, parent=ward) for n in (1, 2, 3)]
    make.make_organization("Chi bộ ghép", level=5, parent=cells[0])
    make.make_organization("Chi bộ lẻ", level=5, parent=binned)
    binned.move_to_bin()
    cells[2].move_to_bin()
    all_of_them = shape(client.get("/co-quan/").context["branches"])
    assert ["Chi bộ lẻ"] in all_of_them
    assert ["Đảng ủy phường Mẫu", ["Chi bộ 1", ["Chi bộ ghép"]], ["Chi bộ 2"]] in all_of_them
    monkeypatch.setattr("organizations.views.MOST_IN_ONE_TREE", 4)
    page = client.get("/co-quan/")
    # Whose cell is left out of the tree is not left out with it.
    shown = shape(page.context["branches"])
    assert shown == [["Đảng ủy phường Mẫu"], ["Chi bộ ghép"], ["Chi bộ lẻ"]]
    text = page_text(page)
    assert "5 cơ quan" in text
    assert f'href="{ward.get_absolute_url()}#cap-duoi">2 chi bộ trực thuộc</a>' in text
    below = page_text(client.get(ward.get_absolute_url()))
    assert 'id="cap-duoi"' in below and "Chi bộ 1" in below and "Chi bộ 2" in below


def test_bodies_in_a_circle_of_parents_are_all_shown_once():
    first, second, third = (make.make_organization(f"Cơ quan {n}") for n in "abc")
    for child, parent in ((first, second), (second, third), (third, first)):
        Organization.objects.filter(pk=child.pk).update(parent=parent)
    assert shape(tree_of(Organization.objects.all(), {})) == [
        ["Cơ quan c", ["Cơ quan b", ["Cơ quan a"]]]
    ]


def test_the_list_tells_codes_ended_bodies_and_what_is_not_verified(client):
    ended = make.make_organization("Đã Hết", "TU", valid_to=date(2025, 6, 30), is_verified=False)
    heir = make.make_organization("Kế Thừa", "ĐU")
    make.make_succession(ended, heir)
    text = page_text(client.get("/co-quan/"))
    for part in (">TU<", "đã kết thúc hoạt động 30/06/2025, nay là", "(chưa kiểm chứng)"):
        assert part in text


def test_the_list_works_while_there_is_no_body(client):
    assert "Chưa có cơ quan nào." in page_text(client.get("/co-quan/"))


# --- One body --------------------------------------------------------------------------------


def test_a_body_shows_its_names_codes_terms_and_neighbours_in_time(client):
    parent = make.make_organization("Tỉnh ủy Mẫu")
    body = make.make_organization("Thành ủy Mẫu", "TU", parent=parent, valid_to=date(2025, 6, 30))
    OrganizationName.objects.create(
        organization=body, name="Thị ủy Mẫu", valid_to=date(2012, 9, 24), is_verified=False
    )
    make.make_term(body, "XVIII", date(2020, 7, 1), date(2025, 6, 30), is_verified=False)
    before = make.make_organization("Cơ quan trước")
    after = make.make_organization("Cơ quan sau")
    make.make_succession(before, body, since=date(2012, 9, 25))
    make.make_succession(body, after, is_verified=False, note="suy ra từ nghị quyết mẫu")
    child = make.make_organization("Ban trực thuộc", parent=body)
    text = page_text(client.get(body.get_absolute_url()))
    for part in (
        *("Thị ủy Mẫu (đến 24/09/2012) (chưa kiểm chứng)", "Khóa XVIII: 01/07/2020 – 30/06/2025"),
        *(parent.get_absolute_url(), before.get_absolute_url(), after.get_absolute_url()),
        *(child.get_absolute_url(), "từ 25/09/2012", "suy ra từ nghị quyết mẫu"),
        "Cơ quan này đã kết thúc hoạt động 30/06/2025, nay là",
    ):
        assert part in text


def test_the_line_of_an_ended_body_is_followed_to_those_that_exist(client):
    town = make.make_organization("Thị ủy Mẫu", valid_to=date(2012, 9, 24))
    city = make.make_organization("Thành ủy Mẫu", valid_to=date(2025, 6, 30))
    wards = [make.make_organization(f"Đảng ủy phường {name}") for name in ("Một", "Hai")]
    make.make_succession(town, city)
    for ward in wards:
        make.make_succession(city, ward)
    # Entered the wrong way round as well: a circle ends where it began.
    make.make_succession(city, town)
    for address in (town.get_absolute_url(), "/co-quan/"):
        text = re.sub(r"<[^>]+>", "", page_text(client.get(address)))
        assert (
            "đã kết thúc hoạt động 24/09/2012, sau đó là Thành ủy Mẫu (đã kết thúc 30/06/2025), "
            "nay là Đảng ủy phường Hai; Đảng ủy phường Một."
        ) in text


def test_what_holds_for_all_heirs_is_said_of_them_once(client):
    city = make.make_organization("Thành ủy Mẫu", valid_to=date(2025, 6, 30))
    for name in ("Một", "Hai"):
        heir = make.make_organization(f"Đảng ủy phường {name}")
        make.make_succession(city, heir, is_verified=False)
    text = page_text(client.get("/co-quan/"))
    assert "(đều chưa kiểm chứng)" in text and "(chưa kiểm chứng)" not in text
    city.successions.filter(successor=heir).update(is_verified=True)
    text = page_text(client.get("/co-quan/"))
    assert text.count("(chưa kiểm chứng)") == 1 and "đều" not in text


def test_an_heir_in_the_bin_is_passed_over_and_what_followed_it_told(client):
    old, lost, heir = (make.make_organization(f"Cơ quan {n}") for n in "abc")
    for body in (old, lost):
        Organization.objects.filter(pk=body.pk).update(valid_to=date(2020, 1, 1))
    make.make_succession(old, lost)
    make.make_succession(lost, heir)
    lost.move_to_bin()
    old.refresh_from_db()
    line = lines_of([old])[old.pk]
    assert ([step.successor for step in line.present], line.ended) == ([heir], [])


def test_a_body_lists_the_bulletins_it_published_that_the_visitor_may_see(client):
    body = make.make_organization()
    shown = make.make_bulletin(body, audience=Audience.EVERYONE)
    hidden = make.make_bulletin(body, month=4)
    other = make.make_bulletin(audience=Audience.EVERYONE)
    text = page_text(client.get(body.get_absolute_url()))
    assert "Bản tin đã phát hành" in text
    assert shown.get_absolute_url() in text
    assert hidden.get_absolute_url() not in text
    assert other.get_absolute_url() not in text


def test_a_body_without_bulletins_has_no_such_part(client):
    body = make.make_organization()
    assert "Bản tin đã phát hành" not in page_text(client.get(body.get_absolute_url()))


def test_a_body_shows_only_the_documents_the_visitor_may_see(client):
    body = make.make_organization()
    shown = make.make_document(organization=body, audience=Audience.EVERYONE)
    hidden = make.make_document(organization=body, audience=Audience.MEMBERS)
    text = page_text(client.get(body.get_absolute_url()))
    assert shown.get_absolute_url() in text
    assert hidden.get_absolute_url() not in text
    assert f"/van-ban/?co_quan={body.slug}" in text
    assert "cả 1 văn bản của cơ quan này" in text


def test_a_body_without_documents_says_so(client):
    body = make.make_organization()
    assert "Chưa có văn bản nào để xem." in page_text(client.get(body.get_absolute_url()))


def test_a_body_in_the_bin_is_a_404_and_no_longer_among_the_children(client):
    parent = make.make_organization()
    body = make.make_organization(parent=parent)
    body.move_to_bin()
    assert client.get(body.get_absolute_url()).status_code == 404
    assert body.get_absolute_url() not in page_text(client.get(parent.get_absolute_url()))


def test_only_editors_get_the_link_to_the_staff_pages(client):
    body = make.make_organization()
    edit = reverse("admin:organizations_organization_change", args=[body.pk])
    assert edit not in page_text(client.get(body.get_absolute_url()))
    client.force_login(make.make_editor())
    assert edit in page_text(client.get(body.get_absolute_url()))


# --- Number of queries -----------------------------------------------------------------------


@pytest.mark.parametrize("rows", [3, 30])
def test_the_number_of_queries_does_not_grow_with_rows(client, rows, django_assert_num_queries):
    hub = make.make_organization(valid_to=date(2025, 6, 30))
    for _ in range(rows):
        body = make.make_organization(parent=hub, valid_to=date(2025, 6, 30))
        make.make_succession(hub, body)
        make.make_succession(body, make.make_organization())
        make.make_document(organization=hub, audience=Audience.EVERYONE)
    for address, expected in (("/co-quan/", 4), (hub.get_absolute_url(), 11)):
        with django_assert_num_queries(expected):
            assert client.get(address).status_code == 200
