"""Date and issuer around a code: what belongs to it and what does not. All sentences invented."""

import pytest

from tests.documents.citations.cases import assert_reads

CT = "full|Chỉ thị|24|CT/TU"

DATES = [
    ("⟦Chỉ thị số 24-CT/TU ngày 19/5/2023⟧ về", f"{CT}|2023-05-19|"),
    ("⟦Chỉ thị số 24-CT/TU ngày 19-5-2023⟧ về", f"{CT}|2023-05-19|"),
    ("⟦Chỉ thị số 24-CT/TU, ngày 19.5.2023⟧ về", f"{CT}|2023-05-19|"),
    # day first, always
    ("⟦Chỉ thị số 24-CT/TU ngày 05/04/2024⟧ về", f"{CT}|2024-04-05|"),
    # in words
    ("⟦Chỉ thị số 24-CT/TU ngày 05 tháng 02 năm 2024⟧ về", f"{CT}|2024-02-05|"),
    ("⟦Chỉ thị số 24-CT/TU ngày 5/2 năm 2024⟧ về", f"{CT}|2024-02-05|"),
    # two figures for the year, behind "ngày"
    ("⟦Chỉ thị số 24-CT/TU ngày 19/5/23⟧ về", f"{CT}|2023-05-19|"),
    # brackets belong to the date
    ("⟦Chỉ thị số 24-CT/TU (ngày 19/5/2023)⟧ về", f"{CT}|2023-05-19|"),
    ("⟦Chỉ thị số 24-CT/TU (19/5/2023)⟧ về", f"{CT}|2023-05-19|"),
    ("⟦Chỉ thị số 24-CT/TU (ngày 19/5/2023 của Tỉnh ủy)⟧ về", f"{CT}|2023-05-19|Tỉnh ủy"),
    # a bracket that goes on is another remark
    ("⟦Chỉ thị số 24-CT/TU⟧ (ngày 19/5/2023 có hiệu lực) về", f"{CT}||"),
    # without "ngày"
    ("⟦Chỉ thị số 24-CT/TU, 19/5/2023⟧ về", f"{CT}|2023-05-19|"),
    # "ban hành" between
    ("⟦Chỉ thị số 24-CT/TU ban hành ngày 19/5/2023⟧ về", f"{CT}|2023-05-19|"),
    # a year only
    ("⟦Chỉ thị số 24-CT/TU năm 2023⟧ về", f"{CT}|2023|"),
    ("⟦Chỉ thị số 24-CT/TU (năm 2023)⟧ về", f"{CT}|2023|"),
    # the year of another thing
    ("⟦Chỉ thị số 24-CT/TU⟧ năm học 2023", f"{CT}||"),
    ("⟦Chỉ thị số 24-CT/TU⟧ năm 2021-2025", f"{CT}||"),
    # a day that does not exist is printed there, but is no date
    ("⟦Chỉ thị số 24-CT/TU ngày 31/02/2024⟧ về", f"{CT}||"),
    # a day without its year is no date, but the issuer behind it is read
    ("⟦Chỉ thị số 24-CT/TU ngày 18/01 của Tỉnh ủy⟧ về", f"{CT}||Tỉnh ủy"),
    ("⟦Chỉ thị số 24-CT/TU⟧ ngày 18/01 tại", f"{CT}||"),
    # before the type word: outside
    ("ngày 30/01/2024 Thành ủy ban hành ⟦Chỉ thị số 24-CT/TU⟧ về", f"{CT}||"),
    # the date of the next clause: its subject and verb follow
    ("Thực hiện ⟦Chỉ thị số 24-CT/TU⟧, ngày 20/5/2024 Thành ủy tổ chức hội nghị", f"{CT}||"),
    ("Thực hiện ⟦Chỉ thị số 24-CT/TU⟧, ngày 20/5/2024, tại Hội trường lớn", f"{CT}||"),
    ("Thực hiện ⟦Chỉ thị số 24-CT/TU⟧, ngày 20/5/2024, UBND tỉnh đã ban hành", f"{CT}||"),
    # a new sentence
    ("học ⟦Chỉ thị số 24-CT/TU⟧. Ngày 19/5/2023 họp", f"{CT}||"),
]

