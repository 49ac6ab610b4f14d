"""Addresses for other systems, and the page where a person gives them a key."""

from django.urls import path, re_path

from documents.api import account, views

app_name = "api"
urlpatterns = [
    path("api/", views.about, name="about"),
    path("api/openapi.json", views.openapi, name="openapi"),
    path("api/van-ban/", views.document_list, name="list"),
    path("api/van-ban/<slug:slug>/", views.document_detail, name="detail"),
    path("api/trich-dan/", views.citations, name="citations"),
    re_path(r"^api/.", views.unknown, name="unknown"),
    path("tai-khoan/ma-truy-cap/", account.tokens, name="tokens"),
    path("tai-khoan/ma-truy-cap/<uuid:public_id>/thu-hoi/", account.revoke, name="revoke"),
]
