"""Every type of page, walked by axe: on a phone and a laptop, light, dark, printed, scriptless.

The rules are those of WCAG 2.2 AA and axe's own good practice. A page that is wider than a phone,
has something there that a thumb cannot hit, or breaks when the letters are twice as large, is a
finding too.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from documents.models import Document
from organizations.audience import Audience
from organizations.models import Organization
from tests import factories as make
from tests.browsing import sign_in
from tests.config.touch import LOW_TARGETS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.any_database]

PHONE, LAPTOP = (390, 800), (1280, 900)
AXE_ASKS = {"resultTypes": ["violations"]}
WORDS = "Chỉ thị số 24-CT/TU"


@pytest.fixture
def records(live_server) -> dict[str, str]:
    """A directive, a plan that cites and carries it out, a bulletin; their pages by name."""
    centre = make.make_organization("Trung ương Mẫu", code="TW", level=Organization.Level.CENTRAL)
    province = make.make_organization(
        "Tỉnh ủy Mẫu", code="TU", level=Organization.Level.PROVINCE, parent=centre
    )
    make.make_succession(make.make_organization("Tỉnh ủy Cũ"), province)
    make.make_organization("Đảng ủy phường Mẫu", parent=province)
    make.make_term(province)
    directive = make.make_document(
        organization=province, number="24", symbol="CT/TU", audience=Audience.EVERYONE
    )
    source = make.make_source(f"Thực hiện {WORDS} ngày 19/5/2023.", audience=Audience.EVERYONE)
    plan = make.make_document(text=source, audience=Audience.EVERYONE)
    make.make_citation(source, WORDS, directive, state="confirmed")
    make.make_relation(plan, directive, state="confirmed")
    bulletin = make.make_bulletin(audience=Audience.EVERYONE, state="published")
    make.make_item(bulletin, directive)
    return _pages(directive, plan, bulletin)


def _pages(directive: Document, plan: Document, bulletin: object) -> dict[str, str]:
    place = [bulletin.publisher.slug, bulletin.year, bulletin.month]
    body = directive.organization.slug
    return {
        "home": "/",
        "list": "/van-ban/",
        "one hit less": "/van-ban/?q=khong+co+that",
        "wrong date": "/van-ban/?tu_ngay=31/2/2023",
        "register": "/van-ban/so-dang-ky/",
        "document": plan.get_absolute_url(),
        "only cited": directive.get_absolute_url(),
        "relations": f"{directive.get_absolute_url()}luoc-do/",
        "chain": f"{directive.get_absolute_url()}chuoi/",
        "coverage": f"{directive.get_absolute_url()}trien-khai/",
        "series": reverse("documents:series_list", args=[body]),
        "bulletins": "/ban-tin/",
        "bulletin": reverse("bulletins:detail", args=place),
        "annex": reverse("bulletins:annex", args=place),
        "meeting": reverse("bulletins:meeting_pack"),
        "pack": f"{reverse('bulletins:meeting_pack')}?ban_tin={'/'.join(map(str, place))}",
        "bodies": "/co-quan/",
        "body": f"/co-quan/{body}/",
        "login": "/dang-nhap/",
        "used link": "/vao/khong-co-that/",
        "not found": "/khong-co/",
    }


OF_MEMBERS = {
    "devices": "/thiet-bi/",
    "password": "/doi-mat-khau/",
    "tokens": "/tai-khoan/ma-truy-cap/",
    "following": "/theo-doi/",
    "news": "/theo-doi/moi/",
    "letters": "/theo-doi/thu/",
    "feed": "/theo-doi/kenh-tin/",
    "follow": "/theo-doi/them/?danh-sach=q%3D24",
}
OF_EDITORS = {
    "members": "/thanh-vien/",
    "new member": "/thanh-vien/them/",
    "bring in": "/ban-tin/nhap/",
    "check": "/ban-tin/kiem-tra/",
    "wanted": "/ban-tin/can-tim/",
    "trust": "/ban-tin/do-tin-cay/",
    "relations desk": "/quan-he/",
    "mistakes": "/bao-sai-sot/",
    "figures": "/so-lieu/",
}


def findings(page, live_server, pages: dict[str, str], **how: str) -> list[str]:
    """Return what axe says of each page, and which are wider than the window."""
    page.emulate_media(color_scheme=how.get("colours"), media=how.get("media"))
    found = []
    for name, address in pages.items():
        page.goto(live_server.url + address)
        said = Axe().run(page, options=AXE_ASKS).response["violations"]
        found += [
            f"{name}: {one['id']} at {node['target']}" for one in said for node in one["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{name}: wider than the window")
        if page.viewport_size["width"] == PHONE[0]:
            found += [f"{name}: too low for a thumb: {low}" for low in page.evaluate(LOW_TARGETS)]
    return found


@pytest.mark.parametrize(
    ("markup", "low"),
    [
        ("<ul><li><a href='/'>Một mình</a></li></ul>", True),
        ("<ul><li><a href='/'>Đứng đầu</a>, từ năm 2020</li></ul>", True),
        ("<p><a href='/'>Một mình</a></p>", True),
        ("<button>Bấm</button>", True),
        # Inside a sentence, and high enough.
        ("<p>Xem <a href='/'>danh sách</a> này.</p>", False),
        ("<ul><li>Muốn đủ thì xem <a href='/'>danh sách</a></li></ul>", False),
        ("<p><a href='/' style='display: inline-block; padding: 1rem'>Một mình</a></p>", False),
        ("<label style='display: block; height: 44px'><input type='checkbox'> Chọn</label>", False),
        ("<a href='/' hidden>Không hiện</a>", False),
    ],
)
def test_what_a_thumb_cannot_hit_is_seen(page, markup, low):
    page.set_content(markup)
    assert bool(page.evaluate(LOW_TARGETS)) is low


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, LAPTOP])
def test_axe_finds_nothing_on_pages_for_everybody(page, live_server, records, size, colours):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    assert findings(page, live_server, records, colours=colours) == []


def test_axe_finds_nothing_in_print(page, live_server, records):
    assert findings(page, live_server, records, media="print") == []


def test_pages_do_not_break_at_twice_the_size_of_letters(large_letters, live_server, records):
    page = large_letters
    for name, address in records.items():
        page.goto(live_server.url + address)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, name


@pytest.mark.parametrize("size", [PHONE, LAPTOP])
def test_axe_finds_nothing_on_pages_of_members_and_editors(page, live_server, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    sign_in(page, live_server.url, make.make_editor())
    person = make.make_member()
    pages = {**OF_MEMBERS, **OF_EDITORS, "person": f"/thanh-vien/{person.pk}/"}
    assert findings(page, live_server, pages) == []


def test_pages_are_read_without_a_script(chromium, live_server, records):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for name, address in records.items():
        page.goto(live_server.url + address)
        assert page.locator("h1").first.inner_text().strip(), name
        assert page.locator("main").inner_text().strip(), name
    page.goto(live_server.url + records["document"])
    page.click(".running-text a")
    assert page.url.endswith(records["only cited"])
    page.goto(live_server.url + "/van-ban/")
    page.fill("main [name=q]", "24-ct/tu")
    page.press("main [name=q]", "Enter")
    assert records["only cited"] in page.url
    context.close()
