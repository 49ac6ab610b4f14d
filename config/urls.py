"""Addresses of the whole site."""

from django.contrib import admin
from django.contrib.auth import views as accounts
from django.urls import include, path
from django.views.generic import RedirectView

from config import figures, guide, health, metrics
from organizations.signing_in.own import OwnPasswordView
from organizations.signing_in.password import SignInView, SignOutView

handler400 = "config.faults.bad_request"
handler404 = "config.missing.not_found"
handler500 = "config.faults.server_error"

urlpatterns = [
    path("", include("documents.urls")),
    path("", include("documents.api.urls")),
    path("nhap-danh-sach/", include("documents.importing.urls")),
    path("theo-doi/", include("documents.following.urls")),
    path("ban-tin/", include("bulletins.urls")),
    path("co-quan/", include("organizations.urls")),
    path("", include("organizations.signing_in.urls")),
    path("so-lieu/", figures.figures, name="figures"),
    path("so-do/", metrics.metrics, name="metrics"),
    path("", include("organizations.second_step.urls")),
    path("dang-nhap/", SignInView.as_view(), name="login"),
    path("dang-xuat/", SignOutView.as_view(), name="logout"),
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
