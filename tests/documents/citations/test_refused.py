"""What looks like a citation and is none: numbers, measures, sets, plans of years. Invented."""

import pytest

from documents.citations import find_citations

NUMBERS = [
    "đạt 47/49 chi bộ",  # a ratio
    "22/24 tổ, 18/22 xóm",
    "đạt 22 / 24 chỉ tiêu",
    "thu 209,6/565 tỷ đồng",  # sums
    "1.500 hộ, 3,5 tỷ, 12.000.000 đồng",
    "Mốc 834/1 trên biên giới",  # milestones and addresses
    "tổ 10, đường 203",
    "số nhà 12/5, ngõ 24/TT",
    "số 5/QL3 phường Sông Trà",
    "đường LIA 1,2,3,4",
    "quốc lộ 4A, tỉnh lộ 206",
    "lô 24-B, ô 12-KL, thửa 45",
    "khu phố 5 - KP/5",
    "điện thoại 0206.3852.123",  # phone numbers
    "thông báo số 0912345678",
    "gọi 0912 345 678 hoặc 1900-1234",
    "thông báo số 0206 3852 123",
    "biển số 11A-123.45, xe 11B1-234.56",  # plates
    "theo TCVN 5603:2008",  # standards
    "theo QCVN 02-34:2021/BTNMT",
    "ISO 9001:2015, IPv6",
    "khoảng 33m², 5 km2, 12 ha, 15%",  # measures
    "Covid-19, F0/F1, 5K, 24/7, 4.0",
    "vắc-xin đợt 2/3 của AZ",
    "bản đồ tỉ lệ 1/500",
    "Quy hoạch 1/500 phường Sông Trà",  # a scale, not a number
    "nhiệt độ 12-15 độ",
    "lớp 12A, khối 5/6",
    "giờ: 7/24, kênh VTV1/HD",
    "12 TT/HĐ, 5 CT - ĐN",  # capitals behind a count, nothing that says a number of a document
    "nhóm 4-KH, đội 3-BC",
    "3 CT trọng điểm",
    "mã 24/CT",
    "Cáo trạng số 18/CT-VKS-P1 ngày 02/4/2023",  # another paper with such a number
    "lô 24-BC/TT, mã 18-KL/TP, biểu 01/BC-TKTH",
    "phòng 05-KH/T2, kho 12-HD/BĐ",  # a body of two letters no list knows, and no type word
    "example.org/nghi-quyet-18-NQ/TW-2017.html",  # an address
    "Kế hoạch số 12/QĐCP",  # a lost hyphen only where word and code agree
    "kế hoạch 5 kh/năm",
    "điểm số 9/10",
]

DATES = [
    "ngày 19/5/2023",
    "19-5-2023 và 19.5.2023",
    "tháng 5/2024, quý I/2024",
    "từ 01/7/2025 đến 30/9/2025",
    "giai đoạn 2021-2025",
    "giai đoạn 2021 – 2025, tầm nhìn 2030",
    "nhiệm kỳ 2020 - 2025",
    "năm học 2023-2024",
    "ngày 03 tháng 10 năm 2022",
]

PROVISIONS = [
    "điểm d, khoản 1, Điều 101",
    "khoản 3 Điều 5 của Luật",
    "mục 2.1 Phụ lục 3",
    "Chương 5, Phần 1",
    "một số điều của Luật",
    "tại Điều 12, 13, 14",
    "Quy định tại Điều 5",
    "quy định 19 điều đảng viên không được làm",
]

COUNTS = [
    "Kế hoạch 5 năm 2021-2025",  # a plan of years
    "kế hoạch 6 tháng cuối năm",
    "Kế hoạch năm 2024",
    "Kế hoạch 2024 của chi bộ",  # the plan of a year, whoever makes it
    "Báo cáo 9 tháng đầu năm",
    "Báo cáo 6 tháng",
    "Kế hoạch số 5 năm",
    "thông báo 02 trường hợp",
    "quyết định 3 nội dung",
    "Quyết định 3 nội dung sau",
    "báo cáo 05 vụ việc",
    "kết luận 4 nội dung",
    "hướng dẫn 12 hộ dân",
    "chỉ thị cho 5 đơn vị",
    "Nghị quyết 5 năm một lần",
    "Thông báo 12 đồng chí trúng cử",
    "Luật 2 bên thỏa thuận",
    "5 công văn, 12 văn bản",
    "các văn bản 5, 6",
    "văn bản 3 trang",
    "văn bản số 12 ngày 5/6/2024 của UBND tỉnh",  # no type of document
    "Chương trình 3 giảm, 3 tăng",
    "chương trình 5 xây, 3 chống",
    "Chương trình mục tiêu quốc gia 1719",
    "Đề án 3 cấp, 4 ngành",
    "Kết luận 1: nước sạch",
    "một số 12 hộ; 100 số báo",
    "báo cáo số liệu năm 2023",
    "Quyết định 2024 là năm bản lề",  # a year at the head of a clause
    "Nghị quyết 15-20 trang",
    "Nghị quyết 15.000 đồng",
    "Kế hoạch 15%",
    "đề án. 4. Tổ chức thực hiện",  # the number of the next section
    "Kế hoạch\n4. Tổ chức thực hiện",
]