ORDERS = [
    # issuer before the date
    ("⟦Chỉ thị số 24-CT/TU của Tỉnh ủy, ngày 19/5/2023⟧ về", f"{CT}|2023-05-19|Tỉnh ủy"),
    ("⟦Chỉ thị số 24-CT/TU của Tỉnh ủy ngày 19/5/2023⟧ về", f"{CT}|2023-05-19|Tỉnh ủy"),
    ("⟦Chỉ thị số 24-CT/TU do Tỉnh ủy ban hành ngày 19/5/2023⟧", f"{CT}|2023-05-19|Tỉnh ủy"),
    # issuer or date between type word and number: inside
    ("⟦Chỉ thị của Tỉnh ủy số 24-CT/TU⟧ về", f"{CT}||Tỉnh ủy"),
    ("⟦Chỉ thị ngày 19/5/2023 của Tỉnh ủy số 24-CT/TU⟧ về", f"{CT}|2023-05-19|Tỉnh ủy"),
    (
        "⟦Nghị quyết Hội nghị lần thứ sáu Ban Chấp hành Trung ương khóa XII số 18-NQ/TW⟧.",
        "full|Nghị quyết|18|NQ/TW||Hội nghị lần thứ sáu Ban Chấp hành Trung ương khóa XII",
    ),
    # a term between number and issuer
    ("⟦Chỉ thị số 24-CT/TU (khóa XIX) của Tỉnh ủy⟧ về", f"{CT}||Tỉnh ủy"),
    # a title between is no part of the citation
    ("Chỉ thị về đọc sách số ⟦24-CT/TU⟧", f"{CT}||"),
    # issuer before the type word: outside
    ("Tỉnh ủy có ⟦Chỉ thị số 24-CT/TU⟧ về", f"{CT}||"),
    # without "của" where the phrase ends
    ("⟦Chỉ thị số 24-CT/TU Tỉnh ủy Cao Bằng⟧ về", f"{CT}||Tỉnh ủy Cao Bằng"),
    # without "của" where a verb follows: the subject of the next clause
    ("Theo ⟦Chỉ thị số 24-CT/TU⟧ Thành ủy yêu cầu", f"{CT}||"),
    # "của" someone who issues nothing
    ("⟦Chỉ thị số 24-CT/TU⟧ của các cấp", f"{CT}||"),
    ("nội dung ⟦Chỉ thị số 24-CT/TU⟧ của đồng chí", f"{CT}||"),
]

