"""A person begins and ends to follow something, on pages of their own."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from documents.following import follows
from documents.following.follows import NotThereError, follow, followed_in
from documents.models import Document, Event, Follow
from organizations.audience import Audience
from tests import factories as make
from tests.documents.following.asking import asked, events_told

pytestmark = pytest.mark.django_db
ADD, OWN = "following:add", "following:own"


def address(**what) -> str:
    return f"{reverse(ADD)}?{asked(**what).urlencode()}"


# --- Pages -----------------------------------------------------------------------------------


def test_a_member_follows_a_document_and_ends_it(client, member):
    document = make.make_document()
    page = client.get(document.get_absolute_url()).content.decode()
    assert f'href="{address(van_ban=document.slug)}"' in page
    client.post(address(van_ban=document.slug))
    assert Follow.objects.get().document == document
    page = client.get(reverse(OWN)).content.decode()
    assert document.label in page
    assert "Thôi theo dõi" in client.get(address(van_ban=document.slug)).content.decode()
    client.post(reverse("following:end"), {"muc": Follow.objects.get().pk})
    assert not Follow.objects.exists()


def test_opening_the_page_follows_nothing(client, member):
    client.get(address(van_ban=make.make_document().slug))
    assert not Follow.objects.exists()


def test_pages_that_many_read_hold_no_form_for_it(client, member):
    document = make.make_document()
    for path in (document.get_absolute_url(), "/", "/van-ban/?q=24"):
        assert "csrfmiddlewaretoken" not in client.get(path).content.decode()


def test_a_visitor_is_sent_to_sign_in_and_is_offered_nothing(client):
    document = make.make_document(audience=Audience.EVERYONE)
    assert client.get(address(van_ban=document.slug)).url.startswith(reverse("login"))
    assert client.post(address(van_ban=document.slug)).url.startswith(reverse("login"))
    for path in (document.get_absolute_url(), document.organization.get_absolute_url()):
        assert "Theo dõi" not in client.get(path).content.decode()


def test_a_body_and_a_list_lead_to_the_page_too(client, member):
    body = make.make_organization()
    page = client.get(body.get_absolute_url()).content.decode()
    assert f'href="{address(co_quan=body.slug)}"' in page
    page = client.get("/van-ban/?q=ph%C3%B2ng+ch%C3%A1y").content.decode()
    assert f'href="{address(danh_sach="q=ph%C3%B2ng+ch%C3%A1y")}"' in page
    # Nothing is narrowed: everything cannot be followed.
    assert "Theo dõi danh sách này" not in client.get("/van-ban/").content.decode()


def test_twice_is_once(client, member):
    body = make.make_organization()
    for _ in range(2):
        assert client.post(address(co_quan=body.slug), follow=True).status_code == 200
    assert Follow.objects.count() == 1


@pytest.mark.parametrize("what", [{}, {"van_ban": "khong-co"}, {"co_quan": "x\x00"}, {"loai": "x"}])
def test_what_is_not_there_is_no_page(client, member, what):
    assert client.get(address(**what)).status_code == 404
    assert client.post(address(**what)).status_code == 404


def test_a_hidden_document_is_not_there(client, member):
    hidden = make.make_document(audience=Audience.EDITORS)
    with pytest.raises(NotThereError):
        followed_in(asked(van_ban=hidden.slug), member)
    assert client.get(address(van_ban=hidden.slug)).status_code == 404


def test_what_others_follow_is_neither_shown_nor_ended(client, member):
    other, body = make.make_member(), make.make_organization()
    row = follow(other, followed_in(asked(co_quan=body.slug), other))
    assert body.name not in client.get(reverse(OWN)).content.decode()
    for muc in (row.pk, "", "x", "9" * 30):
        assert client.post(reverse("following:end"), {"muc": muc}).status_code == 404
    assert Follow.objects.filter(pk=row.pk).exists()


def test_a_person_follows_so_much_and_is_told_why_no_more(client, member, monkeypatch):
    monkeypatch.setattr(follows, "MAX_FOLLOWS", 2)
    for _ in range(2):
        client.post(address(co_quan=make.make_organization().slug))
    page = client.post(address(co_quan=make.make_organization().slug))
    assert page.status_code == 400
    assert "Bạn đang theo dõi 2 mục, nhiều nhất có thể." in page.content.decode()
    assert Follow.objects.count() == 2


def test_fewer_searches_than_other_things_are_followed(member, monkeypatch):
    monkeypatch.setattr(follows, "MAX_SEARCHES", 1)
    follow(member, followed_in(asked(danh_sach="q=một"), member))
    with pytest.raises(ValidationError) as refused:
        follow(member, followed_in(asked(danh_sach="q=hai"), member))
    assert refused.value.code == "too_many"
    follow(member, followed_in(asked(co_quan=make.make_organization().slug), member))


# --- Searches --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # The order of the parameters, of the rows, and the page are nothing to follow.
        ("q=cháy&nam=2023", "nam=2023&q=cháy"),
        ("q=cháy", "q=cháy&xep=cu-nhat&page=3&danh_sach=1&loai=&utm_source=zalo"),
    ],
)
def test_one_search_is_followed_once_however_it_is_written(member, first, second):
    for search in (first, second):
        follow(member, followed_in(asked(danh_sach=search), member))
    assert Follow.objects.count() == 1


def test_a_list_of_one_type_or_one_body_is_that_type_or_body(member):
    body, kind = make.make_organization(), make.make_document_type("Kế hoạch")
    for search, what in ((f"loai={kind.name_key}", kind), (f"co_quan={body.slug}", body)):
        row = follow(member, followed_in(asked(danh_sach=search), member))
        assert what in (row.document_type, row.organization)
        assert row.search == ""
    # Together they are a list.
    both = asked(danh_sach=f"loai={kind.name_key}&co_quan={body.slug}")
    assert follow(member, followed_in(both, member)).search


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("", "Danh sách này gồm mọi văn bản."),
        ("xep=so", "Danh sách này gồm mọi văn bản."),
        ("nam=abc", "Năm chỉ gồm bốn chữ số"),
        ("trang=3", "Danh sách không lọc được theo “trang”"),
        ("q=" + "%C3%A1" * 190, "Câu tìm này dài quá"),
    ],
)
def test_a_search_that_cannot_be_followed_is_refused_with_a_sentence(client, member, search, said):
    for answer in (client.get, client.post):
        page = answer(address(danh_sach=search))
        assert page.status_code == 400
        assert said in page.content.decode()
    assert not Follow.objects.exists()


def test_the_page_says_how_a_search_is_understood(client, member):
    page = client.get(address(danh_sach="q=số 24 <b>&nam=2023")).content.decode()
    assert "“số 24 &lt;b&gt;”; Năm ban hành: 2023" in page
    assert "Máy hiểu câu tìm là: số 24" in page


@pytest.mark.parametrize(
    ("search", "is_told"),
    [
        ("q=phòng cháy", True),
        ("q=phong chay", True),
        ("q=rừng", True),  # Only in the text.
        ('q="chữa cháy rừng"', True),
        ("q=24-CT/TU", True),
        ("q=ngày 19/5/2023", True),
        ("q=phòng cháy&nam=2023&loai=chi thi", True),
        ("hieu_luc=unknown&tu_ngay=1/5/2023", True),
        # Negatives: another word, order, number, day, type, year, and a word left out.
        ("q=phòng bão", False),
        ('q="rừng chữa cháy"', False),
        ("q=25-CT/TU", False),
        ("q=ngày 20/5/2023", False),
        ("q=phòng cháy&loai=ke hoach", False),
        ("q=phòng cháy&nam=2022", False),
        ("q=cháy -rừng", False),
        ("hieu_luc=ended&tu_ngay=1/5/2023", False),
        ("q=cháy&den_ngay=18/5/2023", False),
    ],
)
def test_a_new_document_is_told_where_the_list_would_show_it(client, member, search, is_told):
    for name in ("Kế hoạch", "Chỉ thị"):
        make.make_document_type(name)
    follow(member, followed_in(asked(danh_sach=search), member))
    document = make.make_document(
        number="24", symbol="CT/TU", title="về phòng cháy", text="Lo chữa cháy rừng trong năm."
    )
    # The list itself is asked the same: both say one thing.
    rows = client.get(f"{reverse('documents:list')}?{search}&danh_sach=1").context["page"]
    assert (document.pk in [row.pk for row in rows]) is is_told
    assert events_told(member) == ([("registered", document)] if is_told else [])


def test_a_heading_that_holds_the_whole_search_in_a_row_fits_as_in_the_list(client, member):
    search = "q=thực hiện Chỉ thị số 24-CT/TU"
    follow(member, followed_in(asked(danh_sach=search), member))
    title = "về việc thực hiện Chỉ thị số 24-CT/TU trong năm"
    document = make.make_document(title=title)
    rows = client.get(f"{reverse('documents:list')}?{search}&danh_sach=1").context["page"]
    assert document.pk in [row.pk for row in rows]
    assert events_told(member) == [("registered", document)]


def test_a_search_for_more_bodies_than_the_index_compares_fits_as_in_the_list(member, monkeypatch):
    monkeypatch.setattr("documents.search.wanted.MOST_BODIES", 1)
    bodies = [make.make_organization(f"Đảng ủy phường {name}") for name in ("Mẫu", "Khác")]
    other = make.make_state_body("UBND phường Mẫu")
    follow(member, followed_in(asked(danh_sach="q=đảng ủy phường"), member))
    made = [make.make_document(organization=body) for body in (*bodies, other)]
    assert [document for _, document in events_told(member)] == [made[1], made[0]]


def test_a_search_whose_type_is_renamed_goes_on_or_says_that_it_does_not(client, member):
    kind = make.make_document_type("Kế hoạch")
    follow(member, followed_in(asked(danh_sach="loai=ke hoach&q=cháy"), member))
    client.get(reverse(OWN))
    kind.name = "Chương trình"
    kind.save()
    make.make_document(document_type=kind, title="về cháy")
    assert events_told(member) == []
    assert "Câu tìm này không còn dùng được" in client.get(reverse(OWN)).content.decode()


# --- What is stored --------------------------------------------------------------------------


def test_many_documents_write_one_row_each_and_none_for_a_follower():
    body = make.make_organization()
    for _ in range(3):
        user = make.make_member()
        follow(user, followed_in(asked(co_quan=body.slug), user))
    before = Event.objects.count(), Follow.objects.count()
    for _ in range(5):
        make.make_document(organization=body)
    assert (Event.objects.count(), Follow.objects.count()) == (before[0] + 5, before[1])


def test_the_number_of_queries_does_not_grow_with_what_is_followed(
    client, member, django_assert_num_queries
):
    def follow_some(number: int) -> None:
        for place in range(number):
            for what in (
                {"van_ban": make.make_document().slug},
                {"co_quan": make.make_organization().slug},
                {"danh_sach": f"q=chữ {number} {place}"},
            ):
                follow(member, followed_in(asked(**what), member))

    follow_some(1)
    client.get(reverse(OWN))
    for number in (2, 4):
        follow_some(number)
        # Bodies have come, so searches are read anew, once.
        client.get(reverse(OWN))
        with django_assert_num_queries(6):
            client.get(reverse(OWN))


def test_a_document_that_is_only_followed_can_go_to_the_bin(member):
    document = make.make_document(state=Document.State.PROPOSED)
    editor = make.make_editor()
    follow(editor, followed_in(asked(van_ban=document.slug), editor))
    document.move_to_bin(editor)
    assert not Document.objects.exists()


def test_the_words_of_a_followed_search_are_quoted_once(client, member):
    client.post(address(danh_sach="q=phòng cháy"))
    assert "Đã theo dõi: “phòng cháy”." in client.get(reverse(OWN)).content.decode()
