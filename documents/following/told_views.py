"""How a person is told of news elsewhere: by a feed, by letters. HTTP in, template out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from documents.following.feed import end_address, feed_of, follower_by, give_address
from documents.following.follows import last_place
from documents.following.news import settle
from documents.models import Follower
from organizations.models import User
from organizations.security_log import Kind, record
from organizations.signing_in.returning import signed_in, typed_before


@signed_in()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feed_address(request: HttpRequest) -> HttpResponse:
    """Make, renew or end the address of the person's feed; it stands on this one answer only."""
    address = ""
    if "tao" in request.POST:
        secret = give_address(request.user)
        address = request.build_absolute_uri(reverse("following:feed", args=[secret]))
        record(Kind.KEY, "tạo địa chỉ kênh tin", request=request, about=request.user)
    elif request.method == "POST":
        end_address(request.user)
        record(Kind.KEY, "hủy địa chỉ kênh tin", request=request, about=request.user)
        messages.success(
            request, "Đã hủy địa chỉ kênh tin. Chương trình đọc tin không đọc được nữa."
        )
        return redirect("following:feed_address")
    follower = Follower.objects.filter(user=request.user, feed_hash__isnull=False).first()
    context = {"address": address, "follower": follower}
    return render(request, "documents/following/feed.html", context)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer whoever holds the secret with what its owner may see; where nothing changed, 304."""
    follower = follower_by(secret)
    if follower is None:
        raise Http404
    response = HttpResponse(
        feed_of(follower, request), content_type="application/atom+xml; charset=utf-8"
    )
    # Only the program that asked may keep it, and asks each time whether it still holds.
    patch_cache_control(response, private=True, no_cache=True)
    return response


class DigestForm(forms.Form):
    """How often a letter is wanted, and where to."""

    digest = forms.ChoiceField(
        label="Gửi thư tóm tắt",
        choices=Follower.Digest.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Chọn một trong ba cách.",
            "invalid_choice": "Chọn một trong ba cách.",
        },
    )
    email = forms.EmailField(
        label="Địa chỉ thư điện tử",
        required=False,
        help_text="Chỉ cần khi muốn nhận thư.",
        max_length=User._meta.get_field("email").max_length,
        error_messages={
            "invalid": "Đây không phải là địa chỉ thư điện tử, ví dụ ten@vi-du.vn.",
            "max_length": "Địa chỉ dài quá %(limit_value)d chữ.",
        },
    )

    def clean(self) -> dict[str, Any]:
        """Without an address nothing can be sent."""
        wanted = self.cleaned_data.get("digest") != Follower.Digest.NONE
        if wanted and "email" not in self.errors and not self.cleaned_data.get("email"):
            self.add_error("email", ValidationError("Ghi địa chỉ để gửi thư tới.", code="required"))
        return self.cleaned_data


@signed_in(kept=["digest", "email"])
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def digest(request: HttpRequest) -> HttpResponse:
    """Let the person ask for letters, or for none any more."""
    follower = Follower.objects.filter(user=request.user).first() or Follower(user=request.user)
    shown = {"digest": follower.digest, "email": request.user.email} | typed_before(request)
    form = DigestForm(request.POST if request.method == "POST" else None, initial=shown)
    if form.is_valid():
        _keep(request, form.cleaned_data["digest"], form.cleaned_data["email"])
        messages.success(request, "Đã ghi.")
        return redirect("following:own")
    status = 400 if form.errors else 200
    return render(request, "documents/following/digest.html", {"form": form}, status=status)


@transaction.atomic
def _keep(request: HttpRequest, wanted: str, email: str) -> None:
    """Store what was asked for; the first letter tells nothing of what came before it was.

    The security log tells of an address that changed: whoever has the account for a minute could
    have its news sent anywhere.
    """
    user = request.user
    settle()
    place = last_place()
    Follower.objects.get_or_create(user=user, defaults={"seen_place": place, "mailed_place": place})
    # Held, as letters may be sent at this moment: what they mark is not set back.
    follower = Follower.objects.select_for_update().get(user=user)
    if follower.digest == Follower.Digest.NONE != wanted:
        follower.mailed_place = place
    follower.digest = wanted
    follower.save(update_fields=["digest", "mailed_place"])
    if user.email != email:
        before, user.email = user.email or "không", email
        user.save(update_fields=["email"])
        told = f"thư điện tử: {before} → {email or 'không'}"
        record(Kind.ACCOUNT, told, request=request, about=user)