ISSUERS = [
    ("Bộ Chính trị", " về"),
    ("Ban Bí thư", " về"),
    ("Ban Bí thư Trung ương Đảng", " về"),
    ("Ban Chấp hành Trung ương", " về"),
    # the term behind an issuer stays outside
    ("Ban Chấp hành Trung ương Đảng", " khóa XIII về"),
    ("Bộ Chính trị", " (khóa VIII) về"),
    ("Ban Thường vụ Tỉnh ủy", " (khóa XVIII)"),
    # two who issue together; and one who is the next subject
    ("Bộ Chính trị, Ban Bí thư", " về"),
    ("Bộ Chính trị", ", Ban Bí thư yêu cầu"),
    ("Ban Thường vụ Thành uỷ", "; Hướng dẫn"),
    ("Ban Thường vụ Tỉnh ủy Cao Bằng", " về"),
    ("Thường trực Huyện ủy Sông Trà", " về"),
    ("BTV Đảng ủy xã Sông Trà", " về"),
    ("Ban Chấp hành Đảng bộ thành phố Cao Bằng", " về"),
    ("Ban Chấp hành Đảng bộ phường Tân Giang", "."),
    ("Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh", " về"),
    ("Đảng ủy Công an tỉnh", " về"),
    ("Quân ủy Trung ương", " về"),
    ("Ban Tuyên giáo Trung ương", " tuyên truyền"),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy", " hướng dẫn"),
    ("Văn phòng Trung ương Đảng", " về"),
    ("Ủy ban Kiểm tra Tỉnh ủy", "."),
    ("Ban Chấp hành Trung ương Đoàn", ";"),
    ("Chính phủ", " quy định"),
    ("Thủ tướng Chính phủ", " phê duyệt"),
    ("Ủy ban Thường vụ Quốc hội", " về"),
    ("Quốc hội", " khóa XV"),
    ("Bộ Giáo dục và Đào tạo", " hướng dẫn"),
    ("Bộ Văn hóa, Thể thao và Du lịch", " về"),
    ("Bộ Nông nghiệp & PTNT", " về"),
    ("Bộ trưởng Bộ Công an", "."),
    # a dash inside a title
    ("Hội đồng Thi đua - Khen thưởng Trung ương", ", đơn vị"),
    # a conference without its committee is known by its term
    ("Hội nghị lần thứ tư khóa XIII", " về"),
    ("UBND tỉnh Lào Cai", " về"),
    ("Ủy ban nhân dân Thành phố", " ban hành"),
    ("Chủ tịch UBND huyện Sông Trà", "."),
    ("HĐND huyện Sông Trà", " khóa XX"),
    ("Thường trực HĐND tỉnh", "."),
    ("Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh", " về"),
    ("Sở Y tế", " hướng dẫn người dân"),
    ("Sở Giáo dục và Đào tạo tỉnh Hà Giang", " về"),
    ("Ban Chỉ đạo 35 tỉnh", "."),
    ("Hội Liên hiệp Phụ nữ Việt Nam", "."),
    # the province is known even where a new sentence follows in capitals
    ("Huyện ủy Sông Trà", " Về việc"),
    ("Thành ủy TP. Hồ Chí Minh", " về"),
    # communes have names of one to four syllables, some of which fold to words of a clause
    ("Đảng ủy phường Thục Phán", " về"),
    ("Đảng ủy phường Thục Phán", "."),
    ("UBND huyện Đức Trọng", " ngày"),
    ("UBND xã Trọng Hóa", ";"),
    ("Đảng ủy xã Bế Văn Đàn", " về"),
    ("Đảng ủy xã Minh Khai Hòa Bình", " về"),
    ("Huyện ủy Sông Trà", " Trong năm"),
    # words that no name has, or a new line that opens a sentence, end it
    ("Đảng ủy phường Mẫu", "\nCác chi bộ nộp"),
    ("Đảng ủy phường Mẫu", " Các chi bộ nộp"),
    ("Đảng ủy phường Mẫu", "\nTrong năm"),
    ("Đảng ủy phường Mẫu", "\nChi bộ 5 nộp"),
    ("Đảng ủy phường Mẫu", "\n\nTheo đó"),
    ("Đảng ủy xã Sông Trà", "\nTừ năm 2020"),
    ("Đảng ủy xã Sông Trà", "\nNgười dân"),
    ("Tỉnh ủy", "\nCác Chi bộ"),
    # "Quân" is no district here
    ("Đảng ủy Quân sự tỉnh", " về"),
    ("Hội Cựu chiến binh huyện", " về"),
    ("Học viện Chính trị quốc gia Hồ Chí Minh", " về"),
    ("Ban cán sự đảng UBND tỉnh", " về"),
    ("Đảng đoàn HĐND tỉnh", " về"),
    ("Tổng Liên đoàn Lao động Việt Nam", " về"),
    ("Ban Thường vụ Tỉnh đoàn", " về"),
    ("Phòng Nội vụ huyện Sông Trà", "."),
    ("Sở Lao động, Thương binh và Xã hội", " về"),
    ("Chi bộ 3", " về"),
    # abbreviated names of departments; in capitals every word looks like one
    ("Sở GD&ĐT tỉnh", " về"),
    ("Bộ trưởng Bộ VHTT&DL", " ban hành"),
    ("Bộ LĐ-TB&XH", ", Bộ Y tế"),
    ("Hội LHPN tỉnh", "."),
    ("Thủ tướng CP", " ban hành"),
    ("CP", "."),
    # the committee of a people's committee is not that of a place
    ("Đảng ủy UBND tỉnh", " về"),
    ("Đảng ủy UBND", " về"),
    ("Bộ Tư lệnh Quân khu 1", " về"),
    ("Văn phòng Ban Chấp hành Trung ương", " về"),
    # glued
    ("Ban Chấp hành Trungương", " (khóa XIII)"),
    ("Chi bộ thôn Đông", " về"),
    ("Thành ủy TP.HCM", " về"),
    # two ministries issue together; or the second is the next subject
    ("Bộ Nội vụ và Bộ Tài chính", "."),
    ("Bộ Ngoại giao - Bộ Nội vụ", " hướng dẫn"),
    ("Bộ Nội vụ", " và Bộ Tài chính tổ chức"),
    # a comma ends the phrase
    ("Tỉnh ủy", ", UBND tỉnh"),
    ("Đảng", "."),
]


