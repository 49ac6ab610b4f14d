"""What an import put onto a bulletin that is out is taken out again before anybody let it out."""

import pytest

from bulletins.importing import import_bulletin
from bulletins.models import Bulletin, BulletinItem, BulletinReading, Correction, ItemSubject
from bulletins.reissuing import as_read
from bulletins.taking_out import take_out
from documents.deciding.citations import confirm_citation
from documents.models import Citation, Relation, SourceText
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXT = """NỘI DUNG

1. Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy

Các chi bộ đọc chỉ thị trong tháng.

2. Tin hoạt động

2.1. Chi bộ Mẫu tổ chức trồng cây

Buổi trồng cây có đủ đảng viên.

2.2. Chi bộ Mẫu làm đường

Cả chi bộ cùng làm.
"""
# Of each kind: a text, a name, a place, an item that is new and one that is gone.
OTHER = """NỘI DUNG

1. Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy

Các chi bộ đọc chỉ thị trong quý.

2. Tin hoạt động

2.1. Chi bộ Mẫu tổ chức trồng rừng

Buổi trồng cây có đủ đảng viên.

3. Kết luận số 8-KL/TU, ngày 01/6/2023 của Tỉnh ủy Mẫu Sơn thực hiện Chỉ thị số 24-CT/TU

Nội dung kết luận.
"""


@pytest.fixture
def editor(client):
    person = make.make_editor()
    client.force_login(person)
    return person


@pytest.fixture
def bulletin():
    """A published bulletin with two items and no text, as the demo records are."""
    for name, code in (("Chỉ thị", "CT"), ("Kết luận", "KL")):
        make.make_document_type(name, party_code=code)
    body = make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
    made = make.make_bulletin(body, year=2024, month=1)
    make.make_item(made, label="II", title="Chỉ thị về phòng cháy", order=1)
    make.make_item(made, label="2.", title="Tin hoạt động", kind="news", order=2)
    return made


def bring_in(bulletin, text, *, replace=False):
    import_bulletin(text, bulletin.publisher, bulletin.year, bulletin.month, replace=replace)


def press(client, bulletin, button="bo-phan-nhap/", **sent):
    bulletin.refresh_from_db()
    fields = {"text": bulletin.text_sha256, **sent}
    response = client.post(bulletin.get_absolute_url() + button, fields, follow=True)
    return " ".join(map(str, response.context["messages"]))


def standing(bulletin):
    """All that an editor sees of the items: names, places, texts, what waits."""
    items = BulletinItem.objects.filter(bulletin=bulletin).order_by("order", "pk")
    return [
        (item.pk, str(item), item.new_title, item.parent_id, item.order, item.unreviewed)
        + ((item.text.body, item.text.audience) if item.text else ())
        for item in items.select_related("text")
    ]


def test_a_bulletin_brought_in_under_the_wrong_month_is_taken_out_whole(client, bulletin, editor):
    before, readers = standing(bulletin), as_read(bulletin.pk)
    bring_in(bulletin, TEXT)
    assert len(standing(bulletin)) == 6 and len(before) == 2
    assert "Bỏ phần vừa nhập" in client.get(bulletin.get_absolute_url()).content.decode()
    assert "Đã bỏ phần vừa nhập ở 5 mục" in press(client, bulletin)
    assert (standing(bulletin), as_read(bulletin.pk)) == (before, readers)
    assert not BulletinReading.objects.exists() and not Correction.objects.exists()
    # New items lie in the bin with their texts; a text that an item was given is gone.
    assert BulletinItem.all_objects.binned().count() == 4
    assert SourceText.objects.filter(bulletin_item__deleted_at=None).count() == 0
    assert "Bỏ phần vừa nhập" not in client.get(bulletin.get_absolute_url()).content.decode()
    # The right text may come.
    bring_in(bulletin, OTHER)
    assert bulletin.items.filter(label="3.").exists()


