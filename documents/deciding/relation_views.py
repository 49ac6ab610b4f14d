"""The relations desk, for editors only: what the machine proposed, confirmed or rejected by a
person, singly or by group. An upper layer shows its own part of it with the same functions.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from documents.addressed import document_asked_for, page_asked_for
from documents.deciding import relations as deciding_relations
from documents.deciding.proposals import decidable, grouped, waiting, with_shown
from documents.deciding.several import decide_relations, take_back
from documents.deciding.taking_back import Undo
from documents.models import Relation
from organizations.access import refuse_others
from organizations.deeds import note_deed
from organizations.fields import ReasonField
from organizations.secrecy import refuse_secret
from organizations.text import key_in

# The key under which the session keeps what was last decided here.
UNDO = "relations_last_decided"
# And that under which it keeps what was ticked and typed in a press that was refused, told once.
REFUSED = "relations_refused"
PAGE_ROWS = 40
REASON_CHARS = Relation._meta.get_field("reason").max_length
REASONS = ("câu không nói vậy", "máy đọc nhầm văn bản", "quan hệ ngược chiều")
Decide = Callable[[Relation], object]


class ReasonForm(forms.Form):
    """Why relations are rejected; it stays on record."""

    reason = ReasonField(
        max_length=REASON_CHARS,
        error_messages={
            "required": "Ghi lý do loại các quan hệ đã chọn.",
            "max_length": "Lý do dài quá %(limit_value)s chữ. Viết ngắn hơn.",
        },
    )

    def clean_reason(self) -> str:
        """Refuse a secret here too: the reason stays in the history."""
        refuse_secret([self.data["reason"]])
        reason: str = self.cleaned_data["reason"]
        return reason


@require_safe
def relations(request: HttpRequest) -> HttpResponse:
    """Show the proposed relations, of the whole registry or of one document in the address."""
    refuse_others(request)
    among = decidable(request.user)
    about = document_asked_for(request)
    if about:
        among = among.filter(Q(source=about) | Q(target=about))
    context = {"about": about, "decide_address": reverse("documents:decide_relations")}
    return show(request, among, context)


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Take a decision on the chosen relations and lead back to where they were chosen."""
    refuse_others(request)
    take(request, decidable(request.user))
    return back(request, reverse("documents:relations"))


def show(request: HttpRequest, among: QuerySet[Relation], context: dict[str, Any]) -> HttpResponse:
    """Answer the page of those of `among` that wait; `context` says whose they are.

    A page behind the last one leads to the last: whoever has decided on all of it comes back to
    it. Raises Http404 for what is no page's number.
    """
    page = page_asked_for(request, waiting(among), PAGE_ROWS, is_last_behind=True)
    if int(request.GET.get("page", "1")) > page.number:
        asked = request.GET.copy()
        asked["page"] = str(page.number)
        return redirect(f"{request.path}?{asked.urlencode()}")
    undo = request.session.get(UNDO) or {}
    shown = {
        "page": page,
        "groups": grouped(with_shown(page.object_list)),
        "reasons": REASONS,
        "undo_count": len(undo.get("rows", ())),
        "refused": request.session.pop(REFUSED, None) or {},
    }
    return render(request, "documents/relations_desk.html", {**shown, **context})


def take(request: HttpRequest, among: QuerySet[Relation]) -> None:
    """Do what the pressed button says to the chosen relations of `among`, and tell the person.

    Call it in a transaction that already holds what else must not change meanwhile.
    """
    if "hoan-tac" in request.POST:
        _take_back(request)
        return
    act, seen = _asked(request)
    if act is not None and not seen:
        messages.error(request, "Chưa ghi gì: đánh dấu vào ít nhất một quan hệ.")
    if act is None or not seen:
        _keep_refused(request)
        return
    outcome = decide_relations(among, seen, act, request.user)
    for sentence in outcome.refused:
        messages.error(request, sentence)
    if outcome.decided:
        request.session[UNDO] = asdict(outcome.undo)
        done = outcome.decided[0].get_state_display().lower()
        one = outcome.decided[0] if len(outcome.decided) == 1 else ""
        told = f": {one}" if one else ""
        note_deed(request.user, outcome.decided[0], f"Ghi “{done}” cho")
        messages.success(request, f"Đã ghi “{done}” cho {len(outcome.decided)} quan hệ{told}.")


