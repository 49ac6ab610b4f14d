"""The checks a proof-reader would make on the citations of stored texts. Writes nothing.

Every check has an id, a grade, a sentence and says whether it rests on facts or on an
inference (docs/checks.md). None blocks saving and none repairs: what contradicts is shown.
"""

from collections.abc import Callable, Iterable, Iterator

from documents.checking import dates, order, standing, symbols, wording
from documents.checking.finding import Basis, Check, Finding, Grade
from documents.checking.material import Material, gather
from documents.models import Citation, SourceText

__all__ = [
    "Basis",
    "Check",
    "Finding",
    "Grade",
    "check_material",
    "check_texts",
    "findings_on",
    "texts_together",
]

# Texts of one publisher and day beyond this are no bulletin; the page about one citation
# must stay quick.
TOGETHER_LIMIT = 300
_CHECKS: tuple[Callable[[Material], Iterator[Finding]], ...] = (
    symbols.issuer_symbol,
    symbols.type_code,
    dates.date_disagrees,
    dates.homonym_disagrees,
    dates.no_such_day,
    dates.dated_after_text,
    order.number_out_of_order,
    standing.cited_after_replaced,
    standing.body_ended,
    standing.several_fit,
    wording.issuer_wording,
    symbols.symbol_printing,
    wording.title_wording,
    standing.not_registered,
)


def check_texts(sources: Iterable[SourceText]) -> list[Finding]:
    """Return what the checks find in the stored citations of texts that belong together.

    The items of one bulletin are given together: their citations are compared with each
    other and with the registry. Errors first, then in reading order within each check.
    Rejected citations are left out. Queries: at most 11, and one for each number series
    cited, however many citations there are.
    """
    return check_material(gather(sources))


def check_material(material: Material) -> list[Finding]:
    """Return what the checks find in citations wherever they come from, errors first."""
    found = [finding for check in _CHECKS for finding in check(material)]
    return sorted(found, key=lambda finding: finding.grade != Grade.ERROR)


def texts_together(source: SourceText) -> list[SourceText]:
    """Return the texts one publisher put out on one day (a bulletin's items), `source` among them.

    A text without publisher or date stands alone.
    """
    if source.publisher_id is None or source.published_on is None:
        return [source]
    same = SourceText.objects.filter(
        publisher=source.publisher_id, published_on=source.published_on
    ).exclude(pk=source.pk)
    return sorted([source, *same.order_by("pk")[: TOGETHER_LIMIT - 1]], key=lambda text: text.pk)


def findings_on(citation: Citation) -> list[Finding]:
    """Return what the checks say of one citation, by itself or beside others."""
    return [
        finding
        for finding in check_texts(texts_together(citation.source))
        if citation == finding.citation or citation in finding.related
    ]
