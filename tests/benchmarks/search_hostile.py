"""Addresses that no reader types: what must be answered with a page or a refusal, never a fault.

Queries of 10 kB, nothing but marks, operators of SQL, FTS5 and tsquery, null characters, a
thousand filters, pages that are no pages, marks on marks, bytes that are no text.
"""

import random
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import quote_from_bytes

from documents.listing.forms import MAX_QUERY_CHARS

PATHS = ("/van-ban/", "/van-ban/bo-loc/", "/ban-tin/", "/", "/api/van-ban/")
# The list is where everything typed ends up, so it gets most.
WEIGHTS = (6, 2, 2, 1, 1)
FILTERS = (
    *("q", "loai", "co_quan", "cap", "tu_ngay", "den_ngay", "nam", "co_van_ban", "hieu_luc"),
    *("nhiem_ky", "xep", "page", "danh_sach", "tu_tim"),
)
MANY = 1_000
LONG_BYTES = 10_000
OPERATORS = (
    *('"', "*", "NEAR", "NEAR(a b, 5)", ":", "&", "|", "!", "&|!", "<->", "<2>", "^", "-", "--"),
    *("'", "''", '""', "\\", "\\'", "%", "_", ";", "/*", "*/", "AND", "OR", "NOT", "MATCH", "( )"),
    *("terms:", "rowid:", "x:", "t:", "a:editors", "v:proposed", "%s", "%(q)s", "$1", "?", "{}"),
    *("') OR 1=1 --", "a:*", "chi*", '"chi thi', "-chi", "- ", "[", "]", "(", ")", "'a':*", "=a1"),
)
WORDS = (
    *("chỉ thị", "kế hoạch", "24-CT/TU", "04ct tw", "19/5/2023", "31/2/2024", "tháng 5 năm 2023"),
    *("khóa XIII", "tỉnh ủy", "công tác", "số", "năm 0000", "99/99/9999", "2020-2025", "QĐ", "ß"),
)
STRANGE = "\x00\x01\x02\x1f\x7f\u00a0\u00ad\u200b\u200d\u202e\u2028\ufeff\ufffd\U0001f600İıſﬁ½²Ⅳ٣"
PAGES = ("-1", "0", "1.5", "NaN", "9" * 400, "１", "²", "1e9", "0x10", "last", " 1", "400", "401")
NUMBERS = ("9" * 30, "-1", "0", "1e308", "00000000001", "2147483648", "9223372036854775808")


def hostile_addresses(source: random.Random) -> Iterator[str]:
    """Yield addresses without end, the kinds one after another, all drawn from `source`."""
    while True:
        for kind in KINDS:
            path = source.choices(PATHS, WEIGHTS)[0]
            yield f"{path}?{kind(source)}"


def _encoded(pairs: list[tuple[str, bytes]]) -> str:
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs)


def _query(text: str, source: random.Random) -> str:
    others = [(name, str(source.choice(NUMBERS)).encode()) for name in source.sample(FILTERS, 1)]
    return _encoded([("q", text.encode()), *(others if source.random() < 0.2 else [])])


def _long(source: random.Random) -> str:
    piece = source.choice((*OPERATORS, *WORDS, "ữ", "a", "24-", "1/"))
    return _query((piece * LONG_BYTES)[:LONG_BYTES], source)


def _just_fits(source: random.Random) -> str:
    """As long as the box allows, of one thing again and again."""
    piece = source.choice((*OPERATORS, *WORDS, *STRANGE)) + source.choice(("", " ", "-", "/"))
    return _query((piece * MAX_QUERY_CHARS)[:MAX_QUERY_CHARS], source)


def _marks(source: random.Random) -> str:
    marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~–—“”«»…·•"
    return _query("".join(source.choices(marks, k=source.randint(1, 60))), source)


def _operators(source: random.Random) -> str:
    parts = source.choices((*OPERATORS, *WORDS), k=source.randint(1, 8))
    return _query(source.choice(("", " ")).join(parts), source)


def _strange(source: random.Random) -> str:
    text = source.choice(WORDS)
    for _ in range(source.randint(1, 6)):
        place = source.randint(0, len(text))
        text = text[:place] + source.choice(STRANGE) + text[place:]
    return _query(text, source)


def _soup(source: random.Random) -> str:
    """Letters under piles of marks, decomposed."""
    letters = unicodedata.normalize("NFD", "".join(source.choices(WORDS, k=3)))
    marks = "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b\u0338\u20e3"
    return _query(
        "".join(f"{char}{''.join(source.choices(marks, k=2))}" for char in letters)[:199], source
    )


def _bytes(source: random.Random) -> str:
    """Bytes that are no UTF-8: lone surrogates, cut letters, anything."""
    pieces = (b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xff", b"\xc3", b"\xf4\x90\x80\x80", b"\x00")
    value = b"".join(source.choices((*pieces, b"chi ", b"24-CT/TU", source.randbytes(6)), k=5))
    return _encoded([(source.choice(FILTERS), value)])


def _filters(source: random.Random) -> str:
    """Several filters with values of any kind."""
    values = (*PAGES, *NUMBERS, *OPERATORS, *WORDS, "chua-ro", "co", "xa", "", "\x00")
    names = source.sample(FILTERS, source.randint(1, 6))
    return _encoded([(name, source.choice(values).encode()) for name in names])


def _thousand(source: random.Random) -> str:
    name = source.choice((*FILTERS, ""))
    return "&".join(f"{name or f'x{place}'}={place}" for place in range(MANY))


def _page(source: random.Random) -> str:
    page = source.choice(PAGES).encode()
    return _encoded([("q", source.choice(WORDS).encode()), ("page", page)])


KINDS: tuple[Callable[[random.Random], str], ...] = (
    *(_just_fits, _marks, _operators, _strange, _soup, _bytes, _filters, _page, _operators),
    *(_long, _operators, _filters, _just_fits, _strange, _marks, _bytes, _page, _soup, _thousand),
)
