"""A desk that lies open is told what others decide meanwhile."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.bulletins.desk.material import TEXT, bring_in, card_of, press

pytestmark = pytest.mark.django_db


def test_nothing_is_answered_while_nothing_is_new(client, desk):
    seen = client.get(desk).context["watched"]
    answer = client.get(f"{desk}thay-doi/", {"da-xem": seen})
    assert (answer.status_code, answer.content) == (204, b"")


def test_what_another_decided_is_told_with_the_name(client, desk, editor):
    seen = client.get(desk).context["watched"]
    card = card_of("Chỉ thị số 99")
    client.force_login(make.make_editor("nguoi-khac", first_name="Hoa <b>"))
    press(client, desk, card, viec="loai", reason="bản tin in sai")
    client.force_login(editor)
    answer = client.get(f"{desk}thay-doi/", {"da-xem": seen})
    assert answer["Cache-Control"].startswith("max-age=0")
    told = answer.json()
    assert told["seen"] != seen
    one = told["citations"][str(card.citation.pk)]
    assert one.pop("at") == card_of("Chỉ thị số 99").decided != ""
    assert (one["state"], one["told"]) == ("rejected", "Hoa <b> đã ghi “Đã loại”")
    waiting = told["citations"][str(card_of("Kế hoạch số 7").citation.pk)]
    assert (waiting["state"], waiting["told"], waiting["at"]) == ("proposed", "", "")
    # The page that is opened next has it, and is told no second time.
    seen = client.get(desk).context["watched"]
    assert client.get(f"{desk}thay-doi/", {"da-xem": seen}).status_code == 204


def test_ones_own_decision_in_another_window_is_told_so(client, desk):
    card = card_of("Chỉ thị số 24")
    press(client, desk, card, viec="xac-nhan")
    told = client.get(f"{desk}thay-doi/").json()["citations"][str(card.citation.pk)]["told"]
    assert told == "chính bạn, ở một cửa sổ khác, đã ghi “Đã xác nhận”"


def test_another_document_and_a_citation_marked_by_hand_are_new_too(client, desk, registry):
    card = card_of("Chỉ thị số 24")
    press(client, desk, card, viec="xac-nhan")
    page = client.get(desk)
    first = card_of("Chỉ thị số 24").decided
    assert f'data-decided="{first}"' in page.content.decode()
    press(client, desk, card_of("Chỉ thị số 24"), **{"van-ban": make.make_document().slug})
    client.post(f"{desk}danh-dau/", {"chu": "Buổi trồng cây"})
    told = client.get(f"{desk}thay-doi/", {"da-xem": page.context["watched"]}).json()["citations"]
    assert told[str(card.citation.pk)]["at"] not in ("", first)
    (new,) = (pk for pk in told if int(pk) > page.context["newest"])
    assert told[new]["text"] == "Buổi trồng cây"


def test_asking_costs_as_many_queries_for_many_citations_as_for_few(client, registry, editor):
    counts = []
    client.force_login(editor)
    for month, times in ((1, 1), (2, 30)):
        text = TEXT + "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn.\n" * times
        url = bring_in(client, registry[0], text, month=month)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{url}thay-doi/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
