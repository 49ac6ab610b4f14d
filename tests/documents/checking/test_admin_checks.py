"""The staff page of one citation tells what the checks find, for reading only."""

from datetime import date

import pytest
from django.urls import reverse

from tests.admin_page import editor_client
from tests.documents.checking.reading import read_text

pytestmark = pytest.mark.django_db


def page_of(citation):
    address = reverse("admin:documents_citation_change", args=[citation.pk])
    return editor_client().get(address).content.decode()


def test_the_page_of_a_citation_tells_errors_and_notices_and_calls_guesses_guesses(
    bodies, register
):
    meant = register("Kết luận", "31", "KL/TW", date(2022, 9, 22), "centre")
    source = read_text(
        "Kết luận số 31-KL/TU, ngày 22/9/2022 của Bộ Chính trị về trồng rừng ở nơi cao. "
        "Kết luận số 31-KL/TW về giữ rừng ở nơi thấp.",
        meant,
        meant,
        publisher=bodies.office,
    )
    wrong, right = (page_of(citation) for citation in source.citations.order_by("start"))
    assert "<strong>Lỗi</strong>: “Kết luận số 31-KL/TU, ngày 22/9/2022 của Bộ Chính trị”" in wrong
    assert "ký hiệu TU không khớp Bộ Chính trị" in wrong
    assert "<strong>Lưu ý (máy đoán)</strong>" in right
    assert "<strong>Lỗi</strong>" not in right


def test_a_citation_with_nothing_to_tell_says_so(register):
    document = register("Chỉ thị", "12", "CT/TU", date(2022, 3, 1))
    source = read_text("Chỉ thị số 12-CT/TU.", document)
    assert "Không thấy gì cần sửa." in page_of(source.citations.get())


def test_what_was_entered_is_shown_as_words_not_as_markup(bodies, register):
    document = register(
        *("Chỉ thị", "12", "CT/TU", date(2022, 3, 1)),
        collective="standing_committee",
        issuer_printed="Ban <b>Thường vụ</b>",
    )
    source = read_text("Chỉ thị số 12-CT/TU của Tỉnh ủy.", document, publisher=bodies.office)
    page = page_of(source.citations.get())
    assert "Ban &lt;b&gt;Thường vụ" in page
    assert "<b>Thường vụ" not in page
