"""What the site's list and document page are measured against: plain Django on the same queries.

A `ListView` and a `DetailView` that ask the database the same questions and load the same rows,
in the same middleware, and name each row once in a template without layout, form or links.
"""

from typing import Any

from django.urls import include, path
from django.views.generic import DetailView, ListView

from bulletins.about import ITEMS_SHOWN, items_around
from documents.listing.filters import DOCUMENTS
from documents.listing.paging import PAGE_ROWS
from documents.mistakes.reports import with_reports_waiting
from documents.models import Document
from documents.search.found import Hits, Order
from documents.search.names import known_names
from documents.search.query import read_query
from documents.search.wanted import ask
from documents.showing import page
from documents.showing.relation_groups import relations_on_page
from documents.showing.surroundings import surroundings_of
from documents.views import RELATIONS_SHOWN
from organizations.succession import state_of_successions


class FoundRows:
    """The hits of a search as a paginator of Django's takes them: counted, and cut into pages."""

    def __init__(self, hits: Hits, documents: Any) -> None:
        self._hits, self._documents = hits, documents

    def __len__(self) -> int:
        return self._hits.count

    def __getitem__(self, rows: slice) -> list[Document]:
        # One more than the page, as the site's own list asks: it tells whether there is a next.
        keys = self._hits.records(Order.BEST, rows.start, rows.stop + 1)[:PAGE_ROWS]
        by_key = self._documents.in_bulk(keys)
        return [by_key[key] for key in keys]


class PlainList(ListView):
    template_name = "plain/document_list.html"
    paginate_by = PAGE_ROWS

    def get_queryset(self) -> FoundRows:
        names = known_names()
        typed = self.request.GET.get("q", "")
        query = read_query(typed, names.bodies) if typed else None
        documents = Document.objects.visible_to(self.request.user).for_rows()
        return FoundRows(Hits(DOCUMENTS, documents, ask(query)), documents)


class PlainDocument(DetailView):
    template_name = "plain/document_detail.html"

    def get_queryset(self) -> Any:
        reader = self.request.user
        documents = Document.objects.visible_to(reader).with_names().with_text_for(reader)
        documents = documents.annotate(succession_state=state_of_successions())
        return with_reports_waiting(documents, reader)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document, reader = self.object, self.request.user
        text = page.readable_text(document)
        return super().get_context_data(
            text=text,
            around=surroundings_of(document, text, reader),
            groups=relations_on_page(document, reader, RELATIONS_SHOWN)[0],
            files=page.files_of(document, reader),
            line=page.line_of(document),
            items=list(items_around(document, reader).filter(place__lte=ITEMS_SHOWN)),
            **kwargs,
        )


urlpatterns = [
    path("tran/van-ban/", PlainList.as_view()),
    path("tran/van-ban/<slug:slug>/", PlainDocument.as_view()),
    path("", include("config.urls")),
]