# a term between issuer and date is passed over; a new clause takes the date with it
TERMS = [
    (
        "⟦Nghị quyết 46-NQ/TW của Bộ Chính trị khóa IX ngày 23/02/2005⟧ về",
        "full|Nghị quyết|46|NQ/TW|2005-02-23|Bộ Chính trị",
    ),
    (
        "⟦Nghị quyết 46-NQ/TW của Bộ Chính trị (khóa IX), ngày 23/02/2005⟧ về",
        "full|Nghị quyết|46|NQ/TW|2005-02-23|Bộ Chính trị",
    ),
    (
        "⟦Chỉ thị 46-CT/TW của Bộ Chính trị⟧ khóa IX, ngày 23/02/2025 Tỉnh ủy tổ chức hội nghị",
        "full|Chỉ thị|46|CT/TW||Bộ Chính trị",
    ),
    (
        "⟦Nghị quyết 46-NQ/TW của Bộ Chính trị⟧ khóa IX về",
        "full|Nghị quyết|46|NQ/TW||Bộ Chính trị",
    ),
]


@pytest.mark.parametrize("row", TERMS)
def test_a_term_stands_between_issuer_and_date(row: tuple[str, ...]) -> None:
    assert_reads(*row)


@pytest.mark.parametrize("row", DATES)
def test_a_date_belongs_to_the_code_it_follows(row: tuple[str, ...]) -> None:
    assert_reads(*row)


@pytest.mark.parametrize("row", ORDERS)
def test_parts_are_read_in_any_order(row: tuple[str, ...]) -> None:
    assert_reads(*row)


@pytest.mark.parametrize(("issuer", "rest"), ISSUERS)
def test_an_issuer_is_read_to_its_end_and_no_farther(issuer: str, rest: str) -> None:
    assert_reads(
        f"theo ⟦Kế hoạch số 12-KH/AB ngày 5/6/2024 của {issuer}⟧{rest}",
        f"full|Kế hoạch|12|KH/AB|2024-06-05|{issuer}",
    )


BROKEN_NAMES = [
    # the phrase ends behind the next line's word, so it is the name's
    ("huyện Đức\nTrọng", "huyện Đức Trọng"),
    ("xã Bế Văn\n\nĐàn", "xã Bế Văn Đàn"),
    ("xã Sông\nTrà", "xã Sông Trà"),
]


@pytest.mark.parametrize(("printed", "name"), BROKEN_NAMES)
def test_a_name_goes_on_in_the_next_line(printed: str, name: str) -> None:
    assert_reads(
        f"⟦Kế hoạch số 12/KH-UBND ngày 5/6/2024 của UBND {printed}⟧ về",
        f"full|Kế hoạch|12|KH-UBND|2024-06-05|UBND {name}",
    )


def test_a_conference_counts_as_issuer_with_its_term() -> None:
    conference = "Hội nghị lần thứ năm Ban Chấp hành Trung ương Đảng khóa XIII"
    assert_reads(
        f"⟦Nghị quyết số 21-NQ/TW ngày 16/6/2022 {conference}⟧ về",
        f"full|Nghị quyết|21|NQ/TW|2022-06-16|{conference}",
    )


def test_a_heading_in_capitals_keeps_the_issuer_as_printed() -> None:
    assert_reads(
        "⟦CHỈ THỊ SỐ 24-CT/TU CỦA BAN THƯỜNG VỤ TỈNH ỦY CAO BẰNG⟧ VỀ VIỆC",
        "full|Chỉ thị|24|CT/TU||BAN THƯỜNG VỤ TỈNH ỦY CAO BẰNG",
    )


def test_a_heading_in_capitals_is_no_abbreviated_name() -> None:
    assert_reads("⟦KẾ HOẠCH 12/KH-BYT⟧ CỦA SỞ GIÁO DỤC VÀ ĐÀO TẠO", "full|Kế hoạch|12|KH-BYT||")
