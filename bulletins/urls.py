"""Addresses of the bulletin pages."""

from django.urls import path

from bulletins import views
from bulletins.desk import card_views as card
from bulletins.desk import outline_views as outline
from bulletins.desk import reading
from bulletins.desk import views as desk

app_name = "bulletins"
MONTH = "<slug:publisher>/<int:year>/<int:month>"
urlpatterns = [
    path("", views.bulletin_list, name="list"),
    path("nhap/", desk.bring_in, name="bring_in"),
    path("kiem-tra/", desk.check, name="check"),
    path("can-tim/", desk.wanted, name="wanted"),
    path(f"{MONTH}/", views.bulletin_detail, name="detail"),
    path(f"{MONTH}/cho-doc/", views.release, name="release"),
    path(f"{MONTH}/muc/", outline.outline, name="outline"),
    path(f"{MONTH}/muc/tach/", outline.split_page, name="split"),
    path(f"{MONTH}/muc/hoan-tac/", outline.undo, name="outline_undo"),
    path(f"{MONTH}/muc/<int:item>/", outline.correct, name="correct"),
    path(f"{MONTH}/doc/", reading.read, name="read"),
    path(f"{MONTH}/doi-chieu/", desk.desk_page, name="desk"),
    path(f"{MONTH}/doi-chieu/<int:citation>/", desk.decide, name="decide"),
    path(f"{MONTH}/doi-chieu/<int:citation>/vao-so/", card.register_cited, name="register_cited"),
    path(f"{MONTH}/doi-chieu/<int:citation>/gioi-thieu/", card.subject, name="subject"),
    path(f"{MONTH}/doi-chieu/danh-dau/", card.mark_missed, name="mark_missed"),
    path(f"{MONTH}/doi-chieu/thay-doi/", card.changes, name="changes"),
    path(f"{MONTH}/doi-chieu/chac-chan/", desk.confirm_certain, name="confirm_certain"),
    path(f"{MONTH}/doi-chieu/hoan-tac/", desk.undo, name="undo"),
    path(f"{MONTH}/phat-hanh/", desk.publish, name="publish"),
]
