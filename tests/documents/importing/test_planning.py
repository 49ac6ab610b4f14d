"""What a row would do: which document it means, what it changes, why it is refused."""

from datetime import date

import pytest

from documents.merging.merge import merge
from documents.models import Document, ImportedRow
from tests import factories as make
from tests.documents.importing.lists import (
    HEADINGS,
    a_row,
    applied,
    kinds,
    planned,
    read_in,
    row_of,
    xlsx,
)

pytestmark = pytest.mark.django_db


def reason(imported, number=2):
    row = row_of(imported, number)
    assert row.kind == "refused", (row.kind, row.changes)
    return row.reason


def test_codes_stay_as_they_are_written(editor, body):
    applied(read_in(editor, xlsx(a_row("04-CT/TU"), a_row("24-CT/TU"))))
    assert [row.number for row in Document.objects.order_by("pk")] == ["04", "24"]
    assert [row.code for row in Document.objects.order_by("pk")] == ["04-CT/TU", "24-CT/TU"]
    # 4 and 04 are one number.
    assert kinds(read_in(editor, xlsx(a_row("4-CT/TU")))) == ["unchanged"]


def test_number_and_symbol_may_stand_in_columns_of_their_own(editor, body):
    headings = ["Số", "Ký hiệu", "Ngày", "Cơ quan ban hành", "Trích yếu"]
    imported = read_in(
        editor, xlsx([4, "CT/TU", "19/5/2023", "Tỉnh ủy Mẫu", "x"], headings=headings)
    )
    # The symbol alone tells the type where only one type has it.
    assert row_of(imported, 2).label == "Chỉ thị 04-CT/TU (19/05/2023)"


NUMBER_AND_SYMBOL = ["Số", "Ký hiệu", "Ngày", "Loại", "Cơ quan ban hành"]


def in_two_columns(editor, number, symbol):
    row = [number, symbol, "19/5/2023", "Chỉ thị", "Tỉnh ủy Mẫu"]
    return row_of(read_in(editor, xlsx(row, headings=NUMBER_AND_SYMBOL)), 2)


@pytest.mark.parametrize(
    ("number", "symbol"),
    [
        # The whole code where the symbol belongs, as many offices write it.
        (24, "24-CT/TU"),
        ("24", "số 24 - CT/TU"),
        (None, "24-CT/TU"),
        (24, "-CT/TU"),
        (24, "ct/tu"),
    ],
)
def test_a_symbol_is_read_as_the_form_reads_it(editor, body, number, symbol):
    row = in_two_columns(editor, number, symbol)
    assert (row.kind, row.label) == ("new", "Chỉ thị 24-CT/TU (19/05/2023)")


@pytest.mark.parametrize(
    ("number", "symbol", "why"),
    [
        (25, "24-CT/TU", "cột Ký hiệu ghi “24 CT/TU” mà cột khác ghi “25”"),
        (24, "24", "“24” bắt đầu bằng chữ số"),
        (24, "CT/TU ngày 19/5/2023", "có chữ không thuộc ký hiệu"),
    ],
)
def test_a_symbol_that_is_none_is_refused(editor, body, number, symbol, why):
    row = in_two_columns(editor, number, symbol)
    assert (row.kind, row.place) == ("refused", "B2")
    assert why in row.reason


@pytest.mark.parametrize(
    "code", ["24-CT/TU ngày 19/5/2023", "24-CT/TU của Tỉnh ủy Mẫu", "24-CT/TU 2023"]
)
def test_words_and_days_behind_a_code_refuse_the_row(editor, body, code):
    assert "không phải số, ký hiệu" in reason(read_in(editor, xlsx(a_row(code))))


def test_a_type_that_the_symbol_leaves_open_is_not_guessed(editor, body):
    make.make_document_type("Quyết định", party_code="QĐ")
    make.make_document_type("Quy định", party_code="QĐ", series="qyd")
    assert "chưa ghi loại văn bản" in reason(read_in(editor, xlsx(a_row("24-QĐ/TU", kind=None))))


