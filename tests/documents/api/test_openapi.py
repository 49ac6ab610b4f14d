"""The description of the API: true to its addresses, its parameters and its limits."""

import pytest
from django.urls import get_resolver
from jsonschema import Draft202012Validator

from documents.api.asking import MAX_TEXT_BYTES
from documents.api.openapi import description
from documents.linking.unkept import MAX_CITATIONS
from documents.listing.filters import DocumentFilter
from documents.listing.paging import LAST_PAGE

# Told beside the description itself, and no part of what it describes.
NOT_DESCRIBED = {"about", "openapi", "unknown", "tokens", "revoke"}


def _references(part):
    """Yield every shape that `part` of the description points at."""
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for value in part.values():
            yield from _references(value)
    elif isinstance(part, list):
        for value in part:
            yield from _references(value)


def test_every_address_is_described_and_no_other():
    names = {
        pattern.name
        for resolver in get_resolver().url_patterns
        if getattr(resolver, "namespace", None) == "api"
        for pattern in resolver.url_patterns
    }
    described = {"/api/van-ban/", "/api/van-ban/{slug}/", "/api/trich-dan/"}
    assert set(description()["paths"]) == described
    assert names - NOT_DESCRIBED == {"list", "detail", "citations"}


def test_every_shape_is_sound_used_and_there():
    whole = description()
    shapes = whole["components"]["schemas"]
    for shape in shapes.values():
        Draft202012Validator.check_schema(shape)
    named = {reference.rsplit("/", 1)[1] for reference in _references(whole)}
    assert named == set(shapes)


def test_the_list_takes_the_filters_of_the_page_with_their_words():
    told = description()["paths"]["/api/van-ban/"]["get"]["parameters"]
    assert [one["name"] for one in told] == [*DocumentFilter.base_filters, "page"]
    assert all(one["description"] for one in told)
    choices = {one["name"]: one["schema"].get("enum") for one in told}
    assert choices["cap"] == ["trung-uong", "tinh", "huyen", "xa", "chi-bo", "chua-ro"]
    assert choices["co_van_ban"] == ["co", "chi-trich-dan"]


@pytest.mark.django_db
def test_the_description_is_served_to_everybody(client):
    response = client.get("/api/openapi.json")
    assert response.json() == description()
    assert response.json()["openapi"] == "3.1.0"


@pytest.mark.django_db
def test_the_page_for_people_tells_the_addresses_and_the_limits(client):
    page = client.get("/api/").content.decode()
    for words in ("/api/van-ban/", "/api/trich-dan/", "/api/openapi.json", "/tai-khoan/"):
        assert words in page
    for limit in (f"{MAX_TEXT_BYTES // 1024} kB", f"{MAX_CITATIONS} trích dẫn", f"{LAST_PAGE}"):
        assert limit in page
