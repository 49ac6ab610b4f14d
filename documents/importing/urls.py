"""Addresses of the pages where editors bring lists of documents in."""

from django.urls import path

from documents.importing import views

app_name = "importing"
urlpatterns = [
    path("", views.send, name="send"),
    path("<uuid:key>/", views.show, name="show"),
    path("<uuid:key>/cot/", views.columns, name="columns"),
    path("<uuid:key>/nhap/", views.do, name="do"),
    path("<uuid:key>/hoan-tac/", views.take_back, name="take_back"),
    path("<uuid:key>/bo/", views.drop, name="drop"),
]
