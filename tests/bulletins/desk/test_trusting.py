"""A rule that people disagree with is a suggestion on the desk, and the page about it says so."""

import re
import unicodedata
from pathlib import Path

import pytest
from django.utils import timezone

from bulletins.importing import import_bulletin
from bulletins.models import Bulletin
from documents.deciding import trust
from documents.deciding.citations import NO_CITATION, reject_citation
from documents.deciding.relations import AS_GROUP, confirm_relation
from documents.deciding.rule_names import READINGS, RELATIONS, UNKNOWN, name_of
from documents.deciding.trust import Kind
from documents.models import FindingVerdict, Relation, TrustCount, Way
from tests import factories as make
from tests.bulletins.desk.material import TEXT, bulletin_sheet, card_of, press, told

pytestmark = pytest.mark.django_db

TRUST = "/ban-tin/do-tin-cay/"
WRONG = "Chỉ thị số 99"


def distrust(*keys):
    counts = [[kind, rule, 0, trust.LEAST_DECISIONS] for kind, rule in keys]
    TrustCount.objects.update_or_create(
        pk=TrustCount.ONLY, defaults={"counted_at": timezone.now(), "counts": counts}
    )


def say(client, desk, word, remark, card=None):
    address = f"{desk}{(card or card_of(WRONG)).citation.pk}/kiem-tra/"
    return client.post(address, {"y-kien": word, "nhan-xet": remark.key}, follow=True)


def remark_on_error():
    (remark,) = (one for one in card_of(WRONG).remarks if one.is_alarm)
    return remark


def test_what_a_distrusted_rule_read_is_not_confirmed_with_the_others(client, desk):
    before = bulletin_sheet()
    certain = card_of("Chỉ thị số 24")
    assert certain in before.certain
    distrust((Kind.WAY, certain.citation.way))
    after = bulletin_sheet()
    assert len(after.certain) < len(before.certain)
    assert card_of("Chỉ thị số 24").mark == "open"
    page = client.get(desk, {"chon": certain.citation.pk}).content.decode()
    assert "Gợi ý: cách đọc này hay sai" in page
    assert f"Xác nhận cả {len(before.certain)} trích dẫn" not in page
    client.post(f"{desk}chac-chan/", {"seen": after.certain_seen})
    assert card_of("Chỉ thị số 24").is_open


def test_twenty_rejections_take_the_rule_out_of_the_button(client, desk):
    assert card_of("Chỉ thị số 24").is_certain
    rule = card_of("Chỉ thị số 24").citation.rule
    editor = make.make_editor()
    for _ in range(trust.LEAST_DECISIONS):
        reject_citation(make.make_citation(rule=rule), editor, NO_CITATION)
    TrustCount.objects.update(counted_at=None)
    assert not card_of("Chỉ thị số 24").is_certain


def test_an_error_of_a_distrusted_check_is_a_suggestion_and_blocks_nothing(client, desk):
    assert card_of(WRONG).mark == "wrong"
    distrust((Kind.CHECK, remark_on_error().finding.check_id.value))
    card = card_of(WRONG)
    assert (card.mark, card.is_certain) == ("open", False)
    page = client.get(desk, {"chon": card.citation.pk}).content.decode()
    assert "Gợi ý (kiểm tra này hay báo nhầm)" in page and "cite-wrong" not in page
    client.post(desk.replace("doi-chieu", "phat-hanh"), {"seen": bulletin_sheet().wrong_seen})
    assert Bulletin.objects.get().state == Bulletin.State.PUBLISHED


def test_a_false_alarm_is_said_once_remembered_and_taken_back(client, desk, editor):
    response = say(client, desk, "nham", remark_on_error())
    assert "Đã ghi: báo nhầm" in told(response)
    assert "báo nhầm, không tính là lỗi" in response.content.decode()
    assert (card_of(WRONG).has_error, bulletin_sheet().wrong) == (False, [])
    verdict = FindingVerdict.objects.get()
    assert (verdict.is_right, verdict.said_by) == (False, editor)
    (remark,) = (one for one in card_of(WRONG).remarks if one.verdict)
    say(client, desk, "rut", remark)
    assert card_of(WRONG).has_error and not FindingVerdict.objects.exists()


def test_a_false_alarm_outlives_another_text_and_is_kept_in_the_history(client, desk):
    say(client, desk, "nham", remark_on_error())
    bulletin = Bulletin.objects.get()
    text = TEXT.replace("Buổi trồng cây", "Buổi trồng cây đầu năm")
    import_bulletin(text, bulletin.publisher, 2024, 1, replace=True)
    assert not card_of(WRONG).has_error
    (remark,) = (one for one in card_of(WRONG).remarks if one.verdict)
    say(client, desk, "rut", remark)
    kinds = FindingVerdict.history.order_by("history_id").values_list("history_type", "is_right")
    assert list(kinds) == [("+", False), ("-", False)]
    assert card_of(WRONG).has_error


