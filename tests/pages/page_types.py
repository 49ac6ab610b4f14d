"""The types of pages a person comes upon: one line each, shared by every test in a browser.

Whoever adds a page adds a line here. `tests/pages/test_page_types.py` fails for an address that is
in no line and is not named as something else than a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Of the account with a second step (`tests.pages.records`).
PASSWORD = "mat-khau-thu-nghiem-2024"
VISITOR, MEMBER, EDITOR = "visitor", "member", "editor"
ACCOUNTS = (VISITOR, MEMBER, EDITOR)


@dataclass(frozen=True, slots=True)
class PageType:
    """A page as it is reached: an address, and what is typed and pressed there to see it.

    `address` is filled in with the words of `tests.pages.records`. Of a page that answers a form,
    `name` is the name of what answers.
    """

    title: str
    name: str
    address: str
    account: str = VISITOR
    typed: Mapping[str, str] = field(default_factory=dict)
    pressed: str = ""
    is_failure: bool = False


BULLETIN = "/ban-tin/{publisher}/2024/3/"
WRONG_DAY = {"tu_ngay": "31/2/2023"}
PAGE_TYPES = (
    PageType("home", "documents:home", "/"),
    PageType("list", "documents:list", "/van-ban/"),
    PageType("search", "documents:list", "/van-ban/?q=thu+nghiem"),
    PageType("filtered list", "documents:list", "/van-ban/?q=mau&co_quan={province}"),
    PageType("nothing found", "documents:list", "/van-ban/?q=khong+co+that"),
    PageType("wrong filter", "documents:list", "/van-ban/?tu_ngay=31/2/2023"),
    PageType("filters", "documents:facets", "/van-ban/bo-loc/"),
    PageType("register received", "documents:register", "/van-ban/so-dang-ky/"),
    PageType("register sent", "documents:register", "/van-ban/so-dang-ky/?co_quan={ward}"),
    PageType("empty register", "documents:register", "/van-ban/so-dang-ky/?q=khong+co+that"),
    PageType("index of a file", "documents:index", "/van-ban/muc-luc/"),
    PageType("document", "documents:detail", "/van-ban/{plan}/"),
    PageType("document with file", "documents:detail", "/van-ban/{directive}/"),
    PageType("only cited", "documents:detail", "/van-ban/{wanted}/"),
    PageType("relations", "documents:document_relations", "/van-ban/{directive}/luoc-do/"),
    PageType("citing", "documents:citing", "/van-ban/{directive}/nhac-den/"),
    PageType("items about", "bulletins:about", "/ban-tin/nhac-den/{directive}/"),
    PageType("chain", "documents:chain", "/van-ban/{directive}/chuoi/"),
    PageType("chain to print", "documents:chain", "/van-ban/{directive}/chuoi/?in=1"),
    PageType("no chain", "documents:chain", "/van-ban/{wanted}/chuoi/"),
    PageType("coverage", "documents:coverage", "/van-ban/{directive}/trien-khai/"),
    PageType("coverage to print", "documents:coverage", "/van-ban/{directive}/trien-khai/?in=1"),
    PageType("all series", "documents:series_list", "/day-so/{province}/"),
    PageType("one series", "documents:series", "/day-so/{province}/ct/khoa-xiii/"),
    PageType("series to print", "documents:series", "/day-so/{province}/ct/khoa-xiii/?in=1"),
    PageType("bulletins", "bulletins:list", "/ban-tin/"),
    PageType("item search", "bulletins:list", "/ban-tin/?q=van+ban"),
    PageType("no item found", "bulletins:list", "/ban-tin/?q=khong+co+that"),
    PageType("bulletin", "bulletins:detail", BULLETIN),
    PageType("withdrawn", "bulletins:detail", "/ban-tin/{publisher}/2024/1/"),
    PageType("bulletin to print", "bulletins:print", f"{BULLETIN}ban-in/"),
    PageType("annex", "bulletins:annex", f"{BULLETIN}danh-muc/"),
    PageType("empty annex", "bulletins:annex", "/ban-tin/{publisher}/2024/2/danh-muc/"),
    PageType("meeting", "bulletins:meeting_pack", "/ban-tin/tai-lieu-hop/"),
    PageType(
        "pack", "bulletins:meeting_pack", "/ban-tin/tai-lieu-hop/?ban_tin={publisher}%2F2024%2F3"
    ),
    PageType(
        "pack of wrong day", "bulletins:meeting_pack", "/ban-tin/tai-lieu-hop/?tu_ngay=31/2/2023"
    ),
    PageType("bodies", "organizations:list", "/co-quan/"),
    PageType("body", "organizations:detail", "/co-quan/{ward}/"),
    PageType("ended body", "organizations:detail", "/co-quan/{old}/"),
    PageType("about the API", "api:about", "/api/"),
    PageType("login", "login", "/dang-nhap/"),
    PageType(
        "wrong login",
        "login",
        "/dang-nhap/",
        typed={"username": "thanh-vien", "password": "sai"},
        pressed="main form button",
    ),
    PageType(
        "code",
        "second_step:enter_code",
        "/dang-nhap/",
        typed={"username": "hai-buoc", "password": PASSWORD},
        pressed="main form button",
    ),
    PageType("one-time link", "accounts:enter", "/vao/{secret}/"),
    PageType("used link", "accounts:enter", "/vao/khong-co-that/"),
    PageType("signed out", "logout", "/dang-xuat/"),
    PageType("400", "?thu/nghi/", "/thu/nghi/", is_failure=True),
    PageType("403", "?thu/cam/", "/thu/cam/", is_failure=True),
    PageType("404", "", "/khong-co/", is_failure=True),
    PageType("405", "", "/bao-sai-sot/xu-ly/", is_failure=True),
    PageType("500", "?thu/loi/", "/thu/loi/", is_failure=True),
    PageType("503", "?thu/vang/", "/thu/vang/", is_failure=True),
    PageType("no such page of a list", "documents:list", "/van-ban/?page=99"),
    # --- Members -------------------------------------------------------------------------------
    PageType("member's home", "documents:home", "/", MEMBER),
    PageType("member's document", "documents:detail", "/van-ban/{directive}/", MEMBER),
    PageType("follows", "following:own", "/theo-doi/", MEMBER),
    PageType("news", "following:news", "/theo-doi/moi/", MEMBER),
    PageType("all news", "following:news", "/theo-doi/moi/?tat_ca=1", MEMBER),
    PageType("letters", "following:digest", "/theo-doi/thu/", MEMBER),
    PageType("feed", "following:feed_address", "/theo-doi/kenh-tin/", MEMBER),
    PageType(
        "new feed",
        "following:feed_address",
        "/theo-doi/kenh-tin/",
        MEMBER,
        pressed="[name=tao]",
    ),
    PageType("follow", "following:add", "/theo-doi/them/?van-ban={plan}", MEMBER),
    PageType("followed", "following:add", "/theo-doi/them/?van-ban={directive}", MEMBER),
    PageType("not to follow", "following:add", "/theo-doi/them/?danh-sach=", MEMBER),
    PageType("report", "documents:report_mistake", "/van-ban/{plan}/bao-sai-sot/", MEMBER),
    PageType(
        "empty report",
        "documents:report_mistake",
        "/van-ban/{plan}/bao-sai-sot/",
        MEMBER,
        pressed="main form button",
    ),
    PageType("devices", "accounts:devices", "/thiet-bi/", MEMBER),
    PageType("tokens", "api:tokens", "/tai-khoan/ma-truy-cap/", MEMBER),
    PageType("password", "password_change", "/doi-mat-khau/", MEMBER),
    PageType(
        "wrong password",
        "password_change",
        "/doi-mat-khau/",
        MEMBER,
        typed={"old_password": "sai", "new_password1": "mot-hai-ba", "new_password2": "khac"},
        pressed="main form button",
    ),
    PageType("password changed", "password_change_done", "/doi-mat-khau/xong/", MEMBER),
    PageType("sign out", "logout", "/dang-xuat/", MEMBER),
    # --- Editors -------------------------------------------------------------------------------
    PageType("404 in the bin", "documents:detail", "/van-ban/{binned}/", EDITOR, is_failure=True),
    PageType("editor's document", "documents:detail", "/van-ban/{plan}/", EDITOR),
    PageType("editor's bulletins", "bulletins:list", "/ban-tin/", EDITOR),
    PageType("draft", "bulletins:detail", "{desk}", EDITOR),
    PageType("desk", "bulletins:desk", "{desk}doi-chieu/", EDITOR),
    PageType(
        "desk with search",
        "bulletins:desk",
        "{desk}doi-chieu/?tim=24",
        EDITOR,
    ),
    PageType("desk after publication", "bulletins:desk", f"{BULLETIN}doi-chieu/", EDITOR),
    PageType(
        "cited document",
        "bulletins:register_cited",
        "{desk}doi-chieu/",
        EDITOR,
        pressed=".desk-card a[href$='/vao-so/']",
    ),
    PageType("outline", "bulletins:outline", "{desk}muc/", EDITOR),
    PageType(
        "one item", "bulletins:outline", "{desk}muc/", EDITOR, pressed=".outline .item-title a"
    ),
    PageType("split", "bulletins:split", "{desk}muc/tach/?muc={item}", EDITOR),
    PageType("start over", "bulletins:start_over", "{desk}nhap-lai/", EDITOR),
    PageType("reading", "bulletins:read", "/ban-tin/{publisher}/2024/4/doc/", EDITOR),
    PageType("not read", "bulletins:read", f"{BULLETIN}doc/", EDITOR),
    PageType("relations of a bulletin", "bulletins:relations", "{desk}quan-he/", EDITOR),
    PageType("former", "bulletins:former", f"{BULLETIN}truoc-dinh-chinh/", EDITOR),
    PageType("withdraw", "bulletins:withdraw", f"{BULLETIN}thu-hoi/", EDITOR),
    PageType("put back", "bulletins:detail", "/ban-tin/{publisher}/2024/1/", EDITOR),
    PageType("bring in", "bulletins:bring_in", "/ban-tin/nhap/", EDITOR),
    PageType(
        "nothing brought in",
        "bulletins:bring_in",
        "/ban-tin/nhap/",
        EDITOR,
        typed={"month": "1", "year": "2024"},
        pressed="main form button",
    ),
    PageType("file read", "bulletins:intake", "/ban-tin/nhap/{intake_reading}/", EDITOR),
    PageType("file waits", "bulletins:intake", "/ban-tin/nhap/{intake_waiting}/", EDITOR),
    PageType("file given up", "bulletins:intake", "/ban-tin/nhap/{intake_failed}/", EDITOR),
    PageType("check", "bulletins:check", "/ban-tin/kiem-tra/", EDITOR),
    PageType(
        "checked",
        "bulletins:check",
        "/ban-tin/kiem-tra/",
        EDITOR,
        typed={"text": "Thực hiện Chỉ thị số 24-CT/TU ngày 20/5/2023 của Tỉnh ủy Mẫu Sơn."},
        pressed="main form .proposals-buttons button",
    ),
    PageType("trust", "bulletins:trust", "/ban-tin/do-tin-cay/", EDITOR),
    PageType("wanted", "bulletins:wanted", "/ban-tin/can-tim/", EDITOR),
    PageType(
        "sentences", "bulletins:sentences_on_document", "/ban-tin/can-tim/van-ban/{wanted}/", EDITOR
    ),
    PageType(
        "sentences alike", "bulletins:sentences_alike", "/ban-tin/can-tim/trich-dan/{open}/", EDITOR
    ),
    PageType("other record", "documents:merge", "/van-ban/{plan}/hop-nhat/?tim=24", EDITOR),
    PageType("merging", "documents:merge", "/van-ban/{plan}/hop-nhat/?voi={directive}", EDITOR),
    PageType("other document", "documents:split", "/van-ban/{plan}/tach/", EDITOR),
    PageType("parting", "documents:split", "/van-ban/{directive}/tach/?sang={plan}", EDITOR),
    PageType("merges", "documents:merges", "/hop-nhat/", EDITOR),
    PageType("remove content", "documents:remove_content", "/van-ban/{plan}/go-noi-dung/", EDITOR),
    PageType("removals", "documents:removals", "/noi-dung-da-go/", EDITOR),
    PageType("relations desk", "documents:relations", "/quan-he/", EDITOR),
    PageType("mistakes", "documents:mistake_reports", "/bao-sai-sot/", EDITOR),
    PageType("mended mistakes", "documents:mistake_reports", "/bao-sai-sot/?da_xu_ly=1", EDITOR),
    PageType("figures", "figures", "/so-lieu/", EDITOR),
    PageType("bring a list in", "importing:send", "/nhap-danh-sach/", EDITOR),
    PageType("list before", "importing:show", "/nhap-danh-sach/{list}/", EDITOR),
    PageType("columns", "importing:columns", "/nhap-danh-sach/{list}/cot/", EDITOR),
    PageType("do a list", "importing:do", "/nhap-danh-sach/{list}/nhap/", EDITOR),
    PageType("take back", "importing:take_back", "/nhap-danh-sach/{list_done}/hoan-tac/", EDITOR),
    PageType("drop a list", "importing:drop", "/nhap-danh-sach/{list}/bo/", EDITOR),
    PageType("reorganize", "organizations:reorganize", "/co-quan/sap-xep/", EDITOR),
    PageType(
        "reorganizations", "organizations:reorganizations", "/co-quan/sap-xep/da-lam/", EDITOR
    ),
    PageType("second step", "second_step:own", "/buoc-hai/", EDITOR),
    PageType("key of a phone", "second_step:own", "/buoc-hai/", EDITOR, pressed="main form button"),
    PageType("members", "accounts:people", "/thanh-vien/", EDITOR),
    PageType("no such member", "accounts:people", "/thanh-vien/?q=khong+co", EDITOR),
    PageType("new member", "accounts:new_member", "/thanh-vien/them/", EDITOR),
    PageType(
        "nameless member",
        "accounts:new_member",
        "/thanh-vien/them/",
        EDITOR,
        pressed="main form button",
    ),
    PageType("person", "accounts:person", "/thanh-vien/{member}/", EDITOR),
    PageType(
        "link on paper",
        "accounts:give",
        "/thanh-vien/{member}/",
        EDITOR,
        pressed="main form button",
    ),
)
# What answers no page that is read in a browser, and why.
NOT_PAGES = {
    **dict.fromkeys(
        (
            *("documents:list_csv", "documents:list_xlsx", "documents:full_xlsx"),
            *("documents:register_xlsx", "documents:index_xlsx"),
        ),
        "a file",
    ),
    **dict.fromkeys(
        (
            *("documents:coverage_xlsx", "documents:coverage_csv", "documents:series_xlsx"),
            *("documents:series_csv", "bulletins:wanted_xlsx", "bulletins:wanted_csv"),
            *("bulletins:annex_xlsx", "bulletins:annex_csv"),
        ),
        "a file",
    ),
    **dict.fromkeys(("bulletins:word", "bulletins:annex_word", "documents:attachment"), "a file"),
    "bulletins:offline": "a file to be kept, without the site's layout: tests/bulletins/printing",
    **dict.fromkeys(("alive", "ready"), "a line for whoever watches the server"),
    "metrics": "for programs that watch the server: tests/config/test_metrics.py",
    **dict.fromkeys(
        ("api:openapi", "api:list", "api:detail", "api:citations", "api:unknown"), "JSON"
    ),
    "documents:qr": "a picture",
    "following:feed": "for programs that read news",
    "bulletins:changes": "a fragment that a script asks for: tests/bulletins/desk/test_browser.py",
    "staff_password_change": "leads to password_change",
    "guide": "in the layout of the staff site: tests/config/test_start_page.py",
    **dict.fromkeys(
        (
            *("accounts:end_device", "accounts:end_own", "api:revoke"),
            *("following:end", "following:seen"),
            *("documents:decide_relations", "documents:handle_report", "documents:undo_merge"),
            *("organizations:undo_reorganization", "documents:put_content_back"),
            *("bulletins:release", "bulletins:decide", "bulletins:judge", "bulletins:publish"),
            *(
                "bulletins:confirm_certain",
                "bulletins:take_up",
                "bulletins:undo",
                "bulletins:mark_missed",
            ),
            *("bulletins:subject", "bulletins:decide_relations", "bulletins:keep_note"),
            *("bulletins:put_back", "bulletins:correct", "bulletins:outline_undo"),
            "bulletins:take_out",
        ),
        "a button: leads back to the page it stands on",
    ),
}