COMPONENTS = [
    "Dự án 4 và Tiểu dự án 2",
    "Dự án số 2 về nhà ở",
    "Phương án 1 và Phương án 2",
    "Phương án số 3",
    "Hợp đồng số 5",
    "Chiến lược 2021",
]

SETS = [
    "nghị quyết đại hội đảng bộ các cấp",
    "Nghị quyết Đại hội Đảng bộ các cấp nhiệm kỳ 2020-2025",
    "Nghị quyết Đại hội Đảng các cấp",
    "các kết luận, nghị quyết của Hội nghị lần thứ chín Ban Chấp hành Trung ương Đảng khóa XII",
    "kết luận của Hội nghị lần thứ chín Ban Chấp hành Trung ương Đảng",
    "các nghị quyết kỳ họp thứ 12, HĐND Thành phố",
    "các nghị quyết, chỉ thị của Trung ương",
    "nghị quyết của Đảng, pháp luật của Nhà nước",
    "07 nghị quyết, gồm",
    "Nghị quyết Đại hội",
    "Nghị quyết Đại hội Đảng",
    "nghị quyết đại hội đảng bộ",
    "Nghị quyết Trung ương",
    "Nghị quyết của Trung ương về đọc sách",
    "nghị quyết Trung ương 5 năm qua",
    "Nghị quyết Hội nghị lần thứ năm",  # of whom?
    "Kế hoạch này, Đề án này, Công văn này",
    "Chỉ thị trên; Nghị quyết mới",
    "Điều lệ Đảng, Quy chế bầu cử trong Đảng",
]

ASSEMBLIES = [
    "Hội nghị lần thứ 19 Ban Chấp hành Đảng bộ tỉnh khóa XVIII",  # a meeting, not its paper
    "Hội nghị Trung ương 6 khóa XIII",
    "Đại hội XIII của Đảng thành công",
    "Kỳ họp thứ tư Quốc hội khóa XV",
    "thông báo kết quả Hội nghị Trung ương 6",
    "Thành ủy Tịnh Tây (Trung Quốc)",
    "Phó Bí thư Thường trực Thành ủy",
]

LAWS = [
    "Luật Nghĩa vụ quân sự",  # a law without number or year
    "triển khai Luật An ninh mạng",
    "luật giao thông đường bộ",
    "kỷ luật đảng viên năm 2022",
    "KỶ LUẬT NĂM 2022",
    "kỷ luật số 12, pháp luật số 5",
    "pháp luật năm 2024",
    "Ngày Pháp luật năm 2023",
    "Hội Luật gia tỉnh năm 2023",
    "Luật sư Nguyễn Văn B năm 1990",
    "Luật Đất đai giai đoạn 2021-2025",
    "dự thảo Luật Nhà giáo năm 2024",
    "Trường Đại học Luật Hà Nội, năm 2020",
]

LETTERS = [
    "công văn đến 12/UBND",  # a typeless code only right behind "Công văn (số)"
    "tỷ lệ 640/TCT-TCCB",
    "Quyết định 640/TCT-TCCB",
    "CT/TU, KH/TU và NQ/TW",  # symbols without numbers
    "ký hiệu QĐ-UBND",
    "24-XY/TU",  # no type of document
    "24/2020",
    "24-CT",
    "24/CT-",
]

EMPTY = ["", " ", "\n", "\x00", "Chỉ thị", "số", "số 24", "24", "-/-/-", "\ufeff"]


@pytest.mark.parametrize(
    "text",
    [
        *(NUMBERS + DATES + PROVISIONS + COUNTS + COMPONENTS),
        *(SETS + ASSEMBLIES + LAWS + LETTERS + EMPTY),
    ],
)
def test_what_only_looks_like_a_citation_is_refused(text: str) -> None:
    assert list(find_citations(text)) == []
    # … nor in the middle of a sentence
    assert list(find_citations(f"Trong kỳ, {text}; đơn vị tiếp tục thực hiện.")) == []
