"""Home, the list and the search box: what works, what is refused and how, and for whom."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from documents.listing.forms import MAX_QUERY_CHARS
from documents.models import Document
from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "/van-ban/"


@pytest.fixture
def member_client(client):
    client.force_login(make.make_member())
    return client


def page_text(response) -> str:
    return response.content.decode()


# --- Home ------------------------------------------------------------------------------------


def test_home_shows_the_newest_documents_and_the_latest_bulletin(member_client):
    document = make.make_document(title="về việc mới nhất")
    bulletin = make.make_bulletin()
    text = page_text(member_client.get("/"))
    assert document.get_absolute_url() in text
    assert bulletin.get_absolute_url() in text


def test_home_works_while_the_registry_is_empty(client):
    text = page_text(client.get("/"))
    assert "Chưa có văn bản nào để xem." in text
    assert "Chưa có bản tin nào để xem." in text
    assert "Nhập văn bản đầu tiên" not in text
    client.force_login(make.make_editor())
    page = client.get("/").content.decode()
    assert f'href="{reverse("admin:documents_document_add")}">Nhập văn bản đầu tiên</a>' in page


def test_home_counts_only_what_the_visitor_may_see(client):
    make.make_document(audience=Audience.EVERYONE)
    make.make_document(audience=Audience.MEMBERS)
    response = client.get("/")
    assert response.context["all"].count == 1


@pytest.mark.parametrize("address", ["/", LIST, "/ban-tin/"])
def test_a_visitor_without_account_is_told_to_sign_in_for_the_rest(client, address):
    text = page_text(client.get(address))
    assert "Đăng nhập để xem văn bản nội bộ" in text
    assert f"/dang-nhap/?next={address.replace('/', '%2F')}" in text


def test_a_member_is_not_told_to_sign_in(member_client):
    assert "Đăng nhập để xem" not in page_text(member_client.get("/"))


@pytest.mark.parametrize(
    "asked",
    [
        "q=24-CT/TU",
        # Encoded as a browser sends it, with another filter: nothing of it is lost.
        "q=ch%E1%BB%89+th%E1%BB%8B+24&nam=2023",
        # An emptied box, and a date that does not exist: the list has the answer to these too.
        "q=",
        "q=31%2F02%2F2023",
    ],
)
def test_a_search_in_the_address_of_home_is_answered_by_the_list(member_client, asked):
    response = member_client.get(f"/?{asked}")
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?{asked}")


def test_a_parameter_of_a_chat_program_does_not_lead_away_from_home(member_client):
    assert member_client.get("/?fbclid=abc").status_code == 200


# --- List ------------------------------------------------------------------------------------


def test_the_list_shows_newest_first(member_client):
    old = make.make_document(issued_on=date(2019, 1, 2))
    new = make.make_document(issued_on=date(2024, 1, 2))
    undated = make.make_document(issued_on=None, number="77")
    shown = [row.pk for row in member_client.get(LIST).context["page"]]
    assert shown == [new.pk, old.pk, undated.pk]


def test_a_row_tells_documents_apart(member_client):
    make.make_document(number="24", symbol="CT/TU", title="về đô thị", issued_on=date(2023, 5, 19))
    text = page_text(member_client.get(LIST))
    for part in ("Chỉ thị 24-CT/TU", "về đô thị", "19/05/2023", "Đảng ủy phường Thử Nghiệm"):
        assert part in text


def test_a_document_known_by_citation_only_is_tagged(member_client):
    make.make_document()
    assert "chưa có văn bản" in page_text(member_client.get(LIST))


def test_a_held_document_is_not_tagged(member_client):
    make.make_document(text="Nội dung thử nghiệm.")
    assert "chưa có văn bản" not in page_text(member_client.get(LIST))


def test_a_proposed_document_is_listed_for_editors_only_and_marked(client):
    document = make.make_document(state=Document.State.PROPOSED)
    client.force_login(make.make_member())
    assert document.get_absolute_url() not in page_text(client.get(LIST))
    client.force_login(make.make_editor())
    text = page_text(client.get(LIST))
    assert document.get_absolute_url() in text
    assert "máy đề xuất" in text


def test_html_in_a_title_is_shown_as_text(member_client):
    document = make.make_document(title="<script>alert(1)</script>")
    for address in (LIST, document.get_absolute_url()):
        text = page_text(member_client.get(address))
        assert "<script>" not in text
        assert "&lt;script&gt;" in text


def test_words_looked_for_are_marked_and_html_around_them_is_shown_as_text(member_client):
    make.make_document(title="<script>đô thị</script>", text="Vỉa hè <b>ở</b> đô thị.")
    text = page_text(member_client.get(LIST, {"q": "do thi via he", "danh_sach": "1"}))
    assert "&lt;script&gt;<mark>đô thị</mark>&lt;/script&gt;" in text
    assert "<mark>Vỉa hè</mark> &lt;b&gt;ở&lt;/b&gt; <mark>đô thị</mark>." in text


def test_filters_stay_in_the_addresses_of_the_other_pages(member_client):
    for _ in range(26):
        make.make_document()
    make.make_document(document_type=make.make_document_type("Kế hoạch"))
    text = page_text(member_client.get(LIST, {"loai": "chi thi", "nam": "2023"}))
    assert "?loai=chi+thi&amp;nam=2023&amp;page=2" in text
    response = member_client.get(LIST, {"loai": "chi thi", "nam": "2023", "page": "2"})
    assert len(response.context["page"]) == 1


@pytest.mark.parametrize("number", ["99999", "0", "-1", "abc", "1.5", "", "９９"])
def test_a_page_that_does_not_exist_is_a_404_that_says_what_to_do(member_client, number):
    make.make_document()
    response = member_client.get(LIST, {"page": number, "nam": "2023"})
    assert response.status_code == 404
    text = page_text(response)
    assert f"không có trang “{number}”" in text
    # The way out keeps the filters.
    assert 'href="?nam=2023"' in text


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        # A filter that is none of ours, as a hand-made address may hold.
        ({"number": "abc"}, "không lọc được theo “number”"),
        ({"tu_ngay": "31/02/2024"}, "“31/02/2024” không phải là ngày có thật"),
        ({"den_ngay": "hôm qua"}, "“hôm qua” không phải là ngày có thật"),
        ({"tu_ngay": "2/1/2024", "den_ngay": "1/1/2024"}, "02/01/2024 sau “Đến ngày” 01/01/2024"),
        ({"loai": "khong-co"}, "Không có văn bản nào của loại “khong-co”"),
        ({"co_quan": "khong-co"}, "Không có văn bản nào của cơ quan “khong-co”"),
        # A primary key is no address.
        ({"co_quan": "1"}, "Không có văn bản nào của cơ quan “1”"),
        ({"cap": "lang"}, "Không có cấp “lang”"),
        ({"nam": "hai nghìn"}, "Năm chỉ gồm bốn chữ số"),
        ({"nam": "1800"}, "Năm phải từ 1930"),
        ({"nam": "99999999999999999999"}, "Năm không quá 2200"),
        ({"co_van_ban": "1"}, "Không hiểu “1”"),
        ({"q": "31/02/2024"}, "“31/02/2024” không phải là ngày tháng có thật"),
        ({"q": "-về"}, "Dấu trừ chỉ để bỏ bớt"),
        ({"q": '-"đô thị" -thôn'}, "Dấu trừ chỉ để bỏ bớt"),
        ({"q": "tháng 13 năm 2023"}, "“tháng 13 năm 2023” không phải"),
        ({"q": "x" * 10_000}, "Câu tìm dài 10000 chữ"),
        # No database takes a null character; it is shown, not passed on.
        ({"loai": "a\x00b"}, "Không có văn bản nào của loại “a\ufffdb”"),
        ({"tu_ngay": "1\x00"}, "“1\ufffd” không phải là ngày có thật"),
        ({"<script>": "1"}, "không lọc được theo “&lt;script&gt;”"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_answered_with_400_and_no_rows(
    member_client, parameters, sentence
):
    document = make.make_document()
    response = member_client.get(LIST, parameters)
    assert response.status_code == 400
    text = page_text(response)
    assert sentence in text
    assert document.get_absolute_url() not in text
    # The same page, so that the visitor can correct the box.
    assert 'name="den_ngay"' in text


def test_a_refused_day_names_its_box_once_and_leads_to_it(member_client):
    text = page_text(member_client.get(f"{LIST}?tu_ngay=31/02/2023"))
    assert '<a href="#id_tu_ngay">Từ ngày: “31/02/2023” không phải' in text


def test_a_refused_search_is_told_once(member_client):
    response = member_client.get(LIST, {"q": "31/02/2024"})
    text = page_text(response)
    assert text.count("không phải là ngày tháng có thật") == 1
    # At its box, where no other one is in the way.
    assert "Chưa lọc được danh sách" not in text and "<details open" not in text
    refused = page_text(member_client.get(LIST, {"q": "31/02/2024", "nam": "x"}))
    assert "Chưa lọc được danh sách" in refused and "<details open" in refused


def test_what_chats_and_mail_programs_add_to_an_address_is_ignored(member_client):
    make.make_document()
    address = {"nam": "2023", "fbclid": "IwAR0", "utm_source": "zalo", "zarsrc": "410"}
    response = member_client.get(LIST, address)
    assert response.status_code == 200
    assert len(response.context["page"]) == 1


def test_a_date_without_its_year_is_told_how_to_complete_it(member_client):
    text = page_text(member_client.get(LIST, {"q": "30/1"}))
    assert "chưa có năm đủ bốn chữ số" in text
    assert 'href="/van-ban/?q=30%2F1%2F2024"' in text
    assert "bốn chữ số" not in page_text(member_client.get(LIST, {"q": "vũ trụ"}))


@pytest.mark.parametrize(
    "typed", ["!!!", "abc/", "%", "' OR 1=1 --", "()", "\u202e", "☃", "a\x00b", "/" * 200]
)
def test_odd_queries_are_words_that_find_nothing(member_client, typed):
    make.make_document()
    response = member_client.get(LIST, {"q": typed})
    assert response.status_code == 200
    assert "Không tìm thấy văn bản nào" in page_text(response)


# --- Search ----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["24-CT/TU", "24 ct tu", "chi thi 24", "19/5/2023", "2023"])
def test_one_hit_for_a_number_or_a_date_goes_straight_to_the_document(member_client, typed):
    document = make.make_document(number="24", symbol="CT/TU", issued_on=date(2023, 5, 19))
    response = member_client.get(LIST, {"q": typed})
    assert response.status_code == 302
    target = urlsplit(response.url)
    assert target.path == document.get_absolute_url()
    assert parse_qs(target.query) == {"tu_tim": [typed]}


def test_the_document_reached_by_search_links_back_to_the_list_of_results(member_client):
    make.make_document(number="24", symbol="CT/TU")
    page = member_client.get(LIST, {"q": "24-CT/TU"}, follow=True)
    back = "/van-ban/?q=24-CT%2FTU&amp;danh_sach=1"
    assert back in page_text(page)
    response = member_client.get(LIST, {"q": "24-CT/TU", "danh_sach": "1"})
    assert response.status_code == 200
    assert len(response.context["page"]) == 1


def test_one_hit_for_words_stays_a_list(member_client):
    make.make_document(title="về trật tự đô thị")
    response = member_client.get(LIST, {"q": "do thi"})
    assert len(response.context["page"]) == 1


def test_one_hit_behind_another_filter_stays_a_list(member_client):
    make.make_document(number="24", symbol="CT/TU")
    assert member_client.get(LIST, {"q": "24", "loai": "chi thi"}).status_code == 200


def test_several_hits_are_listed_with_what_tells_them_apart(member_client):
    centre = make.make_organization("Trung ương Thử Nghiệm", "TW")
    make.make_term(centre, "XII", date(2016, 1, 28), date(2021, 1, 30))
    make.make_term(centre, "XIII")
    for day in (date(2018, 11, 9), date(2023, 11, 23)):
        make.make_document(organization=centre, number="26", symbol="CT/TW", issued_on=day)
    text = page_text(member_client.get(LIST, {"q": "26-CT/TW"}))
    for part in ("09/11/2018", "Khóa XII<", "23/11/2023", "Khóa XIII<"):
        assert part in text


def test_no_hit_says_so_and_offers_the_nearest(member_client):
    near = make.make_document(number="24", symbol="CT/TU")
    text = page_text(member_client.get(LIST, {"q": "25-CT/TU"}))
    assert "Không tìm thấy văn bản nào" in text
    assert "Số gần nhất trước đó" in text
    assert near.get_absolute_url() in text


def test_what_is_offered_instead_is_only_what_the_visitor_may_see(client):
    hidden = make.make_document(number="24", symbol="CT/TU", audience=Audience.MEMBERS)
    text = page_text(client.get(LIST, {"q": "25-CT/TU"}))
    assert hidden.get_absolute_url() not in text


def test_a_hidden_document_is_not_reached_by_its_number(client):
    make.make_document(number="24", symbol="CT/TU", audience=Audience.MEMBERS)
    assert client.get(LIST, {"q": "24-CT/TU"}).status_code == 200


def test_a_citation_with_a_long_title_is_pasted_whole(client):
    title = "về việc " + " ".join(f"tăng cường công tác thử nghiệm lần {n}," for n in range(11))
    shown = make.make_document(title=title, audience=Audience.EVERYONE)
    make.make_document(number="25", title="về tăng cường công tác", audience=Audience.EVERYONE)
    assert 300 < len(title) < MAX_QUERY_CHARS
    assert f'maxlength="{MAX_QUERY_CHARS}"' in page_text(client.get("/"))
    page = client.get(LIST, {"q": title, "danh_sach": "1"})
    assert [row.pk for row in page.context["page"]] == [shown.pk]
    # What a browser has cut off within a word is not asked for.
    cut = f"{title} {'tăng ' * MAX_QUERY_CHARS}"[:MAX_QUERY_CHARS]
    assert cut.endswith(" tăn")
    page = client.get(LIST, {"q": cut, "danh_sach": "1"})
    assert [row.pk for row in page.context["page"]] == [shown.pk]


def test_a_search_too_long_to_be_sent_on_is_refused_by_the_list(client):
    response = client.get("/", {"q": "a" * 20_000})
    assert response.status_code == 400
    assert "Câu tìm dài 20000 chữ" in response.content.decode()
