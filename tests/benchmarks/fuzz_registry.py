"""The registry that is fuzzed: something of every kind, so that links lead to every kind of page.

The records of the pages that are walked in a browser, and what was done and can be taken back.
"""

from collections.abc import Iterator
from datetime import date

from django.http import QueryDict

from bulletins.importing import import_bulletin
from bulletins.models import Bulletin
from documents.following.feed import give_address
from documents.following.follows import follow, followed_in
from documents.merging.merge import merge
from documents.models import Document, issue_token
from documents.removing.content import remove_content
from organizations.models import User
from organizations.reorganizing.carrying_out import carry_out
from organizations.reorganizing.plan import make_plan
from organizations.reorganizing.wishes import Kind, NewBody, Wish
from organizations.signing_in.entry import give_link
from tests import factories as make
from tests.pages.page_types import PAGE_TYPES
from tests.pages.records import make_records
from tests.permissions.addresses import STAFF_BUTTONS

DRAFT = """NỘI DUNG

1. Việc thứ nhất của các chi bộ trong tháng

Chi bộ đọc Chỉ thị số 24-CT/TW, ngày 05/6/2023 của Ban Bí thư và Kế hoạch số 361-KH/TU.

2. Việc thứ hai của các chi bộ trong tháng

Thực hiện Nghị quyết số 12-NQ/TU, ngày 31/02/2023 của Tỉnh ủy; Chỉ thị 24 thay thế Chỉ thị 9-CT/TU.
"""
# Of the records of the pages: an editor with a second step.
OWES_A_CODE = {"username": "hai-buoc", "password": make.PASSWORD}
# Names that the boxes and buttons of the desk have.
_AT_DESK = (
    *("seen", "viec", "van-ban", "ly-do", "dinh-chinh", "khong-neu", "text", "loi"),
    *("chu", "van", "tu", "nhan-xet", "y-kien", "reason"),
)
Button = tuple[str, tuple[tuple[str, str], ...]]


def lay_down() -> tuple[list[User], list[str]]:
    """Make the records; return a member, an editor and an administrator, and where to begin.

    From those addresses links lead to every kind of page, but for the staff site's own.
    """
    words = make_records()
    people = [User.objects.get(username=name) for name in ("thanh-vien", "bien-tap")]
    people.append(make.make_administrator())
    # One that members read, with a part that nobody has released, and one to be proofread.
    make.make_item(Bulletin.objects.filter(month=3).latest("pk"), unreviewed="text")
    body = make.make_organization("Ban Tuyên giáo Tỉnh ủy Mẫu", "BTGTU")
    draft = import_bulletin(DRAFT, body, 2025, 1).bulletin
    _done(people[-1])
    addresses = [page.address.format_map(words) for page in PAGE_TYPES]
    for person in people:
        follow(person, followed_in(QueryDict(f"van-ban={words['directive']}"), person))
        issue_token(person, "Máy đọc")
        addresses.append(f"/theo-doi/{give_address(person)}/atom.xml")
    addresses += [draft.get_absolute_url(), f"{draft.get_absolute_url()}doi-chieu/"]
    addresses += [f"/api/van-ban/{words['directive']}/", f"/thanh-vien/{people[0].pk}/"]
    return people, addresses


def _done(editor: User) -> None:
    """Merge, take content away and reorganise, so that there is something to be undone."""
    kept, gone = make.make_document(), make.make_document()
    merge(kept, gone, editor)
    emptied = make.make_document(text="Nội dung sẽ gỡ.")
    make.make_citation(None, f"Chỉ thị số {emptied.code}", emptied)
    remove_content(Document.objects.get(pk=emptied.pk), editor)
    former = make.make_organization("Đảng ủy phường Sẽ Đổi Tên")
    new = NewBody("Đảng ủy phường Đã Đổi Tên", "ĐU")
    wish = Wish(Kind.RENAME, date(2025, 7, 1), "Nghị quyết số 12-NQ/TU", [former], [new])
    carry_out(wish, make_plan(wish).mark, editor)


def way_in(member: User, giver: User) -> str:
    """Return the address of a link that signs a device of `member` in."""
    return f"/vao/{give_link(member, giver)[1]}/"


def buttons_behind_others() -> Iterator[Button]:
    """Yield forms of a bulletin's desk as they are sent: some stand only behind another one."""
    fields = tuple((name, "1") for name in _AT_DESK)
    for bulletin in Bulletin.objects.order_by("-pk")[:3]:
        for path in STAFF_BUTTONS.values():
            yield bulletin.get_absolute_url() + path, fields
    yield "/ban-tin/nhap/lay-lai/", fields
