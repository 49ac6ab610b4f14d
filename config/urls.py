"""Addresses of the whole site."""

from django.contrib import admin
from django.contrib.auth import views as accounts
from django.urls import include, path
from django.views.generic import RedirectView

from config import figures, guide, health
from organizations.signing_in.own import OwnPasswordView

handler400 = "config.oversized.bad_request"

urlpatterns = [
    path("", include("documents.urls")),
    path("", include("documents.api.urls")),
    path("nhap-danh-sach/", include("documents.importing.urls")),
    path("theo-doi/", include("documents.following.urls")),
    path("ban-tin/", include("bulletins.urls")),
    path("co-quan/", include("organizations.urls")),
    path("", include("organizations.signing_in.urls")),
    path("so-lieu/", figures.figures, name="figures"),
    path("dang-nhap/", accounts.LoginView.as_view(), name="login"),
    # Reached by GET it asks first: a token for the form then stands on this page alone.
    path(
        "dang-xuat/",
        accounts.LogoutView.as_view(
            http_method_names=["get", "head", "post", "options"],
            template_name="registration/sign_out.html",
        ),
        name="logout",
    ),
    path("doi-mat-khau/", OwnPasswordView.as_view(), name="password_change"),
    path(
        "doi-mat-khau/xong/",
        accounts.PasswordChangeDoneView.as_view(),
        name="password_change_done",
    ),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    # One page for passwords: it keeps the list of signed-in devices true.
    path(
        "quan-tri/password_change/",
        RedirectView.as_view(pattern_name="password_change"),
        name="staff_password_change",
    ),
    path("quan-tri/huong-dan/", guide.guide, name="guide"),
    path("quan-tri/", admin.site.urls),
]
