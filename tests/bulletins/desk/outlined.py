"""An invented draft whose items are corrected, and what a test asks of its outline."""

from collections import Counter
from functools import partial

from bulletins.desk.correcting import correct
from bulletins.desk.outline import outline_of
from bulletins.importing import import_bulletin
from documents.models import Citation, SourceText

TEXT = """TÀI LIỆU THÁNG 1

1. Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy

Các chi bộ đọc Chỉ thị số 24-CT/TU,
ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn trong tháng.

1.1. Mục đích

Nêu việc cần làm.

1.2. Yêu cầu

Theo Kế hoạch số 7-KH/TU, ngày 02/6/2023 của Tỉnh ủy Mẫu Sơn.

2. Chăm sóc cây

Cây được tưới.

3. Tin hoạt động

3.1. Chi bộ Mẫu tổ chức trồng cây

Buổi trồng cây có đủ đảng viên."""


def import_usual(province):
    return import_bulletin(TEXT, province, 2024, 1).bulletin


def line(bulletin, label):
    (found,) = (one for one in outline_of(bulletin).lines if one.item.label == label)
    return found


def step(bulletin, label, act, /, **fields):
    outline = outline_of(bulletin)
    return correct(bulletin, line(bulletin, label).item.pk, outline.seen, partial(act, **fields))


def shape(bulletin):
    return [(one.item.label, one.level) for one in outline_of(bulletin).lines]


def lines_kept():
    """Every line of every text, in use or in the bin, however many times it stands there."""
    return Counter(
        text_line
        for body in SourceText.objects.values_list("body", flat=True)
        for text_line in body.split("\n")
        if text_line.strip()
    )


def told(bulletin):
    """All that a step may change and its taking back restores: items, texts, places decided on."""
    outline = outline_of(bulletin)
    decided = Citation.objects.exclude(state="proposed").order_by("pk")
    facts = [
        (one.item.pk, one.item.parent_id, one.item.order, str(one.item), one.item.kind, one.body)
        for one in outline.lines
    ]
    return facts, [(one.pk, one.source.bulletin_item.pk, one.start, one.end) for one in decided]