def test_a_false_alarm_outlives_another_wording_of_the_check(client, desk, monkeypatch):
    before = remark_on_error()
    say(client, desk, "nham", before)
    monkeypatch.setattr("documents.checking.symbols._printed_codes", lambda word: ["mã khác"])
    (remark,) = (one for one in card_of(WRONG).remarks if one.verdict)
    assert remark.sentence != before.sentence
    assert not card_of(WRONG).has_error
    say(client, desk, "rut", remark)
    assert card_of(WRONG).has_error and not FindingVerdict.objects.exists()


def test_an_alarm_said_to_be_right_stays_an_error(client, desk):
    say(client, desk, "dung", remark_on_error())
    assert card_of(WRONG).has_error
    assert FindingVerdict.objects.get().is_right


def test_what_another_editor_said_meanwhile_is_not_overwritten(client, desk):
    seen = remark_on_error()
    say(client, desk, "dung", seen)
    client.force_login(make.make_editor("nguoi-khac"))
    assert "người khác vừa cho ý kiến" in told(say(client, desk, "nham", seen))
    assert FindingVerdict.objects.get().is_right


def test_an_unknown_word_or_a_remark_on_another_citation_writes_nothing(client, desk):
    assert "Không hiểu nút" in told(say(client, desk, "co-le", remark_on_error()))
    elsewhere = say(client, desk, "nham", remark_on_error(), card_of("Chỉ thị số 24"))
    assert "vừa thay đổi" in told(elsewhere)
    assert not FindingVerdict.objects.exists()


def test_the_page_tells_each_rule_with_its_count_those_under_the_share_first(client, desk):
    editor = make.make_editor()
    for _ in range(trust.LEAST_DECISIONS):
        reject_citation(make.make_citation(rule="short-year"), editor, NO_CITATION)
    make.make_relation(rule="own-text-list", origin=Relation.Origin.MACHINE)
    say(client, desk, "nham", remark_on_error())
    page = client.get(TRUST)
    readings, ways, relations, checks = page.context["sections"]
    name, tally = readings.rules[0]
    assert name.startswith("Chỉ có số và năm") and (tally.right, tally.wrong) == (0, 20)
    assert (tally.is_trusted, tally.percent) == (False, 0)
    assert relations.rules[0][0].endswith("mục sau của danh sách")
    assert checks.rules[0][1].wrong == 1
    assert ways.rules == [] and len(ways.unmeasured) == len(Way)
    text = page.content.decode()
    assert '0% <span class="hint">(20 quyết định)' in text
    assert "(mới 1 quyết định)" in text
    assert "từ 20 quyết định mà đúng dưới 90%" in text
    assert "sai từ 2 lần trong 3 đến 5 lần; sai từ 3 lần trong 6 đến 10 lần" in text
    assert "chỉ là gợi ý" in text and "Chưa có quyết định nào" in text
    assert "Đúng tên gọi" in text
    assert TRUST in client.get("/ban-tin/").content.decode()


def test_relations_confirmed_as_a_group_are_told_beside_those_looked_at(client, desk):
    """What decides early whether a rule is trusted can be counted again on the page."""
    relation = make.make_relation(rule="title", origin=Relation.Origin.MACHINE)
    confirm_relation(relation, make.make_editor("hai"), AS_GROUP)
    text = " ".join(client.get(TRUST).content.decode().split())
    row = text.partition("Tên văn bản nói rõ")[2].partition("</tr>")[0]
    assert '<td data-label="Xác nhận cùng lúc">1</td>' in row


def test_a_usual_reason_typed_by_hand_is_that_one(client, desk):
    """In whatever normal form the keyboard writes it: it counts against the reading alone."""
    card = card_of("Chỉ thị số 24")
    press(client, desk, card, viec="loai", reason=unicodedata.normalize("NFD", NO_CITATION))
    assert card_of("Chỉ thị số 24").citation.reason == NO_CITATION
    assert trust.count_tallies()[Kind.WAY, card.citation.way].decisions == 0


@pytest.mark.parametrize("rule", ["", "khong-ai-biet"])
def test_a_rule_nobody_named_is_told_all_the_same(rule):
    assert name_of(RELATIONS, rule) == (rule or UNKNOWN)


@pytest.mark.parametrize(
    ("document", "column", "names"),
    [
        ("citations.md", r"^\| `([a-z-]+)` \|.*⟦", READINGS),
        ("relations.md", r"\| `([a-z-]+)` \|$", RELATIONS),
    ],
)
def test_every_documented_rule_has_a_name(document, column, names):
    text = (Path(__file__).resolve().parents[3] / "docs" / document).read_text("utf-8")
    documented = set(re.findall(column, text, re.MULTILINE))
    assert documented == set(names)
