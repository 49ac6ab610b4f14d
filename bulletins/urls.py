"""Addresses of the bulletin pages."""

from django.urls import path

from bulletins import views

app_name = "bulletins"
urlpatterns = [
    path("", views.bulletin_list, name="list"),
    path("<slug:publisher>/<int:year>/<int:month>/", views.bulletin_detail, name="detail"),
    path("<slug:publisher>/<int:year>/<int:month>/cho-doc/", views.release, name="release"),
]
