"""Sentences and the relations that their words state. Invented, like every number in them.

A case is (text, type of the document whose text it is or None, lines). A line is
"source verb target" with codes as the reader prints them; "∅" is the text's own document.
"""

Case = tuple[str, str | None, tuple[str, ...]]

# One document does what its title says to another.
TITLES: list[Case] = [
    (  # the plain title; the body that printed it does nothing
        "Kế hoạch số 388-KH/TU, ngày 05/3/2024 của Thành ủy về thực hiện Chỉ thị số 24-CT/TU",
        None,
        ("388-KH/TU implements 24-CT/TU",),
    ),
    (  # "về việc"
        "Kế hoạch số 12-KH/ĐU về việc triển khai thực hiện Nghị quyết số 5-NQ/TU",
        None,
        ("12-KH/ĐU implements 5-NQ/TU",),
    ),
    (  # no opener between issuer and verb
        "Chương trình hành động số 7-CTr/TU của Tỉnh ủy thực hiện Nghị quyết số 30-NQ/TW",
        None,
        ("7-CTr/TU implements 30-NQ/TW",),
    ),
    (  # an issuer that the citation reader leaves outside the span
        "Kế hoạch số 12-KH/ĐU của phường Sông Trà thực hiện Chỉ thị số 24-CT/TU",
        None,
        ("12-KH/ĐU implements 24-CT/TU",),
    ),
    (  # the verb nearest to the document decides: to study and carry out is to carry out
        "Công văn số 86-CV/TU về đẩy mạnh quán triệt và thực hiện Kết luận số 14-KL/TW",
        None,
        ("86-CV/TU implements 14-KL/TW",),
    ),
    (  # several verbs in a row
        "Kế hoạch số 3-KH/TU về học tập, quán triệt, tuyên truyền và triển khai thực hiện "
        "Nghị quyết số 5-NQ/TU",
        None,
        ("3-KH/TU implements 5-NQ/TU",),
    ),
    (  # "để" after the issuing verb
        "Thành ủy ban hành Kế hoạch số 3-KH/TU để thực hiện Chỉ thị số 24-CT/TU",
        None,
        ("3-KH/TU implements 24-CT/TU",),
    ),
    (  # words of the title before its verb
        "Kế hoạch số 3-KH/TU về tăng cường công tác lãnh đạo thực hiện Chỉ thị số 24-CT/TU",
        None,
        ("3-KH/TU implements 24-CT/TU",),
    ),
    (  # "giáo dục" is not "giao"
        "Kế hoạch số 3-KH/TU về công tác giáo dục pháp luật thực hiện Chỉ thị số 24-CT/TU",
        None,
        ("3-KH/TU implements 24-CT/TU",),
    ),
    (  # capital in the middle of a title
        "Kế hoạch số 3-KH/TU về Thực hiện Đề án số 8-ĐA/TU",
        None,
        ("3-KH/TU implements 8-ĐA/TU",),
    ),
    (  # without tones it is the same verb
        "Kế hoạch số 3-KH/TU về việc thưc hiện Chỉ thị số 24-CT/TU",
        None,
        ("3-KH/TU implements 24-CT/TU",),
    ),
    (  # broken over lines, blank lines and a page number
        "Kế hoạch số 3-KH/TU, ngày 05/3/2024\n\ncủa Thành ủy về việc\n\n17\n\nthực \n\nhiện "
        "Chỉ thị số \n\n24-CT/TU",
        None,
        ("3-KH/TU implements 24-CT/TU",),
    ),
    (  # a term behind the issuer belongs to the first document
        "Nghị quyết số 30-NQ/TW, ngày 17/11/2022 của Ban Chấp hành Trung ương, khóa XIII về việc "
        "tiếp tục thực hiện Nghị quyết số 9-NQ/TW",
        None,
        ("30-NQ/TW continues 9-NQ/TW",),
    ),
    (  # "tiếp tục" in a title keeps the other alive
        "Kết luận số 21-KL/TW về tiếp tục đẩy mạnh thực hiện Chỉ thị số 5-CT/TW",
        None,
        ("21-KL/TW continues 5-CT/TW",),
    ),
    (  # to study only
        "Kế hoạch số 9-KH/TU về tổ chức học tập, quán triệt Nghị quyết số 30-NQ/TW",
        None,
        ("9-KH/TU studies 30-NQ/TW",),
    ),
    (  # a guidance guides what it carries out: its name says so
        "Hướng dẫn số 15-HD/TU về thực hiện Quy định số 24-QĐ/TW",
        None,
        ("15-HD/TU guides 24-QĐ/TW",),
    ),
    (  # the verb of the State
        "Thông tư số 5/2023/TT-BNV hướng dẫn thi hành một số điều của Nghị định số 33/2023/NĐ-CP",
        None,
        ("5/2023/TT-BNV guides 33/2023/NĐ-CP",),
    ),
    (  # details are specified
        "Nghị định số 33/2023/NĐ-CP quy định chi tiết Luật số 72/2020/QH14",
        None,
        ("33/2023/NĐ-CP specifies 72/2020/QH14",),
    ),
    (
        "Kế hoạch số 9-KH/TU về cụ thể hóa Nghị quyết số 5-NQ/TU",
        None,
        ("9-KH/TU specifies 5-NQ/TU",),
    ),
    (  # a review, with years
        "Báo cáo số 44-BC/TU tổng kết 10 năm thực hiện Chỉ thị số 35-CT/TW",
        None,
        ("44-BC/TU reviews 35-CT/TW",),
    ),
    (  # two kinds of review
        "Kế hoạch số 44-KH/TU về sơ kết, tổng kết 05 năm thực hiện Quy định số 8-QĐ/TU",
        None,
        ("44-KH/TU reviews 8-QĐ/TU",),
    ),
    (  # without "thực hiện"
        "Kế hoạch số 44-KH/TU về tổng kết Nghị quyết số 5-NQ/TU",
        None,
        ("44-KH/TU reviews 5-NQ/TU",),
    ),
    (  # made on the ground of another
        "Kế hoạch số 9-KH/TU được xây dựng trên cơ sở Nghị quyết số 5-NQ/TU",
        None,
        ("9-KH/TU based_on 5-NQ/TU",),
    ),
    (
        "Quy chế số 9-QC/TU theo Quy định số 24-QĐ/TW",
        None,
        ("9-QC/TU based_on 24-QĐ/TW",),
    ),
    (  # amending, with provisions between
        "Quyết định số 12-QĐ/TU sửa đổi, bổ sung khoản 2, Điều 5 Quy định số 8-QĐ/TU",
        None,
        ("12-QĐ/TU amends 8-QĐ/TU",),
    ),
    (
        "Nghị định số 14/2022/NĐ-CP về việc sửa đổi, bổ sung một số điều của Nghị định số "
        "15/2020/NĐ-CP",
        None,
        ("14/2022/NĐ-CP amends 15/2020/NĐ-CP",),
    ),
    (
        "Quy định số 37-QĐ/TW thay thế Quy định số 47-QĐ/TW",
        None,
        ("37-QĐ/TW replaces 47-QĐ/TW",),
    ),
    (
        "Quyết định số 12-QĐ/TU về việc bãi bỏ Quy định số 8-QĐ/TU",
        None,
        ("12-QĐ/TU repeals 8-QĐ/TU",),
    ),
    (
        "Công văn số 30-CV/TU về việc đính chính Kế hoạch số 9-KH/TU",
        None,
        ("30-CV/TU corrects 9-KH/TU",),
    ),
    (  # it asks others to carry out
        "Chỉ thị số 24-CT/TU yêu cầu các cấp ủy thực hiện nghiêm Quy định số 8-QĐ/TU",
        None,
        ("24-CT/TU calls_for 8-QĐ/TU",),
    ),
    (  # bound together in one sentence, with a long title between
        "Làm tốt Kết luận số 1-KL/TW về đẩy mạnh học tập và làm theo gương sáng gắn với việc thực "
        "hiện Kết luận số 21-KL/TW",
        None,
        ("1-KL/TW linked_with 21-KL/TW",),
    ),
    (  # the name of the ward ends an issuer that is read only in part
        "Kế hoạch số 12-KH/ĐU của Ban Thường vụ Đảng ủy phường Thục Lâm thực hiện Nghị quyết số "
        "57-NQ/TW",
        None,
        ("12-KH/ĐU implements 57-NQ/TW",),
    ),
    (  # in force, and replacing
        "Quy định số 99-QĐ/TW có hiệu lực từ ngày ký và thay thế Quy định số 66-QĐ/TW",
        None,
        ("99-QĐ/TW replaces 66-QĐ/TW",),
    ),
    (  # State order, ministries and the Prime Minister
        "Kế hoạch số 281/KH-UBND của UBND tỉnh về triển khai Chỉ thị số 38/CT-TTg ngày 05/4/2024",
        None,
        ("281/KH-UBND implements 38/CT-TTg",),
    ),
    (  # another name for the first one stands between
        "Kế hoạch số 361-KH/TU của Thành ủy (sau đây gọi là Kế hoạch 361) về thực hiện Chỉ thị số "
        "24-CT/TU",
        None,
        ("361-KH/TU implements 24-CT/TU",),
    ),
]

