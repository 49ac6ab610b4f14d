"""What a text says of the documents it names, as the document it is; and what says nothing.

Invented; see `relation_cases` for how a case is written.
"""

from tests.documents.citations.relation_cases import Case

# What the text itself says, as the document it is or the one it is about.
OWN_TEXT: list[Case] = [
    (  # within one cell of a table
        "1\tKế hoạch số 9-KH/TU thực hiện Chỉ thị số 4-CT/TU\tđã gửi\nSau đó",
        None,
        ("9-KH/TU implements 4-CT/TU",),
    ),
    (  # an order in the body
        "Lãnh đạo mọi chi bộ thực hiện đồng bộ, có hiệu quả Nghị quyết số 12-NQ/TW",
        "Chỉ thị",
        ("∅ calls_for 12-NQ/TW",),
    ),
    (  # its aims instead of itself
        "Thi đua thực hiện các mục tiêu, nhiệm vụ đề ra tại Nghị quyết số 29-NQ/TW",
        "Kế hoạch",
        ("∅ calls_for 29-NQ/TW",),
    ),
    (  # the noun of an order
        "Mỗi đảng ủy xã thực hiện tốt việc học tập và triển khai Hướng dẫn số 14-HD/TU",
        "Kế hoạch",
        ("∅ calls_for 14-HD/TU",),
    ),
    (  # to go on is an order too: only a title continues
        "Bốn chi bộ tiếp tục thực hiện tốt Nghị quyết Đại hội XIII của Đảng",
        "Kế hoạch",
        ("∅ calls_for Nghị quyết Đại hội XIII của Đảng",),
    ),
    (  # named documents in a list
        "thi đua thực hiện tốt Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX, Nghị quyết Đại hội XII "
        "của Đảng và Nghị quyết số 5-NQ/TU",
        "Hướng dẫn",
        (
            "∅ calls_for Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX",
            "∅ calls_for Nghị quyết Đại hội XII của Đảng",
            "∅ calls_for 5-NQ/TU",
        ),
    ),
    (  # an order behind a title that ends without a full stop
        "Chỉ thị số 26-CT/TW của Ban Bí thư về việc tổ chức Tết\n\nĐể mọi nhà đón Tết vui, tạo "
        "khí thế thực hiện thắng lợi Nghị quyết số 5-NQ/TU",
        "Chỉ thị",
        ("∅ calls_for 5-NQ/TU",),
    ),
    (  # the same behind a title that ends in a document
        "Kế hoạch số 9-KH/TU về thực hiện Chỉ thị số 4-CT/TU\nCác chi bộ thực hiện tốt Quy định số "
        "8-QĐ/TU",
        "Kế hoạch",
        ("9-KH/TU implements 4-CT/TU", "∅ calls_for 8-QĐ/TU"),
    ),
    (  # two orders in one sentence
        "Quán triệt Chỉ thị số 4-CT/TU, thực hiện tốt Kế hoạch số 9-KH/TU",
        "Kế hoạch",
        ("∅ studies 4-CT/TU", "∅ calls_for 9-KH/TU"),
    ),
    (  # "chú trọng" is not "trong"
        "Các cấp ủy chú trọng thực hiện Quy định số 8-QĐ/TU",
        "Chỉ thị",
        ("∅ calls_for 8-QĐ/TU",),
    ),
    (  # a review without years is one of the things to do
        "Cuối mỗi quý sơ kết, rút kinh nghiệm việc thực hiện Kế hoạch số 128-KH/TU",
        "Kế hoạch",
        ("∅ calls_for 128-KH/TU",),
    ),
    (  # with years it is what this document is about
        "Tổng kết 10 năm thực hiện Chỉ thị số 35-CT/TW",
        "Kế hoạch",
        ("∅ reviews 35-CT/TW",),
    ),
    (  # a report reviews in any words
        "Báo cáo tập trung sơ kết việc thực hiện Chỉ thị số 35-CT/TW",
        "Báo cáo",
        ("∅ reviews 35-CT/TW",),
    ),
    (  # behind a semicolon it is the text that binds, not the document before
        "thực hiện nghiêm Kết luận số 14-KL/TW; gắn với thực hiện Kết luận số 21-KL/TW",
        "Công văn",
        ("∅ calls_for 14-KL/TW", "∅ linked_with 21-KL/TW"),
    ),
    (
        "Mở rộng phường theo tiêu chí quy định tại Nghị quyết số 1210/2016/UBTVQH13",
        "Chương trình hành động",
        ("∅ based_on 1210/2016/UBTVQH13",),
    ),
    (  # the grounds at the head of a decision, a line each
        "Căn cứ Quy định số 8-QĐ/TU;\nCăn cứ Nghị quyết số 5-NQ/TU;\nXét đề nghị của Ban Tổ chức",
        "Quyết định",
        ("∅ based_on 8-QĐ/TU", "∅ based_on 5-NQ/TU"),
    ),
    (  # the opening sentence of a plan: this plan is what is issued
        "Thực hiện Chỉ thị số 24-CT/TU về văn hóa đọc, Đảng ủy ban hành Kế hoạch với các nội dung "
        "như sau:",
        "Kế hoạch",
        ("∅ implements 24-CT/TU",),
    ),
    (  # the same of a letter
        "Tiếp tục thực hiện Kết luận số 1-KL/TW, Ban Thường vụ yêu cầu chi bộ làm một số việc sau",
        "Công văn",
        ("∅ continues 1-KL/TW",),
    ),
    (  # the title in capitals at the head of the text
        "ĐẢNG BỘ TỈNH\n*\nSố 9-KH/TU\nKẾ HOẠCH\ntriển khai thực hiện Chỉ thị số 24-CT/TU\n-----",
        "Kế hoạch",
        ("∅ implements 24-CT/TU",),
    ),
    (
        "HƯỚNG DẪN\nvề việc thực hiện Quy định số 24-QĐ/TW",
        "Hướng dẫn",
        ("∅ guides 24-QĐ/TW",),
    ),
    (
        "Kế hoạch này nhằm thực hiện Chỉ thị số 24-CT/TU",
        "Kế hoạch",
        ("∅ implements 24-CT/TU",),
    ),
    (
        "Quy định này có hiệu lực kể từ ngày ký và thay thế Quy định số 10-QĐ/TU",
        "Quy định",
        ("∅ replaces 10-QĐ/TU",),
    ),
    (
        "Quyết định này có hiệu lực từ ngày ký, thay thế Quyết định số 10-QĐ/TU, Quyết định số "
        "11-QĐ/TU",
        "Quyết định",
        ("∅ replaces 10-QĐ/TU", "∅ replaces 11-QĐ/TU"),
    ),
    (  # one sentence goes on with what it ends
        "Quy định này thay thế Quy định số 10-QĐ/TU; bãi bỏ Công văn số 30-CV/TU",
        "Quy định",
        ("∅ replaces 10-QĐ/TU", "∅ repeals 30-CV/TU"),
    ),
    (  # an article of a deciding text
        "Điều 1. Bãi bỏ Quyết định số 10-QĐ/TU",
        "Quyết định",
        ("∅ repeals 10-QĐ/TU",),
    ),
    (
        "1. Sửa đổi, bổ sung khoản 3, Điều 4 Quy chế số 5-QC/TU như sau:",
        "Quyết định",
        ("∅ amends 5-QC/TU",),
    ),
    (
        "Quy định số 10-QĐ/TU hết hiệu lực kể từ ngày Quy định này có hiệu lực",
        "Quy định",
        ("∅ repeals 10-QĐ/TU",),
    ),
    (
        "Các bước tiếp theo được hướng dẫn thực hiện Quy định số 24-QĐ/TW",
        "Hướng dẫn",
        ("∅ guides 24-QĐ/TW",),
    ),
    (  # a purpose opens the sentence, the plan itself follows
        "Nhằm cụ thể hóa và triển khai thực hiện có hiệu quả Nghị quyết số 5-NQ/TU, Đảng ủy ban "
        "hành Kế hoạch như sau:",
        "Kế hoạch",
        ("∅ implements 5-NQ/TU",),
    ),
    (
        "Đảng ủy xây dựng chương trình nhằm cụ thể hóa Nghị quyết số 5-NQ/TU",
        "Chương trình",
        ("∅ specifies 5-NQ/TU",),
    ),
    (  # a penalty: the provision is named, and that is all
        "Mức phạt quy định tại điểm d, khoản 1, Điều 101, Nghị định số 15/2020/NĐ-CP",
        "Hướng dẫn",
        ("∅ refers_to 15/2020/NĐ-CP",),
    ),
    (
        "Xem thêm tại khoản 2 Điều 5 Quy định số 24-QĐ/TW",
        "Hướng dẫn",
        ("∅ refers_to 24-QĐ/TW",),
    ),
    (
        "Những nội dung khác dẫn chiếu đến Quy chế số 5-QC/TU",
        "Quy định",
        ("∅ refers_to 5-QC/TU",),
    ),
]

