"""The pages on which an editor merges two records: find, look, do, part again."""

from datetime import date

import pytest
from django.urls import reverse

from documents.merging.merge import merge
from documents.models import Document, Merge
from tests import factories as make
from tests.admin_page import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    editor = make.make_editor()
    client.force_login(editor)
    return editor


@pytest.fixture
def pair():
    kept = make.make_document(number="24", symbol="CT/TU", title="về học tập")
    gone = make.make_document(number="42", symbol="CT/TU", title="về học tập")
    return kept, gone


def address_of(kept, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('documents:merge', args=[kept.slug])}?{query}"


def test_a_record_with_the_same_title_is_offered_and_any_other_is_found(client, editor, pair):
    kept, gone = pair
    third = make.make_document(number="77", symbol="KL/TU", title="về việc khác")
    page = client.get(address_of(kept))
    assert list(page.context["likely"]) == [gone]
    assert client.get(address_of(kept, tim="77-KL/TU")).context["found"] == [third]
    pasted = f"http://so.example{third.get_absolute_url()}"
    assert client.get(address_of(kept, tim=pasted)).context["found"] == [third]


def test_a_wrong_day_in_the_search_is_told(client, editor, pair):
    page = client.get(address_of(pair[0], tim="31/2/2024"))
    assert page.status_code == 400
    assert "không phải là ngày tháng có thật" in page.content.decode()


def test_two_records_of_which_both_number_and_day_differ_are_doubted(client, editor, pair):
    kept, gone = pair
    doubt = "khác cả số ký hiệu lẫn ngày"
    assert doubt not in client.get(address_of(kept, voi=gone.slug)).content.decode()
    gone.issued_on = date(2020, 2, 3)
    gone.save()
    assert doubt in client.get(address_of(kept, voi=gone.slug)).content.decode()


def test_looked_at_chosen_and_done_then_parted(client, editor, pair):
    kept, gone = pair
    page = client.get(address_of(kept, voi=gone.slug))
    form = page.context["form"]
    assert [field.name for field in form.choices_to_make()] == ["number"]
    sent = {name: form[name].value() for name in form.fields} | {"number": "kia"}
    done = client.post(address_of(kept, voi=gone.slug), sent, follow=True)
    kept.refresh_from_db()
    assert kept.number == "42"
    assert f"Đã hợp nhất {gone}" in done.content.decode()
    row = Merge.objects.get()
    parted = client.post(reverse("documents:undo_merge", args=[row.pk]), follow=True)
    assert "Đã hoàn tác" in parted.content.decode()
    assert Document.objects.get(pk=kept.pk).number == "24"
    assert Document.objects.filter(pk=gone.pk).exists()


def test_somebody_elses_change_meanwhile_is_told_and_shown(client, editor, pair):
    kept, gone = pair
    address = address_of(kept, voi=gone.slug)
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    gone.signer = "Nguyễn Văn A"
    gone.save()
    refused = client.post(address, sent)
    assert refused.status_code == 400
    assert "vừa sửa một trong hai văn bản" in refused.content.decode()
    form = refused.context["form"]
    again = {name: form[name].value() for name in form.fields} | {"signer": "kia"}
    assert client.post(address, again).status_code == 302
    assert Document.objects.get(pk=kept.pk).signer == "Nguyễn Văn A"


def test_a_member_may_neither_merge_nor_part(client, pair):
    kept, gone = pair
    row = merge(kept, gone, make.make_editor())
    client.force_login(make.make_member())
    assert client.get(address_of(kept)).status_code == 403
    assert client.post(address_of(kept, voi=gone.slug)).status_code == 403
    assert client.post(reverse("documents:undo_merge", args=[row.pk])).status_code == 403
    row.refresh_from_db()
    assert row.undone_at is None


def test_the_old_address_leads_to_the_document_for_who_may_see_it(client, pair):
    kept, gone = pair
    kept.audience = "members"
    kept.save()
    merge(kept, gone, make.make_editor())
    assert client.get(gone.get_absolute_url()).status_code == 404
    client.force_login(make.make_member())
    answer = client.get(gone.get_absolute_url())
    assert (answer.status_code, answer.url) == (302, kept.get_absolute_url())
    told = client.get(reverse("api:detail", args=[gone.slug])).json()
    assert told["url"].endswith(kept.get_absolute_url())


@pytest.mark.parametrize(
    "name",
    [
        *("documents:chain", "documents:coverage", "documents:coverage_csv", "documents:citing"),
        *("documents:document_relations", "documents:report_mistake", "documents:qr"),
        "bulletins:about",
    ],
)
def test_so_do_the_pages_beside_it_which_paper_names(client, pair, name):
    kept, gone = pair
    merge(kept, gone, make.make_editor())
    client.force_login(make.make_member())
    named = {"ending": "csv"} if name.endswith("csv") else {}
    old, new = (reverse(name, kwargs={"slug": one.slug, **named}) for one in (gone, kept))
    answer = client.get(f"{old}?in=1")
    assert (answer.status_code, answer.url) == (302, f"{new}?in=1")
    assert client.get(answer.url).status_code == 200
    assert client.get(reverse(name, kwargs={"slug": "khong-co", **named})).status_code == 404


def test_a_report_on_the_old_record_is_not_lost_on_the_way(client, pair):
    kept, gone = pair
    merge(kept, gone, make.make_editor())
    client.force_login(make.make_member())
    address = reverse("documents:report_mistake", args=[gone.slug])
    here = {"Referer": f"http://testserver{address}"}
    answer = client.post(address, {"words": "Ngày ghi sai."}, headers=here)
    assert answer.status_code == 404
    assert "Ngày ghi sai.</textarea>" in answer.content.decode()


def test_filling_in_a_gap_that_makes_two_records_one_offers_to_merge_them(client, pair):
    editor = make.make_administrator()
    client.force_login(editor)
    kept, gone = pair
    asked = reverse("admin:documents_document_change", args=[gone.pk])
    sent = filled(client.get(asked), number="24", issued_on="19/05/2023")
    assert address_of(gone, voi=kept.slug) in client.post(asked, sent).content.decode()


def test_rows_that_mean_the_homonym_are_given_to_it_and_back(client, editor, pair):
    document, other = pair
    stays = make.make_citation(None, "Chỉ thị số 24-CT/TU", document)
    goes = make.make_citation(None, "Chỉ thị số 24-CT/TU", document)
    asked = f"{reverse('documents:split', args=[document.slug])}?sang={other.slug}"
    page = client.get(asked)
    (kind,) = page.context["kinds"]
    assert len(kind.rows) == 2
    nothing = client.post(asked, {})
    assert nothing.status_code == 400
    assert "Chưa chọn gì" in nothing.content.decode()
    key = f"documents.CitationTarget.document:{goes.target_links.get().pk}"
    third = make.make_citation(None, "Chỉ thị số 24-CT/TU", make.make_document())
    foreign = f"documents.CitationTarget.document:{third.target_links.get().pk}"
    client.post(asked, {"dong": [key, foreign, "sai:x", "documents.Follow.document:1"]})
    assert list(goes.targets.all()) == [other]
    assert list(stays.targets.all()) == [document]
    assert other not in third.targets.all()
    assert Document.objects.filter(pk=document.pk).exists()
    assert client.get(document.get_absolute_url()).status_code == 200
    client.post(reverse("documents:undo_merge", args=[Merge.objects.get().pk]))
    assert list(goes.targets.all()) == [document]
