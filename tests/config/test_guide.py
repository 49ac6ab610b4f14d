"""What the editors' guide tells to press stands on the pages it tells of."""

import re

import pytest

from bulletins.models import Bulletin
from config.guide import GUIDE
from tests.bulletins.desk.material import bring_in_as, make_registry
from tests.factories import make_document, make_editor
from tests.remembering import remembered

pytestmark = pytest.mark.django_db


def told_to_press(section):
    """The bold words of one numbered section of the guide."""
    text = re.split(r"^## ", GUIDE.read_text("utf-8"), flags=re.MULTILINE)
    (found,) = (part for part in text if part.startswith(f"{section}. "))
    return [" ".join(words.split()) for words in re.findall(r"\*\*([^*]+)\*\*", found)]


@pytest.fixture
def desk(client):
    editor, registry = remembered(make_editor, "bien-tap"), remembered(make_registry)
    address, client.cookies = remembered(bring_in_as, editor, registry[0])
    return address


def test_publishing_is_where_the_guide_says(client, desk):
    bulletin = Bulletin.objects.get()
    pages = [
        client.get(address).content.decode() for address in (str(bulletin.get_absolute_url()), desk)
    ]
    # On the page of the bulletin itself there is only the way to the desk.
    assert "Đối chiếu trích dẫn" in pages[0] and "Phát hành bản tin" not in pages[0]
    assert "Phát hành bản tin" in pages[1]
    Bulletin.objects.update(state=Bulletin.State.PUBLISHED)
    pages += [
        client.get(address).content.decode() for address in (bulletin.get_absolute_url(), desk)
    ]
    shown = "\n".join(pages)
    assert [words for words in told_to_press(7) if words not in shown] == []


def test_what_is_wanted_is_entered_as_the_guide_says(client, desk):
    page = client.get("/ban-tin/can-tim/").content.decode()
    (entry, *_) = re.findall(r'href="([^"]+)">Nhập văn bản này', page)
    form = client.get(entry).content.decode()
    assert [words for words in told_to_press(8) if words not in page + form] == []


def test_documents_are_taken_out_and_changed_together_as_the_guide_says(client):
    client.force_login(make_editor())
    document = make_document()
    changes = {"action": "together_action", "_selected_action": [document.pk]}
    admin = "/quan-tri/documents/document/"
    pages = [client.get("/van-ban/?danh_sach=1"), client.get(admin), client.post(admin, changes)]
    shown = "\n".join(page.content.decode() for page in pages)
    assert [words for words in told_to_press(12) if words not in shown] == []
