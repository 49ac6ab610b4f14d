"""How far the reader and the checks are to be trusted: the page that tells, and the buttons by
which a person says of a check that it was right or not.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from bulletins.desk import remarks
from bulletins.desk.access import bulletin_for_editor, desk_address, refused
from bulletins.desk.sheet import remarks_on
from documents.deciding.rule_names import CHECKS, READINGS, RELATIONS, WAYS, name_of
from documents.deciding.trust import (
    LEAST_DECISIONS,
    LEAST_PERCENT,
    Kind,
    Tally,
    count_tallies,
    early_limits,
)
from organizations.access import refuse_others

# The rules of each kind with their names, in the order of the page.
SECTIONS = {
    Kind.READING: ("Cách nhận ra trích dẫn", READINGS),
    Kind.WAY: ("Cách tìm ra văn bản được trích dẫn", WAYS),
    Kind.RELATION: ("Cách đọc quan hệ giữa hai văn bản", RELATIONS),
    Kind.CHECK: ("Kiểm tra lỗi", CHECKS),
}
# What the button says to be kept; nothing for the word taken back.
_WORDS = {"dung": True, "nham": False, "rut": None}
_SAID = {
    "dung": "Đã ghi: báo đúng. Bản tin in sai thì bấm “Sửa nội dung mục này” trong thẻ.",
    "nham": "Đã ghi: báo nhầm. Chỗ này không còn tính là lỗi.",
    "rut": "Đã rút ý kiến về kết quả kiểm tra.",
}


@dataclass(frozen=True, slots=True)
class Section:
    """The rules of one kind: those decided on, the doubtful first, and the names of the others."""

    title: str
    kind: Kind
    rules: list[tuple[str, Tally]]
    unmeasured: list[str]


@require_safe
def trust(request: HttpRequest) -> HttpResponse:
    """Show how often people agreed with each rule, those under the share first."""
    refuse_others(request)
    context = {
        "sections": _sections(),
        "least": LEAST_DECISIONS,
        "share": LEAST_PERCENT,
        "early": early_limits(),
    }
    return render(request, "bulletins/trust.html", context)


def _sections() -> list[Section]:
    tallies = count_tallies()
    sections = []
    for kind, (title, names) in SECTIONS.items():
        decided = sorted((one for one in tallies.values() if one.kind == kind), key=_place)
        told = [(name_of(names, one.rule), one) for one in decided]
        met = {one.rule for one in decided}
        others = [name for rule, name in names.items() if rule not in met]
        sections.append(Section(title, kind, told, others))
    return sections


def _place(tally: Tally) -> tuple[bool, bool, float]:
    """Those under the share first, then those measured, the least agreed with before others."""
    return tally.is_trusted, tally.share is None, 0.0 if tally.share is None else tally.share


@require_POST
def judge(
    request: HttpRequest, publisher: str, year: int, month: int, citation: int
) -> HttpResponse:
    """Keep what an editor says of one remark on a card, and lead back to the card."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    word = request.POST.get("y-kien", "")
    try:
        if word not in _WORDS:
            raise ValidationError("Không hiểu nút vừa bấm. Chưa ghi gì.", code="unknown_action")
        key = request.POST.get("nhan-xet", "")
        remarks.judge(bulletin, remarks_on, citation, key, _WORDS[word], request.user)
    except ValidationError as error:
        return refused(request, error, bulletin, citation)
    messages.success(request, _SAID[word])
    return redirect(desk_address(bulletin, citation))
