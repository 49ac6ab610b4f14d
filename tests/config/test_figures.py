"""The page of figures: what is counted, for whom, and how often."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents.kept_counts import KEPT
from documents.models import Document, FigureCount
from organizations.models import Organization
from tests import factories as make

pytestmark = pytest.mark.django_db
FIGURES = "/so-lieu/"
WORDS = "Chỉ thị số 24-CT/TU"


@pytest.fixture
def staff(client):
    client.force_login(make.make_editor())
    return client


def cited(document=None, month=3, bulletin=None, **fields):
    """A citation in an item of the bulletin of that month of 2024."""
    item = make.make_item(bulletin or make.make_bulletin(month=month))
    item.text = make.make_source(f"Thực hiện {WORDS} trong tháng.")
    item.save()
    return make.make_citation(item.text, WORDS, *([document] if document else []), **fields)


def documents_of(page):
    """The total of each month with documents."""
    lines = page.context["documents"]["lines"]
    return {name: line.total for name, line in lines if line.total}


def citations_of(page):
    return {line.month: line.counts for line, _ in page.context["citations"]["lines"]}


# --- Documents -------------------------------------------------------------------------------


def test_documents_are_counted_by_the_month_they_were_issued_in_and_by_level(staff):
    province = make.make_organization(level=Organization.Level.PROVINCE)
    make.make_document(organization=province, issued_on=date(2024, 3, 31))
    for day in (1, 2):
        make.make_document(issued_on=date(2024, 4, day))
    page = staff.get(FIGURES)
    assert documents_of(page) == {"tháng 3": 1, "tháng 4": 2}
    assert [name for _, name in page.context["documents"]["steps"]] == ["Tỉnh", "Xã, phường"]
    assert page.context["documents"]["totals"] == [1, 2]


def test_a_month_without_documents_stands_there_with_nothing(staff):
    make.make_document(issued_on=date(2024, 3, 31))
    names = [name for name, _ in staff.get(FIGURES).context["documents"]["lines"]]
    assert names == [f"tháng {month}" for month in range(1, 13)]


def test_months_to_come_are_no_months_without_documents(staff):
    today = timezone.localdate()
    make.make_document(issued_on=today)
    names = [name for name, _ in staff.get(FIGURES).context["documents"]["lines"]]
    assert names[-1] == f"tháng {today.month}"


def test_what_has_a_year_alone_stands_apart_and_what_has_none_is_told(staff):
    make.make_document(issued_on=None, issued_year=2024)
    make.make_document(issued_on=None)
    page = staff.get(FIGURES)
    assert documents_of(page) == {"không rõ": 1}
    assert "1 văn bản chưa rõ năm ban hành" in page.content.decode()


def test_a_document_of_an_unknown_body_has_a_column_of_its_own(staff):
    make.make_document(organization=None, issued_on=date(2024, 3, 1))
    assert [name for _, name in staff.get(FIGURES).context["documents"]["steps"]] == ["Chưa rõ"]


def test_what_the_machine_proposes_and_what_lies_in_the_bin_is_not_counted(staff):
    make.make_document(state=Document.State.PROPOSED)
    make.make_document(deleted_at=timezone.now())
    page = staff.get(FIGURES)
    assert page.context["years"] == []
    assert "Sổ chưa có văn bản nào" in page.content.decode()


def test_the_newest_year_is_shown_and_another_when_asked_for(staff):
    make.make_document(issued_on=date(2023, 5, 1))
    make.make_document(issued_on=date(2024, 6, 1))
    assert documents_of(staff.get(FIGURES)) == {"tháng 6": 1}
    assert documents_of(staff.get(f"{FIGURES}?nam=2023")) == {"tháng 5": 1}
    for wrong in ("2022", "abc", "02023", "2023\0"):
        assert staff.get(FIGURES, {"nam": wrong}).status_code == 404


# --- Citations -------------------------------------------------------------------------------


def test_citations_are_told_apart_by_what_is_known_of_them(staff):
    document = make.make_document()
    bulletin = make.make_bulletin(month=3)
    cited(document, bulletin=bulletin, state="confirmed")
    cited(document, bulletin=bulletin)
    cited(bulletin=bulletin)
    # Entered by the reader from the words alone: nobody has the paper or confirmed it.
    cited(make.make_document(state=Document.State.PROPOSED), bulletin=bulletin)
    cited(document, month=4, state="confirmed")
    page = staff.get(f"{FIGURES}?nam=2024")
    assert citations_of(page) == {3: [1, 1, 2], 4: [1, 0, 0]}
    assert [percent for _, percent in page.context["citations"]["lines"]] == [25, 100]


def test_rejected_citations_and_those_of_the_bin_are_not_counted(staff):
    document, bulletin = make.make_document(), make.make_bulletin(month=5)
    cited(document, state="rejected")
    cited(document, bulletin=bulletin)
    bulletin.deleted_at = timezone.now()
    bulletin.save()
    page = staff.get(FIGURES)
    assert citations_of(page) == {}
    assert "Chưa có bản tin nào của năm 2023 có trích dẫn đã đọc." in page.content.decode()


# --- Wanted and waiting ----------------------------------------------------------------------


def test_the_ten_most_wanted_lead_to_their_list(staff):
    documents = [make.make_document() for _ in range(11)]
    for document in documents:
        cited(document, bulletin=make.make_bulletin())
    for month in (1, 2):
        cited(documents[10], month=month)
    page = staff.get(FIGURES)
    lines = page.context["wanted"]["lines"]
    assert len(lines) == 10
    assert lines[0] == (documents[10], 3, 0)
    assert 'href="/ban-tin/can-tim/"' in page.content.decode()


def test_a_paper_that_came_in_since_the_count_is_no_longer_wanted(staff):
    document = make.make_document()
    cited(document)
    assert staff.get(FIGURES).context["wanted"]["lines"] == [(document, 1, 0)]
    Document.objects.filter(pk=document.pk).update(is_held=True)
    assert staff.get(FIGURES).context["wanted"]["lines"] == []


def test_work_that_waits_is_the_same_as_on_the_staffs_first_page(staff):
    cited(make.make_document())
    make.make_bulletin(state="draft", month=1)
    work = staff.get(FIGURES).context["work"]
    assert work == staff.get("/quan-tri/").context["work"]
    assert {"Trích dẫn chờ xác nhận": 1, "Bản tin nháp": 1}.items() <= {
        task["label"]: task["count"] for task in work
    }.items()


# --- The page --------------------------------------------------------------------------------


def test_an_empty_registry_has_a_page_without_drawings(staff):
    content = staff.get(FIGURES).content.decode()
    assert "<svg" not in content
    assert "Sổ chưa có văn bản nào" in content
    assert "Mọi văn bản được trích dẫn đều đã có trong sổ." in content


def test_each_drawing_has_a_name_and_its_numbers_below_in_a_table(staff):
    cited(make.make_document(issued_on=date(2024, 3, 1)))
    content = staff.get(FIGURES).content.decode()
    drawings = re.findall(r'<svg class="bars.*?</svg>.*?</table>', content, re.DOTALL)
    assert len(drawings) == 3
    for drawn in drawings:
        assert 'role="img"' in drawn and "<title" in drawn and "<desc" in drawn
        assert "style=" not in drawn
        # A decimal comma would leave the bar out.
        assert not re.search(r'(?:x|width|y)="\d+,', drawn)


def test_the_name_of_a_document_is_no_markup(staff):
    cited(make.make_document(name="<b>x</b>", number="", symbol=""))
    assert "<b>x</b>" not in staff.get(FIGURES).content.decode()


def test_the_moment_is_told_and_the_count_serves_everybody_for_five_minutes(staff):
    make.make_document(issued_on=date(2024, 3, 1))
    staff.get(FIGURES)
    make.make_document(issued_on=date(2024, 3, 2))
    page = staff.get(FIGURES)
    counted_at = timezone.localtime(FigureCount.objects.get().counted_at)
    assert documents_of(page) == {"tháng 3": 1}
    assert f"tính lúc {counted_at:%H:%M} ngày {counted_at:%d/%m/%Y}" in page.content.decode()
    FigureCount.objects.update(counted_at=timezone.now() - KEPT)
    assert documents_of(staff.get(FIGURES)) == {"tháng 3": 2}


def test_a_first_count_that_cannot_be_kept_is_shown_all_the_same(staff, monkeypatch):
    make.make_document(issued_on=date(2024, 3, 1))
    none = FigureCount.objects.none()
    monkeypatch.setattr(FigureCount.objects, "select_for_update", lambda **_: none)
    assert documents_of(staff.get(FIGURES)) == {"tháng 3": 1}
    assert FigureCount.objects.get().counted_at is None


def test_queries_do_not_grow_with_what_is_counted(staff):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert staff.get(FIGURES).status_code == 200
        return len(queries)

    cited(make.make_document())
    counting = asked()
    reading = asked()
    assert reading <= 6
    for month in (1, 2):
        cited(make.make_document(issued_on=date(2024, month, 1)), month=month)
    FigureCount.objects.update(counted_at=None)
    # The row itself was made by the first.
    assert asked() <= counting
    assert asked() == reading


@pytest.mark.parametrize(("who", "status"), [(None, 403), (make.make_member, 403)])
def test_the_page_is_for_editors(client, who, status):
    if who:
        client.force_login(who())
    assert client.get(FIGURES).status_code == status
    assert not FigureCount.objects.exists()


def test_staff_find_the_page_on_their_first_one(staff):
    assert f'href="{FIGURES}"' in staff.get("/quan-tri/").content.decode()
