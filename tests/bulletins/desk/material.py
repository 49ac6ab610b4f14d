"""An invented bulletin for the desk, and what a test asks of the desk and its answers."""

from uuid import UUID, uuid4

from django.test import Client

from bulletins.desk.sheet import sheet_of
from bulletins.file_tasks import read_staged
from bulletins.models import Bulletin
from bulletins.tasks import read_to_the_end
from organizations.models import Organization
from tests import factories as make

BRING_IN = "/ban-tin/nhap/"
TEXT = """NỘI DUNG

1. Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy

Các chi bộ đọc Chỉ thị 24 trong tháng, cùng Kế hoạch số 7-KH/TU, ngày 02/6/2023 của Tỉnh ủy Mẫu Sơn.

2. Tin hoạt động

2.1. Chi bộ Mẫu tổ chức trồng cây

Buổi trồng cây theo Chỉ thị số 99-QĐ/TU, ngày 03/6/2023 của Tỉnh ủy Mẫu Sơn có đủ đảng viên.
"""


def make_registry():
    """A province with its directive 24-CT/TU held and 7-KH/TU unknown; the body is our own."""
    for name, code in (("Chỉ thị", "CT"), ("Kế hoạch", "KH"), ("Quyết định", "QĐ")):
        make.make_document_type(name, party_code=code)
    province = make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
    Organization.objects.filter(pk=province.pk).update(is_own=True)
    document = make.make_document(
        number="24", symbol="CT/TU", organization=province, title="về phòng cháy"
    )
    return province, document


def asked(province, **fields):
    return {"publisher": province.slug, "month": "1", "year": "2024", **fields}


def bring_in(client, province, text=TEXT, **fields):
    """Bring a bulletin in, have it read as the worker would, return the address of its desk."""
    response = client.post(BRING_IN, {**asked(province, text=text), **fields})
    assert response.status_code == 302, response.content.decode()
    bulletin = Bulletin.objects.latest("pk")
    address = bulletin.get_absolute_url()
    client.post(f"{address}doc/")
    read_to_the_end(bulletin.pk, uuid4())
    return f"{address}doi-chieu/"


def bring_in_as(editor, province, text=TEXT):
    """Bring a bulletin in as this editor; return the address of its desk, and their cookies."""
    client = Client()
    client.force_login(editor)
    return bring_in(client, province, text), client.cookies


def read_by_the_worker(client, page):
    """Have the file of an intake's page read as the worker would; return what the page then is."""
    read_staged(UUID(page.rstrip("/").rpartition("/")[2]), uuid4())
    return client.get(page)


def card_of(text):
    (card,) = (card for card in bulletin_sheet().cards if card.citation.text.startswith(text))
    return card


def bulletin_sheet():
    return sheet_of(Bulletin.objects.get())


def press(client, desk, card, **fields):
    address = f"{desk}{card.citation.pk}/"
    return client.post(address, {"seen": card.seen, **fields}, follow=True)


def told(response):
    """What the page says was done or refused, above it, in the card or beside the form."""
    beside = (response.context.get("refused") or {}).get("said", "")
    return " ".join([*(str(message) for message in response.context["messages"]), beside]).strip()


def refusals(response):
    """The codes and sentences of what the form was refused for."""
    errors = [
        error for errors in response.context["form"].errors.as_data().values() for error in errors
    ]
    return " ".join(f"{error.code} {' '.join(error.messages)}" for error in errors)
