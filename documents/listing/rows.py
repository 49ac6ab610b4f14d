"""What a row of a list shows of a document: the words looked for, and where they stand.

Texts are those the reader may see; the words of one whole page cost one query.
"""

import html
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypedDict

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from documents.models import Document, Passage, SourceText
from documents.search.marking import MarkedPiece, marked, snippet, sought
from documents.search.parts import Query
from documents.search.question import Rights
from documents.search.terms import bare, words_of
from organizations.audience import KEPT_CIRCLES, Circle, circle_of
from organizations.reading_place import reading_connection

_PASSAGES, _TEXTS = Passage._meta.db_table, SourceText._meta.db_table
_NOTHING = SafeString("")
_NOT_HELD = '\n  <span class="tag">chưa có văn bản</span>'
_PROPOSED = '\n  <span class="tag tag-proposed">máy đề xuất</span>'


class Row(TypedDict):
    """One document as a list shows it; what is not known is empty.

    A dict: a template finds a key in half the time of an attribute, and a page has hundreds.
    """

    address: str
    label: str
    is_held: bool
    is_proposed: bool
    title: SafeString
    snippet: SafeString
    date: str
    issuer: str
    term: str


def plain_rows(documents: Iterable[Document]) -> list[Row]:
    """Return a row for each document where no words were looked for."""
    place = documents_place()
    return [_row(place, document, escape(document.title)) for document in documents]


def rows_of(documents: Iterable[Document], query: Query | None, reader: Any) -> list[Row]:
    """Return a row for each document, words of `query` marked as far as `reader` may see them.

    A stretch of the text is shown where title, body and signer do not hold every word demanded.
    """
    shown = list(documents)
    demanded = (*query.words, *query.phrases) if query else ()
    words = sought(demanded + query.optional_words) if query else frozenset()
    needed = sought(demanded)
    titles = [marked(document.title, words) for document in shown]
    in_text = [
        document.pk
        for document, title in zip(shown, titles, strict=True)
        if _missing(document, title, needed)
    ]
    stretches = _stretches(in_text, demanded, reader) if in_text else {}
    place = documents_place()
    return [
        _row(
            place,
            document,
            with_marks(title),
            with_marks(snippet(stretches.get(document.pk, ""), words)),
        )
        for document, title in zip(shown, titles, strict=True)
    ]


def with_marks(pieces: Iterable[MarkedPiece]) -> SafeString:
    """Return a text in pieces as it stands on a page: words looked for in <mark>, all escaped."""
    shown = (
        f"<mark>{html.escape(piece.text)}</mark>" if piece.is_hit else html.escape(piece.text)
        for piece in pieces
    )
    return mark_safe("".join(shown))  # nosec B308 B703  # each piece is escaped above


def drawn(rows: Iterable[Row]) -> SafeString:
    """Return rows as the items of a list on a page.

    Joined in Python: through a template the rows took a fifth of the time of the whole page.
    """
    return mark_safe("".join(map(_drawn, rows)))  # nosec B308 B703  # _drawn escapes what it is given


def _drawn(row: Row) -> str:
    # Title and snippet are escaped already; `format_html` took as long as the template.
    title = f'\n  <p class="row-title">{row["title"]}</p>' if row["title"] else ""
    snippet = f'\n  <p class="row-snippet">{row["snippet"]}</p>' if row["snippet"] else ""
    term = f'\n<span class="term">Khóa {html.escape(row["term"])}</span>' if row["term"] else ""
    return f"""<li class="row">
  <a class="row-code" href="{html.escape(row["address"])}">{html.escape(row["label"])}</a>\
{"" if row["is_held"] else _NOT_HELD}{_PROPOSED if row["is_proposed"] else ""}{title}{snippet}
  <p class="row-facts"><span class="day">{html.escape(row["date"]) or "chưa rõ ngày"}</span>
<span>{html.escape(row["issuer"])}</span>{term}
</p>
</li>
"""


def documents_place() -> str:
    """Return where the addresses of documents begin: to make each of a page anew takes 1 ms."""
    return reverse("documents:detail", args=["-"]).removesuffix("-/")


def _row(place: str, document: Document, title: SafeString, stretch: SafeString = _NOTHING) -> Row:
    return Row(
        address=f"{place}{document.slug}/",
        label=document.label,
        is_held=document.is_held,
        is_proposed=document.is_proposed,
        title=title,
        snippet=stretch,
        date=document.date_display,
        issuer=document.issuer_display,
        term=document.term.label if document.term else "",
    )


def _missing(document: Document, title: list[MarkedPiece], needed: frozenset[str]) -> bool:
    """Whether a word of `needed` stands neither in the title nor elsewhere in the heading."""
    # Most pages are told by their titles, of which the words are known already.
    missing = needed - sought([piece.text for piece in title if piece.is_hit])
    return bool(missing) and not missing <= sought([document.heading])


def _stretches(documents: list[int], texts: Iterable[str], reader: Any) -> dict[int, str]:
    """Return for each of these documents the first piece of its texts with all that is looked for.

    A piece bears the words of the heading too, so what is not there stands in the piece itself.
    """
    rows = [f"% {' '.join(filter(None, map(bare, words_of(text))))} %" for text in texts]
    few = ", ".join(["%s"] * len(documents))
    holds = " AND q.words LIKE %s" * len(rows)
    # Asked row by row: SQLite would begin with all texts there are.
    seen, rights = _rights_to_texts(circle_of(reader)).seen_record("s.id")
    # Only the piece leaves the database, not the book it stands in.
    statement = (
        f'SELECT p.document_id, substr(s.body, p.start + 1, p."end" - p.start) '
        f"FROM {_PASSAGES} p JOIN {_TEXTS} s ON s.id = p.source_id WHERE p.position IN ("
        f"SELECT min(q.position) FROM {_PASSAGES} q WHERE q.document_id IN ({few}) "
        f"AND q.source_id IS NOT NULL{holds} GROUP BY q.document_id"
        f") AND ({seen} LIMIT 1) IS NOT NULL"
    )
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, [*documents, *rows, *rights])
        return dict(cursor.fetchall())


@lru_cache(maxsize=KEPT_CIRCLES)
def _rights_to_texts(circle: Circle) -> Rights:
    return Rights(SourceText.objects.visible_to(circle))
