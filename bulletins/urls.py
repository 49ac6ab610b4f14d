"""Addresses of the bulletin pages."""

from django.urls import path

from bulletins import views
from bulletins.desk import after, reading, relations, trusting
from bulletins.desk import card_views as card
from bulletins.desk import outline_views as outline
from bulletins.desk import views as desk
from bulletins.desk.access import led_from_bin
from bulletins.printing import views as printing

app_name = "bulletins"
MONTH = "<slug:publisher>/<int:year>/<int:month>"
urlpatterns = [
    path("", views.bulletin_list, name="list"),
    path("nhap/", desk.bring_in, name="bring_in"),
    path("kiem-tra/", desk.check, name="check"),
    path("do-tin-cay/", trusting.trust, name="trust"),
    path("can-tim/", desk.wanted, name="wanted"),
    path(f"{MONTH}/", views.bulletin_detail, name="detail"),
    path(f"{MONTH}/ban-in/", printing.print_page, name="print"),
    path(f"{MONTH}/ban-tin.docx", printing.bulletin_word, name="word"),
    path(f"{MONTH}/danh-muc/", printing.annex_page, name="annex"),
    path(f"{MONTH}/danh-muc.docx", printing.annex_word, name="annex_word"),
    path(f"{MONTH}/cho-doc/", views.release, name="release"),
    path(f"{MONTH}/muc/", led_from_bin(outline.outline), name="outline"),
    path(f"{MONTH}/muc/tach/", led_from_bin(outline.split_page), name="split"),
    path(f"{MONTH}/muc/hoan-tac/", led_from_bin(outline.undo), name="outline_undo"),
    path(f"{MONTH}/muc/<int:item>/", led_from_bin(outline.correct), name="correct"),
    path(f"{MONTH}/doc/", led_from_bin(reading.read), name="read"),
    path(f"{MONTH}/doi-chieu/", led_from_bin(desk.desk_page), name="desk"),
    path(f"{MONTH}/doi-chieu/<int:citation>/", led_from_bin(desk.decide), name="decide"),
    path(f"{MONTH}/doi-chieu/<int:citation>/kiem-tra/", led_from_bin(trusting.judge), name="judge"),
    path(
        f"{MONTH}/doi-chieu/<int:citation>/vao-so/",
        led_from_bin(card.register_cited),
        name="register_cited",
    ),
    path(
        f"{MONTH}/doi-chieu/<int:citation>/gioi-thieu/", led_from_bin(card.subject), name="subject"
    ),
    path(f"{MONTH}/doi-chieu/danh-dau/", led_from_bin(card.mark_missed), name="mark_missed"),
    path(f"{MONTH}/doi-chieu/thay-doi/", card.changes, name="changes"),
    path(
        f"{MONTH}/doi-chieu/chac-chan/", led_from_bin(desk.confirm_certain), name="confirm_certain"
    ),
    path(f"{MONTH}/doi-chieu/hoan-tac/", led_from_bin(desk.undo), name="undo"),
    path(f"{MONTH}/quan-he/", led_from_bin(relations.relations), name="relations"),
    path(f"{MONTH}/quan-he/quyet-dinh/", led_from_bin(relations.decide), name="decide_relations"),
    path(f"{MONTH}/doi-chieu/dinh-chinh/", led_from_bin(after.keep_note), name="keep_note"),
    path(f"{MONTH}/thu-hoi/", led_from_bin(after.withdraw), name="withdraw"),
    path(f"{MONTH}/phat-hanh-lai/", led_from_bin(after.put_back), name="put_back"),
    path(f"{MONTH}/phat-hanh/", led_from_bin(desk.publish), name="publish"),
]
