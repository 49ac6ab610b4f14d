"""What people do on the site in a browser that runs no script: read, search, and send each form.

A page that loads no script is the same without one; the others are read both ways.
"""

import pytest
from django.test import Client

from documents.models import Citation, Follow, MistakeReport, Relation
from organizations.models import User
from tests import factories as make
from tests.browsing import sign_in
from tests.pages.page_types import ACCOUNTS, EDITOR, MEMBER, PAGE_TYPES
from tests.pages.records import WORDS, make_records

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.any_database]

USERS = {MEMBER: "thanh-vien", EDITOR: "bien-tap"}
# Sentences, headings, names of fields and buttons; not what a script alone is for or brings later.
READ = """() => {
  const parts = "h1, h2, h3, p, li, dt, dd, th, td, label, legend, summary, button, a";
  const left = ".needs-script, .comes-later, [role=status], .cite-card";
  return [...document.querySelectorAll("main :is(" + parts + ")")]
    .filter((part) => part.checkVisibility() && !part.closest(left) && !part.querySelector(left))
    .map((part) => part.innerText.trim());
}"""


@pytest.fixture
def words(live_server):
    return make_records()


@pytest.fixture
def plain(chromium):
    """A window of a browser that runs no script."""
    context = chromium.new_context(java_script_enabled=False, accept_downloads=True)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def person(account):
    return User.objects.get(username=USERS[account])


def clients():
    """A client for each kind of account."""
    made = {account: Client() for account in ACCOUNTS}
    for account in USERS:
        made[account].force_login(person(account))
    return made


def with_script(words):
    """The page types that load a script and are opened by their address."""
    asking = clients()
    for kind in PAGE_TYPES:
        address = kind.address.format(**words)
        if not (kind.pressed or kind.is_failure):
            content = asking[kind.account].get(address, follow=True).content
            if b"<script" in content:
                yield kind, address


def test_pages_with_a_script_say_the_same_without_it(page, plain, live_server, words):
    compared = set()
    for kind, address in with_script(words):
        said = []
        for window in (page, plain):
            window.context.clear_cookies()
            if kind.account in USERS:
                sign_in(window, live_server.url, person(kind.account))
            window.goto(live_server.url + address)
            said.append(set(window.evaluate(READ)))
        assert said[0] - said[1] == set(), kind.title
        assert said[1], kind.title
        compared.add(kind.name)
    # Else the comparison above would hold of nothing.
    assert {"documents:list", "documents:detail", "bulletins:desk"} <= compared


def heading(window):
    return window.locator("h1").first.inner_text()


def test_a_visitor_searches_filters_and_signs_in(plain, live_server, words):
    plain.goto(live_server.url)
    plain.fill("main [name=q]", "24-ct/tu")
    plain.click("main [role=search] button")
    assert "24-CT/TU" in plain.inner_text("main .rows")
    plain.goto(f"{live_server.url}/van-ban/")
    plain.click(".filter-form summary")
    plain.select_option("[name=loai]", label="Kế hoạch")
    plain.click("text=Lọc danh sách")
    assert "Loại" in plain.inner_text(".conditions")
    with plain.expect_download() as download:
        plain.click("text=Tệp CSV")
    assert download.value.suggested_filename.endswith(".csv")
    plain.goto(f"{live_server.url}/ban-tin/")
    plain.fill("main [name=q]", "mục có văn bản")
    plain.click("main [role=search] button")
    assert "Mục có văn bản" in plain.inner_text("main .rows")
    plain.goto(f"{live_server.url}/ban-tin/tai-lieu-hop/")
    plain.select_option("[name=ban_tin]", index=1)
    plain.click("text=Soạn tài liệu")
    assert plain.locator(".pack").count() == 1
    plain.goto(f"{live_server.url}/dang-nhap/")
    plain.fill("[name=username]", USERS[MEMBER])
    plain.fill("[name=password]", make.PASSWORD)
    plain.click("main form button")
    assert "Thành viên Mẫu" in plain.inner_text(".account")


def test_a_member_enters_by_a_link_and_sets_a_password(plain, live_server, words):
    plain.goto(f"{live_server.url}/vao/{words['secret']}/")
    plain.click("main form button")
    plain.goto(f"{live_server.url}/doi-mat-khau/")
    for name in ("new_password1", "new_password2"):
        plain.fill(f"[name={name}]", "mot-mat-khau-moi-2025")
    plain.click("main form button")
    assert heading(plain) == "Đã đổi mật khẩu"
    assert User.objects.get(username="doc-gia").check_password("mot-mat-khau-moi-2025")


def test_a_member_follows_looks_at_the_news_and_reports_a_mistake(plain, live_server, words):
    member = person(MEMBER)
    sign_in(plain, live_server.url, member)
    plain.goto(f"{live_server.url}/van-ban/{words['plan']}/")
    plain.click("text=Theo dõi văn bản này")
    plain.click("main form button")
    assert Follow.objects.filter(user=member, document__slug=words["plan"]).exists()
    plain.goto(f"{live_server.url}/theo-doi/moi/")
    plain.click("text=Đã xem hết")
    assert "Chưa có gì mới" in plain.inner_text("main")
    plain.goto(f"{live_server.url}/van-ban/{words['directive']}/bao-sai-sot/")
    plain.fill("main textarea", "Ngày ghi sai.")
    plain.click("main form button")
    assert "Đã gửi" in plain.inner_text("main")
    assert MistakeReport.objects.filter(words="Ngày ghi sai.", reported_by=member).exists()
    plain.goto(f"{live_server.url}/dang-xuat/")
    plain.click("main form button")
    assert "Đăng nhập" in plain.inner_text(".account")


def test_an_editor_decides_at_the_desk_and_answers_a_report(plain, live_server, words):
    sign_in(plain, live_server.url, person(EDITOR))
    desk = f"{live_server.url}{words['desk']}doi-chieu/"
    plain.goto(desk)
    plain.click(f".desk-text a:has-text('{WORDS}')")
    plain.click("text=Xác nhận (x)")
    decided = Citation.objects.get(source__label__contains="1/2024", text__startswith=WORDS)
    assert decided.state == "confirmed"
    plain.goto(f"{live_server.url}/quan-he/")
    plain.locator("text=Xác nhận quan hệ này").first.click()
    assert Relation.objects.filter(state="confirmed", verb="replaces").count() == 2
    plain.goto(f"{live_server.url}/bao-sai-sot/")
    plain.fill("[name=tra-loi]", "Đã sửa ngày.")
    plain.click("main [name=xong]")
    assert MistakeReport.objects.filter(handled_at=None).count() == 0
