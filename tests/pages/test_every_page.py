"""Every type of page in a browser: on a phone and a laptop, light, dark, by keys, on paper.

The rules are those of WCAG 2.2 AA and axe's own good practice. Beside them a page is no wider
than its window, holds nothing that a thumb cannot hit, bears letters twice as large, asks no other
site, does not jump while it comes, and is reached by the Tab key wherever something is pressed.
"""

import pytest

from bulletins.desk.reading import SECONDS
from organizations.models import User
from tests.browsing import sign_in
from tests.pages.page_types import ACCOUNTS, EDITOR, MEMBER, PAGE_TYPES
from tests.pages.records import make_records
from tests.pages.walking import Walker

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.any_database]

USERS = {MEMBER: "thanh-vien", EDITOR: "bien-tap"}


@pytest.fixture
def walker(page, live_server, settings, monkeypatch):
    """The window in which the pages of the records are opened, known to nobody."""
    settings.ROOT_URLCONF = "tests.config.test_pages"
    # A page of something under way loads itself anew, in the middle of what is asked of it.
    for standing in SECONDS:
        monkeypatch.setitem(SECONDS, standing, 3600)
    return Walker(page, live_server.url, make_records())


@pytest.mark.parametrize("size", ["phone", "laptop"])
@pytest.mark.parametrize("account", ACCOUNTS)
def test_nothing_is_wrong_with_any_page(walker, account, size):
    if account in USERS:
        person = User.objects.get(username=USERS[account])
        sign_in(walker.page, walker.site, person)
    walked = [kind for kind in PAGE_TYPES if kind.account == account]
    found = [wrong for kind in walked for wrong in walker.ask(kind, size)]
    assert not found, "\n".join(found)


def test_on_paper_the_names_that_lead_somewhere_still_stand(walker):
    sign_in(walker.page, walker.site, User.objects.get(username=USERS[MEMBER]))
    walker.page.goto(f"{walker.site}/theo-doi/moi/?tat_ca=1")
    named = walker.page.locator("main .is-printed")
    leading = walker.page.locator("main .more:not(.is-printed)")
    assert named.count()
    walker.page.emulate_media(media="print")
    assert all(link.is_visible() for link in named.all())
    assert not any(link.is_visible() for link in leading.all())
