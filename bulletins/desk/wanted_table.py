"""The list of documents that are cited and not held as a file, for whoever looks for the papers."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from bulletins.desk.wanted import Wanted, all_waiting, wanted_of
from documents.exporting.files import table_file
from documents.exporting.list_table import day_of, title_of
from documents.exporting.listing import MOST_EXPORTED
from documents.exporting.tables import Table, Value
from organizations.access import refuse_others
from organizations.text import normalize

NAME = "Văn bản cần tìm"
# What stands in a column, and how many characters wide it is.
COLUMNS = {
    "STT": 6,
    "Văn bản": 30,
    "Ngày ban hành": 13,
    "Cơ quan ban hành": 36,
    "Tên gọi, trích yếu": 60,
    "Số bản tin trích dẫn": 12,
    "Số văn bản trích dẫn": 12,
    "Ghi khác nhau": 40,
}
# So many are read at once: a file never holds all sentences in memory.
_READ_AT_ONCE = 200


@require_safe
def wanted_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Send the whole list as a file, the most cited first."""
    refuse_others(request)
    return table_file(request, _table(), ending, NAME)


def _table() -> Table:
    told = f"{NAME}: được trích dẫn nhưng sổ chưa có văn bản, được nhiều nơi trích dẫn đứng đầu."
    return Table(
        name=NAME,
        columns=COLUMNS,
        rows=_rows(),
        page_head=NAME,
        lines=[told, f"Lập ngày {timezone.localdate():%d/%m/%Y}."],
    )


def _rows() -> Iterator[Sequence[Value]]:
    ranked = list(all_waiting()[:MOST_EXPORTED])
    number = 0
    for start in range(0, len(ranked), _READ_AT_ONCE):
        for one in wanted_of(ranked[start : start + _READ_AT_ONCE]):
            number += 1
            told = "; ".join(one.disagreements)
            yield (number, *_facts(one), one.bulletins, one.documents, told)


def _facts(one: Wanted) -> Sequence[Value]:
    """Return name, day, issuer and title as registered; of what is not, as they were read."""
    document, citation = one.document, one.citation
    if document is None:
        day = "/".join(reversed(citation.date.split("-"))) if citation.date else ""
        return (one.name, day, normalize(citation.issuer), "")
    issuer = normalize(document.issuer_display)
    title = "chưa có trích yếu" if one.lacks_title else title_of(document)
    return (document.label, day_of(document), issuer, title)
