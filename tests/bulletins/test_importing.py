"""Bringing a bulletin in: once, again, onto an empty one, in another version, with an error."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from bulletins.importing import BulletinRefusedError, import_bulletin
from bulletins.models import DEFAULT_MARKING, Bulletin, BulletinItem, ItemSubject
from bulletins.publishing import share_texts
from bulletins.report import summary_lines
from documents.models import Citation, Decision, Document, SourceText
from organizations.audience import Audience
from tests import factories as make
from tests.documents.files.test_legacy import OLD_TCVN3

pytestmark = pytest.mark.django_db

TEXT = """NỘI DUNG

1. Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy

Ban Thường vụ yêu cầu các chi bộ thực hiện
Chỉ thị số 24-CT/TU trong tháng, báo cáo kết quả
trước ngày 25.

2. Kế hoạch số 05-KH/TU, ngày 02/01/2024 của Thành ủy Mẫu Sơn về trồng cây

Kế hoạch nêu ba việc.

3. Tin hoạt động

3.1. Chi bộ Mẫu tổ chức sinh hoạt chuyên đề

Buổi sinh hoạt có đủ đảng viên.
"""


@pytest.fixture
def publisher():
    province = make.make_organization("Tỉnh ủy Mẫu Sơn", code="TU", level=2)
    city = make.make_organization("Thành ủy Mẫu Sơn", code="TU", level=3, parent=province)
    for name, code in (("Chỉ thị", "CT"), ("Kế hoạch", "KH")):
        make.make_document_type(name, party_code=code)
    return make.make_organization("Ban Tuyên giáo Thành ủy Mẫu Sơn", code="BTGTU", parent=city)


def test_items_texts_citations_and_subjects_come_in_as_proposals(publisher):
    summary = import_bulletin(TEXT, publisher, 2024, 1)
    labels = [item.label for item in summary.items if item.kind != "front"]
    assert labels == ["1.", "2.", "3.", "3.1."]
    assert {subject.document.code for subject in summary.subjects} == {"24-CT/TU", "05-KH/TU"}
    assert set(ItemSubject.objects.values_list("state", flat=True)) == {Decision.PROPOSED}
    assert set(Citation.objects.values_list("state", flat=True)) == {Decision.PROPOSED}
    assert summary.bulletin.state == Bulletin.State.DRAFT
    assert set(SourceText.objects.values_list("audience", flat=True)) == {Audience.EDITORS}


def test_the_items_texts_together_are_the_whole_bulletin(publisher):
    summary = import_bulletin(TEXT.replace("\n", "\r\n"), publisher, 2024, 1)
    assert "".join(item.text.body for item in summary.items) == TEXT


def test_the_heading_gives_a_new_document_its_title(publisher):
    import_bulletin(TEXT, publisher, 2024, 1)
    assert Document.objects.get(number="24").title == "về phòng cháy"


def test_the_same_text_again_is_nothing_new(publisher):
    import_bulletin(TEXT, publisher, 2024, 1)
    before = SourceText.objects.count(), Citation.objects.count(), Document.objects.count()
    summary = import_bulletin(TEXT, publisher, 2024, 1)
    assert not summary.is_new
    after = SourceText.objects.count(), Citation.objects.count(), Document.objects.count()
    assert after == before


def test_a_text_is_attached_to_a_bulletin_that_has_items_only(publisher):
    bulletin = make.make_bulletin(publisher, year=2024, month=1)
    known = make.make_document(
        organization=publisher.parent.parent,
        number="24",
        symbol="CT/TU",
        issued_on=date(2023, 5, 19),
    )
    first = make.make_item(bulletin, known, title="Chỉ thị số 24-CT/TU về phòng cháy")
    import_bulletin(TEXT, publisher, 2024, 1)
    first.refresh_from_db()
    assert first.text.body.startswith("1. Chỉ thị số 24-CT/TU")
    assert first.title == "Chỉ thị số 24-CT/TU về phòng cháy"
    subject = first.subject_links.get()
    assert (subject.document, subject.state) == (known, Decision.CONFIRMED)
    # The readers of the published bulletin wait until an editor has looked at the text.
    assert first.text.audience == Audience.EDITORS


def test_a_text_finds_an_item_that_stands_deeper_in_it(publisher):
    bulletin = make.make_bulletin(publisher, year=2024, month=1)
    top = make.make_item(bulletin, label="2.", title="Kế hoạch số 05-KH/TU")
    deep = make.make_item(bulletin, label="2.1.", title="Nội dung", kind="section", parent=top)
    text = TEXT.replace(
        "Kế hoạch nêu ba việc.",
        "I- Việc chung\n\nCó hai phần.\n\n2.1. Nội dung\n\nTrồng cây.\n\n"
        "2.2. Tổ chức\n\nPhân công.",
    )
    import_bulletin(text, publisher, 2024, 1)
    deep.refresh_from_db()
    assert deep.text.body.startswith("2.1. Nội dung")
    assert BulletinItem.objects.filter(bulletin=bulletin, label="2.1.").count() == 1


def test_another_text_needs_the_word_replace_and_keeps_decisions(publisher):
    summary = import_bulletin(TEXT, publisher, 2024, 1)
    citation = summary.links.citations[0]
    citation.set_decision(Decision.CONFIRMED, by=make.make_editor())
    citation.save()
    changed = TEXT.replace("3.1. Chi bộ Mẫu", "3.1. Chi bộ Mới").replace(
        "NỘI DUNG\n", "NỘI DUNG \n"
    )
    with pytest.raises(BulletinRefusedError, match="--replace"):
        import_bulletin(changed, publisher, 2024, 1)
    again = import_bulletin(changed, publisher, 2024, 1, replace=True)
    citation.refresh_from_db()
    assert citation.state == Decision.CONFIRMED
    assert again.lost == []
    assert "".join(item.text.body for item in again.items) == changed


def test_a_replaced_text_names_the_decided_citations_it_lost(publisher):
    summary = import_bulletin(TEXT, publisher, 2024, 1)
    lost = next(c for c in summary.links.citations if c.number == "5")
    lost.set_decision(Decision.CONFIRMED, by=make.make_editor())
    lost.save()
    changed = TEXT.replace(
        "Kế hoạch số 05-KH/TU, ngày 02/01/2024", "Kế hoạch số 06-KH/TU, ngày 03/01/2024"
    )
    again = import_bulletin(changed, publisher, 2024, 1, replace=True)
    assert [citation.number for citation in again.lost] == ["5"]


REWORDED = TEXT.replace("về trồng cây", "về trồng rừng").replace("tổ chức sinh", "họp, sinh")


def titles(bulletin):
    return list(bulletin.items.order_by("order").values_list("title", flat=True))


def test_a_replaced_text_brings_its_titles_along(publisher):
    bulletin = import_bulletin(TEXT, publisher, 2024, 1).bulletin
    again = import_bulletin(REWORDED, publisher, 2024, 1, replace=True)
    assert "Chi bộ Mẫu họp, sinh hoạt chuyên đề" in titles(bulletin)
    assert not any("về trồng cây" in title for title in titles(bulletin))
    assert again.kept_titles == []
    # And back: what a second import read may be read anew as well.
    import_bulletin(TEXT, publisher, 2024, 1, replace=True)
    assert "Chi bộ Mẫu tổ chức sinh hoạt chuyên đề" in titles(bulletin)


@pytest.mark.parametrize(
    "wordings",
    [
        ["Trồng cây đầu xuân"],
        # Changed and changed back: a person has decided on the words of the text.
        ["Trồng cây đầu xuân", None],
    ],
)
def test_a_title_that_a_person_edited_stays_and_is_told(publisher, wordings):
    bulletin = import_bulletin(TEXT, publisher, 2024, 1).bulletin
    item = bulletin.items.get(label="2.")
    read = item.title
    for wording in wordings:
        item.title = wording or read
        item.save()
    # A later change of something else does not make the title the reader's again.
    item.order += 1
    item.save()
    again = import_bulletin(REWORDED, publisher, 2024, 1, replace=True)
    item.refresh_from_db()
    assert item.title == (wordings[-1] or read)
    assert f"Giữ tên mục đã sửa: {item}" in summary_lines(again)
    # The one nobody touched follows the text.
    assert "Chi bộ Mẫu họp, sinh hoạt chuyên đề" in titles(bulletin)


def test_a_title_that_was_there_before_any_text_stays(publisher):
    bulletin = make.make_bulletin(publisher, year=2024, month=1)
    item = make.make_item(bulletin, label="2.", title="Kế hoạch trồng cây")
    assert import_bulletin(TEXT, publisher, 2024, 1).kept_titles == []
    again = import_bulletin(REWORDED, publisher, 2024, 1, replace=True)
    item.refresh_from_db()
    assert item.title == "Kế hoạch trồng cây"
    assert again.kept_titles == [item]


def test_a_marked_text_leaves_nothing_behind(publisher):
    with pytest.raises(ValidationError, match="MẬT"):
        import_bulletin(TEXT + "\nMẬT\n", publisher, 2024, 1)
    assert not Bulletin.all_objects.exists()
    assert not Bulletin.history.exists()
    assert not SourceText.objects.exists()


def test_a_text_without_items_is_refused_and_leaves_nothing(publisher):
    with pytest.raises(BulletinRefusedError, match="Không tìm thấy mục nào"):
        import_bulletin("Một đoạn văn không có mục.", publisher, 2024, 1)
    assert not Bulletin.all_objects.exists()


# --- The command ------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ban-tin.txt"
    path.write_text(TEXT, "utf-8")
    return path


def run(file, publisher="Ban Tuyên giáo Thành ủy Mẫu Sơn", month="2024-01", **options):
    out = StringIO()
    call_command(
        "import_bulletin", str(file), publisher=publisher, month=month, stdout=out, **options
    )
    return out.getvalue()


def test_the_command_prints_one_readable_summary(publisher, file):
    printed = run(file)
    assert "Bản tin tháng 1/2024 – Ban Tuyên giáo Thành ủy Mẫu Sơn" in printed
    assert "Mục lớn: 3; tin: 1" in printed
    assert "→ Chỉ thị 24-CT/TU (19/05/2023)" in printed
    assert "Trích dẫn có số ký hiệu: 3" in printed
    assert "không có gì mới" in run(file)


def test_a_dry_run_prints_the_same_and_keeps_nothing(publisher, file):
    dry = run(file, dry_run=True)
    assert dry.endswith("Chạy thử: không có gì được lưu.\n")
    assert not Bulletin.all_objects.exists()
    assert not Document.all_objects.exists()
    real = run(file)
    assert real.startswith(dry.removesuffix("Chạy thử: không có gì được lưu.\n"))
    assert "Chạy thử" not in real


def test_a_real_run_ends_with_where_to_look_and_what_waits(publisher, file, client):
    printed = run(file)
    bulletin = Bulletin.objects.get()
    *_, state, page, waiting = printed.splitlines()
    address = f"/quan-tri/bulletins/bulletin/{bulletin.pk}/change/"
    assert state.startswith("Bản tin đang là bản thảo") and state.endswith(address)
    assert page == f"Trang đọc: {bulletin.get_absolute_url()}"
    assert waiting == f"Trích dẫn chờ người xác nhận: {Citation.objects.count()}"
    # Both addresses are pages that an administrator can open.
    client.force_login(make.make_administrator())
    assert client.get(address).status_code == 200
    assert client.get(bulletin.get_absolute_url()).status_code == 200
    # Nothing new has no next step.
    assert "bản thảo" not in run(file)
    # A draft is held back as a whole, until it is published.
    assert "Đã xem, cho đọc" not in printed


def test_a_replaced_text_of_a_published_bulletin_is_not_called_a_draft(publisher, file):
    run(file)
    Bulletin.objects.update(state=Bulletin.State.PUBLISHED)
    file.write_text(TEXT.replace("ba việc", "bốn việc"), "utf-8")
    printed = run(file, replace=True)
    assert "Bản tin đã phát hành. Sửa tại /quan-tri/" in printed
    assert "bản thảo" not in printed
    assert "Phần vừa nhập chỉ cán bộ biên tập thấy" in printed


@pytest.mark.parametrize("publisher_name", ["ban tuyen giao thanh uy mau son", "slug"])
def test_the_publisher_is_found_without_tones_or_by_address(publisher, file, publisher_name):
    run(file, publisher=publisher.slug if publisher_name == "slug" else publisher_name)
    assert Bulletin.objects.get().publisher == publisher


@pytest.mark.parametrize(
    ("content", "options", "sentence"),
    [
        (TEXT.encode("utf-16"), {}, "không phải văn bản thuần"),
        (TEXT.encode("cp1258", "ignore"), {}, "không dùng mã UTF-8"),
        (b"", {}, "rỗng"),
        (b" \n\n ", {}, "rỗng"),
        (b"%PDF-1.4\x00\x01", {}, "không phải văn bản thuần"),
        (TEXT.encode(), {"publisher": "Ban Không Có"}, "Không có cơ quan nào tên “Ban Không Có”"),
        (TEXT.encode(), {"month": "2024-13"}, "“2024-13”"),
        (TEXT.encode(), {"month": "tháng ba"}, "“tháng ba”"),
        (b"MAT\n" + "TỐI MẬT\n".encode() + TEXT.encode(), {}, "TỐI MẬT"),
        (f"{TEXT}\n{OLD_TCVN3}".encode(), {}, "TCVN3"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_kept(
    publisher, tmp_path, content, options, sentence
):
    path = tmp_path / "tep.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        run(path, **options)
    assert sentence in str(refusal.value)
    assert not Bulletin.all_objects.exists()
    assert not SourceText.objects.exists()


def test_a_missing_file_is_named(publisher, tmp_path):
    with pytest.raises(CommandError, match=r"khong-co\.txt"):
        run(tmp_path / "khong-co.txt")


def test_two_bodies_of_one_name_are_told_apart_by_address(publisher, file):
    make.make_organization("Ban Tuyên giáo Thành ủy Mẫu Sơn", code="BTGTU")
    with pytest.raises(CommandError, match=publisher.slug):
        run(file)


def test_items_in_the_bin_do_not_come_back_with_a_text(publisher):
    bulletin = make.make_bulletin(publisher, year=2024, month=1)
    binned = make.make_item(bulletin, label="1.")
    binned.move_to_bin()
    import_bulletin(TEXT, publisher, 2024, 1)
    binned.refresh_from_db()
    assert binned.is_binned
    assert BulletinItem.objects.filter(bulletin=bulletin, label="1.").count() == 1


def test_a_bulletin_moved_to_another_month_and_body_takes_its_texts_along(publisher):
    summary = import_bulletin(TEXT, publisher, 2024, 1)
    bulletin = summary.bulletin
    other = make.make_organization("Ban Tuyên giáo Khác", parent=publisher.parent)
    bulletin.publisher, bulletin.month, bulletin.state = other, 2, Bulletin.State.PUBLISHED
    bulletin.save()
    share_texts(bulletin)
    text = SourceText.objects.filter(bulletin_item__bulletin=bulletin).first()
    assert (text.publisher, text.published_on) == (other, date(2024, 2, 29))
    assert "tháng 2/2024 – Ban Tuyên giáo Khác" in text.label
    assert text.audience == Audience.MEMBERS


def test_the_text_of_a_bulletin_for_some_bodies_is_for_their_members_only(publisher):
    summary = import_bulletin(TEXT, publisher, 2024, 1)
    bulletin = summary.bulletin
    ward = make.make_organization("Đảng ủy phường Mẫu")
    bulletin.audience, bulletin.state = Audience.BODIES, Bulletin.State.PUBLISHED
    bulletin.save()
    bulletin.audience_bodies.set([ward])
    share_texts(bulletin)
    texts = SourceText.objects.filter(bulletin_item__bulletin=bulletin)
    assert texts.visible_to(make.make_member("trong", ward)).count() == texts.count()
    assert not texts.visible_to(make.make_member("ngoai")).exists()


@pytest.mark.parametrize(
    ("head", "marking"),
    [
        ("", ""),
        # Broken over two lines, with another place of the tones.
        ("SỬ DỤNG VÀ BẢO QUẢN\nTRONG NỘI BỘ CỦA ĐẢNG\n\n", DEFAULT_MARKING),
        # Another one, as printed: alone on its line, or between brackets behind the month.
        ("Lưu hành trong nội bộ\n\n", "Lưu hành trong nội bộ"),
        ("Tháng 5 năm 2024 (LƯU HÀNH NỘI BỘ)\n\n", "LƯU HÀNH NỘI BỘ"),
        ("**TÀI LIỆU SỬ DỤNG NỘI BỘ TRONG ĐẢNG**\n\n", "TÀI LIỆU SỬ DỤNG NỘI BỘ TRONG ĐẢNG"),
        # Words of a sentence, and of what somebody else circulates.
        ("Chi bộ đọc sách (lưu hành nội bộ).\n\n", ""),
        ("Lưu hành nội bộ ngành\n\n", ""),
    ],
)
def test_a_marking_is_taken_only_from_a_text_that_bears_it(head, marking):
    text = f"{head}NỘI DUNG\n\n1. Chuyên đề về rừng\n\nMột câu.\n"
    bulletin = import_bulletin(text, make.make_organization(), 2024, 5).bulletin
    assert bulletin.marking == marking
