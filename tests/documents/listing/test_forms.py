"""The boxes of the list's form are drawn as Django's own are."""

import pytest
from django import forms
from django.test.html import parse_html

from documents.listing.forms import JoinedInput, JoinedSelect

CHOICES = [("", "Mọi loại"), ("chi thi", "Chỉ thị"), ("a&b", '<script>"x"</script>'), (3, "ba")]


@pytest.mark.parametrize(
    ("value", "attrs"),
    [
        (None, None),
        ("", {"id": "id_loai"}),
        ("chi thi", {"id": "id_loai", "aria-invalid": "true"}),
        # Typed in the address: what has to be escaped, what is no choice, a number among words.
        ("a&b", {"id": 'x"y', "required": True, "disabled": False}),
        ("khong-co", {}),
        ("3", {}),
    ],
)
def test_a_joined_select_is_that_of_django(value, attrs):
    given = {"attrs": {"class": "rong"}, "choices": CHOICES}
    joined = JoinedSelect(**given).render("loai", value, attrs)
    assert parse_html(joined) == parse_html(forms.Select(**given).render("loai", value, attrs))


@pytest.mark.parametrize(
    ("value", "attrs"),
    [
        (None, None),
        ("", {"id": "id_nam", "required": True, "disabled": False}),
        (0, {}),
        (2023, {"aria-invalid": "true"}),
        ('"><script>', {"id": 'x"y'}),
    ],
)
def test_a_joined_input_is_that_of_django(value, attrs):
    for given in (None, {"type": "search", "maxlength": 200}):
        joined = JoinedInput(attrs=given).render("nam", value, attrs)
        assert parse_html(joined) == parse_html(
            forms.TextInput(attrs=given).render("nam", value, attrs)
        )


def test_a_choice_with_html_in_its_name_is_shown_as_text():
    text = JoinedSelect(choices=CHOICES).render("loai", "chi thi")
    assert '<option value="chi thi" selected>Chỉ thị</option>' in text
    assert '<option value="a&amp;b">&lt;script&gt;&quot;x&quot;&lt;/script&gt;</option>' in text
