"""Addresses of the bulletin pages."""

from django.urls import path

from bulletins import views
from bulletins.desk import (
    after_publication,
    bringing_in,
    reading,
    relations,
    starting_over,
    trusting,
    wanted_table,
    wanted_views,
)
from bulletins.desk import card_views as card
from bulletins.desk import outline_views as outline
from bulletins.desk import views as desk
from bulletins.desk.access import led_from_bin
from bulletins.desk.deciding_views import decide
from bulletins.meeting import views as meeting
from bulletins.printing import views as printing

app_name = "bulletins"
MONTH = "<slug:publisher>/<int:year>/<int:month>"
# The pages and buttons of the desk beside a bulletin, for editors.
AT_DESK = (
    ("muc/", outline.outline, "outline"),
    ("muc/tach/", outline.split_page, "split"),
    ("muc/hoan-tac/", outline.undo, "outline_undo"),
    ("muc/<int:item>/", outline.correct, "correct"),
    ("nhap-lai/", starting_over.start_over, "start_over"),
    ("doc/", reading.read, "read"),
    ("doi-chieu/", desk.desk_page, "desk"),
    ("doi-chieu/<int:citation>/", decide, "decide"),
    ("doi-chieu/<int:citation>/kiem-tra/", trusting.judge, "judge"),
    ("doi-chieu/<int:citation>/vao-so/", card.register_cited, "register_cited"),
    ("doi-chieu/<int:citation>/gioi-thieu/", card.subject, "subject"),
    ("doi-chieu/danh-dau/", card.mark_missed, "mark_missed"),
    ("doi-chieu/chac-chan/", desk.confirm_certain, "confirm_certain"),
    ("doi-chieu/hoan-tac/", desk.undo, "undo"),
    ("doi-chieu/dinh-chinh/", after_publication.keep_note, "keep_note"),
    ("quan-he/", relations.relations, "relations"),
    ("quan-he/quyet-dinh/", relations.decide, "decide_relations"),
    ("phat-hanh/", desk.publish, "publish"),
    ("bo-phan-nhap/", after_publication.take_out, "take_out"),
    ("truoc-dinh-chinh/", after_publication.former, "former"),
    ("thu-hoi/", after_publication.withdraw, "withdraw"),
    ("phat-hanh-lai/", after_publication.put_back, "put_back"),
)
urlpatterns = [
    path("", views.bulletin_list, name="list"),
    path("nhap/", bringing_in.bring_in, name="bring_in"),
    path("nhap/lay-lai/", starting_over.take_up, name="take_up"),
    path("nhap/<uuid:key>/", bringing_in.intake_page, name="intake"),
    path("kiem-tra/", desk.check, name="check"),
    path("do-tin-cay/", trusting.trust, name="trust"),
    path("can-tim/", wanted_views.wanted, name="wanted"),
    path(
        "can-tim/van-ban/<slug:slug>/",
        wanted_views.sentences_on_document,
        name="sentences_on_document",
    ),
    path(
        "can-tim/trich-dan/<int:citation>/",
        wanted_views.sentences_alike,
        name="sentences_alike",
    ),
    path("can-tim.xlsx", wanted_table.wanted_file, {"ending": "xlsx"}, name="wanted_xlsx"),
    path("can-tim.csv", wanted_table.wanted_file, {"ending": "csv"}, name="wanted_csv"),
    path("tai-lieu-hop/", meeting.meeting_pack, name="meeting_pack"),
    path("nhac-den/<slug:slug>/", views.about, name="about"),
    path(f"{MONTH}/", views.bulletin_detail, name="detail"),
    path(f"{MONTH}/ban-in/", printing.print_page, name="print"),
    path(f"{MONTH}/ban-tin.docx", printing.bulletin_word, name="word"),
    path(f"{MONTH}/ban-tin.html", printing.offline_file, name="offline"),
    path(f"{MONTH}/danh-muc/", printing.annex_page, name="annex"),
    path(f"{MONTH}/danh-muc.docx", printing.annex_word, name="annex_word"),
    path(f"{MONTH}/danh-muc.xlsx", printing.annex_sheet, {"ending": "xlsx"}, name="annex_xlsx"),
    path(f"{MONTH}/danh-muc.csv", printing.annex_sheet, {"ending": "csv"}, name="annex_csv"),
    path(f"{MONTH}/cho-doc/", led_from_bin(views.release), name="release"),
    path(f"{MONTH}/doi-chieu/thay-doi/", card.changes, name="changes"),
    *(path(f"{MONTH}/{route}", led_from_bin(view), name=name) for route, view, name in AT_DESK),
]
