"""Pages on which an editor corrects the items of a draft. Every form works without a script."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from bulletins.desk import correcting, steps
from bulletins.desk.access import bulletin_for_editor, outline_address
from bulletins.desk.former_heading import former_heading, rename, reword_heading
from bulletins.desk.outline import Line, Outline, checked_outline_of, outline_of
from bulletins.models import Bulletin, BulletinItem
from bulletins.reading import is_outdated
from organizations.deeds import note_deed
from organizations.secrecy import refuse_secret
from organizations.text import key_in, normalize

# The key under which the session keeps the last steps, and how many.
STEPS = "outline_steps"
STEPS_KEPT = 20


class ItemForm(forms.Form):
    """What is printed at the head of an item, and what kind of item it is."""

    label = forms.CharField(
        label="Số mục như in",
        max_length=BulletinItem._meta.get_field("label").max_length,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    title = forms.CharField(
        label="Tên mục",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )
    kind = forms.ChoiceField(label="Loại mục", choices=BulletinItem.Kind.choices)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        # As it is kept: signs without a width are no name.
        values["title"] = normalize(values.get("title", ""))
        try:
            # As sent: what another rule has refused, such as its length, is in `values` no more.
            refuse_secret([self.data.get("label", ""), self.data.get("title", "")])
        except ValidationError:
            # A refused secret must not travel again in the page that says it was refused.
            self.data = {}
            raise
        is_nameless = not values["title"] and not self.has_error("title")
        if is_nameless and values.get("kind") != BulletinItem.Kind.FRONT:
            self.add_error("title", "Ghi tên mục: chỉ phần đầu bản tin mới không cần tên.")
        return values


@require_safe
def outline(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Show the items of a bulletin in printed order, one of them open to be corrected."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    shown = checked_outline_of(bulletin)
    return _show(request, bulletin, shown, _asked(shown, request.GET.get("chon", "")))


def _show(
    request: HttpRequest,
    bulletin: Bulletin,
    shown: Outline,
    chosen: Line | None,
    refused: ItemForm | None = None,
) -> HttpResponse:
    item = chosen.item if chosen else None
    read = {name: getattr(item, name) for name in ("label", "title", "kind")} if item else {}
    context = {
        "bulletin": bulletin,
        "is_draft": bulletin.state == Bulletin.State.DRAFT,
        "outline": shown,
        "odd_count": sum(bool(line.oddities) for line in shown.lines),
        "chosen": chosen,
        "form": refused or ItemForm(initial=read),
        "undo": _last_step(request, bulletin),
        "is_outdated": is_outdated(bulletin),
        **_places(shown, chosen),
    }
    return render(request, "bulletins/outline.html", context, status=400 if refused else 200)


def _places(shown: Outline, chosen: Line | None) -> dict[str, Any]:
    """Return which buttons the open item has, and the items beside it in printed order."""
    if chosen is None:
        return {"following": shown.lines[0] if shown.lines else None}
    place = shown.lines.index(chosen)
    return {
        "preceding": shown.before(chosen),
        "following": shown.lines[place + 1] if place + 1 < len(shown.lines) else None,
        "can_go_up": shown.sibling(chosen, -1) is not None,
        "can_go_down": shown.sibling(chosen, 1) is not None,
        "can_go_in": shown.can_go_in(chosen),
        "held": len(shown.block(chosen)) - 1,
        "former_heading": former_heading(chosen),
    }


def _asked(shown: Outline, typed: str) -> Line | None:
    """Return the line whose key an address names, None for what is no key or not there."""
    key = key_in(typed)
    return shown.line_of(key) if key is not None else None


@require_safe
def split_page(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Show the text of one item line by line; it can be split before each but the first."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    shown = outline_of(bulletin)
    line = _asked(shown, request.GET.get("muc", ""))
    context = {
        "bulletin": bulletin,
        "is_draft": bulletin.state == Bulletin.State.DRAFT,
        "outline": shown,
        "line": line,
    }
    return render(request, "bulletins/outline_split.html", context)


@require_POST
def correct(request: HttpRequest, publisher: str, year: int, month: int, item: int) -> HttpResponse:
    """Do one step to an item; what is refused leads back to it with the reason."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    form = ItemForm(request.POST)
    is_typed = request.POST.get("viec") == "ghi"
    if is_typed and not form.is_valid():
        return _typed_again(request, bulletin, item, form)
    try:
        seen = request.POST.get("seen", "")
        step = correcting.correct(bulletin, item, seen, _act(request, form), request.user)
    except ValidationError as error:
        is_overtaken = error.code == "changed_meanwhile" and outline_of(bulletin).line_of(item)
        if is_typed and is_overtaken:
            form.add_error(None, error)
            return _typed_again(request, bulletin, item, form)
        return _refuse(request, bulletin, item, error)
    _keep(request, bulletin, step)
    note_deed(request.user, bulletin, "Chia mục")
    messages.success(request, step.said)
    return redirect(outline_address(bulletin, step.item))


