"""A draft is checked and not kept."""

import pytest

from bulletins.models import Bulletin
from documents.linking.drafts import Rank
from documents.models import Attachment, Citation, Document, Passage, SearchMiss, SourceText
from tests import factories as make
from tests.bulletins.desk.material import (
    BRING_IN,
    TEXT,
    bulletin_sheet,
    refusals,
)

pytestmark = pytest.mark.django_db


CHECK = "/ban-tin/kiem-tra/"
RECORDS = (Bulletin, Citation, Document, SourceText, Attachment, Passage, SearchMiss)


def test_a_draft_is_reported_on_the_worst_first_and_nothing_is_kept(client, editor, registry):
    client.force_login(editor)
    before = [kind._base_manager.count() for kind in RECORDS]
    response = client.post(CHECK, {"text": TEXT, "publisher": registry[0].slug})
    assert response.status_code == 200
    checked = response.context["checked"]
    assert checked[0].text.startswith("Chỉ thị số 99-QĐ/TU")
    assert [one.rank for one in checked] == sorted(one.rank for one in checked)
    assert {one.result for one in checked} == {"document", "not_registered"}
    assert "không được lưu lại" in response.content.decode()
    assert [kind._base_manager.count() for kind in RECORDS] == before


def test_a_citation_of_several_registered_documents_stands_among_the_sure_ones(
    client, editor, registry
):
    make.make_document(
        number="25",
        symbol="CT/TU",
        organization=registry[0],
        title="về trồng cây",
    )
    client.force_login(editor)
    text = "Đọc các Chỉ thị số 24-CT/TU, 25-CT/TU. Theo Kế hoạch số 7-KH/TU, làm ngay."
    response = client.post(CHECK, {"text": text, "publisher": registry[0].slug})
    told = [(one.rank.name, one.result) for one in response.context["checked"]]
    assert told[0] == ("NOT_REGISTERED", "not_registered")
    assert {rank for rank, result in told if result != "not_registered"} == {"SURE"}


def test_a_draft_is_told_what_its_stored_text_would_be_told(client, editor, registry, desk):
    stored = {
        (remark.finding.check_id, remark.finding.sentence)
        for card in bulletin_sheet().cards
        for remark in card.remarks
    }
    response = client.post(
        CHECK, {"text": TEXT, "publisher": registry[0].slug, "day": "31/01/2024"}
    )
    told_ = {
        (finding.check_id, finding.sentence)
        for one in response.context["checked"]
        for finding in one.findings
    }
    assert stored == told_


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Chọn tệp, hoặc dán nội dung"),
        ({"text": f"TỐI MẬT\n\n{TEXT}"}, "secret"),
        ({"text": TEXT, "day": "31/02/2024"}, "bad_date"),
        ({"text": "Chỉ thị số 1-CT/TU. " * 1_001}, "hơn 1000 trích dẫn"),
        ({"text": "a" * 1_000_001}, "max_length"),
    ],
)
def test_a_draft_that_cannot_be_checked_is_refused(client, editor, registry, fields, sentence):
    client.force_login(editor)
    response = client.post(CHECK, fields)
    assert response.status_code == 400
    assert sentence in refusals(response)


def test_a_draft_without_citations_is_answered(client, editor, registry):
    client.force_login(editor)
    text = client.post(CHECK, {"text": "Không nêu văn bản nào."}).content.decode()
    assert "Không đọc được trích dẫn nào" in text


def test_a_draft_shows_signs_of_html_as_signs(client, editor, registry):
    client.force_login(editor)
    text = client.post(CHECK, {"text": "<b>Chỉ thị số 24-CT/TU</b>"}).content.decode()
    assert "&lt;b&gt;" in text and "<b>Chỉ" not in text


def test_editors_find_both_pages_on_the_list_of_bulletins(client, editor):
    client.force_login(editor)
    text = client.get("/ban-tin/").content.decode()
    assert BRING_IN in text and CHECK in text
    client.force_login(make.make_member())
    text = client.get("/ban-tin/").content.decode()
    assert BRING_IN not in text and CHECK not in text


def test_what_the_machine_alone_entered_is_not_called_registered(client, desk):
    """The bulletin names a plan that nobody has registered yet."""
    assert Document.objects.get(number="7").is_proposed
    text = "Theo Kế hoạch số 7-KH/TU, ngày 02/6/2023 của Tỉnh ủy Mẫu Sơn."
    (one,) = client.post(CHECK, {"text": text}).context["checked"]
    assert (one.told, one.rank) == ("Máy mới đề xuất, chưa ai ghi vào sổ", Rank.NOT_REGISTERED)
