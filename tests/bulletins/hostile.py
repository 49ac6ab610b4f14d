"""Texts made to be slow to divide into items; each family is built to any size."""

from collections.abc import Callable


def _lines(form: str, highest: int) -> str:
    return "".join(form.format(i % highest + 1) for i in range(1000))


_TABLE = "".join(f"{i}\tMục lục dòng số {i}\n" for i in range(50))
_PASSAGE = "Các chi bộ trong toàn Đảng bộ đọc tài liệu và ghi lại ý kiến của đảng viên.\n" * 40


def _repeat(block: str, opening: str = "") -> Callable[[int], str]:
    return lambda chars: opening + block * (chars // len(block) + 1)


FAMILIES: dict[str, Callable[[int], str]] = {
    "points": _repeat(_lines("{0}. Tiếp tục làm tốt việc số {0}\n\n", 9)),
    "one number": _repeat("1. Mục lớn của bài\n"),
    "rising numbers": _repeat(_lines("{}. Mục lớn\n", 99)),
    "every form": _repeat("Phần 1: Một\nI. Hai\n1. Ba\n1.1. Bốn\nA. Năm\n"),
    "contents": _repeat(_lines("{0}. Mục lục dòng số {0}\n\nabc.\n", 50), _TABLE),
    "nested lists of news": _repeat("1. A\n" * 500 + "2. B\n" * 500, "1. Tin tức\n"),
    "brackets and leaders": _repeat("1. ((((" + "." * 60 + "\n"),
    # As many labels to a page as a real bulletin has, so that all of them are weighed.
    "labels apart": _repeat(_lines("{}. Mục lớn\n" + _PASSAGE, 99)),
}
