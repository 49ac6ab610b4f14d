"""Addresses of the document pages."""

from django.urls import path

from documents import relation_views, views
from documents.overviews import views as overviews

app_name = "documents"
urlpatterns = [
    path("", views.home, name="home"),
    path("van-ban/", views.document_list, name="list"),
    # Before the documents: no document has this address (see Document).
    path("van-ban/bo-loc/", views.document_facets, name="facets"),
    path("van-ban/<slug:slug>/", views.document_detail, name="detail"),
    path("van-ban/<slug:slug>/chuoi/", overviews.document_chain, name="chain"),
    path("van-ban/<slug:slug>/trien-khai/", overviews.document_coverage, name="coverage"),
    path("day-so/<slug:body>/", overviews.series_list, name="series_list"),
    path("day-so/<slug:body>/<slug:series>/<str:period>/", overviews.series_detail, name="series"),
    path("quan-he/", relation_views.relations, name="relations"),
    path("quan-he/quyet-dinh/", relation_views.decide, name="decide_relations"),
    path("tep/<uuid:public_id>/", views.attachment, name="attachment"),
]
