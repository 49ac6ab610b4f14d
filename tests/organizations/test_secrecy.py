"""The secrecy guard lets no marked text in and takes no ordinary one for secret."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError

from organizations.secrecy import find_mark_in_name, find_secrecy_mark, refuse_secret


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


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Báo cáo số 9-BC/ĐU ngày 1/10/2025 của Đảng ủy phường Mẫu. TỐI MẬT. về…", "TỐI MẬT"),
        ("TỐI MẬT. về tình hình", "TỐI MẬT"),
        ("Tối mật. về tình hình", "TỐI MẬT"),
        ("phường Mẫu.\u00a0Tuyệt mật. về tình hình", "TUYỆT MẬT"),
        ("về tình hình (MẬT)", "MẬT"),
        ("[MẬT] Báo cáo về tình hình", "MẬT"),
        ("về tình hình – TUYỆT MẬT", "TUYỆT MẬT"),
        ("MẬT: về tình hình", "MẬT"),
        ("Báo cáo của phường Mẫu, **TỐI MẬT**, về tình hình", "TỐI MẬT"),
        ("phường Mẫu. T Ố I  M Ậ T. về tình hình", "TỐI MẬT"),
        (unicodedata.normalize("NFD", "phường Mẫu.TỐI MẬT.về tình hình"), "TỐI MẬT"),
        ("phường Mẫu. Độ mật: tối mật. về tình hình", "TỐI MẬT"),
        ("Báo cáo này có độ mật: TỐI MẬT.", "TỐI MẬT"),
        ("TUYỆT MẬT Báo cáo số 9-BC/ĐU", "TUYỆT MẬT"),  # lines run into one another
        ("Báo cáo số 9-BC/ĐU MẬT ngày 1/10/2025", "MẬT"),
        ("Báo cáo số 9-BC/ĐU (Tối mật) ngày 1/10/2025", "TỐI MẬT"),
        ("Mẫu\tTỐI MẬT. về tình hình", "TỐI MẬT"),  # a cell of a pasted table
        ("về việc bảo vệ bí mật, TỐI MẬT, năm 2025", "TỐI MẬT"),
        ("Báo cáo của Đảng ủy phường Mẫu. TỐI\nMẬT. về tình hình", "MẬT"),
    ],
)
def test_a_mark_that_is_a_sentence_of_its_own_is_found(text, mark):
    assert find_secrecy_mark(text) == mark


@pytest.mark.parametrize(
    "text",
    [
        "Danh mục bí mật nhà nước độ Tối mật của Đảng",
        "Danh mục bí mật nhà nước (độ Tối mật), ban hành năm 2025",
        "Danh mục bí mật nhà nước (Tối mật) của ngành",
        "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT, TỐI MẬT, MẬT CỦA ĐẢNG",
        "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ\nTỐI MẬT, NĂM 2025",  # a heading on two lines
        "GIỮ GÌN BÍ\nMẬT. NGHIÊM CẤM SAO CHỤP",
        "Tài liệu TUYỆT MẬT, TỐI MẬT, MẬT phải được quản lý riêng.",
        "Đóng dấu chỉ độ mật (TUYỆT MẬT, TỐI MẬT, MẬT) lên văn bản",
        "Mẫu dấu “MẬT”, “TỐI MẬT” màu đỏ",
        "Độ mật: Tuyệt mật, Tối mật, Mật",  # what a form offers
        "Bí mật nhà nước có ba độ: 1. Tuyệt mật. 2. Tối mật. 3. Mật.",
        "TUYỆT MẬT là độ mật cao nhất",
        "BẢO MẬT, AN TOÀN THÔNG TIN",
        "MẬT MÃ DÂN SỰ",
        "NGHỊ ĐỊNH SỐ 53/2018/NĐ-CP MẬT MÃ DÂN SỰ",
        "Quản lý tài liệu tối mật, tuyệt mật.",
        "Dân số đông. Mật độ cao.",
    ],
)
def test_what_a_text_says_about_secrecy_is_let_through(text):
    assert find_secrecy_mark(text) == ""


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        # In capitals among other words.
        ("Kế hoạch TUYỆT MẬT", "TUYỆT MẬT"),
        ("về công tác nhân sự TỐI MẬT", "TỐI MẬT"),
        ("TỐI MẬT kế hoạch diễn tập", "TỐI MẬT"),
        ("“TỐI MẬT” kế hoạch diễn tập", "TỐI MẬT"),
        ("VĂN BẢN TỐI MẬT", "TỐI MẬT"),
        # In brackets where a title begins or ends, and behind a code.
        ("Kế hoạch diễn tập (Mật)", "MẬT"),
        ("về nhân sự (tối mật).", "TỐI MẬT"),
        ("(tối mật) về nhân sự", "TỐI MẬT"),
        ("24-CT/TU\tvề diễn tập (mật)\tA", "MẬT"),
        ("Báo cáo số 5-BC/TU (mật) về diễn tập", "MẬT"),
        ("Kiểm tra dấu hiệu vi phạm (Mật)", "MẬT"),
        ("Kế hoạch kiểm tra tiến độ (Mật)", "MẬT"),
        ("Kế hoạch diễn tập - mật", "MẬT"),
        ("Mật: kế hoạch diễn tập", "MẬT"),
        # Two stamps of a header on one line.
        ("HỎA TỐC MẬT", "MẬT"),
        ("MẬT HOẢ TỐC", "MẬT"),
        ("Thượng khẩn – Tối mật", "TỐI MẬT"),
    ],
)
def test_a_mark_among_the_words_of_a_title_is_found(text, mark):
    assert find_secrecy_mark(text) == mark


@pytest.mark.parametrize(
    "text",
    [
        "Quản lý tài liệu (mật) phải theo quy định",
        "về bảo vệ bí mật nhà nước (mật)",
        "Danh mục bí mật nhà nước\n(Tối mật) của ngành",  # a line broken before the bracket
        "Tài liệu có độ TUYỆT MẬT được giữ riêng",
        "Đóng dấu TỐI MẬT lên bìa",
        "Chữ “TUYỆT MẬT” màu đỏ",
        "Tài liệu TUYỆT MẬT và TỐI MẬT được quản lý riêng",
        "QUY ĐỊNH VỀ QUẢN LÝ TÀI LIỆU TỐI MẬT",
        "Mật: là chất ngọt ong làm ra",
        "HỎA TỐC, BẢO MẬT",
        "Chỉ thị khẩn về bảo mật",
    ],
)
def test_what_a_title_says_about_secrecy_is_let_through(text):
    assert find_secrecy_mark(text) == ""


@pytest.mark.parametrize(
    ("stem", "mark"),
    [
        ("15-CV-TU_MẬT", "MẬT"),
        ("MẬT_15-CV-TU", "MẬT"),
        ("15-CV-TU-MẬT", "MẬT"),
        ("MẬT-15-CV-TU", "MẬT"),
        (unicodedata.normalize("NFD", "15.CV.TU.MẬT"), "MẬT"),
        ("15-CV-TU_mật", "MẬT"),
        ("Báo cáo Mật", "MẬT"),
        ("Mật - kế hoạch", "MẬT"),
        ("15-BC-TU TỐI MẬT", "TỐI MẬT"),
        ("Báo cáo TUYỆT MẬT", "TUYỆT MẬT"),
        ("van ban tối mật", "TỐI MẬT"),
        ("TUYET_MAT", "TUYỆT MẬT"),
        ("TOI MAT", "TỐI MẬT"),
        ("Bao cao TUYETMAT", "TUYỆT MẬT"),
        ("TỐI MẬT. về tình hình", "TỐI MẬT"),
    ],
)
def test_marks_are_found_in_the_names_of_files(stem, mark):
    assert find_mark_in_name(stem) == mark


@pytest.mark.parametrize(
    "stem",
    [
        "Bảo vệ bí mật nhà nước",
        "LUAT_BAO_VE_BI_MAT",
        "BẢO_VỆ_BÍ_MẬT_2025",
        "Mật khẩu máy chủ",
        "MẬT_ĐỘ_DÂN_SỐ",
        "Quy chế bảo mật",
        "BAN CƠ YẾU - QUY CHẾ BẢO MẬT",
        "Danh mục độ Tối mật",
        "Quản lý tài liệu mật",
        "Lý lịch Trần Văn Mật",
        "Đơn trình bày tôi mất thẻ đảng",
        "GẶP MẶT THÂN MẬT",
        "Mặt trận Tổ quốc",
        "",
    ],
)
def test_ordinary_names_of_files_are_let_through(stem):
    assert find_mark_in_name(stem) == ""


def test_a_refusal_names_the_mark_and_logs_nothing_of_the_text(caplog):
    with pytest.raises(ValidationError) as refusal, caplog.at_level("WARNING", "vankien"):
        refuse_secret(["trích yếu bình thường", "MẬT\nKế hoạch diễn tập"])
    assert "“MẬT”" in refusal.value.messages[0]
    assert "diễn tập" not in refusal.value.messages[0]
    assert [record.getMessage() for record in caplog.records] in ([], ["refused"])


def test_ordinary_texts_pass():
    refuse_secret(["bí mật", "", "Kế hoạch"])
