"""Files as offices have them, and bad ones: each is read, or refused in a sentence that helps."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from documents.importing.columns import MOST_COLUMNS
from tests import factories as make
from tests.documents.importing.lists import (
    HEADINGS,
    a_row,
    delimited,
    kinds,
    planned,
    read_in,
    row_of,
    xlsx,
)

pytestmark = pytest.mark.django_db

OLD = Path(__file__).with_name("danh-sach.xls")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def day_in(imported, number=2):
    return {what: after for what, _, after in row_of(imported, number).changes}["Ngày ban hành"]


def refused(editor, content, name="ds.xlsx", **options):
    imported = read_in(editor, content, name, **options)
    assert (imported.state, imported.rows.count()) == ("refused", 0)
    return imported.answer


def told(imported):
    return " ".join(imported.notices)


@pytest.mark.parametrize(
    ("separator", "encoding"),
    [
        (",", "utf-8"),
        (";", "utf-8-sig"),
        ("\t", "utf-16"),
        (";", "utf-16-le"),
        # Old Excel, whose letters are composed of two signs.
        (";", "cp1258"),
    ],
)
def test_text_files_are_read_whatever_their_letters_and_separators(
    editor, body, separator, encoding
):
    import unicodedata

    content = delimited(a_row("04-CT/TU"), separator=separator)
    text = content.decode()
    if encoding == "cp1258":
        text = _for_windows(text)
    imported = read_in(editor, text.encode(encoding), "ds.csv")
    assert kinds(imported) == ["new"], planned(imported)
    assert row_of(imported, 2).label == "Chỉ thị 04-CT/TU (19/05/2023)"
    assert unicodedata.is_normalized("NFC", row_of(imported, 2).label)


def _for_windows(text):
    """Set the tones of Vietnamese letters behind them, as this page of code has it."""
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = []
    for char in text:
        apart = unicodedata.normalize("NFD", char)
        tone = [mark for mark in apart if mark in tones]
        bare = unicodedata.normalize("NFC", "".join(m for m in apart if m not in tones))
        parts.append(bare + "".join(tone))
    return "".join(parts)


def test_a_text_file_in_unknown_letters_is_asked_about(editor, body):
    content = "Sè ký hiÖu;Ngµy\n24-CT/TU;19/5/2023".encode("latin-1")
    assert "Chọn bảng mã" in refused(editor, content, "ds.csv")
    wrong = refused(editor, content, "ds.csv", encoding="utf-8")
    assert "không viết bằng bảng mã UTF-8" in wrong


def test_excel_says_the_separator_in_a_line_of_its_own(editor, body):
    content = b"sep=;\r\n" + delimited(a_row(), separator=";")
    assert kinds(read_in(editor, content, "ds.csv")) == ["new"]


@pytest.mark.parametrize(
    ("title", "line"),
    [
        # Not closed: what is below would be part of this title.
        ('"về nổ', 3),
        # Signs that the program which wrote the file has not doubled.
        ('"về "cháy" gấp"', 3),
        ('"về\ncháy"\n4,27-CT/TU,19/5/2023,Chỉ thị,Tỉnh ủy Mẫu,"về', 5),
    ],
)
def test_a_quote_in_a_text_file_swallows_no_rows(editor, body, title, line):
    last = f"3,26-CT/TU,19/5/2023,Chỉ thị,Tỉnh ủy Mẫu,{title}\n4,28-CT/TU,19/5/2023\n"
    answer = refused(editor, delimited(a_row()) + last.encode(), "ds.csv")
    assert f"từ dòng {line}: có dấu ngoặc kép" in answer


def test_the_separator_is_found_where_every_cell_is_quoted(editor, body):
    lines = (f'"{number}";"{number}-CT/TU";"{"về cháy " * 100}"' for number in range(1, 60))
    content = "\n".join(('"STT";"Số, ký hiệu";"Trích yếu"', *lines)).encode()
    assert read_in(editor, content, "ds.csv").rows.count() == 59


def test_a_file_of_old_excel_is_read(editor, body):
    imported = read_in(editor, OLD.read_bytes(), "danh-sach.xls")
    assert kinds(imported) == ["new", "refused"], planned(imported)
    assert row_of(imported, 3).label == "Chỉ thị 04-CT/TU (19/05/2023)"
    assert "Bỏ qua trang tính ẩn" in told(imported)
    # The merged cell below the first has no value of its own.
    assert "ô gộp C3:C4" in row_of(imported, 4).reason


def test_days_are_right_in_both_calendars_of_excel(editor, body):
    def of_1904(book):
        book.epoch = CALENDAR_MAC_1904

    for change in (None, of_1904):
        imported = read_in(editor, xlsx(a_row(day=date(2023, 5, 19)), change=change))
        assert day_in(imported) == "19/05/2023"


def test_a_formula_counts_as_what_excel_worked_out_and_one_without_result_is_refused(editor, body):
    def with_formula(book):
        book.active["F2"] = '="về " & "cháy"'

    imported = read_in(editor, xlsx(a_row(), change=with_formula))
    row = row_of(imported, 2)
    assert (row.kind, row.place) == ("refused", "F2")
    assert "công thức chưa có kết quả" in row.reason
    content = _with_result(xlsx(a_row(), change=with_formula), "về cháy")
    imported = read_in(editor, content)
    assert {what: now for what, _, now in row_of(imported, 2).changes}["Trích yếu"] == "về cháy"


def test_a_formula_whose_result_is_no_letter_is_a_blank_cell(editor, body):
    def with_formula(book):
        book.active["F2"] = '=IF(A2=1,"","có")'

    content = _with_result(xlsx(a_row(), change=with_formula), "")
    row = row_of(read_in(editor, content), 2)
    assert (row.kind, row.reason) == ("new", "")
    assert "Trích yếu" not in {what for what, _, _ in row.changes}


def test_of_a_list_without_headings_the_first_row_is_a_document_too(editor, body):
    # By its code; by its day alone.
    for first in (a_row(), a_row(code="hai mươi tư"), a_row(code="", day=date(2023, 5, 19))):
        imported = read_in(editor, xlsx(a_row(code="25-CT/TU"), headings=first))
        assert imported.state == "asking"
        assert [row.number for row in imported.rows.all()] == [1, 2]
        assert imported.notices == [
            "Danh sách không có dòng tiêu đề: dòng 1 cũng được đọc là một văn bản."
        ]


def test_headings_nobody_knows_are_said_to_be_left_out(editor, body):
    imported = read_in(editor, xlsx(a_row(), headings=["a", "b", "c", "d", "e", "f"]))
    assert [row.number for row in imported.rows.all()] == [2]
    assert imported.notices == ["Dòng 1 được coi là dòng tiêu đề nên không nhập."]


def _with_result(content, result):
    """Write into the formula's cell what Excel would have stored."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                text = part.decode()
                text = text.replace('<c r="F2">', '<c r="F2" t="str">')
                part = text.replace("<v />", f"<v>{result}</v>").replace(
                    "<v></v>", f"<v>{result}</v>"
                )
            new.writestr(entry.filename, part)
    return changed.getvalue()


