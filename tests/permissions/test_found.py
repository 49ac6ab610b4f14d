"""What is found, counted and kept for the next who asks holds only what that reader may see."""

import pytest
from django.urls import reverse

from tests.permissions.addresses import OPEN_PAGES
from tests.permissions.cast import ROLES
from tests.permissions.walking import body_of, records_at, words_for, words_in


def documents_for(cast, role: str) -> set[str]:
    return {word for word in words_for(role, cast) if word.startswith("dau-vanban")}


@pytest.mark.parametrize("role", ROLES)
def test_the_words_of_a_text_lead_nobody_to_what_they_may_not_see(cast, role):
    client = cast["clients"][role]
    for asked in ("Nội dung", "thực hiện"):
        response = client.get(reverse("documents:list"), {"q": asked, "danh_sach": "1"})
        assert words_in(body_of(response), cast) <= words_for(role, cast), (role, asked)
        narrowed = client.get(reverse("documents:facets"), {"q": asked})
        assert words_in(body_of(narrowed), cast) <= words_for(role, cast), (role, asked)
    found = {document.title for document in response.context["page"]}
    assert found <= documents_for(cast, role)


@pytest.mark.parametrize("role", ROLES)
def test_searching_items_finds_only_those_the_visitor_may_see(cast, role):
    client = cast["clients"][role]
    for _, word, seen_by in records_at(cast, "/ban-tin/"):
        response = client.get(reverse("bulletins:list"), {"q": word})
        found = [item.title for item in response.context["page"]]
        assert found == ([word] if role in seen_by else []), (role, word)
        part = client.get(
            reverse("bulletins:list"), {"q": word}, headers={"x-requested-with": "fetch"}
        )
        assert (word in body_of(part)) == (role in seen_by), (role, word)


@pytest.mark.parametrize("role", ROLES)
def test_no_count_tells_of_what_is_hidden(cast, role):
    client = cast["clients"][role]
    seen = documents_for(cast, role)
    first = client.get(reverse("documents:home")).context
    assert first["all"].count == len(seen)
    held = {word for word in seen if not word.endswith("-binned")}
    assert first["held"].count == len(held)
    facets = client.get(reverse("documents:facets")).context["facets"]
    for facet in facets:
        assert sum(value.count.number for value in facet.values) <= len(seen), (role, facet.label)


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_what_was_made_for_staff_is_not_kept_for_others(cast, name):
    address = reverse(name, kwargs=OPEN_PAGES[name])
    for role in reversed(ROLES):
        told = words_in(body_of(cast["clients"][role].get(address)), cast)
        assert told <= words_for(role, cast), (role, name)


@pytest.mark.parametrize("role", ["member", "editor"])
def test_no_cache_between_keeps_for_others_what_one_reader_was_shown(cast, role):
    client = cast["clients"][role]
    pages = [reverse(name, kwargs=values) for name, values in OPEN_PAGES.items()]
    pages += [address for address, _, seen_by in cast["records"] if role in seen_by]
    for address in pages:
        response = client.get(address)
        if words_in(body_of(response), cast):
            kept = response.get("Cache-Control", "")
            is_own = "Cookie" in response.get("Vary", "") or "no-store" in kept or "private" in kept
            assert is_own, (role, address)