@pytest.mark.parametrize(
    ("cells", "place", "why"),
    [
        ({"code": "chỉ thị 24"}, "B2", "không phải số, ký hiệu"),
        ({"day": "31/02/2023"}, "C2", "không phải ngày có thật"),
        ({"day": "19/5/2999"}, "C2", "không phải ngày"),
        ({"day": "19/5/1929"}, "C2", "trước 1930"),
        ({"kind": "Chỉ dụ"}, "D2", "không có loại văn bản “Chỉ dụ”"),
        ({"body": "Tỉnh ủy Lạ"}, "E2", "không có cơ quan “Tỉnh ủy Lạ”"),
        ({"code": None}, "B2", "không có số, ký hiệu"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_cell_and_reason(editor, body, cells, place, why):
    imported = read_in(editor, xlsx(a_row(**cells)))
    assert why in reason(imported) or cells.get("day") == "19/5/2999"
    assert row_of(imported, 2).place == place


def test_a_future_day_is_refused(editor, body):
    imported = read_in(editor, xlsx(a_row(day=date(2190, 1, 1))))
    assert "ở tương lai" in reason(imported)


def test_american_days_refuse_the_column_and_not_one_row_alone(editor, body):
    rows = (a_row("24-CT/TU", "04/05/2023"), a_row("25-CT/TU", "04/13/2023"))
    imported = read_in(editor, xlsx(*rows))
    assert kinds(imported) == ["refused", "refused"]
    assert "cột ngày có ô C3 viết tháng trước ngày" in reason(imported, 2)


def test_two_rows_of_one_document_are_not_both_done(editor, body):
    imported = read_in(editor, xlsx(a_row(), a_row("24 - ct/tu", title="khác")))
    assert kinds(imported) == ["new", "refused"]
    assert "trùng với dòng 2" in reason(imported, 3)
    make.make_document(number="25", symbol="CT/TU", organization=body, title="cũ")
    again = read_in(editor, xlsx(a_row("25-CT/TU"), a_row("25-CT/TU")))
    assert kinds(again) == ["update", "refused"]


def _homonyms(body):
    """One symbol of two terms, as 26-CT/TW was given twice."""
    make.make_term(body, "XIII", date(2016, 1, 1), date(2020, 12, 31))
    make.make_term(body, "XIV", date(2021, 1, 1), None)
    facts = {"number": "26", "symbol": "CT/TU", "organization": body}
    return [
        make.make_document(issued_on=day, **facts) for day in (date(2018, 11, 9), date(2023, 5, 19))
    ]


def test_homonyms_are_told_apart_by_their_day_and_refused_without(editor, body):
    _, later = _homonyms(body)
    imported = read_in(editor, xlsx(a_row("26-CT/TU", "19/5/2023"), a_row("26-CT/TU", None)))
    assert row_of(imported, 2).document == later
    assert "có 2 văn bản cùng số, ký hiệu" in reason(imported, 3)


def test_one_number_on_two_days_of_a_term_is_for_a_person_to_decide(editor, body):
    document = make.make_document(number="24", symbol="CT/TU", organization=body)
    imported = read_in(editor, xlsx(a_row(day="20/5/2023")))
    assert "số này trong sổ là của Chỉ thị 24-CT/TU (19/05/2023)" in reason(imported)
    row = [*a_row(day="20/5/2023"), f"https://so.example{document.get_absolute_url()}"]
    imported = read_in(editor, xlsx(row, headings=[*HEADINGS, "Địa chỉ"]))
    assert ["Ngày ban hành", "19/05/2023", "20/05/2023"] in row_of(imported, 2).changes


def test_a_row_that_says_less_than_is_known_means_the_only_one_it_fits(editor, body):
    document = make.make_document(number="24", symbol="CT/TU", organization=body, title="cũ")
    imported = read_in(editor, xlsx(a_row(day=None, body=None)))
    assert (row_of(imported, 2).kind, row_of(imported, 2).document) == ("update", document)


def test_a_row_that_says_more_than_is_known_is_not_taken_for_that_document(editor, body):
    make.make_document(number="24", symbol="CT/TU", organization=body, issued_on=None)
    imported = read_in(editor, xlsx(a_row()))
    assert "có thể là văn bản đã có trong sổ" in reason(imported)


def test_a_proposal_of_the_machine_is_registered_by_the_list(editor, body):
    document = make.make_document(
        number="24", symbol="CT/TU", organization=body, title="về cháy", state="proposed"
    )
    imported = read_in(editor, xlsx(a_row()))
    assert row_of(imported, 2).changes[0][0] == "Vào sổ"
    applied(imported)
    document.refresh_from_db()
    assert not document.is_proposed


def test_an_address_of_other_things_is_none_of_our_own_lists(editor, body):
    make.make_document(
        number="24", symbol="CT/TU", organization=body, title="về cháy", state="proposed"
    )
    imported = read_in(editor, xlsx([*a_row(), "12 phố Mẫu"], headings=[*HEADINGS, "Địa chỉ"]))
    assert row_of(imported, 2).changes[0][0] == "Vào sổ"


def test_a_document_in_the_bin_is_not_changed_by_its_address(editor, body):
    document = make.make_document(number="24", symbol="CT/TU", organization=body)
    document.move_to_bin()
    row = [*a_row(), f"https://so.example{document.get_absolute_url()}"]
    imported = read_in(editor, xlsx(row, headings=[*HEADINGS, "Địa chỉ"]))
    assert "thùng rác" in reason(imported)


def test_a_row_of_before_a_merge_is_told_where_its_record_went(editor, body):
    kept, gone = (
        make.make_document(number=number, symbol="CT/TU", organization=body)
        for number in ("24", "42")
    )
    merge(kept, gone, editor)
    row = [*a_row("42-CT/TU"), f"https://so.example{gone.get_absolute_url()}"]
    imported = read_in(editor, xlsx(row, headings=[*HEADINGS, "Địa chỉ"]))
    assert "đã hợp nhất vào Chỉ thị 24-CT/TU (19/05/2023)" in reason(imported)


def test_an_address_lets_a_code_be_corrected_unless_another_has_it(editor, body):
    document = make.make_document(number="24", symbol="CT/TU", organization=body, title="về cháy")
    make.make_document(number="30", symbol="CT/TU", organization=body)
    address = f"https://so.example{document.get_absolute_url()}"
    headings = [*HEADINGS, "Địa chỉ"]
    taken = read_in(editor, xlsx([*a_row("30-CT/TU"), address], headings=headings))
    assert "trùng với: Chỉ thị 30-CT/TU" in reason(taken)
    imported = read_in(editor, xlsx([*a_row("25-CT/TU"), address], headings=headings))
    assert row_of(imported, 2).changes == [["Số, ký hiệu", "24-CT/TU", "25-CT/TU"]]
    applied(imported)
    document.refresh_from_db()
    assert (document.code, document.slug) == ("25-CT/TU", "24-ct-tu-2023")


@pytest.mark.parametrize(
    ("change", "headings"),
    [
        # A stamp in any cell, letters apart or not.
        ({"title": "TUYỆT MẬT"}, HEADINGS),
        ({"title": "M Ậ T"}, HEADINGS),
        ({"note": "Mật"}, [*HEADINGS, "Độ mật"]),
        # Offices write a letter there as well.
        ({"note": "C"}, [*HEADINGS, "Độ mật"]),
    ],
)
def test_of_a_row_with_a_secrecy_mark_nothing_is_kept(editor, body, change, headings):
    note = change.pop("note", None)
    secret = [*a_row("77-CT/TU", **change), *([note] if note else [])]
    imported = read_in(editor, xlsx(secret, a_row(), headings=headings))
    assert kinds(imported) == ["refused", "new"]
    row = row_of(imported, 2)
    assert "dấu mật" in row.reason
    assert (row.cells, row.label, row.changes, row.place) == ([], "", [], "")


def test_what_only_speaks_of_secrecy_is_no_mark(editor, body):
    title = "về bảo vệ bí mật nhà nước"
    headings = [*HEADINGS, "Độ mật"]
    imported = read_in(editor, xlsx([*a_row(title=title), "Không"], headings=headings))
    assert kinds(imported) == ["new"]


def test_a_mark_above_the_rows_refuses_the_whole_file(editor, body):
    imported = read_in(editor, xlsx(a_row(), above=[["TỐI MẬT"]]))
    assert (imported.state, imported.headings) == ("refused", [])
    assert not ImportedRow.objects.exists()

    def with_head(book):
        book.active.oddHeader.center.text = "TUYỆT MẬT"

    imported = read_in(editor, xlsx(a_row(), change=with_head))
    assert (imported.state, imported.rows.count()) == ("refused", 0)


@pytest.mark.parametrize(
    "rows",
    [
        # The heading of a group, with its numeral in a cell of its own or not; a stamp below.
        [["MẬT"], a_row()],
        [a_row(), ["II.", "TỐI MẬT"], a_row("25-CT/TU")],
        [a_row(), ["B) MẬT"], a_row("25-CT/TU")],
        [a_row(), [None, None, None, "M Ậ T"]],
    ],
)
def test_a_mark_alone_on_a_line_refuses_the_whole_file(editor, body, rows):
    imported = read_in(editor, xlsx(*rows))
    assert (imported.state, imported.headings) == ("refused", [])
    assert "mang dấu" in imported.answer
    assert not ImportedRow.objects.exists()


def test_a_word_in_the_column_of_secrecy_speaks_of_its_row_alone(editor, body):
    blank = [None] * (len(HEADINGS) - 1)
    rows = ([1, *blank, "Mật"], [*a_row(), None])
    imported = read_in(editor, xlsx(*rows, headings=[*HEADINGS, "Độ mật"]))
    assert kinds(imported) == ["refused", "new"]


def test_a_term_beside_another_day_is_a_contradiction(editor, body):
    make.make_term(body, "XIV", date(2021, 1, 1), None)
    headings = [*HEADINGS, "Nhiệm kỳ"]
    rows = ([*a_row(), "XIV"], [*a_row("25-CT/TU"), "XIII"], [*a_row("26-CT/TU", None), "XIV"])
    imported = read_in(editor, xlsx(*rows, headings=headings))
    assert kinds(imported) == ["new", "refused", "new"], planned(imported)
    assert "ghi nhiệm kỳ “XIII” mà theo ngày ban hành là khóa XIV" in reason(imported, 3)


def test_who_acted_is_read_out_of_the_issuer(editor, body):
    imported = read_in(editor, xlsx(a_row(body="Ban Thường vụ Tỉnh uỷ Mẫu")))
    told = {what: now for what, _, now in row_of(imported, 2).changes}
    assert told["Cơ quan ban hành"] == "Tỉnh ủy Mẫu"
    assert told["Tập thể ban hành"] == "Ban Thường vụ"


def test_a_document_without_a_number_is_known_by_its_name(editor, body):
    headings = ["Tên gọi", "Ngày", "Loại", "Cơ quan", "Trích yếu"]
    row = ["Điều lệ mẫu", "19/5/2023", "Chỉ thị", "Tỉnh ủy Mẫu", "về tổ chức"]
    applied(read_in(editor, xlsx(row, headings=headings)))
    assert Document.objects.get().name == "Điều lệ mẫu"
    assert kinds(read_in(editor, xlsx(row, headings=headings))) == ["unchanged"]