def _keep_refused(request: HttpRequest) -> None:
    """Keep for the next page what was ticked and typed; words that bear a secrecy mark are not."""
    reason = request.POST.get("reason", "").replace("\x00", "")[:REASON_CHARS]
    try:
        refuse_secret([reason])
    except ValidationError:
        reason = ""
    chosen = request.POST.getlist("chon")[:PAGE_ROWS]
    request.session[REFUSED] = {"chosen": chosen, "reason": reason}


def _asked(request: HttpRequest) -> tuple[Decide | None, dict[int, str]]:
    """Return what the button does and the relations it is for; None when it is refused."""
    by, posted = request.user, request.POST

    def confirm(relation: Relation) -> None:
        deciding_relations.confirm_relation(relation, by)

    def confirm_as_group(relation: Relation) -> None:
        deciding_relations.confirm_relation(relation, by, deciding_relations.AS_GROUP)

    if one := posted.get("mot"):
        return confirm, _seen([one])
    if group := posted.get("nhom"):
        asked = _seen(posted.getlist(f"cua-{group}"))
        return (confirm_as_group if len(asked) > 1 else confirm), asked
    # A button says one thing only: which relations, then a space, then why they are rejected.
    if rejected := posted.get("loai-mot"):
        one, _, reason = rejected.partition(" ")
        return _rejecting(request, reason), _seen([one])
    if rejected := posted.get("loai-nhom"):
        group, _, reason = rejected.partition(" ")
        return _rejecting(request, reason), _seen(posted.getlist(f"ca-{group}"))
    chosen = _seen(posted.getlist("chon"))
    if posted.get("viec") == "xac-nhan":
        return confirm, chosen
    if posted.get("viec") == "loai":
        return _rejecting(request, posted.get("reason", "")), chosen
    messages.error(request, "Không hiểu nút vừa bấm. Chưa ghi gì.")
    return None, {}


def _rejecting(request: HttpRequest, reason: str) -> Decide | None:
    """Return what rejects a relation for `reason`; None, and the person is told, without one."""
    form = ReasonForm({"reason": reason})
    if not form.is_valid():
        messages.error(request, f"Chưa ghi gì. {form.errors['reason'][0]}")
        return None
    why = form.cleaned_data["reason"]
    return lambda relation: deciding_relations.reject_relation(relation, request.user, why)


def _seen(keys: list[str]) -> dict[int, str]:
    """Read what `Proposal.key` says; what no page of ours has sent is left out."""
    parts = (key.partition("-") for key in keys)
    return {key: seen for pk, _, seen in parts if (key := key_in(pk)) is not None}


def _take_back(request: HttpRequest) -> None:
    """Open what this person decided last, on whichever page of the desk that was."""
    kept = request.session.pop(UNDO, None)
    if not kept:
        messages.error(request, "Không còn gì để hoàn tác.")
        return
    undo = Undo(**kept)
    opened = take_back(decidable(request.user), undo, request.user)
    left = len(undo.rows) - opened
    why = "vì đã có người quyết định lại, hoặc nội dung đã được đọc lại"
    if not opened:
        messages.error(request, f"Không hoàn tác được: giữ nguyên {left} quan hệ, {why}.")
        return
    told = f" Giữ nguyên {left} quan hệ, {why}." if left else ""
    messages.success(request, f"Đã hoàn tác: {opened} quan hệ trở lại chờ quyết định.{told}")


def back(request: HttpRequest, usual: str) -> HttpResponse:
    """Lead back to the page the form stood on, when that is one of ours, else to `usual`."""
    asked = request.POST.get("ve", "")
    is_ours = asked.startswith(usual) and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return redirect(asked if is_ours else usual)
