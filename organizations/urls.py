"""Addresses of the pages about bodies."""

from django.urls import path

from organizations import views
from organizations.reorganizing import views as reorganizing

app_name = "organizations"
urlpatterns = [
    path("", views.organization_list, name="list"),
    path("sap-xep/", reorganizing.reorganize, name="reorganize"),
    path("sap-xep/da-lam/", reorganizing.reorganizations, name="reorganizations"),
    path(
        "sap-xep/da-lam/<int:pk>/hoan-tac/",
        reorganizing.undo_reorganization,
        name="undo_reorganization",
    ),
    path("<slug:slug>/", views.organization_detail, name="detail"),
]
