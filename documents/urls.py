"""Addresses of the document pages."""

from django.urls import path

from documents import views
from documents.deciding import relation_views
from documents.exporting import views as exporting
from documents.merging import views as merging
from documents.mistakes import views as mistake_views
from documents.overviews import views as overviews
from documents.removing import views as removing

app_name = "documents"
SERIES = "day-so/<slug:body>/<slug:series>/<path:period>"
urlpatterns = [
    path("", views.home, name="home"),
    path("van-ban/", views.document_list, name="list"),
    # Before the documents: no document has this address (see Document).
    path("van-ban/bo-loc/", views.document_facets, name="facets"),
    path("van-ban/so-dang-ky/", exporting.register, name="register"),
    path("van-ban/so-dang-ky.xlsx", exporting.register_xlsx, name="register_xlsx"),
    path("van-ban/muc-luc/", exporting.register, {"is_index": True}, name="index"),
    path("van-ban/muc-luc.xlsx", exporting.register_xlsx, {"is_index": True}, name="index_xlsx"),
    path("van-ban/danh-sach.xlsx", exporting.list_file, {"ending": "xlsx"}, name="list_xlsx"),
    path("van-ban/danh-sach-day-du.xlsx", exporting.full_file, name="full_xlsx"),
    path("van-ban/danh-sach.csv", exporting.list_file, {"ending": "csv"}, name="list_csv"),
    path("van-ban/<slug:slug>/", views.document_detail, name="detail"),
    path("van-ban/<slug:slug>/luoc-do/", views.document_relations, name="document_relations"),
    path("van-ban/<slug:slug>/nhac-den/", views.document_citing, name="citing"),
    path("van-ban/<slug:slug>/qr.svg", views.document_qr, name="qr"),
    path("van-ban/<slug:slug>/bao-sai-sot/", mistake_views.report, name="report_mistake"),
    path("van-ban/<slug:slug>/hop-nhat/", merging.merge_documents, name="merge"),
    path("van-ban/<slug:slug>/tach/", merging.split_document, name="split"),
    path("van-ban/<slug:slug>/go-noi-dung/", removing.remove, name="remove_content"),
    path("noi-dung-da-go/", removing.removals, name="removals"),
    path("noi-dung-da-go/<int:pk>/lay-lai/", removing.put_back, name="put_content_back"),
    path("hop-nhat/", merging.merges, name="merges"),
    path("hop-nhat/<int:pk>/hoan-tac/", merging.undo, name="undo_merge"),
    path("bao-sai-sot/", mistake_views.mistake_reports, name="mistake_reports"),
    path("bao-sai-sot/xu-ly/", mistake_views.handle_report, name="handle_report"),
    path("van-ban/<slug:slug>/chuoi/", overviews.document_chain, name="chain"),
    path("van-ban/<slug:slug>/trien-khai/", overviews.document_coverage, name="coverage"),
    path(
        "van-ban/<slug:slug>/trien-khai.xlsx",
        overviews.coverage_file,
        {"ending": "xlsx"},
        name="coverage_xlsx",
    ),
    path(
        "van-ban/<slug:slug>/trien-khai.csv",
        overviews.coverage_file,
        {"ending": "csv"},
        name="coverage_csv",
    ),
    path("day-so/<slug:body>/", overviews.series_list, name="series_list"),
    path(f"{SERIES}/", overviews.series_detail, name="series"),
    path(
        f"{SERIES}/day-so.xlsx",
        overviews.series_file,
        {"ending": "xlsx"},
        name="series_xlsx",
    ),
    path(f"{SERIES}/day-so.csv", overviews.series_file, {"ending": "csv"}, name="series_csv"),
    path("quan-he/", relation_views.relations, name="relations"),
    path("quan-he/quyet-dinh/", relation_views.decide, name="decide_relations"),
    path("tep/<uuid:public_id>/", views.attachment, name="attachment"),
]
