"""Addresses of the whole site."""

from django.contrib import admin
from django.urls import path

from config import health

urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("quan-tri/", admin.site.urls),
]