def _typed_again(
    request: HttpRequest, bulletin: Bulletin, item: int, form: ItemForm
) -> HttpResponse:
    """Show the items as they are now, with what was typed for one and why it was refused."""
    shown = checked_outline_of(bulletin)
    return _show(request, bulletin, shown, shown.line_of(item), form)


def _act(request: HttpRequest, form: ItemForm) -> Callable[[Outline, Line], steps.Done]:
    """Return what the button says that was pressed. Raises ValidationError for another."""
    action, at = request.POST.get("viec", ""), request.POST.get("tu", "")
    if action == "ghi":
        return partial(rename, **form.cleaned_data)
    if action == "tach" or at:
        return partial(steps.split, at=key_in(at) or 0)
    acts: dict[str, Callable[[Outline, Line], steps.Done]] = {
        "noi": partial(steps.join, by=request.user),
        "bo": partial(steps.leave_out, by=request.user),
        "dau": reword_heading,
        "len": partial(steps.move, step=-1),
        "xuong": partial(steps.move, step=1),
        "vao": partial(steps.shift, step=1),
        "ra": partial(steps.shift, step=-1),
    }
    if action not in acts:
        raise ValidationError("Không hiểu nút vừa bấm. Chưa ghi gì.", code="unknown_action")
    return acts[action]


@require_POST
def undo(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Take back the last step this person took on the items of this bulletin."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    step = _last_step(request, bulletin)
    if step is None:
        messages.error(request, "Không còn bước nào để hoàn tác.")
        return redirect(outline_address(bulletin))
    try:
        correcting.take_back(bulletin, step, request.user)
    except ValidationError as error:
        return _refuse(request, bulletin, step.item, error)
    kept = request.session[STEPS]
    kept["steps"].pop()
    request.session[STEPS] = kept
    messages.success(request, f"Đã hoàn tác: {step.said}")
    shown = [pk for pk, _ in step.former]
    return redirect(outline_address(bulletin, shown[0] if len(shown) == 1 else step.item))


def _keep(request: HttpRequest, bulletin: Bulletin, step: correcting.Step) -> None:
    """Add a step to those that can be taken back, the newest last; of one bulletin at a time."""
    kept = request.session.get(STEPS) or {}
    former = kept["steps"] if kept.get("bulletin") == bulletin.pk else []
    last = [*former, asdict(step)][-STEPS_KEPT:]
    request.session[STEPS] = {"bulletin": bulletin.pk, "steps": last}


def _last_step(request: HttpRequest, bulletin: Bulletin) -> correcting.Step | None:
    kept = request.session.get(STEPS) or {}
    is_here = kept.get("bulletin") == bulletin.pk and bulletin.state == Bulletin.State.DRAFT
    return correcting.Step(**kept["steps"][-1]) if is_here and kept["steps"] else None


def _refuse(
    request: HttpRequest, bulletin: Bulletin, item: int | None, error: ValidationError
) -> HttpResponse:
    """Lead back to the head of the page, where the reason stands, with the item open below."""
    messages.error(request, " ".join(error.messages))
    return redirect(outline_address(bulletin, item).partition("#")[0])
