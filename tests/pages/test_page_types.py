"""The table of page types names every page there is."""

from tests.pages.page_types import NOT_PAGES, PAGE_TYPES
from tests.permissions.walking import named_patterns


def test_every_address_is_of_a_page_type_or_is_no_page():
    walked = {kind.name for kind in PAGE_TYPES}
    known = walked | NOT_PAGES.keys()
    missing = [
        name for name in named_patterns() if name not in known and not name.startswith("admin:")
    ]
    assert missing == [], "add a line to PAGE_TYPES, or say in NOT_PAGES why it is no page"
    assert walked.isdisjoint(NOT_PAGES)


def test_no_page_type_stands_for_an_address_that_is_gone():
    names = set(named_patterns())
    assert NOT_PAGES.keys() <= names
    assert {kind.name for kind in PAGE_TYPES if kind.name and not kind.is_failure} <= names


def test_no_two_page_types_have_one_title():
    titles = [kind.title for kind in PAGE_TYPES]
    assert len(titles) == len(set(titles))
