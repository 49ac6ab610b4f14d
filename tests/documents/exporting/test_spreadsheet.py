"""What stands above the pages of a printed spreadsheet is what a spreadsheet program takes."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from documents.exporting.spreadsheet import write_workbook
from documents.exporting.tables import Table


def page_head(text):
    file = BytesIO()
    table = Table(name="A", columns={"B": 9}, rows=iter([["x"]]), page_head=text, lines=[])
    write_workbook(table, file)
    return load_workbook(file).active.oddHeader.center.text


@pytest.mark.parametrize("text", ["Triển khai Chỉ thị 4-CT/TU", "Công nghiệp & thương mại"])
def test_a_short_head_stands_as_it_is_and_a_sign_for_codes_twice(text):
    assert page_head(text).replace("&&", "&") == text


@pytest.mark.parametrize("text", ["Nghị quyết về công nghiệp " * 20, "&" * 300])
def test_a_long_head_is_cut_to_what_excel_takes(text):
    head = page_head(text)
    # With "&C" before it, at most 255 characters.
    assert 240 < len(head) <= 250
    assert head.endswith("…") and "&" not in head.replace("&&", "")
