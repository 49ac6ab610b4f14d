"""What every page shares: layout, signing in and out, and the pages shown when something fails."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from config.faults import server_error
from config.urls import handler400, handler404, handler500
from documents.templatetags.overview_tags import series_address
from tests import factories as make

# As the site itself answers what fails.
__all__ = ["handler400", "handler404", "handler500"]
TEMPLATES = Path(settings.BASE_DIR) / "templates"


def refuse(request):
    raise PermissionDenied


def suspect(request):
    raise SuspiciousOperation


def fail(request):
    raise RuntimeError("a fault for the test")


def miss_the_database(request):
    raise OperationalError("a database that is away")


urlpatterns = [
    path("", include("config.urls")),
    path("thu/cam/", refuse),
    path("thu/nghi/", suspect),
    path("thu/loi/", fail),
    path("thu/vang/", miss_the_database),
]


def page_text(response) -> str:
    return response.content.decode()


def is_in_the_layout(text: str) -> bool:
    return '<html lang="vi">' in text and 'id="noi-dung"' in text and "van-kien.css" in text


# --- Layout ----------------------------------------------------------------------------------

PAGES = ("/", "/van-ban/", "/ban-tin/", "/co-quan/", "/dang-nhap/", "/khong-co/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_language_skip_link_landmarks_and_one_heading(client, address):
    text = page_text(client.get(address))
    assert is_in_the_layout(text)
    assert text.index('href="#noi-dung"') < text.index("<header")
    for landmark in ("<header", "<nav", "<main", "<footer"):
        assert landmark in text
    assert len(re.findall(r"<h1[ >]", text)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_no_page_holds_what_the_content_policy_forbids(client, address):
    response = client.get(address)
    assert "default-src 'self'" in response["Content-Security-Policy"]
    text = page_text(response)
    assert not re.search(r"<script|<style| style=| on\w+=|javascript:", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "current"),
    [("/van-ban/", "Văn bản"), ("/ban-tin/", "Bản tin"), ("/co-quan/", "Cơ quan")],
)
def test_the_menu_marks_where_the_reader_is(client, address, current):
    marked = re.findall(r'aria-current="page">([^<]+)<', page_text(client.get(address)))
    assert marked == [current]


@pytest.mark.django_db
def test_a_demonstration_says_so_on_every_page(client):
    assert "Bản chạy thử" not in page_text(client.get("/"))
    with override_settings(DEMO=True):
        assert "Bản chạy thử" in page_text(client.get("/"))


@pytest.mark.django_db
def test_pages_for_reading_carry_no_form_token(client):
    # A token differs at each visit; a page without one can be answered "not modified".
    client.force_login(make.make_member())
    for address in ("/", "/van-ban/", "/ban-tin/", "/co-quan/"):
        response = client.get(address)
        assert "csrfmiddlewaretoken" not in page_text(response)
        assert settings.CSRF_COOKIE_NAME not in response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/van-ban/", "/ban-tin/", "/co-quan/"])
def test_pages_for_reading_refuse_to_be_written_to(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_how_to_print_is_told_for_a_phone_too(client):
    client.force_login(make.make_member())
    document = make.make_document()
    bulletin = make.make_bulletin()
    for address in (
        f"{series_address(document)}?in=1",
        f"{bulletin.get_absolute_url()}ban-in/",
        "/van-ban/so-dang-ky/",
        f"/ban-tin/tai-lieu-hop/?ban_tin={bulletin.publisher.slug}/2024/3",
    ):
        page = page_text(client.get(address))
        assert "Ctrl và P" in page and "trên điện thoại" in page, address


def test_templates_begin_with_what_they_extend_and_name_the_end_of_their_blocks():
    pages = [file for file in TEMPLATES.rglob("*.html") if "admin" not in file.parts]
    assert len(pages) > 20
    for file in pages:
        text = file.read_text("utf-8")
        assert "{% extends" not in text or text.startswith("{% extends"), file
        assert "{% endblock %}" not in text, file
        assert "|safe" not in text, file


# --- Signing in and out ----------------------------------------------------------------------


@pytest.mark.django_db
def test_signing_in_leads_back_to_the_page_that_was_asked_for(client):
    user = make.make_member()
    response = client.post(
        "/dang-nhap/?next=/ban-tin/",
        {"username": user.username, "password": make.PASSWORD, "next": "/ban-tin/"},
    )
    assert (response.status_code, response.url) == (302, "/ban-tin/")


@pytest.mark.django_db
def test_signing_in_never_leads_to_another_site(client):
    user = make.make_member()
    response = client.post(
        "/dang-nhap/",
        {"username": user.username, "password": make.PASSWORD, "next": "https://example.com/"},
    )
    assert response.url == "/"


@pytest.mark.django_db
def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(client):
    user = make.make_member()
    response = client.post("/dang-nhap/", {"username": user.username, "password": "sai"})
    missing = client.post("/dang-nhap/", {"username": "khong-co", "password": "sai"})
    assert 'role="alert"' in page_text(response)
    sentences = [re.findall(r'role="alert">(.+?)</div>', page_text(r)) for r in (response, missing)]
    assert sentences[0] == sentences[1] != []


@pytest.mark.django_db
def test_signing_out_asks_first_and_needs_a_post(client):
    client.force_login(make.make_member())
    assert "csrfmiddlewaretoken" in page_text(client.get("/dang-xuat/"))
    assert "_auth_user_id" in client.session
    assert client.post("/dang-xuat/").status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_the_password_is_changed_on_a_page_of_the_site(client):
    user = make.make_member()
    client.force_login(user)
    new = "mot-mat-khau-moi-2025"
    form = {"old_password": make.PASSWORD, "new_password1": new, "new_password2": new}
    response = client.post("/doi-mat-khau/", form, follow=True)
    assert response.redirect_chain == [("/doi-mat-khau/xong/", 302)]
    assert is_in_the_layout(page_text(response))
    user.refresh_from_db()
    assert user.check_password(new)


# --- When something fails --------------------------------------------------------------------


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.config.test_pages")
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/khong-co/", 404, "Không tìm thấy trang này"),
        ("/bao-sai-sot/xu-ly/", 405, "Địa chỉ này chỉ dùng cho một nút bấm"),
        ("/thu/cam/", 403, "Bạn chưa đăng nhập"),
        ("/thu/nghi/", 400, "Không đọc được yêu cầu này"),
        ("/thu/loi/", 500, "Hệ thống gặp lỗi"),
        ("/thu/vang/", 503, "Tạm thời chưa phục vụ được"),
    ],
)
def test_a_failure_is_answered_in_the_layout_and_says_what_to_do(address, status, heading):
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    text = page_text(response)
    assert is_in_the_layout(text)
    assert heading in text
    assert 'href="/"' in text


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.config.test_pages")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        *[("/khong-co/", 404), ("/thu/cam/", 403), ("/thu/nghi/", 400)],
        ("/bao-sai-sot/xu-ly/", 405),
        *[("/thu/loi/", 500), ("/thu/vang/", 503), ("/", 500)],
    ],
)
def test_a_failure_is_told_in_the_layout_before_files_were_collected(address, status, tmp_path):
    manifest = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    storages = {**settings.STORAGES, "staticfiles": manifest}
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path):
        response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    assert is_in_the_layout(page_text(response))


# No database mark: the test fails when the page asks for one.
def test_the_page_for_a_failed_server_needs_no_database():
    response = server_error(RequestFactory().get("/"))
    assert is_in_the_layout(page_text(response))


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_the_layout():
    response = Client(enforce_csrf_checks=True).post("/dang-nhap/", {"username": "a"})
    assert response.status_code == 403
    text = page_text(response)
    assert is_in_the_layout(text)
    assert "Biểu mẫu đã hết hạn" in text


@pytest.mark.django_db
def test_a_page_that_is_not_there_offers_the_search_box_and_the_way_in(client):
    text = page_text(client.get("/van-ban/khong-co/"))
    assert 'name="q"' in text
    assert "/dang-nhap/?next=%2Fvan-ban%2Fkhong-co%2F" in text
