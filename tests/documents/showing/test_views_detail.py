"""The page of one document and its files: what it shows, and to whom."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from documents.models import Document, Relation
from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def member_client(client):
    client.force_login(make.make_member())
    return client


@pytest.fixture
def editor_client(client):
    client.force_login(make.make_editor())
    return client


def page_text(response) -> str:
    return response.content.decode()


# --- One document ----------------------------------------------------------------------------


def test_a_document_shows_all_its_fields(member_client):
    document = make.make_document(
        number="24",
        symbol="CT/TU",
        title="về trật tự đô thị",
        collective=Document.Collective.STANDING_COMMITTEE,
        issuer_printed="Ban Thường vụ như in",
        signer="Người Ký Mẫu",
        signer_position="Bí thư",
        note="Bản mẫu",
    )
    text = page_text(member_client.get(document.get_absolute_url()))
    for part in (
        *("Chỉ thị 24-CT/TU", "về trật tự đô thị", "Ban Thường vụ", "Ban Thường vụ như in"),
        *(
            "19/05/2023",
            "Người Ký Mẫu, Bí thư",
            "Bản mẫu",
            document.organization.get_absolute_url(),
        ),
    ):
        assert part in text


def test_effect_is_not_determined_unless_someone_said_so(member_client):
    plain = make.make_document()
    ended = make.make_document(status=Document.Status.ENDED, status_basis="Quyết định 9-QĐ/ĐU")
    assert "Chưa xác định" in page_text(member_client.get(plain.get_absolute_url()))
    text = page_text(member_client.get(ended.get_absolute_url()))
    assert "Hết hiệu lực (căn cứ: Quyết định 9-QĐ/ĐU)" in text


@pytest.mark.parametrize("audience", [Audience.MEMBERS, Audience.BODIES, Audience.EDITORS])
def test_a_document_for_others_is_a_404_like_one_that_is_not_there(client, audience):
    document = make.make_document(audience=audience, title="trích yếu giấu kín")
    hidden = client.get(document.get_absolute_url())
    missing = client.get(
        document.get_absolute_url().replace(document.slug, "x" * len(document.slug))
    )
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert "giấu kín" not in page_text(hidden)


def test_confirmed_citations_in_the_text_are_links(member_client):
    target = make.make_document(number="24", symbol="CT/TU", title="về đô thị")
    document = make.make_document(text="Thực hiện Chỉ thị số 24-CT/TU về đô thị.")
    make.make_citation(document.text, "Chỉ thị số 24-CT/TU", target, state="confirmed")
    text = page_text(member_client.get(document.get_absolute_url()))
    assert f'<a href="{target.get_absolute_url()}"' in text
    assert ">Chỉ thị số 24-CT/TU</a> về đô thị." in text


def test_a_proposed_citation_is_plain_text_for_members_and_marked_for_editors(client):
    target = make.make_document(number="24", symbol="CT/TU")
    document = make.make_document(text="Thực hiện Chỉ thị số 24-CT/TU.")
    make.make_citation(document.text, "Chỉ thị số 24-CT/TU", target)
    client.force_login(make.make_member())
    assert target.get_absolute_url() not in page_text(client.get(document.get_absolute_url()))
    client.force_login(make.make_editor())
    text = page_text(client.get(document.get_absolute_url()))
    assert '<mark class="proposed"' in text
    assert target.get_absolute_url() in text


def test_a_citation_of_a_hidden_document_stays_plain_text(member_client):
    target = make.make_document(number="24", symbol="CT/TU", audience=Audience.EDITORS)
    document = make.make_document(text="Thực hiện Chỉ thị số 24-CT/TU.")
    make.make_citation(document.text, "Chỉ thị số 24-CT/TU", target, state="confirmed")
    text = page_text(member_client.get(document.get_absolute_url()))
    assert "Thực hiện Chỉ thị số 24-CT/TU." in text
    assert target.get_absolute_url() not in text


def test_a_citation_of_two_documents_offers_both(member_client):
    targets = [make.make_document(number=number, symbol="NQ/TW") for number in ("4", "12")]
    document = make.make_document(text="Nghị quyết Trung ương 4 (khóa XI, XII).")
    make.make_citation(document.text, "Nghị quyết Trung ương 4", *targets, state="confirmed")
    text = page_text(member_client.get(document.get_absolute_url()))
    for target in targets:
        assert target.get_absolute_url() in text


def test_overlapping_citations_show_the_confirmed_one_and_lose_no_text(editor_client):
    target = make.make_document(number="24", symbol="CT/TU")
    document = make.make_document(text="Thực hiện Chỉ thị số 24-CT/TU, ngày 19/5/2023.")
    make.make_citation(document.text, "Thực hiện Chỉ thị số 24-CT/TU", target)
    make.make_citation(
        document.text, "Chỉ thị số 24-CT/TU, ngày 19/5/2023", target, state="confirmed"
    )
    make.make_citation(document.text, "24-CT/TU", target)
    text = page_text(editor_client.get(document.get_absolute_url()))
    assert "<mark" not in text
    assert ">Chỉ thị số 24-CT/TU, ngày 19/5/2023</a>." in text


def test_html_in_the_text_is_shown_as_text(member_client):
    document = make.make_document(text="Một <b>hai</b> & ba")
    text = page_text(member_client.get(document.get_absolute_url()))
    assert "Một &lt;b&gt;hai&lt;/b&gt; &amp; ba" in text


def test_a_text_for_fewer_people_than_its_document_is_not_shown(member_client):
    source = make.make_source("Chỉ biên tập đọc.", audience=Audience.EDITORS)
    document = make.make_document(text=source)
    assert "Chỉ biên tập đọc" not in page_text(member_client.get(document.get_absolute_url()))


@pytest.mark.parametrize("verb", Relation.Verb.values)
def test_a_relation_is_shown_from_both_sides_with_its_own_words(member_client, verb):
    relation = make.make_relation(verb=verb, evidence="câu làm chứng", stated_on=date(2024, 1, 30))
    forward = page_text(member_client.get(relation.source.get_absolute_url()))
    assert f"<h3>{relation.get_verb_display()}</h3>" in forward
    assert relation.target.get_absolute_url() in forward
    assert "câu làm chứng" in forward
    assert "30/01/2024" in forward
    backward = page_text(member_client.get(relation.target.get_absolute_url()))
    assert f"<h3>{relation.reverse_label}</h3>" in backward
    assert relation.source.get_absolute_url() in backward


def test_proposed_relations_are_for_editors_and_marked(client):
    relation = make.make_relation(state="proposed")
    address = relation.source.get_absolute_url()
    client.force_login(make.make_member())
    assert "Chưa ghi nhận quan hệ nào." in page_text(client.get(address))
    client.force_login(make.make_editor())
    text = page_text(client.get(address))
    assert relation.target.get_absolute_url() in text
    assert "máy đề xuất" in text


def test_a_relation_with_a_hidden_document_leaves_no_trace(member_client):
    relation = make.make_relation(target=make.make_document(audience=Audience.EDITORS))
    text = page_text(member_client.get(relation.source.get_absolute_url()))
    assert "Chưa ghi nhận quan hệ nào." in text


def test_homonyms_point_at_each_other(member_client):
    old = make.make_document(number="26", symbol="CT/TW", issued_on=date(2018, 11, 9))
    new = make.make_document(number="26", symbol="CT/TW", issued_on=date(2023, 11, 23))
    hidden = make.make_document(
        number="26", symbol="CT/TW", issued_on=date(2012, 1, 2), audience=Audience.EDITORS
    )
    text = page_text(member_client.get(new.get_absolute_url()))
    assert "Trùng số ký hiệu với" in text
    assert old.get_absolute_url() in text
    assert hidden.get_absolute_url() not in text


def test_of_many_homonyms_the_newest_are_named_and_the_list_shows_the_rest(member_client):
    numbered = {"number": "26", "symbol": "CT/ĐU"}
    documents = [
        make.make_document(
            organization=make.make_organization(), issued_on=date(2015 + year, 1, 1), **numbered
        )
        for year in range(8)
    ]
    address = "/van-ban/?q=26-CT%2F%C4%90U&amp;danh_sach=1"
    text = page_text(member_client.get(documents[-1].get_absolute_url()))
    named = [one for one in documents[:-1] if f'"{one.get_absolute_url()}"' in text]
    assert named == documents[2:-1]
    assert address in text
    hidden = documents[:3]
    Document.objects.filter(pk__in=[one.pk for one in hidden]).update(audience=Audience.EDITORS)
    assert address not in page_text(member_client.get(documents[-1].get_absolute_url()))


# --- Around it -------------------------------------------------------------------------------


def test_a_document_of_an_ended_body_says_what_the_body_is_now(member_client):
    ended = make.make_organization("Thành ủy Đã Hết", "TU", valid_to=date(2025, 6, 30))
    heir = make.make_organization("Đảng ủy Kế Thừa")
    make.make_succession(ended, heir, is_verified=False)
    document = make.make_document(organization=ended)
    text = page_text(member_client.get(document.get_absolute_url()))
    assert "đã kết thúc hoạt động 30/06/2025, nay là" in text
    assert heir.get_absolute_url() in text
    assert "(chưa kiểm chứng)" in text
    # The end of the body says nothing about the document's effect.
    assert "Chưa xác định" in text


def test_a_body_that_will_end_has_not_ended(member_client):
    body = make.make_organization(valid_to=timezone.localdate() + timedelta(days=1))
    document = make.make_document(organization=body)
    assert "đã kết thúc" not in page_text(member_client.get(document.get_absolute_url()))


@pytest.mark.parametrize("page", ["", "luoc-do/", "nhac-den/"])
def test_an_editor_is_told_where_a_binned_document_is_and_nobody_else(client, page):
    document = make.make_document(title="về việc đã bỏ", audience=Audience.EVERYONE)
    editor = make.make_editor("nga")
    document.move_to_bin(editor)
    address = document.get_absolute_url() + page
    for reader in (None, make.make_member("khach")):
        if reader:
            client.force_login(reader)
        answer = client.get(address)
        assert answer.status_code == 404
        assert "thùng rác" not in page_text(answer) and "về việc đã bỏ" not in page_text(answer)
    client.force_login(editor)
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Văn bản này ở trong thùng rác" in page_text(answer)
    assert "/quan-tri/documents/document/?thung-rac=co" in page_text(answer)
    assert "Khôi phục được đến hết ngày" in page_text(answer)


def test_only_editors_get_the_link_to_the_staff_pages(client):
    document = make.make_document()
    edit = reverse("admin:documents_document_change", args=[document.pk])
    client.force_login(make.make_member())
    assert edit not in page_text(client.get(document.get_absolute_url()))
    client.force_login(make.make_editor())
    assert edit in page_text(client.get(document.get_absolute_url()))


# --- Files -----------------------------------------------------------------------------------


def test_a_file_is_downloaded_under_its_vietnamese_name(member_client):
    file = make.make_attachment(content=b"%PDF-1.4 mau", name="Chỉ thị 24.pdf")
    response = member_client.get(file.get_absolute_url())
    assert b"".join(response.streaming_content) == b"%PDF-1.4 mau"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Ch%E1%BB%89%20th%E1%BB%8B%2024.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_a_text_file_is_never_served_as_a_page(member_client):
    file = make.make_attachment(content=b"<script>", name="trang.html", kind="txt")
    response = member_client.get(file.get_absolute_url())
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")
    response.close()


def test_a_file_of_a_hidden_document_is_a_404(client):
    file = make.make_attachment(make.make_document(audience=Audience.MEMBERS))
    assert client.get(file.get_absolute_url()).status_code == 404


def test_a_file_in_the_bin_or_lost_on_disk_is_a_404(member_client):
    binned = make.make_attachment()
    binned.move_to_bin()
    lost = make.make_attachment()
    lost.file.storage.delete(lost.file.name)
    for file in (binned, lost):
        assert member_client.get(file.get_absolute_url()).status_code == 404
