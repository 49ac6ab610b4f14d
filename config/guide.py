"""The guide for editors, as a page: it is written once, in `docs/huong-dan-bien-tap.md`.

Read is the little Markdown that the guide uses: headings, paragraphs, lists, pictures, links,
strong words. The pictures lie in `docs/anh/` and are served as static files.
"""

import re
from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from organizations.access import refuse_others

PICTURES = "huong-dan"
GUIDE = settings.BASE_DIR / "docs" / "huong-dan-bien-tap.md"

_HEADING = re.compile(r"(#{1,3}) (.+)")
# "![Trang biên tập](anh/trang-dau.jpg)" alone on its line
_PICTURE = re.compile(r"!\[([^\]]+)\]\(anh/([\w.-]+)\)")
_LIST = re.compile(r"(?:(\d+)\.|-) (.+)")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
# Addresses of this site only.
_LINK = re.compile(r"\[([^\]]+)\]\((/[\w/-]*)\)")


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show the guide to editors; others are sent to sign in, or told no."""
    refuse_others(request)
    return render(request, "guide.html", {"guide": _shown()})


@cache
def _shown() -> SafeString:
    return as_html(GUIDE.read_text("utf-8"))


def as_html(text: str) -> SafeString:
    """Return the guide's Markdown as HTML; everything in it is escaped first."""
    blocks = (block for block in re.split(r"\n{2,}", text.strip()))
    # Each block was escaped piece by piece.
    return mark_safe("\n".join(map(_block, blocks)))  # nosec B308 B703  # escaped above


def _block(block: str) -> str:
    if heading := _HEADING.fullmatch(block):
        level = len(heading[1])
        return f"<h{level}>{_inline(heading[2])}</h{level}>"
    if picture := _PICTURE.fullmatch(block):
        address = static(f"{PICTURES}/{picture[2]}")
        return format_html('<p><img src="{}" alt="{}" loading="lazy"></p>', address, picture[1])
    if _LIST.match(block):
        kind = "ol" if block[0].isdigit() else "ul"
        rows = "".join(f"<li>{_inline(row)}</li>" for row in _rows(block))
        return f"<{kind}>{rows}</{kind}>"
    return f"<p>{_inline(block)}</p>"


def _rows(block: str) -> Iterator[str]:
    """Yield the rows of a list; a line that begins none goes on with the one before."""
    row = ""
    for line in block.splitlines():
        if begun := _LIST.match(line):
            if row:
                yield row
            row = begun[2]
        else:
            row = f"{row} {line.strip()}"
    yield row


def _inline(words: str) -> str:
    shown = _STRONG.sub(r"<strong>\1</strong>", escape(" ".join(words.split())))
    return _LINK.sub(r'<a href="\2">\1</a>', shown)
