"""A bulletin as one file for places without network: whole, linked as confirmed, asking nothing."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulletins.models import Correction
from tests import factories as make

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


@pytest.fixture
def member(client):
    user = make.make_member()
    client.force_login(user)
    return user


def offline(client, bulletin):
    response = client.get(bulletin.get_absolute_url() + "ban-tin.html")
    assert response.status_code == 200
    return response.content.decode()


def test_the_file_is_saved_and_never_guessed_at(client, member, bulletin):
    response = client.get(bulletin.get_absolute_url() + "ban-tin.html")
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_the_file_asks_nothing_of_any_network(client, member, bulletin, directive):
    text = offline(client, bulletin)
    assert not re.search(r"<(?:script|link|img|iframe)|\bsrc=|url\(|@import", text)
    led = re.findall(r'href="([^"]*)"', text)
    assert led and all(address.startswith(("#", f"{SITE}/")) for address in led)
    inside = {address[1:] for address in led if address.startswith("#")}
    assert inside <= set(re.findall(r'id="([^"]*)"', text))


def test_confirmed_citations_are_links_and_proposed_ones_are_words(
    client, bulletin, directive, plan
):
    for reader in (make.make_member(), make.make_editor()):
        client.force_login(reader)
        text = offline(client, bulletin)
        address = f"{SITE}{directive.get_absolute_url()}"
        assert f'<a href="{address}">Chỉ thị số 24-CT/TU</a>' in text
        assert "Kế hoạch số 7-KH/TU" in text and plan.get_absolute_url() not in text


def test_the_file_has_head_contents_text_and_annex(client, member, bulletin, directive):
    Correction.objects.create(
        bulletin=bulletin, made_on="2024-04-02", made_by=make.make_editor(), note="Sửa ngày."
    )
    text = offline(client, bulletin)
    parts = [
        *("THÀNH ỦY MẪU SƠN", "BAN TUYÊN GIÁO", "Tháng 3 năm 2024", bulletin.marking),
        *("Đính chính ngày 02/04/2024: Sửa ngày.", "2. Tin hoạt động", "Các chi bộ đọc"),
        *('<h2 id="danh-muc">', f"{SITE}{bulletin.get_absolute_url()}"),
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_an_editors_file_links_to_nothing_that_a_reader_may_not_see(client, bulletin):
    hidden = make.make_document(title="về việc kín", audience="editors")
    make.make_subject(bulletin.items.get(label="2."), hidden)
    source = bulletin.items.get(label="1.").text
    make.make_citation(source, "Chỉ thị số 24-CT/TU", hidden, state="confirmed")
    proposed = make.make_document()
    make.make_subject(bulletin.items.get(label="2."), proposed, state="proposed")
    client.force_login(make.make_editor())
    text = offline(client, bulletin)
    for document in (hidden, proposed):
        assert document.get_absolute_url() not in text and document.code not in text
    assert "về việc kín" not in text and "Chỉ thị số 24-CT/TU" in text


def test_what_no_editor_has_looked_at_is_not_in_a_members_file(client, member, bulletin):
    make.make_item(bulletin, label="3.", title="Mục chưa xem", unreviewed="item")
    assert "Mục chưa xem" not in offline(client, bulletin)
    client.force_login(make.make_editor())
    text = offline(client, bulletin)
    assert "Mục chưa xem" in text and "CÓ PHẦN CHƯA AI XEM" in text


def test_signs_of_html_are_signs_in_the_file(client, member, bulletin):
    bulletin.title = "</style><b>Tên</b>"
    bulletin.save()
    text = offline(client, bulletin)
    assert "&lt;b&gt;Tên" in text and "<b>Tên" not in text and text.count("</style>") == 1


def test_a_withdrawn_bulletin_goes_round_in_no_file(client, bulletin):
    bulletin.state, bulletin.withdrawn_on = "withdrawn", "2024-05-01"
    bulletin.withdrawn_reason = "Sai."
    bulletin.save()
    client.force_login(make.make_editor())
    assert client.get(bulletin.get_absolute_url() + "ban-tin.html").status_code == 404


def test_the_file_costs_as_many_queries_for_many_items_as_for_few(
    client, member, bulletin, directive
):
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            offline(client, bulletin)
        counts.append(len(queries))
        for number in range(3):
            document = make.make_document()
            text = f"Thực hiện Chỉ thị số {number}-CT/TU."
            source = make.make_source(text, audience="members")
            make.make_citation(source, f"Chỉ thị số {number}-CT/TU", document, state="confirmed")
            make.make_item(bulletin, document, text=source)
    assert counts[0] == counts[1]
