"""The archive of bulletins: the newest years first, every year one press away."""

import pytest

from bulletins.archive import NoSuchYearError, years_shown
from bulletins.models import Bulletin
from tests import factories as make

LIST = "/ban-tin/"


def years(*counts):
    return [{"year": 2024 - place, "count": count} for place, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("counts", "asked", "expected"),
    [
        # A full year fills the page.
        ((12, 12, 12), "", [2024]),
        # A year that has begun is filled up by the one before, whole.
        ((2, 12, 12), "", [2024, 2023]),
        # All there is, where it is little.
        ((2, 3), "", [2024, 2023]),
        ((), "", []),
        ((12, 12, 12), "2022", [2022]),
    ],
)
def test_as_many_years_are_shown_as_fill_a_page(counts, asked, expected):
    assert years_shown(years(*counts), asked) == expected


@pytest.mark.parametrize("asked", ["2020", "hai nghìn", "02024", "-1"])
def test_a_year_without_bulletins_is_no_page(asked):
    with pytest.raises(NoSuchYearError):
        years_shown(years(12, 12), asked)


@pytest.mark.django_db
def test_a_year_is_opened_from_the_list(client):
    publisher = make.make_organization()
    for year, months in ((2024, 12), (2023, 2)):
        for month in range(1, months + 1):
            make.make_bulletin(publisher, year=year, month=month)
    client.force_login(make.make_member())
    newest = client.get(LIST)
    assert {one.year for one in newest.context["bulletins"]} == {2024}
    text = newest.content.decode()
    assert f'href="{LIST}?nam=2024" aria-current="true">2024 (12)' in text
    assert f'href="{LIST}?nam=2023">2023 (2)' in text
    older = client.get(LIST, {"nam": "2023"})
    assert [one.month for one in older.context["bulletins"]] == [2, 1]
    assert client.get(LIST, {"nam": "2019"}).status_code == 404


@pytest.mark.django_db
def test_years_and_their_counts_tell_nothing_of_drafts(client):
    publisher = make.make_organization()
    make.make_bulletin(publisher, year=2024, month=1)
    make.make_bulletin(publisher, year=2024, month=2, state=Bulletin.State.DRAFT)
    make.make_bulletin(publisher, year=2023, month=2, state=Bulletin.State.DRAFT)
    client.force_login(make.make_member())
    assert client.get(LIST).context["years"] == [{"year": 2024, "count": 1}]
    assert client.get(LIST, {"nam": "2023"}).status_code == 404
    client.force_login(make.make_editor())
    assert client.get(LIST).context["years"] == [
        {"year": 2024, "count": 2},
        {"year": 2023, "count": 1},
    ]


@pytest.mark.django_db
def test_one_year_alone_needs_no_choice(client):
    make.make_bulletin(year=2024, month=1)
    client.force_login(make.make_member())
    assert "Xem năm" not in client.get(LIST).content.decode()


@pytest.mark.django_db
def test_a_year_of_many_publishers_is_turned_over_page_by_page(client, monkeypatch):
    monkeypatch.setattr("bulletins.views.BULLETINS_OF_A_PAGE", 2)
    publishers = [make.make_organization(f"Đảng ủy {name}") for name in ("Ân", "Bình", "Đông")]
    for publisher in publishers:
        make.make_bulletin(publisher, year=2024, month=1)
    client.force_login(make.make_member())
    first, last = (client.get(LIST, {"nam": "2024", "page": page}) for page in (1, 2))
    shown = [one.publisher for page in (first, last) for one in page.context["bulletins"]]
    assert shown == publishers
    assert "?nam=2024&amp;page=2" in first.content.decode()
    assert client.get(LIST, {"page": "3"}).status_code == 404
