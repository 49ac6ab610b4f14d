"""Signing in by password, and signing out."""

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from organizations.second_step.codes import has_second_step
from organizations.second_step.owing import ask_for_code
from organizations.security_log import Kind, record


class SignInView(LoginView):
    """Sign in by password; whoever has a second step is asked for its code first."""

    def form_valid(self, form: Any) -> HttpResponse:
        person = form.get_user()
        if has_second_step(person):
            ask_for_code(self.request, person, self.get_success_url())
            return redirect("second_step:enter_code")
        response = super().form_valid(form)
        record(Kind.SIGNED_IN, "mật khẩu", request=self.request)
        return response


class SignOutView(LogoutView):
    """Reached by GET it asks first: a token for the form then stands on this page alone."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "registration/sign_out.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            record(Kind.SIGNED_OUT, request=request)
        return super().post(request, *args, **kwargs)