@pytest.mark.parametrize("beside", [None, "=1+1"])
def test_a_symbol_that_the_format_alone_shows_refuses_the_row(editor, body, beside):
    def shown_by_format(book):
        book.active["B2"].number_format = '00"-CT/TU"'
        # A sheet with formulas is read another way.
        book.active["H2"] = beside

    imported = read_in(editor, xlsx(a_row(4), a_row(5), change=shown_by_format))
    assert kinds(imported) == ["refused", "new"]
    assert (row_of(imported, 2).place, row_of(imported, 3).label[:10]) == ("B2", "Chỉ thị 05")
    assert "hiện “-CT/TU” theo định dạng" in row_of(imported, 2).reason


def test_what_is_merged_is_not_taken_for_blank(editor, body):
    def merged(book):
        book.active.merge_cells("C2:C3")

    imported = read_in(editor, xlsx(a_row(), a_row("25-CT/TU", None), change=merged))
    assert kinds(imported) == ["new", "refused"]
    assert row_of(imported, 3).place == "C3"
    assert "ô gộp C2:C3" in row_of(imported, 3).reason


def test_a_row_that_heads_a_group_is_said_to_be_one(editor, body):
    def merged(book):
        book.active.merge_cells("A2:F2")

    imported = read_in(editor, xlsx(["I. Của Tỉnh ủy"], a_row(), change=merged))
    assert kinds(imported) == ["refused", "new"]
    assert "tiêu đề nhóm" in row_of(imported, 2).reason


def test_hidden_sheets_are_not_read_and_that_is_said(editor, body):
    def with_hidden(book):
        other = book.create_sheet("Cũ", 0)
        other.append(HEADINGS)
        other.append(a_row("99-CT/TU"))
        other.sheet_state = "hidden"
        book.create_sheet("Ghi chép").append(["gì đó"])

    imported = read_in(editor, xlsx(a_row(), change=with_hidden))
    assert [row.label for row in imported.rows.all()] == ["Chỉ thị 24-CT/TU (19/05/2023)"]
    assert "Bỏ qua trang tính ẩn: “Cũ”" in told(imported)
    assert "không đọc: “Ghi chép”" in told(imported)