# Whole papers, short ones, with everything that stands around what they state.
WHOLE_TEXTS: list[Case] = [
    (  # a plan: title line, preamble, tasks, an inspection, what it replaces
        """TỈNH ỦY MẪU SƠN
*
Số 388-KH/TU
Mẫu Sơn, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
thực hiện Chỉ thị số 24-CT/TW, ngày 19/5/2023 của Ban Bí thư
về phát triển văn hóa đọc
-----

Thực hiện Chỉ thị số 24-CT/TW của Ban Bí thư, Ban Thường vụ Tỉnh ủy ban hành Kế hoạch như sau:
1. Các cấp ủy tiếp tục thực hiện có hiệu quả Chương trình hành động số 12-CTr/TU của Tỉnh ủy thực \
hiện Nghị quyết số 29-NQ/TW; Kế hoạch số 100-KH/TU về thực hiện Kết luận số 21-KL/TW.
2. Rà soát, sửa đổi, bổ sung Quy chế số 5-QC/TU cho phù hợp.
3. Ban Tuyên giáo theo dõi, kiểm tra việc thực hiện Chỉ thị số 24-CT/TW và Kế hoạch này.
4. Kế hoạch này thay thế Kế hoạch số 55-KH/TU, ngày 10/10/2014 của Ban Thường vụ Tỉnh ủy về thực \
hiện Chỉ thị số 42-CT/TW.
""",
        "Kế hoạch",
        (
            "∅ implements 24-CT/TW",  # the title
            "∅ implements 24-CT/TW",  # the preamble
            "∅ calls_for 12-CTr/TU",
            "12-CTr/TU implements 29-NQ/TW",
            "∅ calls_for 100-KH/TU",
            "100-KH/TU implements 21-KL/TW",
            "∅ replaces 55-KH/TU",
            "55-KH/TU implements 42-CT/TW",
        ),
    ),
    (  # a decision: grounds line by line, the first of them no document of a number
        """QUYẾT ĐỊNH
về việc ban hành Quy chế làm việc
- Căn cứ Điều lệ Đảng;
- Căn cứ Quy định số 24-QĐ/TW, ngày 30/7/2021 của Ban Chấp hành Trung ương; Hướng dẫn số \
01-HD/TW, ngày 28/9/2021 của Ban Bí thư;
- Xét đề nghị của Văn phòng Đảng ủy,
Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của Đảng ủy.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 11-QĐ/ĐU, ngày \
05/8/2020; Quyết định số 12-QĐ/ĐU, ngày 06/8/2020.
""",
        "Quyết định",
        (
            "∅ based_on 24-QĐ/TW",
            "∅ based_on 1-HD/TW",
            "∅ replaces 11-QĐ/ĐU",
            "∅ replaces 12-QĐ/ĐU",
        ),
    ),
    (  # a report: it reviews, tells what was issued, and calls for nothing
        """BÁO CÁO
tổng kết 5 năm thực hiện Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị
Thực hiện Công văn số 86-CV/TU của Thành ủy, Đảng ủy báo cáo kết quả như sau:
1. Đảng ủy đã ban hành Kế hoạch số 20-KH/ĐU thực hiện Chỉ thị số 35-CT/TW; Công văn số 30-CV/ĐU \
về tuyên truyền; đã quán triệt đến các chi bộ.
2. Việc thực hiện Quy định số 8-QĐi/TW được nghiêm túc.
Đề nghị Thành ủy sớm sửa đổi Quy định số 04-QĐ/TU.
""",
        "Báo cáo",
        (
            "∅ reviews 35-CT/TW",
            "∅ implements 86-CV/TU",
            "20-KH/ĐU implements 35-CT/TW",
        ),
    ),
    (  # a directive: its first paragraph tells, the second one calls
        """CHỈ THỊ
về phòng cháy
Những năm qua, thực hiện Chỉ thị số 47-CT/TW của Ban Bí thư và Luật số 27/2001/QH10, phòng cháy \
có kết quả. Tuy nhiên, một số nơi chưa nghiêm túc triển khai Kết luận số 02-KL/TW.
Ban Thường vụ Tỉnh ủy yêu cầu:
1. Tập trung chỉ đạo thực hiện nghiêm Chỉ thị số 47-CT/TW và Nghị quyết số 99/2019/QH14.
2. Xử lý theo Nghị định số 144/2021/NĐ-CP (được sửa đổi tại Nghị định số 106/2025/NĐ-CP).
""",
        "Chỉ thị",
        (
            "∅ calls_for 47-CT/TW",
            "∅ calls_for 99/2019/QH14",
            "∅ based_on 144/2021/NĐ-CP",
            "106/2025/NĐ-CP amends 144/2021/NĐ-CP",
        ),
    ),
    (  # news: what others did is nobody's own text, but titles still speak
        "Sáng 05/3, Đảng ủy học tập, quán triệt Nghị quyết số 57-NQ/TW và Kế hoạch số 30-KH/TU của "
        "Tỉnh ủy về thực hiện Nghị quyết số 57-NQ/TW. Báo cáo viên thông báo Quy định số 94-QĐ/TW "
        "thay thế Quy định số 24-QĐ/TW. Theo Kế hoạch số 12-KH/ĐU, chi bộ triển khai Nghị quyết "
        "số 57-NQ/TW trong quý I.",
        None,
        ("30-KH/TU implements 57-NQ/TW", "94-QĐ/TW replaces 24-QĐ/TW"),
    ),
]

