"""An editor has a bulletin read, sees how far it has come, and is led to the desk when it is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from bulletins import reading
from bulletins.admin.forms import BulletinForm
from bulletins.importing import take_in
from bulletins.models import Bulletin, BulletinReading
from bulletins.tasks import read_to_the_end
from documents.models import BackgroundTask, Citation
from tests import factories as make
from tests.bulletins.desk.material import BRING_IN, TEXT, asked, told

pytestmark = pytest.mark.django_db

# A task of the worker, by its key.
ONE = uuid4()


@pytest.fixture
def bulletin(client, editor, registry):
    """One taken in and not read, its editor signed in."""
    client.force_login(editor)
    return take_in(TEXT, registry[0], 2024, 1).bulletin


@pytest.fixture
def page(bulletin):
    return f"{bulletin.get_absolute_url()}doc/"


def set_reading(**fields):
    BulletinReading.objects.update(**fields)


def test_a_bulletin_brought_in_is_handed_to_the_worker_and_its_progress_shown(
    client, editor, registry
):
    client.force_login(editor)
    client.post(BRING_IN, asked(registry[0], text=TEXT))
    # Until its items are looked at, nobody has asked for anything.
    assert BackgroundTask.objects.count() == 0
    page = Bulletin.objects.get().get_absolute_url() + "doc/"
    response = client.post(page, follow=True)
    assert response.redirect_chain == [(page, 302)]
    assert "Đang chờ đến lượt đọc" in response.content.decode()
    assert not Citation.objects.exists()
    assert BackgroundTask.objects.count() == 1
    # What is asked for already is not asked for once more.
    client.post(page)
    assert BackgroundTask.objects.count() == 1


def test_what_comes_onto_a_published_bulletin_is_read_at_once(client, editor, registry):
    client.force_login(editor)
    make.make_bulletin(publisher=registry[0], year=2024, month=1, state=Bulletin.State.PUBLISHED)
    response = client.post(BRING_IN, asked(registry[0], text=TEXT, onto="on"))
    assert response.url == Bulletin.objects.get().get_absolute_url() + "doc/"
    assert BackgroundTask.objects.count() == 1


def test_the_page_tells_how_far_it_is_and_loads_itself_again(client, page, monkeypatch):
    monkeypatch.setattr(reading, "DOCUMENTS_A_STEP", 1)
    bulletin = Bulletin.objects.get()
    client.post(page)
    reading.begin(bulletin.pk, ONE)
    reading.read_on(bulletin.pk, ONE)
    response = client.get(page)
    now = BulletinReading.objects.get()
    text = response.content.decode()
    assert 0 < now.citations_read < now.citations
    assert f"Đã đọc {now.items_read} trên {now.items} mục" in text
    assert f'max="{now.citations}" value="{now.citations_read}"' in text
    assert response["Refresh"] == "2; url=?tu-dong=1"


def test_the_page_leads_to_the_desk_when_all_is_read(client, page):
    client.post(page)
    read_to_the_end(Bulletin.objects.get().pk, ONE)
    response = client.get(page, follow=True)
    desk = page.replace("doc/", "doi-chieu/")
    assert response.redirect_chain == [(desk, 302)]
    assert "trích dẫn." in told(response)
    assert 'action="/ban-tin' in response.content.decode()
    assert "chưa được đọc" not in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"asked": False}, "chưa được đọc trích dẫn"),
        ({}, "Máy chưa bắt đầu đọc"),
        ({"runner": ONE, "tries": 1}, "tự đọc tiếp từ chỗ đang dở"),
        ({"runner": ONE, "tries": reading.MOST_TRIES}, "Máy đã thử nhiều lần"),
    ],
)
def test_what_is_not_being_read_can_be_started_by_hand(client, page, fields, words):
    long_ago = timezone.now() - timedelta(minutes=5)
    if fields.pop("asked", True):
        fields |= {"asked_at": long_ago, "alive_at": long_ago if fields else None}
    set_reading(**fields)
    response = client.get(page)
    assert words in response.content.decode()
    assert "<button" in response.content.decode().split("<main")[1]
    response = client.post(page, follow=True)
    assert "Đang chờ đến lượt đọc" in response.content.decode()
    assert BackgroundTask.objects.count() == 1


def test_the_desk_says_what_is_not_read_and_offers_to_read_it(client, page):
    desk = page.replace("doc/", "doi-chieu/")
    assert f'action="{page}"' in client.get(desk).content.decode()
    client.post(page)
    text = client.get(desk).content.decode()
    assert "chưa được đọc xong" in text and f'href="{page}"' in text


def test_the_desk_shows_what_the_import_found_and_shows_signs_as_signs(client, page):
    desk = page.replace("doc/", "doi-chieu/")
    assert "Khi nhập, máy báo" not in client.get(desk).content.decode()
    set_reading(notices=["Lưu ý: mục <b>2</b> thiếu số."])
    text = client.get(desk).content.decode()
    assert "máy báo 1 điều" in text
    assert "Lưu ý: mục &lt;b&gt;2&lt;/b&gt; thiếu số." in text


def test_what_is_not_read_is_not_published_here_nor_in_the_staff_form(client, page, registry):
    client.post(page)
    publish = page.replace("doc/", "phat-hanh/")
    assert "chưa được đọc xong" in told(client.post(publish, {"seen": ""}, follow=True))
    bulletin = Bulletin.objects.get()
    assert bulletin.state == Bulletin.State.DRAFT
    fields = {name: getattr(bulletin, name) for name in ("year", "month", "title", "audience")}
    asked_ = {**fields, "publisher": registry[0].pk, "state": "published"}
    form = BulletinForm(asked_, instance=bulletin)
    assert "chưa được đọc xong" in " ".join(form.errors["state"])


def test_a_bulletin_without_text_has_nothing_to_read(client, editor):
    client.force_login(editor)
    bulletin = make.make_bulletin()
    response = client.post(f"{bulletin.get_absolute_url()}doc/", follow=True)
    assert "chưa có nội dung để đọc" in told(response)
    assert not BackgroundTask.objects.exists()
