"""Editors' pages: the members, making an account, handing out a link."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import refuse_others
from organizations.account_changes import record_changes
from organizations.deeds import note_deed
from organizations.guarded import refuse_typed
from organizations.models import Device, Organization, User
from organizations.models.people import MEMBER_GROUP
from organizations.qr import qr_picture
from organizations.security_log import Kind, record
from organizations.signing_in.entry import give_link, people_for, sign_out
from organizations.site_address import address_for_others, opens_elsewhere
from organizations.text import fold, free_slug, normalize, slug, sort_key

PAGE_ROWS = 50
# Of bodies that have a name much like the one typed.
_MOST_NAMED = 5


class MemberForm(forms.Form):
    """A new member's account: it has no password until its owner sets one."""

    full_name = forms.CharField(
        label="Họ và tên",
        max_length=150,
        error_messages={"required": "Ghi họ và tên của người này."},
    )
    body = forms.CharField(
        label="Sinh hoạt tại",
        max_length=300,
        required=False,
        help_text="Tên tổ chức đảng đã có trong sổ, ví dụ: Đảng ủy phường Mẫu. Người này xem "
        "được văn bản dành cho tổ chức đó và các cấp trên.",
    )

    # How many of the same name in the same body whoever insists was told of.
    namesakes = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_full_name(self) -> str:
        name = normalize(self.cleaned_data["full_name"])
        if not slug(name):
            raise ValidationError("Họ và tên phải có chữ.")
        return name

    def clean_body(self) -> Organization | None:
        typed = self.cleaned_data["body"].strip()
        if not typed:
            return None
        bodies = Organization.objects.filter(deleted_at__isnull=True)
        found = list(bodies.named(typed).distinct()[: _MOST_NAMED + 1])
        if len(found) == 1:
            return found[0]
        alike = found or bodies.filter(names__name_key__contains=fold(typed)).distinct()
        raise ValidationError(_unclear(typed, [body.name for body in alike[:_MOST_NAMED]]))

    def clean(self) -> dict[str, Any]:
        refuse_typed(self, "full_name", "body")
        return self.cleaned_data

    def save(self, by: Any) -> User | None:
        """Make the account; two of one name get different user names.

        None, with a sentence on the form, when `by` may know of somebody of that name in that
        body and was not told: one button pressed twice is one person.
        """
        *family, given = self.cleaned_data["full_name"].split()
        base = slug(self.cleaned_data["full_name"])[:100]
        with transaction.atomic():
            # Two who add the same person at this moment: the second is told of the first.
            members = Group.objects.select_for_update().get_or_create(name=MEMBER_GROUP)[0]
            self.known = _namesakes(self.cleaned_data, by)
            if self.known and self.cleaned_data["namesakes"] != str(len(self.known)):
                self.add_error(None, _known_already(self.known))
                return None
            taken = User.objects.filter(username__startswith=base)
            person = User(
                username=free_slug(base, set(taken.values_list("username", flat=True))),
                last_name=" ".join(family),
                first_name=given,
            )
            person.set_unusable_password()
            person.save()
            person.groups.add(members)
            if self.cleaned_data["body"]:
                person.organizations.add(self.cleaned_data["body"])
        return person


def _namesakes(typed: dict[str, Any], by: Any) -> list[User]:
    """Return the accounts of that name in that body, or without one, that `by` may know of."""
    wanted = normalize(typed["full_name"]).lower()
    body = {"organizations": typed["body"]} if typed["body"] else {"organizations__isnull": True}
    # Compared here: no case is folded alike by both databases in Vietnamese.
    return [
        one
        for one in people_for(by).filter(**body).order_by("username")
        if normalize(one.get_full_name()).lower() == wanted
    ]


def _known_already(known: list[User]) -> str:
    name, usernames = known[0].get_full_name(), ", ".join(one.username for one in known)
    return (
        f"Chưa thêm: ở đó đã có {name} (tên đăng nhập {usernames}). Nếu là cùng một người thì mở "
        "người đó ra mà cấp mã. Nếu là người khác trùng tên thì đánh dấu vào ô dưới đây rồi bấm "
        "Thêm lần nữa."
    )


