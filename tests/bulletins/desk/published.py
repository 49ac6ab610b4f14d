"""A published bulletin with one text, as members have it, and what its corrections tell."""

from typing import Any

from bulletins.models import Bulletin, CorrectionChange
from bulletins.publishing import share_texts
from documents.models import Citation
from tests import factories as make

NOTE = "Sửa số hộ in sai ở mục 1."


def make_published() -> Bulletin:
    made = make.make_bulletin()
    source = make.make_source("1. Phòng cháy\n\nCó 12 hộ.\n\nChi bộ đọc Chỉ thị số 24-CT/TU.")
    make.make_item(made, label="1.", title="Phòng cháy", text=source)
    make.make_item(made, label="2.", title="Tin hoạt động", kind="news")
    share_texts(made)
    Citation.objects.all().delete()
    return made


def changes() -> list[tuple[Any, ...]]:
    """What the corrections tell: what was changed, before, after."""
    rows = CorrectionChange.objects.order_by("pk")
    return [(row.what, row.before, row.after) for row in rows]
