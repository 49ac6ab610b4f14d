"""Addresses of the pages about what a person follows."""

from django.urls import path

from documents.following import told_views, views

app_name = "following"
urlpatterns = [
    path("", views.own, name="own"),
    path("them/", views.add, name="add"),
    path("thoi/", views.end, name="end"),
    path("moi/", views.news, name="news"),
    path("da-xem/", views.seen, name="seen"),
    path("kenh-tin/", told_views.feed_address, name="feed_address"),
    path("thu/", told_views.digest, name="digest"),
    path("<str:secret>/atom.xml", told_views.feed, name="feed"),
]
