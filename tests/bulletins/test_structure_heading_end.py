"""Where the heading of an item ends is found again by its title."""

import pytest

from bulletins.structure import heading_end, read_structure

TEXT = """NỘI DUNG

1. **Chỉ thị số 24-CT/TU, ngày 19/5/2023
của Tỉnh ủy Mẫu Sơn về phòng cháy**

Các chi bộ đọc chỉ thị.

2. Tin hoạt động

2.1. Chi bộ Mẫu tổ chức trồng cây

Buổi trồng cây có đủ đảng viên.
"""


def test_it_is_found_where_the_structure_was_read():
    items = [item for item in read_structure(TEXT).items if item.kind != "front"]
    assert len(items) == 3
    for item in items:
        assert heading_end(TEXT[item.start : item.end], item.title) == item.title_end - item.start


@pytest.mark.parametrize(
    ("text", "title", "heading"),
    [
        # Other capitals, tones and line ends than printed.
        ("1. PHÒNG CHÁY\nRỪNG\n\nCác chi bộ.", "Phong cháy rừng", "1. PHÒNG CHÁY\nRỪNG"),
        # A person worded it otherwise: the first paragraph.
        ("1. Phòng cháy\nrừng\n\nCác chi bộ.", "Về lửa", "1. Phòng cháy\nrừng"),
        # Its words stand further on, in the text itself: that is no heading.
        (f"1. Việc\n\n{'Các chi bộ. ' * 9}Trồng cây.", "Trồng cây", "1. Việc"),
        ("1. Việc", "", "1. Việc"),
        ("", "Trồng cây", ""),
    ],
)
def test_a_title_that_is_not_printed_so_is_still_told_from_the_text(text, title, heading):
    assert text[: heading_end(text, title)] == heading
