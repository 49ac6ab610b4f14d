"""Addresses of the second step."""

from django.urls import path

from organizations.second_step import pages

app_name = "second_step"
urlpatterns = [
    path("dang-nhap/ma/", pages.enter_code, name="enter_code"),
    path("buoc-hai/", pages.own, name="own"),
]
