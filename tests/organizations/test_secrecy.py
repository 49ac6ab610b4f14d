"""The secrecy guard lets no marked text in and takes no ordinary one for secret."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError

from organizations.secrecy import find_secrecy_mark, refuse_secret


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("ĐẢNG BỘ TỈNH MẪU\nMẬT\nSố 01-BC/TU", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("   TUYỆT  MẬT   \nnội dung", "TUYỆT MẬT"),
        ("TUYỆT\nMẬT\n", "TUYỆT MẬT"),  # a stamp on two lines
        ("TUYỆT\n\nMẬT\n", "TUYỆT MẬT"),  # PDF text: a blank line after every line
        ("* MẬT *", "MẬT"),  # decorated
        ("**MẬT**", "MẬT"),  # OCR output in Markdown
        ("Độ mật: TỐI MẬT", "TỐI MẬT"),
        ("độ mật: mật", "MẬT"),  # said in words
        ("M Ậ T", "MẬT"),  # letters set apart
        ("T Ố I  M Ậ T", "TỐI MẬT"),
        (unicodedata.normalize("NFD", "TỐI MẬT"), "TỐI MẬT"),
        ("trang 1\fMẬT\ntrang 2", "MẬT"),  # after a page break
        ("Tuyệt mật", "TUYỆT MẬT"),  # small letters
        ("Tối mật.", "TỐI MẬT"),
        ("Mật", "MẬT"),
        ("DẤU MẬT", "MẬT"),
        ("ĐẢNG ỦY PHƯỜNG MẪU\t\tMẬT", "MẬT"),  # the header's second cell
        ("| Số 01-BC/ĐU | TỐI MẬT |", "TỐI MẬT"),  # a table from OCR
        ("ĐẢNG BỘ TỈNH MẪU        Tuyệt mật", "TUYỆT MẬT"),  # a wide gap
        ("Mức độ mật: Mật", "MẬT"),
    ],
)
def test_marks_are_found(text, mark):
    assert find_secrecy_mark(text) == mark


@pytest.mark.parametrize(
    "text",
    [
        "Bảo vệ bí mật nhà nước là trách nhiệm của mọi người.",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "Mật thư gửi đoàn viên",
        "mật độ dân số",
        "Mật ong rừng",
        "SỬ DỤNG VÀ BẢO QUẢN TRONG NỘI BỘ CỦA ĐẢNG",  # circulation, not secrecy
        "LƯU HÀNH NỘI BỘ",
        "Tài liệu có độ Mật, Tối mật, Tuyệt mật phải được quản lý riêng theo quy định.",
        "mật",  # a small-letter word alone on a line of broken PDF text
        "phải giữ bí\nmật",  # the same, with the line before it
        "Độ mật",  # the name of a column
        "Điều 3. Độ mật của tài liệu",
        "Mật mã, mật khẩu",
        "tối mật độ\tthấp",
        "",
    ],
)
def test_ordinary_words_are_let_through(text):
    assert find_secrecy_mark(text) == ""


def test_a_refusal_names_the_mark_and_logs_nothing_of_the_text(caplog):
    with pytest.raises(ValidationError) as refusal, caplog.at_level("WARNING", "vankien"):
        refuse_secret(["trích yếu bình thường", "MẬT\nKế hoạch diễn tập"])
    assert "“MẬT”" in refusal.value.messages[0]
    assert "diễn tập" not in refusal.value.messages[0]
    assert [record.getMessage() for record in caplog.records] in ([], ["refused"])


def test_ordinary_texts_pass():
    refuse_secret(["bí mật", "", "Kế hoạch"])