def test_a_hundred_columns_and_headings_below_titles_are_no_trouble(editor, body):
    headings = [*HEADINGS, *(f"Thừa {number}" for number in range(100))]
    above = [["TỈNH ỦY MẪU"], [], ["DANH SÁCH VĂN BẢN NĂM 2023"]]
    numbered = [f"({number})" for number in range(1, len(HEADINGS) + 1)]
    imported = read_in(editor, xlsx(numbered, a_row(), headings=headings, above=above))
    assert planned(imported) == [(6, "new", "")]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_stands_in_columns_behind_those_that_are_read_is_said(editor, body, kind):
    write = {"xlsx": xlsx, "csv": delimited}[kind]
    row = a_row() + [""] * (MOST_COLUMNS - len(HEADINGS))
    imported = read_in(editor, write([*row, "thừa"], [*row, "thừa"]), f"ds.{kind}")
    assert imported.rows.first().kind == "new"
    assert told(imported).count("Chỉ đọc 120 cột đầu, đến cột DP: từ dòng 2") == 1
    imported = read_in(editor, write([*row[:-1], "cột cuối"]), f"ds.{kind}")
    assert "cột đầu" not in told(imported)


def test_a_million_blank_rows_below_are_not_waited_for(editor, body):
    def far(book):
        book.active["A1048576"] = "x"

    imported = read_in(editor, xlsx(a_row(), change=far))
    assert kinds(imported) == ["new"]
    assert "Chỉ đọc đến dòng 2" in told(imported)


def test_a_wrong_ending_is_said_and_the_file_read_by_what_is_in_it(editor, body):
    imported = read_in(editor, xlsx(a_row()), "ds.xls")
    assert kinds(imported) == ["new"]
    assert "bên trong là tệp .xlsx" in told(imported)
    imported = read_in(editor, delimited(a_row("25-CT/TU")), "ds.xlsx")
    assert kinds(imported) == ["new"]
    assert "bên trong là tệp .csv" in told(imported)


def _archive(**parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "mật khẩu"),
        (OLE + "_VBA_PROJECT".encode("utf-16-le"), "a.xls", "macro"),
        (OLE + b"x" * 600, "a.xls", "không phải bảng tính Excel, hoặc bị hỏng"),
        (_archive(xl__workbook_dot_xml="", xl__vbaProject_dot_bin="x"), "a.xlsm", "macro"),
        (_archive(xl__workbook_dot_bin="x"), "a.xlsb", ".xlsb"),
        (_archive(word__document_dot_xml="<x/>"), "a.xlsx", "không phải bảng tính Excel"),
        (_archive(xl__workbook_dot_xml="<x"), "a.xlsx", "bị hỏng"),
        (b"PK\x03\x04 broken", "a.xlsx", "bị hỏng"),
        # A bomb: eighty megabytes that shrink a thousandfold.
        (_archive(xl__worksheets__sheet1_dot_xml="0" * 80_000_000), "a.xlsx", "giải nén quá lớn"),
        (b"<html><table></table></html>", "a.xls", "trang web"),
        (b"%PDF-1.4", "a.xlsx", "không phải bảng tính"),
        ("chỉ là chữ".encode(), "a.xlsx", "bên trong không phải tệp Excel"),
        (b"\xff\xfe\x00\xd8\x00", "a.csv", "không viết bằng bảng mã UTF-16"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence_that_says_why(editor, content, name, why):
    assert why in refused(editor, content, name)


def test_a_sheet_without_rows_is_refused(editor, body):
    assert "không có dòng nào" in refused(editor, xlsx())
    assert "không có chữ" in refused(editor, xlsx(headings=[]))


def test_a_list_in_an_old_font_is_refused(editor, body):
    title = "§¶ng bé qu¸n triÖt c«ng t¸c nh©n d©n, ®¶ng viªn, tuyªn truyÒn, c¸n bé"
    assert "TCVN3" in refused(editor, xlsx(*(a_row(title=title) for _ in range(3))))


def test_queries_do_not_grow_with_the_rows(editor, body, django_assert_max_num_queries):
    make.make_document(number="24", symbol="CT/TU", organization=body)
    content = xlsx(*(a_row(f"{number}-CT/TU") for number in range(1, 301)))
    with django_assert_max_num_queries(60):
        assert len(kinds(read_in(editor, content))) == 300


def test_a_workbook_of_the_strict_kind_is_refused_by_its_name(editor, body):
    strict = BytesIO()
    usual = zipfile.ZipFile(BytesIO(xlsx(a_row())))
    with usual, zipfile.ZipFile(strict, "w") as archive:
        for name in usual.namelist():
            part = usual.read(name)
            for of in (b"spreadsheetml", b"officeDocument"):
                usually = b"schemas.openxmlformats.org/" + of + b"/2006"
                part = part.replace(usually, b"purl.oclc.org/ooxml/" + of)
            archive.writestr(name, part)
    assert "Strict Open XML" in refused(editor, strict.getvalue())