# "được", "bị": what stands behind does it to what stands before.
REVERSED: list[Case] = [
    (
        "Nghị định số 15/2020/NĐ-CP được sửa đổi, bổ sung theo Nghị định 14/2022/NĐ-CP",
        None,
        ("14/2022/NĐ-CP amends 15/2020/NĐ-CP",),
    ),
    (  # in brackets
        "theo Nghị định số 15/2020/NĐ-CP (được sửa đổi, bổ sung bởi Nghị định số 14/2022/NĐ-CP)",
        None,
        ("14/2022/NĐ-CP amends 15/2020/NĐ-CP",),
    ),
    (  # a title between, with commas
        "Nghị định số 15/2020/NĐ-CP quy định xử phạt trong bưu chính, viễn thông, được sửa đổi, "
        "bổ sung một số điều tại Nghị định số 14/2022/NĐ-CP",
        None,
        ("14/2022/NĐ-CP amends 15/2020/NĐ-CP",),
    ),
    (
        "Quy định số 47-QĐ/TW đã được thay thế bằng Quy định số 37-QĐ/TW",
        None,
        ("37-QĐ/TW replaces 47-QĐ/TW",),
    ),
    (
        "Quy định số 8-QĐ/TU bị bãi bỏ bởi Quyết định số 12-QĐ/TU",
        None,
        ("12-QĐ/TU repeals 8-QĐ/TU",),
    ),
    (
        "Nghị quyết số 5-NQ/TU được cụ thể hóa bằng Kế hoạch số 9-KH/TU",
        None,
        ("9-KH/TU specifies 5-NQ/TU",),
    ),
    (  # both did it
        "Nghị định số 15/2020/NĐ-CP được sửa đổi theo Nghị định số 14/2022/NĐ-CP và Nghị định số "
        "119/2024/NĐ-CP",
        None,
        (
            "14/2022/NĐ-CP amends 15/2020/NĐ-CP",
            "119/2024/NĐ-CP amends 15/2020/NĐ-CP",
        ),
    ),
    (  # "sửa đổi bởi" without "được"
        "Luật số 72/2020/QH14 (sửa đổi bởi Luật số 11/2022/QH15)",
        None,
        ("11/2022/QH15 amends 72/2020/QH14",),
    ),
    (  # "Thực hiện …, … ban hành": what is issued carries out what was named first
        "Thực hiện Chỉ thị số 24-CT/TU về phòng, chống cháy rừng, Thành ủy ban hành Kế hoạch số "
        "361-KH/TU",
        None,
        ("361-KH/TU implements 24-CT/TU",),
    ),
    (  # with the chain of the first one kept
        "Thực hiện Kết luận số 1-KL/TW về tiếp tục thực hiện Chỉ thị số 5-CT/TW, ngày 05/3/2022 "
        "Thành ủy đã ban hành Kế hoạch số 20-KH/TU",
        None,
        ("1-KL/TW continues 5-CT/TW", "20-KH/TU implements 1-KL/TW"),
    ),
    (  # two grounds, one document issued
        "Căn cứ Nghị quyết số 5-NQ/TU và Quy định số 8-QĐ/TU, Thành ủy ban hành Quyết định số "
        "12-QĐ/TU",
        None,
        ("12-QĐ/TU based_on 5-NQ/TU", "12-QĐ/TU based_on 8-QĐ/TU"),
    ),
    (  # each ground with the words that stand before it
        "Căn cứ Chỉ thị số 4-CT/TU; thực hiện Kế hoạch số 9-KH/TU, Đảng ủy ban hành Hướng dẫn số "
        "15-HD/ĐU",
        None,
        ("15-HD/ĐU based_on 4-CT/TU", "15-HD/ĐU guides 9-KH/TU"),
    ),
    (  # the same of the text's own document
        "Căn cứ Chỉ thị số 4-CT/TU; thực hiện Kế hoạch số 9-KH/TU, Đảng ủy xây dựng kế hoạch "
        "như sau:",
        "Kế hoạch",
        ("∅ based_on 4-CT/TU", "∅ implements 9-KH/TU"),
    ),
]

