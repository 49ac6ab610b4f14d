"""What the staff screen for documents does with citations that waited for the one just saved."""

from django.contrib import messages
from django.http import HttpRequest

from documents.deciding.prefilling import ASKED, citation_asked
from documents.linking.arriving import pick_up_citations, proposed_for
from documents.linking.asking import give_entered
from documents.models import Citation, Document


def entered_from(request: HttpRequest) -> Citation | None:
    """Return the citation from which the form for a new document was opened, if it was."""
    return citation_asked(request.GET.get(ASKED, ""), request.user)


def pick_up(request: HttpRequest, document: Document, *, is_put_right: bool = False) -> None:
    """Point the citations that waited for this document at it, and say how many did.

    `is_put_right`: it was on record before; how many named it as it was and do no more is said too.
    The texts of all of them must be held.
    """
    named = set(proposed_for(document).values_list("pk", flat=True)) if is_put_right else set()
    found = pick_up_citations(document, is_put_right=is_put_right)
    left = len(named.difference(proposed_for(document).values_list("pk", flat=True)))
    asked = None if is_put_right else entered_from(request)
    if asked:
        found += give_entered(asked, document)
    if found:
        said = f"{found} trích dẫn đang chờ nay đã gắn với văn bản này, chờ xác nhận."
        messages.info(request, said)
    if left:
        messages.warning(
            request,
            f"{left} trích dẫn chưa ai xác nhận, máy hiểu là văn bản này theo những gì sổ ghi "
            "trước đây, nay không còn khớp nên đã gỡ ra. Chỗ nào in sai số, ngày hay cơ quan thì "
            "mở trích dẫn ấy rồi chọn lại văn bản này.",
        )
