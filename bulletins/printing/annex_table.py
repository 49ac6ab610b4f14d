"""The annex of a bulletin as a table to take away: what its page shows, row by row."""

from bulletins.printing.sheet import PrintedAnnex, PrintedHead
from bulletins.printing.word import ANNEX_COLUMNS, ANNEX_TITLE
from documents.exporting.tables import Table

# How many characters wide the columns are.
_WIDTHS = (6, 30, 14, 36, 60, 16)


def annex_table(head: PrintedHead, annex: PrintedAnnex) -> Table:
    """Return the documents that a bulletin cites, in the order of a register.

    Its marking stands above them: the file goes from hand to hand as the paper does.
    """
    left_out = f"Không có {annex.left_out} văn bản mà không phải ai đọc bản tin cũng được xem."
    name = f"{ANNEX_TITLE}. {head.annex_line}"
    told = (head.marking, head.warning, name, left_out if annex.left_out else "")
    return Table(
        name="Danh mục",
        columns=dict(zip(ANNEX_COLUMNS, _WIDTHS, strict=True)),
        rows=(
            (number, row.name, row.date, row.body, row.title, row.places)
            for number, row in enumerate(annex.rows, start=1)
        ),
        page_head=ANNEX_TITLE,
        lines=[line for line in told if line],
    )