# Chains go down, lists stay level.
CHAINS_AND_LISTS: list[Case] = [
    (  # a chain of three
        "Công văn số 1332-CV/TU về thực hiện Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính "
        "trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị",
        None,
        ("1332-CV/TU implements 1-KL/TW", "1-KL/TW continues 5-CT/TW"),
    ),
    (  # members joined by ";" are siblings although one has a chain of its own
        "Các chi bộ thực hiện nghiêm Chỉ thị số 4-CT/TU về sinh hoạt chi bộ; Kế hoạch số 76-KH/TU "
        "về việc thực hiện Chỉ thị số 4-CT/TU; Hướng dẫn số 15-HD/TU về sinh hoạt; Quy định số "
        "6-QĐ/TU",
        "Kế hoạch",
        (
            "∅ calls_for 4-CT/TU",
            "∅ calls_for 76-KH/TU",
            "76-KH/TU implements 4-CT/TU",
            "∅ calls_for 15-HD/TU",
            "∅ calls_for 6-QĐ/TU",
        ),
    ),
    (  # without a subject the list is governed by nothing, and nobody takes its place
        "thực hiện Kết luận số 21-KL/TW; Kết luận số 1-KL/TW về tiếp tục thực hiện Chỉ thị số "
        "5-CT/TW; đặc biệt là học tập",
        None,
        ("1-KL/TW continues 5-CT/TW",),
    ),
    (  # a semicolon in a title is no list
        "Quán triệt Kế hoạch số 3-KH/TU về kết nạp đảng viên; rà soát, sàng lọc đảng viên, giai "
        "đoạn 2021 - 2025; Hướng dẫn 5-HD/TU về rà soát",
        "Kế hoạch",
        ("∅ studies 3-KH/TU", "∅ studies 5-HD/TU"),
    ),
    (  # "A, B và C" are all carried out
        "Kế hoạch số 9-KH/TU về thực hiện Chỉ thị số 4-CT/TU, Chỉ thị số 5-CT/TU và Chỉ thị số "
        "6-CT/TU",
        None,
        (
            "9-KH/TU implements 4-CT/TU",
            "9-KH/TU implements 5-CT/TU",
            "9-KH/TU implements 6-CT/TU",
        ),
    ),
    (  # one type word for several numbers
        "Kế hoạch số 9-KH/TU về thực hiện các Nghị quyết số 18, 19-NQ/TW",
        None,
        ("9-KH/TU implements 18-NQ/TW", "9-KH/TU implements 19-NQ/TW"),
    ),
    (  # two chains side by side: documents of one type are siblings
        "Kế hoạch số 9-KH/TU thực hiện Chỉ thị số 4-CT/TU và Kế hoạch số 10-KH/TU thực hiện Chỉ "
        "thị số 5-CT/TU",
        None,
        ("9-KH/TU implements 4-CT/TU", "10-KH/TU implements 5-CT/TU"),
    ),
    (  # titles between members
        "Kế hoạch số 9-KH/TU về thực hiện Chỉ thị số 4-CT/TU về dân vận và Chỉ thị số 5-CT/TU về "
        "tôn giáo",
        None,
        ("9-KH/TU implements 4-CT/TU", "9-KH/TU implements 5-CT/TU"),
    ),
    (  # of the type of the first one, but what stands nearest has a verb and this has none
        "Kế hoạch số 12-KH/ĐU về thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị và Kế hoạch số "
        "30-KH/TU của Tỉnh ủy",
        None,
        ("12-KH/ĐU implements 57-NQ/TW", "12-KH/ĐU implements 30-KH/TU"),
    ),
    (  # a colon opens a list of what one document carries out
        "Kế hoạch số 9-KH/TU triển khai thực hiện các văn bản sau: Chỉ thị số 4-CT/TU về dân vận; "
        "Quy định số 6-QĐ/TU về nêu gương",
        None,
        ("9-KH/TU implements 4-CT/TU", "9-KH/TU implements 6-QĐ/TU"),
    ),
    (  # the same as a list of lines
        "Thực hiện tốt các văn bản sau:\n- Chỉ thị số 4-CT/TU;\n- Quy định số 6-QĐ/TU.",
        "Kế hoạch",
        ("∅ calls_for 4-CT/TU", "∅ calls_for 6-QĐ/TU"),
    ),
    (  # behind a bracket the outer list goes on
        "Kế hoạch số 9-KH/TU thực hiện Nghị định số 15/2020/NĐ-CP (được sửa đổi theo Nghị định số "
        "14/2022/NĐ-CP) và Luật số 72/2020/QH14",
        None,
        (
            "9-KH/TU implements 15/2020/NĐ-CP",
            "14/2022/NĐ-CP amends 15/2020/NĐ-CP",
            "9-KH/TU implements 72/2020/QH14",
        ),
    ),
]