def test_a_replaced_text_is_taken_out_with_names_places_and_what_was_decided(
    client, bulletin, editor
):
    bring_in(bulletin, TEXT)
    press(client, bulletin, "cho-doc/", **{"dinh-chinh": "Bổ sung nội dung."})
    citation = Citation.objects.get(text__startswith="Chỉ thị số 24")
    confirm_citation(citation, editor)
    before, readers, sha = standing(bulletin), as_read(bulletin.pk), bulletin.text_sha256
    bring_in(bulletin, OTHER, replace=True)
    kinds = {item.unreviewed for item in bulletin.items.all()}
    assert kinds == {"nothing", "text", "item", "gone"}
    assert Relation.objects.exists()
    assert "Đã bỏ phần vừa nhập" in press(client, bulletin)
    bulletin.refresh_from_db()
    now = (standing(bulletin), as_read(bulletin.pk), bulletin.text_sha256)
    assert now == (before, readers, sha)
    citation.refresh_from_db()
    assert (citation.state, citation.decided_by) == ("confirmed", editor)
    assert not Relation.objects.exists()


def test_an_item_whose_new_text_somebody_took_away_stays_without_one(bulletin, editor):
    bring_in(bulletin, TEXT)
    item = bulletin.items.filter(unreviewed="text").first()
    text, item.text = item.text, None
    item.save(update_fields=["text"])
    text.delete()
    assert take_out(bulletin.pk, Bulletin.objects.get().text_sha256, editor)
    item.refresh_from_db()
    assert (item.text, item.unreviewed) == (None, "nothing")


def test_places_that_the_import_changed_are_as_before(bulletin, editor):
    """Also of items in which nothing else waits: those are saved before the first that does."""
    first, news = bulletin.items.order_by("order")
    BulletinItem.objects.filter(pk=first.pk).update(label="1.")
    for item in bulletin.items.all():
        item.save()
    before = standing(bulletin)
    bring_in(bulletin, OTHER)
    news.refresh_from_db()
    assert news.order != 2
    assert take_out(bulletin.pk, Bulletin.objects.get().text_sha256, editor)
    assert standing(bulletin) == before


def test_a_bulletin_for_editors_alone_keeps_the_text_it_had(bulletin, editor):
    """Its texts are no reader's at any time, so the history of rights does not tell."""
    Bulletin.objects.update(audience="editors")
    bring_in(bulletin, TEXT)
    BulletinItem.objects.update(unreviewed="nothing")
    for item in bulletin.items.all():
        item.save()
    before = standing(bulletin)
    bring_in(bulletin, OTHER, replace=True)
    take_out(bulletin.pk, Bulletin.objects.get().text_sha256, editor)
    assert standing(bulletin) == before


def test_what_was_let_out_or_replaced_meanwhile_is_not_taken_out(client, bulletin, editor):
    bring_in(bulletin, TEXT)
    before = standing(bulletin)
    assert "Chưa bỏ gì" in press(client, bulletin, text="khac")
    assert standing(bulletin) == before
    press(client, bulletin, "cho-doc/", **{"dinh-chinh": "Bổ sung nội dung."})
    before = standing(bulletin)
    assert "Chưa bỏ gì" in press(client, bulletin)
    assert standing(bulletin) == before


def test_what_the_text_proposed_an_item_to_be_about_goes_with_it(bulletin, editor):
    BulletinItem.objects.filter(label="II").update(label="1.")
    bring_in(bulletin, TEXT)
    assert ItemSubject.objects.filter(state="proposed").exists()
    take_out(bulletin.pk, Bulletin.objects.get().text_sha256, editor)
    assert not ItemSubject.objects.filter(item__deleted_at=None).exists()


def test_what_was_decided_on_the_text_that_goes_is_told(client, bulletin, editor):
    BulletinItem.objects.filter(label="II").update(label="1.")
    bring_in(bulletin, TEXT)
    item = BulletinItem.objects.get(unreviewed="text", label="1.")
    confirm_citation(item.text.citations.first(), editor)
    assert "cùng 1 trích dẫn đã quyết định ở đó" in press(client, bulletin)
