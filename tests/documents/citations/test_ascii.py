"""Text to ASCII, sign for sign: no character more, none less."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.citations.ascii import ACCENT, DROPPED, to_ascii


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Chỉ thị số 24-CT/ĐU", "Chi thi so 24-CT/DU"),
        ("ÐU, Ɖ, ƢBND", "DU, D, UBND"),  # look-alikes of other keyboards
        ("24\u201124\u201324\u221224", "24-24-24-24"),  # frequent and rare dashes
        ("a\u00a0b\u202fc\td", "a b c d"),  # frequent and rare blanks
        ("a\r\nb\u2028c", "a\n\nb\nc"),  # line ends of every system
        ("“a” «b» ‘c’", '"a" "b" \'c\''),
        ("**a**", f"{DROPPED * 2}a{DROPPED * 2}"),  # Markdown
        ("a¹\u200b\ufeff\x00\x07", f"a{DROPPED * 5}"),
        ("e\u0323\u0302", f"e{ACCENT * 2}"),  # a decomposed letter keeps its place
        ("中😀", "??"),  # no Latin base letter
        ("", ""),
    ],
)
def test_each_sign_has_one_in_ascii(text: str, bare: str) -> None:
    assert to_ascii(text) == bare


def test_every_vietnamese_letter_has_its_base_letter() -> None:
    for code in range(0xC0, 0x1EFA):
        decomposed = unicodedata.normalize("NFD", chr(code))
        if decomposed[0].isascii() and decomposed[0].isalpha() and len(decomposed) > 1:
            assert to_ascii(chr(code)) == decomposed[0]


@given(st.text(st.characters()))
def test_the_length_never_changes(text: str) -> None:
    bare = to_ascii(text)
    assert len(bare) == len(text)
    assert bare.isascii()


def test_characters_on_their_own_and_in_company_are_read_alike() -> None:
    # the codec writes frequent characters, the table the others: no seam between them
    chars = [chr(code) for code in range(0x3000)]
    assert to_ascii("".join(chars)) == "".join(to_ascii(char) for char in chars)
