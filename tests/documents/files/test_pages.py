"""What is printed around the text of a PDF is left out, and nothing that belongs to it."""

import pytest

from documents.files.pages import join_pages

PAGES = ["a\nb", "c\nd", "e\nf", "g\nh", "i\nk", "l\nm"]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        # Page numbers at the foot, from 1 and from 3, plain and adorned.
        (["a\n1", "b\n2", "c\n3"], "a\nb\nc"),
        (["a\n3", "b\n4", "c\n5"], "a\nb\nc"),
        (["a\n- 2 -", "Trang 3\nb", "c\n4/12"], "a\nb\nc"),
        # A citation that runs over the end of a page comes together.
        (
            ["Chỉ thị số 24-CT/TU, ngày\n\n1", "2\n19/5/2023"],
            "Chỉ thị số 24-CT/TU, ngày\n\n19/5/2023",
        ),
        # A running header with the number in it; the title of the first page stays.
        (
            [
                "BẢN TIN\na\nb\nc",
                *(
                    "Bản tin 01/2024 – {}\n{}".format(*page)
                    for page in ((2, "d\ne"), (3, "f\ng"), (4, "h\ni"))
                ),
            ],
            "BẢN TIN\na\nb\nc\nd\ne\nf\ng\nh\ni",
        ),
        # The number set apart in other ways: by its word, by a gap, before the words.
        *(
            ([line.format(n, text) for n, text in enumerate(PAGES, start=3)], "\n".join(PAGES))
            for line in (
                "Nội bộ, Trang {}/24\n{}",
                "Nội bộ      {}\n{}",
                "- {} -   Nội bộ\n{}",
                "{} | Nội bộ\n{}",
            )
        ),
        # What stands there with a number of its own is a heading, or the text itself.
        *(
            (pages := [line.format(n, text) for n, text in enumerate(PAGES, 1)], "\n".join(pages))
            for line in (
                "PHỤ LỤC {}\n{}",
                "Điều {}\n{}",
                "{1}\nHọp ngày {0}/5",
                "{1}\nChỉ thị số {0}-CT/TU, ngày {0}/5/2023 của Tỉnh ủy",
            )
        ),
        # Numbers that do not go up with the pages are no numbers of pages.
        (
            pages := [
                f"Mục – {n}\n{text}" for n, text in zip((4, 9, 2, 7, 1), PAGES, strict=False)
            ],
            "\n".join(pages),
        ),
        # Left and right pages have headers of their own.
        (
            [f"{head}\n{text}" for head, text in zip(["Trái", "Phải"] * 3, PAGES, strict=True)],
            "\n".join(PAGES),
        ),
        # A number at an edge that does not go up with the pages is a number.
        (["Có 25\n25", "b", "c"], "Có 25\n25\nb\nc"),
        (["Mục\n10", "b\n40", "c\n7"], "Mục\n10\nb\n40\nc\n7"),
        # Short pages that say the same have no edges, and two pages are too few to tell.
        (["a\nb"] * 3, "a\nb\na\nb\na\nb"),
        (["Kính gửi\na\nb", "Kính gửi\nc\nd"], "Kính gửi\na\nb\nKính gửi\nc\nd"),
        # A word broken at the end of a line; a hyphen that belongs to a code stays.
        (["Nghị quy\u00ad\nết số 24-\nCT/TU"], "Nghị quyết số 24-\nCT/TU"),
        ([], ""),
        (["", ""], ""),
    ],
)
def test_only_what_is_printed_around_the_text_goes(pages, expected):
    assert join_pages(pages) == expected
