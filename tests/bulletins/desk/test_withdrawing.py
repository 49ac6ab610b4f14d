"""A published bulletin is withdrawn with a reason: its address stays, its text goes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from bulletins.admin.forms import BulletinForm
from bulletins.desk.withdrawing import put_back, seen_of, withdraw
from bulletins.importing import import_bulletin
from bulletins.models import Bulletin, BulletinItem
from bulletins.publishing import share_texts
from documents.models import Citation, SourceText
from tests import factories as make

pytestmark = pytest.mark.django_db

REASON = "In sai số văn bản ở mục 1"


@pytest.fixture
def document():
    return make.make_document(title="về phòng cháy")


@pytest.fixture
def bulletin(document):
    """A published bulletin that introduces and cites a document."""
    made = make.make_bulletin(make.make_organization("Ban Tuyên giáo Mẫu"))
    source = make.make_source("1. Phòng cháy\n\nChi bộ đọc Chỉ thị số 24-CT/TU hằng quý.")
    item = make.make_item(made, document, label="1.", title="Phòng cháy", text=source)
    share_texts(made)
    Citation.objects.all().delete()
    make.make_citation(item.text, "Chỉ thị số 24-CT/TU", document, state="confirmed")
    return made


@pytest.fixture
def editor():
    return make.make_editor("bien-tap")


def press(client, bulletin, path="thu-hoi/", **fields):
    bulletin = Bulletin.objects.get(pk=bulletin.pk)
    sent = {"seen": seen_of(bulletin), "ly-do": REASON, **fields}
    return client.post(bulletin.get_absolute_url() + path, sent, follow=True)


def page_for(client, address, user):
    client.force_login(user)
    return client.get(address).content.decode()


def test_readers_find_the_day_and_the_reason_at_the_address_and_no_text(
    client, bulletin, editor, document
):
    client.force_login(editor)
    assert "Đã thu hồi" in press(client, bulletin).content.decode()
    told = Bulletin.objects.get()
    for user in (make.make_member(), editor):
        page = page_for(client, bulletin.get_absolute_url(), user)
        assert f"đã được thu hồi ngày {told.withdrawn_on:%d/%m/%Y}. Lý do: {REASON}" in page
        assert "Phòng cháy" not in page and document.code not in page


def test_nothing_of_it_is_read_found_or_cited_by_members(client, bulletin, editor, document):
    address = bulletin.get_absolute_url()
    places = ["/ban-tin/", "/", "/ban-tin/?q=phòng+cháy", document.get_absolute_url()]
    places.append(bulletin.publisher.get_absolute_url())
    member = make.make_member()
    for place in places:
        assert address in page_for(client, place, member), place
    withdraw(bulletin, seen_of(bulletin), REASON)
    for place in places:
        assert address not in page_for(client, place, member), place
    assert not BulletinItem.objects.visible_to(member).exists()
    assert not SourceText.objects.visible_to(member).exists()
    assert not Citation.objects.visible_to(member).exists()
    for path in ("ban-in/", "ban-tin.docx", "danh-muc/", "danh-muc.docx"):
        assert client.get(address + path).status_code == 404
    # An editor finds it in the list, marked.
    assert "đã thu hồi" in page_for(client, "/ban-tin/", editor)
    assert client.get(f"{address}ban-tin.docx").status_code == 404


def test_only_its_audience_learns_that_it_was_withdrawn(client, bulletin):
    withdraw(bulletin, seen_of(bulletin), REASON)
    assert client.get(bulletin.get_absolute_url()).status_code == 404
    client.force_login(make.make_member())
    Bulletin.objects.update(audience="editors")
    assert client.get(bulletin.get_absolute_url()).status_code == 404
    Bulletin.objects.update(audience="members", deleted_at="2024-05-01T00:00Z")
    assert client.get(bulletin.get_absolute_url()).status_code == 404


def test_an_editor_gives_it_back_and_the_history_keeps_what_happened(
    client, bulletin, editor, document
):
    client.force_login(editor)
    press(client, bulletin)
    day = f"{Bulletin.objects.get().withdrawn_on:%d/%m/%Y}"
    response = press(client, bulletin, "phat-hanh-lai/", **{"dinh-chinh": "Đã sửa số."})
    assert "Đã phát hành lại" in response.content.decode()
    member = make.make_member()
    page = page_for(client, bulletin.get_absolute_url(), member)
    assert "hằng quý" in page
    assert f"Phát hành lại, sau khi thu hồi ngày {day}. Đã sửa số." in page
    assert bulletin.get_absolute_url() in page_for(client, document.get_absolute_url(), member)
    versions = Bulletin.history.filter(id=bulletin.pk)
    assert [(one.state, one.withdrawn_reason) for one in versions[:2]] == [
        ("published", ""),
        ("withdrawn", REASON),
    ]
    assert versions[1].history_user == editor


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("  ", "ghi lý do thu hồi"),
        ("x" * 301, "Lý do dài quá 300 chữ"),
        ("MẬT", "mang dấu “MẬT”"),
    ],
)
def test_it_is_not_withdrawn_without_a_fit_reason(client, bulletin, editor, reason, sentence):
    client.force_login(editor)
    page = press(client, bulletin, **{"ly-do": reason}).content.decode()
    assert sentence in page
    assert Bulletin.objects.get().state == "published"


def test_refused_the_words_typed_stand_in_the_form_again_but_for_a_secret(client, bulletin, editor):
    client.force_login(editor)
    page = press(client, bulletin, **{"ly-do": "In sai số", "seen": "khac"})
    assert page.status_code == 400 and 'value="In sai số"' in page.content.decode()
    assert 'value="MẬT"' not in press(client, bulletin, **{"ly-do": "MẬT"}).content.decode()
    withdraw(bulletin, seen_of(bulletin), REASON)
    typed = {"dinh-chinh": "Đã sửa số", "seen": "khac"}
    page = press(client, bulletin, "phat-hanh-lai/", **typed)
    assert page.status_code == 400 and 'value="Đã sửa số"' in page.content.decode()
    assert "vừa được người khác sửa" in page.content.decode()
    assert Bulletin.objects.get().state == "withdrawn"


def test_what_somebody_changed_meanwhile_is_not_withdrawn_or_given_back(bulletin, editor):
    seen = seen_of(bulletin)
    bulletin.title = "Tên người khác vừa sửa"
    bulletin.save()
    with pytest.raises(ValidationError, match="người khác sửa"):
        withdraw(bulletin, seen, REASON)
    withdraw(bulletin, seen_of(bulletin), REASON)
    with pytest.raises(ValidationError, match="người khác sửa"):
        put_back(bulletin, seen, editor)
    # Twice the same button, on the page as it is now.
    with pytest.raises(ValidationError, match="không ở trạng thái đã phát hành"):
        withdraw(bulletin, seen_of(Bulletin.objects.get()), REASON)
    put_back(bulletin, seen_of(Bulletin.objects.get()), editor)
    with pytest.raises(ValidationError, match="không bị thu hồi"):
        put_back(bulletin, seen_of(Bulletin.objects.get()), editor)


def test_only_its_own_buttons_withdraw_it_and_give_it_back(client, bulletin, editor):
    fields = {name: getattr(bulletin, name) for name in ("year", "month", "title", "audience")}
    form = BulletinForm(
        {**fields, "publisher": bulletin.publisher.pk, "state": "withdrawn"}, instance=bulletin
    )
    assert "state" in form.errors
    bulletin.refresh_from_db()
    form = BulletinForm(
        {**fields, "publisher": bulletin.publisher.pk, "state": "draft"}, instance=bulletin
    )
    assert form.has_error("state", "withdraw_instead")
    bulletin.refresh_from_db()
    withdraw(bulletin, seen_of(bulletin), REASON)
    client.force_login(editor)
    response = client.post(f"{bulletin.get_absolute_url()}phat-hanh/", follow=True)
    assert "đã bị thu hồi" in response.content.decode()
    withdrawn = Bulletin.objects.get()
    assert withdrawn.state == "withdrawn"
    page = client.get(reverse("admin:bulletins_bulletin_change", args=[withdrawn.pk]))
    state = page.context["adminform"].form.fields["state"]
    assert state.disabled


def test_the_database_keeps_day_and_reason_with_the_state(bulletin):
    with pytest.raises(IntegrityError):
        Bulletin.objects.update(state="withdrawn")


def test_what_is_imported_meanwhile_waits_for_an_editor_when_it_is_given_back(
    client, bulletin, editor
):
    withdraw(bulletin, seen_of(bulletin), REASON)
    text = "NỘI DUNG\n\n1. Phòng cháy\n\nBản mới chưa ai xem.\n"
    import_bulletin(text, bulletin.publisher, bulletin.year, bulletin.month)
    put_back(bulletin, seen_of(Bulletin.objects.get()), editor)
    page = page_for(client, bulletin.get_absolute_url(), make.make_member())
    assert "Phòng cháy" in page and "chưa ai xem" not in page


def test_only_editors_are_offered_the_form_and_only_where_it_can_be_used(client, bulletin, editor):
    address = bulletin.get_absolute_url()
    link, button = f'href="{address}thu-hoi/"', "Thu hồi bản tin</button>"
    assert link in page_for(client, address, editor)
    assert button in page_for(client, f"{address}thu-hoi/", editor)
    withdraw(bulletin, seen_of(bulletin), REASON)
    assert button not in page_for(client, f"{address}thu-hoi/", editor)
    put_back(bulletin, seen_of(Bulletin.objects.get()), editor)
    assert link not in page_for(client, address, make.make_member())
    assert client.get(f"{address}thu-hoi/").status_code == 403