def _unclear(typed: str, alike: list[str]) -> str:
    if not alike:
        return f"Sổ chưa có tổ chức nào tên “{typed}”. Ghi đúng tên như ở mục Cơ quan."
    return f"Chưa rõ “{typed}” là tổ chức nào. Chép đúng một tên: {'; '.join(alike)}."


@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List the members an editor may hand links to, found by name."""
    refuse_others(request)
    asked, among = request.GET.get("q", "")[:100], people_for(request.user)
    page = Paginator(_found(among, asked), PAGE_ROWS).get_page(request.GET.get("page"))
    # The names of all are looked through, the accounts of one page are read.
    shown = among.prefetch_related("organizations").in_bulk(page.object_list)
    page.object_list = [shown[key] for key in page.object_list if key in shown]
    return render(request, "organizations/people.html", {"page": page, "asked": asked})


def _found(people: QuerySet[User], asked: str) -> list[int]:
    """Return the keys of those whose name or user name holds all that was typed, tones aside.

    In the order of a Vietnamese list of names: by the given name, then by the family's.
    """
    words = fold(asked).split()
    named = people.values_list("first_name", "last_name", "pk", "username")
    found = [
        (given, family, key)
        for given, family, key, username in named
        if not words or _holds(f"{family} {given} {username}", words)
    ]
    # Of ten thousand people few have a name of their own.
    places = {name: sort_key(name) for one in found for name in one[:2]}
    found.sort(key=lambda one: (places[one[0]], places[one[1]], one[2]))
    return [key for *_, key in found]


def _holds(name: str, words: Iterable[str]) -> bool:
    folded = fold(name)
    return all(word in folded for word in words)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_member(request: HttpRequest) -> HttpResponse:
    """Make a member's account and go on to its page, where its first link is made."""
    refuse_others(request)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (person := form.save(request.user)):
        record_changes(person, {}, request)
        messages.success(request, f"Đã thêm {person.get_full_name()}. Bây giờ cấp mã đăng nhập.")
        return redirect("accounts:person", person.pk)
    status = 400 if form.errors else 200
    return render(request, "organizations/new_member.html", {"form": form}, status=status)


@never_cache
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one member: the links given and the devices signed in."""
    refuse_others(request)
    found = get_object_or_404(people_for(request.user), pk=pk)
    links = found.sign_in_links.select_related("made_by", "device")[:PAGE_ROWS]
    devices = found.devices.with_sessions()[:PAGE_ROWS]
    context = {"person": found, "links": links, "devices": devices}
    return render(request, "organizations/person.html", context)


@never_cache
@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link and show it with its QR code on this one answer only, to be printed or sent.

    No redirect follows: the secret would have to be kept somewhere until then.
    """
    refuse_others(request)
    found = get_object_or_404(people_for(request.user), pk=pk)
    link, secret = give_link(found, request.user)
    record(Kind.KEY, "cấp mã đăng nhập", request=request, about=found)
    note_deed(request.user, found, "Cấp mã đăng nhập cho")
    address = address_for_others(request, reverse("accounts:enter", args=[secret]))
    context = {"person": found, "link": link, "address": address, "qr": qr_picture(address)}
    context["opens_elsewhere"] = opens_elsewhere(address)
    return render(request, "organizations/link.html", context)


@require_POST
def end_device(request: HttpRequest, pk: int, public_id: Any) -> HttpResponse:
    """Sign a member's lost phone out."""
    refuse_others(request)
    found = get_object_or_404(people_for(request.user), pk=pk)
    device = get_object_or_404(Device, user=found, public_id=public_id)
    sign_out(device)
    record(Kind.SESSION_ENDED, str(device), request=request, about=found)
    messages.success(request, f"Đã đăng xuất “{device}” của {found.get_full_name()}.")
    return redirect("accounts:person", pk)
