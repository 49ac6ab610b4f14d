"""What stands around a record tells of those alone that its reader may see.

One document is named by all records of the cast, and names them: by relations, citations, the
items of bulletins. Its pages and files hold what each role may know, and all of it.
"""

import pytest
from django.urls import reverse

from tests.permissions.addresses import READER_DOCUMENT_PAGES
from tests.permissions.cast import ROLES
from tests.permissions.walking import body_of, words_for, words_in

# Who has carried a document out is told by codes, the others by titles.
BY_CODE = {path for path in READER_DOCUMENT_PAGES.values() if path.startswith("trien-khai")}
PAGES = ("", "luoc-do/", *sorted(set(READER_DOCUMENT_PAGES.values()) - BY_CODE))
# Of each body the table names so many.
MOST_SHOWN = 3


def told_at(cast, role: str, *addresses: str) -> set[str]:
    """Return the marks on these pages, of which none may say more than the role may know."""
    found = set()
    for address in addresses:
        response = cast["clients"][role].get(address)
        assert response.status_code == 200, (role, address)
        told = words_in(body_of(response), cast)
        assert told <= words_for(role, cast), (role, address)
        found |= told
    return found


def known(cast, role: str, kind: str) -> set[str]:
    """Return the marks of the records of a kind that readers are told of beside others."""
    return {word for word in words_for(role, cast) if word.startswith(f"dau-{kind}-")}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", PAGES)
def test_what_names_a_document_is_told_to_those_who_may_see_it(cast, role, path):
    told = told_at(cast, role, f"/van-ban/{cast['named']}/{path}")
    assert told & known(cast, role, "vanban") == known(cast, role, "vanban"), (role, path)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", sorted(BY_CODE))
def test_who_has_carried_a_document_out_is_told_by_what_one_may_see(cast, role, path):
    address = f"/van-ban/{cast['named']}/{path}"
    told_at(cast, role, address)
    content = body_of(cast["clients"][role].get(address))
    shown, hidden = set(), set()
    for place, word, seen_by in cast["records"]:
        if place.startswith("/van-ban/") and not word.endswith("-named"):
            code = f"{place.split('/')[2].split('-')[0]}-CT/"
            (shown if role in seen_by else hidden).add(code)
    assert not {code for code in hidden if code in content}
    assert len({code for code in shown if code in content}) >= min(MOST_SHOWN, len(shown))


@pytest.mark.parametrize("role", ROLES)
def test_items_about_a_document_are_told_to_those_who_may_read_the_bulletin(cast, role):
    told = told_at(cast, role, reverse("bulletins:about", args=[cast["named"]]))
    assert told & known(cast, role, "bantin") == known(cast, role, "bantin")


@pytest.mark.parametrize("role", ROLES)
def test_another_system_is_told_no_more(cast, role):
    told = told_at(cast, role, f"/api/van-ban/{cast['named']}/")
    assert told & known(cast, role, "vanban") == known(cast, role, "vanban")