# Nothing is stated, so nothing is read.
NOTHING: list[Case] = [
    ("Chỉ thị số 24-CT/TU về văn hóa đọc", "Chỉ thị", ()),  # alone
    ("Kế hoạch số 9-KH/TU. Thực hiện tốt nội quy. Chỉ thị số 4-CT/TU", "Kế hoạch", ()),  # apart
    # another sentence, although no line parts them
    ("Có Kế hoạch số 9-KH/TU của Đảng ủy. Chỉ thị số 4-CT/TU được gửi sau", None, ()),
    # the row of a table, and the paragraph or the row behind it
    ("3\tBồi dưỡng\tKế hoạch số 9-KH/TU\nthực hiện Chỉ thị số 4-CT/TU", None, ()),
    ("Kế hoạch số 9-KH/TU\nViệc\tthực hiện Chỉ thị số 4-CT/TU", None, ()),
    # side by side
    ("Kế hoạch số 9-KH/TU và Chỉ thị số 4-CT/TU", "Kế hoạch", ()),
    ("Kế hoạch số 9-KH/TU; Chỉ thị số 4-CT/TU; Quy định số 8-QĐ/TU", "Kế hoạch", ()),
    # an order without a text whose order it is: news
    ("Các chi bộ thực hiện nghiêm Chỉ thị số 24-CT/TU", None, ()),
    ("Thực hiện Chỉ thị số 24-CT/TU, các chi bộ làm tốt việc đọc sách", None, ()),
    # told, not called for
    ("Thời gian qua, các chi bộ thực hiện tốt Chỉ thị số 24-CT/TU", "Kế hoạch", ()),
    ("Đảng ủy đã lãnh đạo, chỉ đạo thực hiện nghiêm Chỉ thị số 24-CT/TU", "Kế hoạch", ()),
    ("Thực hiện Chỉ thị số 24-CT/TU, các chi bộ đã lập tủ sách", "Kế hoạch", ()),
    ("Sau 5 năm thực hiện Chỉ thị số 24-CT/TU, phong trào đi lên", "Kế hoạch", ()),
    ("Việc thực hiện Chỉ thị số 24-CT/TU còn hạn chế", "Kế hoạch", ()),
    ("Qua thực hiện Chỉ thị số 24-CT/TU, nhận thức được nâng lên", "Kế hoạch", ()),
    ("Trong quá trình thực hiện Chỉ thị số 24-CT/TU nếu có vướng mắc", "Kế hoạch", ()),
    ("Khi thực hiện Quy định số 8-QĐ/TU cần lưu ý", "Hướng dẫn", ()),
    ("Kết quả thực hiện Nghị quyết số 5-NQ/TU được ghi nhận", "Kế hoạch", ()),
    ("Các chi bộ thực hiện tốt Chỉ thị số 24-CT/TU", "Báo cáo", ()),  # a report calls for nothing
    # denied
    ("Một số chi bộ chưa thực hiện nghiêm Chỉ thị số 24-CT/TU", "Chỉ thị", ()),
    ("Có nơi không triển khai Nghị quyết số 5-NQ/TU", "Chỉ thị", ()),
    ("Có nơi còn chậm triển khai thực hiện Nghị quyết số 5-NQ/TU", "Chỉ thị", ()),
    ("Kẻ xấu cản trở việc thực hiện Nghị quyết số 5-NQ/TU", "Chỉ thị", ()),
    # inspected or reported, not carried out
    ("Kế hoạch số 9-KH/TU về kiểm tra, giám sát việc thực hiện Chỉ thị số 24-CT/TU", None, ()),
    ("Báo cáo số 44-BC/TU về kết quả thực hiện Chỉ thị số 24-CT/TU", None, ()),
    ("Công văn số 30-CV/TU về việc báo cáo tình hình thực hiện Chỉ thị số 24-CT/TU", None, ()),
    # other words
    ("duy trì vững chắc mức sinh thay thế Nghị quyết số 21-NQ/TW", "Nghị quyết", ()),
    ("Quy chế ban hành kèm theo Quyết định số 12-QĐ/TU", "Hướng dẫn", ()),
    ("học tập và làm theo Chỉ thị số 5-CT/TW", "Kế hoạch", ()),
    ("Hội nghị Ban Chấp hành Nghị quyết số 5-NQ/TU", "Kế hoạch", ()),
    ("Kiên quyết bảo vệ Nghị quyết số 5-NQ/TU", "Kế hoạch", ()),
    ("phổ biến, tuyên truyền nội dung của Kết luận số 14-KL/TW", "Kế hoạch", ()),
    # not yet amended
    ("Công văn số 30-CV/TU về việc góp ý dự thảo thay thế Quy định số 8-QĐ/TU", None, ()),
    ("Tờ trình số 3-TTr/TU đề nghị sửa đổi Quy định số 8-QĐ/TU", None, ()),
    # nouns
    ("Công tác triển khai Chỉ thị số 24-CT/TU được quan tâm", "Kế hoạch", ()),
    ("Đẩy mạnh tuyên truyền việc thực hiện Chỉ thị số 24-CT/TU", "Kế hoạch", ()),
    # somebody else does it
    ("Kế hoạch số 9-KH/TU mà các chi bộ thực hiện Chỉ thị số 24-CT/TU", "Kế hoạch", ()),
    ("Sau khi nhận Kế hoạch số 9-KH/TU các chi bộ triển khai Chỉ thị số 24-CT/TU", None, ()),
    (
        "Các cấp ủy được giao việc tại Quyết định số 5-QĐ/TU thực hiện Chỉ thị số 4-CT/TU",
        "Kế hoạch",
        (),
    ),
    ("Các đơn vị căn cứ Hướng dẫn số 15-HD/TU làm cho tốt", "Kế hoạch", ()),
    ("triển khai Quyết định số 5-QĐ/TU ban hành Quy chế số 6-QC/TU", None, ()),
    # the next clause begins: nobody says that the plan carries out the directive
    ("Ban hành Kế hoạch số 9-KH/TU về dân vận, thực hiện Chỉ thị số 24-CT/TU", None, ()),
    ("Ban hành Kế hoạch số 9-KH/TU, thực hiện Chỉ thị số 24-CT/TU", None, ()),
    ("Ban hành Kế hoạch số 9-KH/TU và thực hiện Chỉ thị số 24-CT/TU", None, ()),
    ("Có Kế hoạch số 9-KH/TU; thực hiện Chỉ thị số 24-CT/TU", None, ()),
    # one that ends another one, but not this one
    ("Nghị quyết mới sẽ thay thế Nghị quyết số 15-NQ/TW", "Kế hoạch", ()),
    ("Quy định số 10-QĐ/TU đã hết hiệu lực từ năm 2020", "Quy định", ()),
    ("Đề nghị bổ sung Quy định số 10-QĐ/TU vào danh mục", "Quy định", ()),
    # the later document opens a clause, it is no member of the list
    ("Thực hiện Chỉ thị số 24-CT/TU, Kế hoạch số 9-KH/TU đề ra 5 chỉ tiêu", None, ()),
    # only another name
    ("Nghị quyết số 15-NQ/TW về phương thức lãnh đạo (Nghị quyết 15)", "Báo cáo", ()),
    # two lists of different kinds: which one goes on cannot be told
    (
        "về Kế hoạch số 9-KH/TU về sách, báo và Quy định số 8-QĐ/TU",
        None,
        (),
    ),
    # dates and levels say nothing
    (
        "Chỉ thị số 4-CT/TW, ngày 05/3/2021 của Ban Bí thư, Kế hoạch số 9-KH/TU, ngày 05/5/2021",
        "Công văn",
        (),
    ),
]
