"""The page where a person makes and ends the access tokens of the own account."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from documents.models import AccessToken, issue_token
from organizations.guarded import refuse_typed
from organizations.security_log import Kind, record
from organizations.signing_in.returning import signed_in, typed_before

MAX_TOKENS = 20
NAME_IN_USE = ValidationError("Bạn đang dùng một mã cùng tên này.", code="name_in_use")


class TokenForm(forms.ModelForm):
    """What a new token is called."""

    class Meta:
        model = AccessToken
        fields = ("name",)
        error_messages = {"name": {"required": "Ghi tên để nhớ mã này dùng ở đâu."}}

    def clean(self) -> dict[str, Any]:
        """Refuse a secret, a name in use, and more tokens than anybody keeps an eye on."""
        refuse_typed(self, "name")
        in_use = AccessToken.objects.in_use().filter(user=self.instance.user)
        if in_use.filter(name=self.cleaned_data.get("name")).exists():
            raise ValidationError({"name": NAME_IN_USE})
        if in_use.count() >= MAX_TOKENS:
            raise ValidationError(
                "Mỗi tài khoản dùng nhiều nhất %(most)s mã. Hãy thu hồi mã không dùng nữa.",
                code="too_many",
                params={"most": MAX_TOKENS},
            )
        return self.cleaned_data


@signed_in(kept=["name"])
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List the person's tokens and make one; its secret stands on this one answer only.

    No redirect follows: the secret would have to be kept somewhere until then.
    """
    mine = AccessToken.objects.filter(user=request.user)
    new = AccessToken(user=request.user)
    form = TokenForm(request.POST or None, instance=new, initial=typed_before(request))
    secret = ""
    if request.method == "POST" and form.is_valid():
        secret = _issued(form)
    if secret:
        record(Kind.KEY, "tạo mã truy cập", request=request, about=request.user)
        form = TokenForm(instance=AccessToken(user=request.user))
    context = {"tokens": mine, "form": form, "secret": secret}
    status = 400 if form.errors else 200
    return render(request, "documents/api/tokens.html", context, status=status)


def _issued(form: TokenForm) -> str:
    """Return the new secret; '' when a second press of the button was quicker."""
    try:
        with transaction.atomic():
            return issue_token(form.instance.user, form.cleaned_data["name"])[1]
    except IntegrityError:
        form.add_error("name", NAME_IN_USE)
        return ""


@signed_in("api:tokens")
@require_POST
def revoke(request: HttpRequest, public_id: Any) -> HttpResponse:
    token = get_object_or_404(AccessToken, user=request.user, public_id=public_id)
    token.revoke()
    record(Kind.KEY, "thu hồi mã truy cập", request=request, about=request.user)
    messages.success(request, f"Đã thu hồi mã “{token}”. Hệ thống dùng mã này không hỏi được nữa.")
    return redirect("api:tokens")
