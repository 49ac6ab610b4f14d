"""A draft of the wrong file is put aside, the right one brought in; or the draft is taken back."""

import pytest

from bulletins.desk.starting_over import seen_of
from bulletins.models import Bulletin
from documents.deciding.citations import confirm_citation
from documents.models import Citation
from tests.bulletins.desk.material import BRING_IN, TEXT, asked, told

pytestmark = pytest.mark.django_db

RIGHT = TEXT.replace("về phòng cháy", "về chữa cháy")


@pytest.fixture
def bulletin(desk):
    return Bulletin.objects.get()


@pytest.fixture
def start_over(bulletin):
    return f"{bulletin.get_absolute_url()}nhap-lai/"


def press(client, start_over, bulletin, seen=None):
    seen = seen_of(bulletin) if seen is None else seen
    return client.post(start_over, {"seen": seen}, follow=True)


def test_the_right_file_takes_the_place_of_the_wrong_draft(client, start_over, bulletin, registry):
    refused = client.post(BRING_IN, asked(registry[0], text=RIGHT))
    assert start_over in refused.content.decode()
    page = client.get(start_over).content.decode()
    assert "với 4 mục" in page and "thùng rác" in page
    assert Bulletin.objects.exists()
    response = press(client, start_over, bulletin)
    assert not Bulletin.objects.exists()
    form = response.context["form"]
    assert [form[name].value() for name in ("publisher", "month", "year")] == [
        *(registry[0].slug, "1", "2024")
    ]
    client.post(BRING_IN, asked(registry[0], text=RIGHT))
    assert "chữa cháy" in Bulletin.objects.get().items.get(label="1.").title
    # The former one comes back only where its month is free.
    response = client.post(f"{BRING_IN}lay-lai/", follow=True)
    assert "đã có bản tin khác của tháng ấy" in told(response)
    assert Bulletin.objects.get().pk != bulletin.pk


def test_a_draft_put_aside_by_mistake_comes_back_with_all_that_was_decided(
    client, start_over, bulletin, editor
):
    confirm_citation(Citation.objects.filter(resolution="one").first(), editor)
    assert "1 trích dẫn đã quyết định" in client.get(start_over).content.decode()
    page = press(client, start_over, bulletin)
    assert "Lấy lại bản thảo vừa bỏ" in page.content.decode()
    response = client.post(f"{BRING_IN}lay-lai/", follow=True)
    assert "Đã lấy lại bản thảo" in told(response)
    assert len(response.context["outline"].lines) == 4
    assert Citation.objects.filter(state="confirmed").count() == 1
    # Nothing lies there any more, on the page or behind the button.
    assert "Lấy lại bản thảo" not in client.get(BRING_IN).content.decode()
    assert "không còn trong thùng rác" in told(client.post(f"{BRING_IN}lay-lai/", follow=True))


def test_what_readers_have_had_is_not_put_aside(client, start_over, bulletin, registry):
    Bulletin.objects.update(state=Bulletin.State.PUBLISHED)
    assert "Bỏ bản thảo và nhập lại" not in client.get(start_over).content.decode()
    assert "đã phát hành" in told(press(client, start_over, bulletin))
    assert Bulletin.objects.exists()
    refused = client.post(BRING_IN, asked(registry[0], text=RIGHT))
    assert start_over not in refused.content.decode()


def test_a_draft_that_somebody_corrected_meanwhile_is_not_put_aside(client, start_over, bulletin):
    assert "vừa sửa các mục" in told(press(client, start_over, bulletin, seen="khac"))
    assert Bulletin.objects.exists()


def test_a_draft_in_which_somebody_decided_meanwhile_is_not_put_aside(
    client, start_over, bulletin, editor
):
    seen = seen_of(bulletin)
    assert seen in client.get(start_over).content.decode()
    confirm_citation(Citation.objects.filter(resolution="one").first(), editor)
    assert "quyết định trích dẫn" in told(press(client, start_over, bulletin, seen=seen))
    assert Bulletin.objects.exists()


def test_the_draft_of_another_person_is_not_what_the_button_brings_back(
    client, start_over, bulletin
):
    bulletin.move_to_bin()
    client.post(f"{BRING_IN}lay-lai/")
    assert not Bulletin.objects.exists()


def test_what_was_published_since_is_not_given_to_its_readers_again(client, start_over, bulletin):
    press(client, start_over, bulletin)
    Bulletin.all_objects.update(state=Bulletin.State.PUBLISHED)
    assert "Lấy lại bản thảo" not in client.get(BRING_IN).content.decode()
    assert "không còn trong thùng rác" in told(client.post(f"{BRING_IN}lay-lai/", follow=True))
    assert not Bulletin.objects.exists()
