"""Addresses of links, devices and the editors' pages about members."""

from django.urls import path

from organizations.signing_in import own, people

app_name = "accounts"
urlpatterns = [
    path("vao/<str:secret>/", own.enter_once, name="enter"),
    path("thiet-bi/", own.devices, name="devices"),
    path("thiet-bi/<uuid:public_id>/dang-xuat/", own.end_own, name="end_own"),
    path("thanh-vien/", people.people, name="people"),
    path("thanh-vien/them/", people.new_member, name="new_member"),
    path("thanh-vien/<int:pk>/", people.person, name="person"),
    path("thanh-vien/<int:pk>/cap-ma/", people.give, name="give"),
    path("thanh-vien/<int:pk>/thiet-bi/<uuid:public_id>/", people.end_device, name="end_device"),
]
