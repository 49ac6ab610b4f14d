"""Bulletin items are found by what a reader may read of them, and by nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser

from bulletins.itemtext import store_item_text
from bulletins.models import Bulletin, BulletinItem
from bulletins.publishing import share_texts
from bulletins.searching import item_hits
from bulletins.tasks import reread_bulletin
from documents.deciding.citations import confirm_citation, reject_citation
from documents.models import CitationTarget, SearchMiss
from documents.search.found import Order
from documents.search.query import read_query
from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "/van-ban/"


def found(typed, reader=None):
    hits = item_hits(reader or make.make_member(), read_query(typed))
    titles = dict(BulletinItem.objects.values_list("pk", "title"))
    return [titles[key] for key in hits.records(Order.BEST, 0, 10)]


@pytest.fixture
def bulletin():
    return make.make_bulletin(year=2024, month=3)


def test_an_item_is_found_by_its_title_and_its_text_without_tones(bulletin):
    item = make.make_item(bulletin, title="Kế hoạch về trật tự đô thị")
    store_item_text(item, "Các chi bộ tuyên truyền về phân loại rác.")
    assert found("trat tu do thi") == [item.title]
    assert found("phân loại rác") == [item.title]
    # Half in the title, half in the text.
    assert found("đô thị rác") == [item.title]
    assert found("nông thôn") == []


def test_news_are_found_by_title_and_citations_and_not_by_the_people_they_name(bulletin):
    item = make.make_item(bulletin, kind=BulletinItem.Kind.NEWS, title="Trao Huy hiệu Đảng")
    store_item_text(item, "Đồng chí Nông Văn Thử nhận Huy hiệu theo Hướng dẫn số 05-HD/TU.")
    assert found("huy hiệu") == [item.title]
    assert found("05-HD/TU") == [item.title]
    assert found("Nông Văn Thử") == []


def test_what_finds_an_item_or_a_bulletin_is_no_search_without_a_hit(client, bulletin):
    client.force_login(make.make_editor())
    item = make.make_item(bulletin, title="Kế hoạch về trật tự đô thị")
    store_item_text(item, "Các chi bộ tuyên truyền về phân loại rác.")
    month = f"bản tin tháng {bulletin.month}/{bulletin.year}"
    for typed in ("phân loại rác", month, "vũ trụ"):
        assert "Không tìm thấy văn bản nào" in client.get(LIST, {"q": typed}).content.decode()
    assert list(SearchMiss.objects.values_list("words", flat=True)) == ["vũ trụ"]


def test_a_decision_on_a_citation_of_news_counts_for_search_at_once(bulletin):
    item = make.make_item(bulletin, kind=BulletinItem.Kind.NEWS, title="Trao Huy hiệu Đảng")
    store_item_text(item, "Chi bộ trao theo Hướng dẫn số 05-HD/TU.")
    citation = item.text.citations.get()
    reject_citation(citation, make.make_editor())
    assert found("05-HD/TU") == []
    CitationTarget.objects.create(citation=citation, document=make.make_document())
    confirm_citation(citation, make.make_editor())
    assert found("05-HD/TU") == [item.title]


def test_news_are_found_by_what_a_new_reading_finds_and_no_longer_by_what_it_does_not(bulletin):
    item = make.make_item(bulletin, kind=BulletinItem.Kind.NEWS, title="Trao Huy hiệu Đảng")
    store_item_text(item, "Chi bộ trao theo Hướng dẫn số 05-HD/TU.")
    # As a reading by older rules left it.
    item.text.citations.all().delete()
    make.make_citation(item.text, "Chi bộ trao")
    item.save()
    assert found("05-HD/TU") == []
    assert found("chi bộ trao") == [item.title]
    reread_bulletin.func(bulletin.pk)
    assert found("05-HD/TU") == [item.title]
    assert found("chi bộ trao") == []


def test_a_month_finds_the_items_of_its_bulletin_and_a_change_of_month_moves_them(bulletin):
    item = make.make_item(bulletin)
    assert found("tháng 3/2024") == [item.title]
    bulletin.month = 4
    bulletin.save()
    share_texts(bulletin)
    assert found("tháng 3/2024") == []
    assert found("tháng 4/2024") == [item.title]


def test_what_waits_for_review_is_found_by_nobody_by_its_text(bulletin):
    item = make.make_item(bulletin, title="Kế hoạch về đô thị")
    store_item_text(item, "Nội dung về phân loại rác.")
    item.unreviewed = BulletinItem.Unreviewed.TEXT
    item.save()
    assert found("phân loại rác", make.make_editor()) == []
    assert found("đô thị") == [item.title]


@pytest.mark.parametrize("hidden", ["draft", "editors only", "in the bin", "item in the bin"])
def test_a_member_does_not_find_what_a_member_may_not_see(hidden):
    state = Bulletin.State.DRAFT if hidden == "draft" else Bulletin.State.PUBLISHED
    audience = Audience.EDITORS if hidden == "editors only" else Audience.MEMBERS
    bulletin = make.make_bulletin(state=state, audience=audience)
    item = make.make_item(bulletin, title="Kế hoạch về đô thị")
    if hidden == "in the bin":
        bulletin.move_to_bin()
    if hidden == "item in the bin":
        item.move_to_bin()
    assert found("đô thị") == []
    assert found("đô thị", AnonymousUser()) == []
    in_bin = "bin" in hidden
    assert found("đô thị", make.make_editor()) == ([] if in_bin else [item.title])


def test_only_marks_find_nothing(bulletin):
    make.make_item(bulletin)
    assert found("!!!") == []


def test_the_page_of_bulletins_searches_items(client, bulletin):
    item = make.make_item(bulletin, title="Kế hoạch về <b>đô thị</b>")
    make.make_item(bulletin, title="Kế hoạch khác")
    client.force_login(make.make_member())
    text = client.get("/ban-tin/", {"q": "do thi"}).content.decode()
    assert f"#muc-{item.pk}" in text
    assert "1 mục" in text
    assert "Kế hoạch khác" not in text
    assert "<b>đô thị" not in text


@pytest.mark.parametrize(
    ("asked", "status", "sentence"),
    [
        ({"q": "31/02/2024"}, 400, "không phải là ngày tháng có thật"),
        ({"q": "x" * 10_000}, 400, "Câu tìm dài 10000 chữ"),
        ({"q": "khongcogi"}, 200, "Không tìm thấy mục nào"),
        ({"q": "đô thị", "page": "9"}, 404, ""),
        ({"q": '" NEAR(* :&|!'}, 200, "Không tìm thấy mục nào"),
        ({"q": "\x00"}, 200, "Không tìm thấy mục nào"),
        ({"q": "   "}, 200, "Bản tin sinh hoạt chi bộ"),
    ],
)
def test_a_search_that_finds_nothing_or_cannot_be_meant_is_answered(
    client, bulletin, asked, status, sentence
):
    make.make_item(bulletin, title="Kế hoạch về đô thị")
    client.force_login(make.make_member())
    response = client.get("/ban-tin/", asked)
    assert response.status_code == status
    assert sentence in response.content.decode()


# --- Beside the list of documents ------------------------------------------------------------

LIST, ITEMS = "/van-ban/", "/ban-tin/"
PART = {"X-Requested-With": "fetch"}


def test_a_list_leads_to_the_items_and_its_script_is_given_the_best_of_them(bulletin, client):
    make.make_document(title="về trật tự đô thị")
    item = make.make_item(bulletin, title="Kế hoạch về trật tự đô thị")
    hidden = make.make_item(bulletin, title="Công văn về đô thị chưa phát hành")
    hidden.bulletin = make.make_bulletin(year=2024, month=4, state=Bulletin.State.DRAFT)
    hidden.save()
    client.force_login(make.make_member())
    text = client.get(LIST, {"q": "đô thị"}).content.decode()
    address = "/ban-tin/?q=%C4%91%C3%B4%20th%E1%BB%8B"
    assert f'<div class="comes-later"><a class="more" href="{address}">' in text
    assert item.title not in text
    part = client.get(address, headers=PART)
    assert part["Vary"].count("X-Requested-With") == 1
    told = part.content.decode()
    assert "Trong bản tin: 1 mục" in told
    assert hidden.title not in told
    assert "<html" not in told
    # Without the script the same address is a page.
    page = client.get(address)
    assert page["Vary"].count("X-Requested-With") == 1
    assert "<h1>Tìm trong bản tin</h1>" in page.content.decode()


def test_where_no_item_fits_the_script_takes_the_link_away(client):
    client.force_login(make.make_member())
    assert client.get(ITEMS, {"q": "đô thị"}, headers=PART).content.decode().strip() == ""


def test_items_are_shown_at_once_where_no_document_fits(bulletin, client):
    make.make_item(bulletin, title="Kế hoạch về trật tự đô thị")
    client.force_login(make.make_member())
    text = client.get(LIST, {"q": "đô thị"}).content.decode()
    assert "Trong bản tin: 1 mục" in text
    assert "comes-later" not in text
