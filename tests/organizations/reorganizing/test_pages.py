"""An editor reorganises bodies on the pages: types, chooses, looks, does, takes back."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import OperationalError
from django.urls import reverse
from psycopg.errors import DeadlockDetected, QueryCanceled

from organizations.models import Organization, Reorganization
from organizations.reorganizing import views
from tests import factories as make
from tests.permissions.addresses import STAFF_ROW_BUTTONS

pytestmark = pytest.mark.django_db

PAGE = "/co-quan/sap-xep/"


@pytest.fixture
def editor(client):
    client.force_login(make.make_editor("bien-tap"))
    return client


def typed(**fields) -> dict:
    """What an editor sends to see the preview."""
    usual = {
        "kind": "merge",
        "day": "1/7/2025",
        "basis": "Nghị quyết số 12-NQ/TU ngày 20/06/2025",
        "before": "dang uy phuong bac\nĐảng ủy phường Nam",
        "after": "Đảng ủy phường Bắc Nam",
    }
    return usual | fields


def done(client, sent: dict):
    """Look at the preview of `sent` and press the button under it."""
    shown = client.post(PAGE, sent)
    assert shown.status_code == 200, shown.content.decode()
    return client.post(PAGE, {**sent, "seen": shown.context["plan"].mark, "lam": "1"}, follow=True)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_preview_says_all_that_will_change_and_changes_nothing(editor, province):
    make.make_document(organization=province.north)
    make.make_member("o-bac", province.north)
    text = text_of(editor.post(PAGE, typed()))
    for told in (
        "Kết thúc hoạt động ngày 30/06/2025",
        "Mã dùng đến ngày 30/06/2025: ĐU",
        "Nhiệm kỳ Khóa IV (2020–nay) kết thúc ngày 30/06/2025",
        "Giữ nguyên, mang tên lúc ban hành: 1 văn bản",
        "1 tài khoản của Đảng ủy phường Bắc được thêm vào",
        "Chi bộ Một chuyển về",
        "Lập <strong>Đảng ủy phường Bắc Nam</strong>, mã ĐU",
        "cấp trên: Tỉnh ủy Mẫu",
    ):
        assert told in text, told
    assert not Organization.objects.filter(valid_to__isnull=False).exists()


def test_what_was_looked_at_is_done_and_can_be_taken_back_from_the_list(editor, province):
    answer = done(editor, typed())
    assert "Đã ghi: hợp nhất, sáp nhập" in text_of(answer)
    assert Organization.objects.get(name="Đảng ủy phường Bắc Nam").valid_from == date(2025, 7, 1)
    row = Reorganization.objects.get()
    answer = editor.post(reverse("organizations:undo_reorganization", args=[row.pk]), follow=True)
    assert "Đã hoàn tác" in text_of(answer)
    assert not Organization.objects.filter(name="Đảng ủy phường Bắc Nam").exists()
    assert "Hoàn tác lần này" not in text_of(answer)


def test_what_was_typed_anew_behind_the_preview_is_shown_again_first(editor, province):
    seen = editor.post(PAGE, typed()).context["plan"].mark
    sent = typed(after="Đảng ủy phường Khác Hẳn", seen=seen, lam="1")
    answer = editor.post(PAGE, sent)
    assert answer.status_code == 400
    assert "Đọc lại bản xem trước" in text_of(answer)
    assert not Reorganization.objects.exists()


def test_a_code_of_several_bodies_and_half_a_name_are_offered_to_choose(editor, province):
    answer = editor.post(PAGE, typed(kind="end", before="đu", after=""))
    text = text_of(answer)
    assert "“đu” là cơ quan nào?" in text
    assert "Đảng ủy phường Bắc" in text and "Đảng ủy phường Nam" in text
    assert "Tỉnh ủy Mẫu" not in text
    assert answer.context["plan"] is None
    sent = typed(kind="end", before="phuong nam", after="")
    assert editor.post(PAGE, sent).context["plan"] is None
    done(editor, {**sent, "truoc-phuong-nam": province.south.slug})
    assert Organization.objects.get(pk=province.south.pk).valid_to == date(2025, 6, 30)


def test_a_new_body_is_asked_about_once_it_is_known_what_it_follows(editor, province):
    sent = typed(before="phuong bac\nĐảng ủy phường Nam")
    answer = editor.post(PAGE, sent)
    assert "“phuong bac” là cơ quan nào?" in text_of(answer)
    assert "Cơ quan mới" not in text_of(answer)
    answer = editor.post(PAGE, {**sent, "truoc-phuong-bac": province.north.slug})
    assert answer.context["plan"].steps[0]["values"]["level"] == province.north.level


def test_one_name_with_other_tones_is_not_taken_for_another(editor, province):
    for name in ("Đảng ủy phường Thử", "Đảng ủy phường Thứ"):
        make.make_organization(name)
    sent = typed(kind="end", before="Đảng ủy phường Thứ", after="")
    assert [part.body.name for part in editor.post(PAGE, sent).context["plan"].parts] == [
        "Đảng ủy phường Thứ"
    ]
    without = editor.post(PAGE, typed(kind="end", before="dang uy phuong thu", after=""))
    assert without.context["plan"] is None


def test_a_new_body_is_corrected_before_it_is_made(editor, province):
    key = "moi-dang-uy-phuong-bac-nam"
    facts = {"code": "ĐUP", "kind": "steering", "level": "3", "system": "state", "parent": "nam"}
    wrong = editor.post(PAGE, typed(**{f"{key}-{name}": value for name, value in facts.items()}))
    assert "Chưa rõ “nam” là cơ quan nào. Chép đúng một tên: Đảng ủy phường Nam" in text_of(wrong)
    assert wrong.context["plan"] is None
    facts["parent"] = "tu"
    done(editor, typed(**{f"{key}-{name}": value for name, value in facts.items()}))
    new = Organization.objects.get(name="Đảng ủy phường Bắc Nam")
    assert (new.kind, new.level, new.system) == ("steering", 3, "state")
    assert (new.parent, new.codes.get().code) == (province.top, "ĐUP")


def test_what_is_wrong_stands_at_the_head_and_leads_to_its_box(editor, province):
    text = text_of(editor.post(PAGE, typed(day="31/2/2025")))
    assert '<a href="#id_day">Có hiệu lực từ ngày</a>:' in text


def test_cells_without_a_code_become_one_without_a_code(editor, province):
    for name in ("Chi bộ Mẫu", "Chi bộ Thử"):
        make.make_organization(name, code="", parent=province.top)
    cells = {"before": "Chi bộ Mẫu\nChi bộ Thử", "after": "Chi bộ Chung"}
    done(editor, typed(**cells))
    assert not Organization.objects.get(name="Chi bộ Chung").codes.exists()
    # Of bodies that have one it is asked.
    key = "moi-dang-uy-phuong-bac-nam"
    refused = editor.post(PAGE, typed(**{f"{key}-code": ""}))
    assert "Ghi mã cơ quan viết trong ký hiệu" in text_of(refused)
    assert refused.context["plan"] is None


def test_an_ended_body_of_the_same_name_is_not_the_successor_when_a_new_one_is_meant(
    editor, province
):
    make.make_organization("Đảng ủy phường Bắc Nam", valid_to=date(2010, 1, 1))
    answer = editor.post(PAGE, typed())
    assert "đã kết thúc ngày 01/01/2010 nên không kế thừa được" in text_of(answer)
    done(editor, typed(**{"sau-dang-uy-phuong-bac-nam": "moi"}))
    assert Organization.objects.filter(name="Đảng ủy phường Bắc Nam").count() == 2


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"day": "31/2/2025"}, "không phải là ngày có thật"),
        ({"kind": ""}, "Chọn một trong bốn việc."),
        ({"basis": " "}, "Ghi văn bản quyết định việc này."),
        ({"before": "Không Có Thật"}, "Sổ chưa có cơ quan nào tên hoặc mã “Không Có Thật”"),
        ({"after": "Đ" * 201}, "Tên dài quá 200 ký tự"),
        ({"after": "!!!"}, "Tên cơ quan mới phải có chữ"),
        ({"before": "\n".join(f"Tên {n}" for n in range(61))}, "nhiều nhất 60 cơ quan"),
        ({"after": "<script>alert(1)</script>"}, "&lt;script&gt;"),
    ],
)
def test_bad_input_is_told_and_does_nothing(editor, province, fields, told):
    answer = editor.post(PAGE, typed(**fields))
    assert told in text_of(answer)
    assert "<script>alert" not in text_of(answer)
    assert not Reorganization.objects.exists()


def test_a_choice_about_a_body_that_is_none_does_not_break_the_page(editor, province):
    sent = urlencode(typed() | {"chuyen-" + "9" * 5000: "0", "tai-khoan-x": "1"})
    answer = editor.post(PAGE, sent, content_type="application/x-www-form-urlencoded")
    assert "Sẽ thay đổi" in text_of(answer)


def test_the_pages_are_for_editors_alone(client, province):
    row = Reorganization.objects.create(
        kind="end", effective_on=date(2025, 7, 1), basis="x", done_by=make.make_editor()
    )
    buttons = [reverse(name, args=[row.pk]) for name in STAFF_ROW_BUTTONS if "organi" in name]
    client.force_login(make.make_member("thanh-vien", province.north))
    assert "sap-xep" not in text_of(client.get("/co-quan/"))
    for address in (PAGE, f"{PAGE}da-lam/"):
        assert client.get(address).status_code == 403
    for address in (PAGE, *buttons):
        assert client.post(address, typed()).status_code == 403
    row.refresh_from_db()
    assert row.undone_at is None


def test_no_body_gets_the_address_of_the_page(province):
    assert make.make_organization("Sắp xếp").slug == "sap-xep-2"


def test_taking_back_what_is_not_there_is_no_page(editor, db):
    for pk in (1, 2**63):
        assert editor.post(f"{PAGE}da-lam/{pk}/hoan-tac/").status_code == 404


@pytest.mark.parametrize(
    ("sqlstate", "is_told"),
    [
        (DeadlockDetected.sqlstate, True),
        # Any other failure of the database is one for the log, not for the editor.
        (QueryCanceled.sqlstate, False),
    ],
)
def test_who_is_ended_in_a_deadlock_is_told_to_press_again(
    editor, province, monkeypatch, sqlstate, is_told
):
    done(editor, typed())
    row = Reorganization.objects.get()
    taking_back = reverse("organizations:undo_reorganization", args=[row.pk])

    def ended(*asked):
        # As Django gives on what psycopg raises.
        cause = Exception("ended")
        cause.sqlstate = sqlstate
        raise OperationalError from cause

    monkeypatch.setattr(views, "carry_out", ended)
    monkeypatch.setattr(views, "undo", ended)
    presses = (
        lambda: done(editor, typed(kind="end", before="Tỉnh ủy Mẫu", after="")),
        lambda: editor.post(taking_back, follow=True),
    )
    for press in presses:
        if is_told:
            assert "có người khác vừa lưu cùng lúc. Bấm lần nữa" in text_of(press())
            continue
        with pytest.raises(OperationalError):
            press()
