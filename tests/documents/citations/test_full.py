"""Full citations: number and symbol, with type word, date and issuer. All sentences invented."""

import pytest

from tests.documents.citations.cases import assert_reads

PARTY_FORMS = [
    # the plain form, with all parts
    (
        "theo ⟦Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Ban Thường vụ Tỉnh ủy⟧ về đọc sách",
        "full|Chỉ thị|24|CT/TU|2023-05-19|Ban Thường vụ Tỉnh ủy",
    ),
    # no date, no issuer
    ("học ⟦Chỉ thị số 05-CT/TW⟧ tại chi bộ", "full|Chỉ thị|5|CT/TW||"),
    # no "số"
    ("học ⟦Kết luận 14-KL/TW⟧ tại chi bộ", "full|Kết luận|14|KL/TW||"),
    # small first letter of the type word says nothing
    ("tổng kết ⟦chỉ thị số 35-CT/TW⟧.", "full|Chỉ thị|35|CT/TW||"),
    # "ký" is not the "kỷ" of "kỷ luật"
    ("đã ký ⟦Quyết định số 12-QĐ/TU⟧ về", "full|Quyết định|12|QĐ/TU||"),
    # no comma before "ngày"
    ("⟦Kế hoạch số 76-KH/TU ngày 05/5/2021⟧;", "full|Kế hoạch|76|KH/TU|2021-05-05|"),
    # hyphen missing
    ("⟦Hướng dẫn số 08 HD/TU ngày 25 /10 /2022⟧ xây", "full|Hướng dẫn|8|HD/TU|2022-10-25|"),
    # blank before the hyphen, and on both sides
    ("⟦Hướng dẫn số 08 -HD/TU⟧ và", "full|Hướng dẫn|8|HD/TU||"),
    ("⟦Hướng dẫn số 08 - HD / TU⟧ và", "full|Hướng dẫn|8|HD/TU||"),
    # CTr before CT: the longest code wins
    ("⟦Chương trình số 08-CTr/TU⟧ về", "full|Chương trình|8|CTr/TU||"),
    ("⟦Chương trình hành động số 11-CTr/TU⟧ về", "full|Chương trình hành động|11|CTr/TU||"),
    # what many bodies print for an action programme
    ("⟦Chương trình hành động số 09-CTHĐ/HU⟧ về", "full|Chương trình hành động|9|CTHĐ/HU||"),
    # TTr before TT
    ("⟦Tờ trình số 12-TTr/ĐU⟧ về", "full|Tờ trình|12|TTr/ĐU||"),
    # the Party's TT is Thông tri
    ("⟦Thông tri số 03-TT/TU⟧ về", "full|Thông tri|3|TT/TU||"),
    # công văn with type code, second level in small letters
    ("⟦Công văn số 868-CV/TU⟧.", "full|Công văn|868|CV/TU||"),
    ("⟦Công văn 1690-CV/VPTW/nb⟧.", "full|Công văn|1690|CV/VPTW/nb||"),
    # QĐ of Quy định: the word tells, the letters do not
    ("⟦Quy định số 132-QĐ/TW⟧ về", "full|Quy định|132|QĐ/TW||"),
    ("⟦Quyết định số 56-QĐ/TW⟧ về", "full|Quyết định|56|QĐ/TW||"),
    # QĐi of 2018-2019, QyĐ by mistake
    ("⟦Quy định số 05-QĐi/TW⟧ về", "full|Quy định|5|QĐi/TW||"),
    ("⟦Quy định 04-QyĐ/ĐU⟧ về", "full|Quy định|4|QyĐ/ĐU||"),
    # other spelling of the type word
    ("⟦Qui định số 12-QĐ/HU⟧ về", "full|Quy định|12|QĐ/HU||"),
    # a misread tone in the type word
    ("⟦Đế án số 14-ĐA/TU⟧ về", "full|Đề án|14|ĐA/TU||"),
    # advisory bodies and offices
    ("⟦Báo cáo số 134-BC/UBKTTU⟧.", "full|Báo cáo|134|BC/UBKTTU||"),
    ("⟦Hướng dẫn số 54-HD/BTGTU⟧.", "full|Hướng dẫn|54|HD/BTGTU||"),
    ("⟦Hướng dẫn số 25-HD/BCĐTW⟧.", "full|Hướng dẫn|25|HD/BCĐTW||"),
    # joint programme: a dash inside the body
    (
        "⟦Chương trình phối hợp số 05-CTPH/BTGTU-HND⟧.",
        "full|Chương trình phối hợp|5|CTPH/BTGTU-HND||",
    ),
    # a qualifier between type and number is no part of the type
    ("⟦Nghị quyết chuyên đề số 07-NQ/TU⟧.", "full|Nghị quyết|7|NQ/TU||"),
    ("⟦Công văn hỏa tốc số 12-CV/TU⟧.", "full|Công văn|12|CV/TU||"),
    # words that describe, where type word and code agree
    ("⟦Công văn chỉ đạo số 123-CV/TU⟧.", "full|Công văn|123|CV/TU||"),
    ("⟦Báo cáo tổng kết số 45-BC/TU⟧.", "full|Báo cáo|45|BC/TU||"),
    # … and where they do not
    ("Kế hoạch năm theo số ⟦24-CT/TU⟧.", "full|Chỉ thị|24|CT/TU||"),
    # "thông báo kết luận" carries TB, the kết luận itself KL
    ("⟦Thông báo kết luận số 45-TB/TU⟧.", "full|Thông báo|45|TB/TU||"),
    ("Thông báo ⟦Kết luận số 45-KL/TU⟧.", "full|Kết luận|45|KL/TU||"),
    # a type code of more than one body; congress papers
    ("⟦Nghị quyết số 01-NQ/ĐH⟧.", "full|Nghị quyết|1|NQ/ĐH||"),
    # colon behind "số" is a wrong form people print
    ("⟦Báo cáo số: 01 - BC/CB⟧.", "full|Báo cáo|1|BC/CB||"),
    ("⟦Công văn mang số 868-CV/TU⟧.", "full|Công văn|868|CV/TU||"),
    ("⟦Kế hoạch số hiệu 12-KH/TU⟧.", "full|Kế hoạch|12|KH/TU||"),
    # "TW", "TU" with a small second letter
    ("⟦Chỉ thị số 24-CT/Tw⟧ và", "full|Chỉ thị|24|CT/Tw||"),
    # a line ends before the unit; not before a line of its own in capitals
    (
        "⟦Công văn số 9583-CV/VPTW/\n\nnb ngày 12/3/2024⟧.",
        "full|Công văn|9583|CV/VPTW/nb|2024-03-12|",
    ),
    ("⟦Kế hoạch số 132-KH/TĐTN-\n\nBTG⟧ về", "full|Kế hoạch|132|KH/TĐTN-BTG||"),
    ("⟦Kế hoạch số 12-KH/TU⟧-\nBAN THƯỜNG VỤ", "full|Kế hoạch|12|KH/TU||"),
    # a full stop for the mark inside the symbol, before a known body
    ("⟦Nghị quyết số 18-NQ.TW⟧ về", "full|Nghị quyết|18|NQ.TW||"),
    # a number with a letter
    ("⟦Kế hoạch số 12a-KH/TU⟧.", "full|Kế hoạch|12a|KH/TU||"),
    # no type word: from the number, type from the code
    ("đã ban hành (số ⟦24-CT/TU⟧) và", "full|Chỉ thị|24|CT/TU||"),
    ("đã ban hành (⟦24-CT/TU⟧) và", "full|Chỉ thị|24|CT/TU||"),
    # without words QĐ of the Party does not tell its type
    ("ban hành (⟦10-QĐ/TU⟧).", "full||10|QĐ/TU||"),
    # … but the citation of the same sentence does
    (
        "⟦Quy định số 10-QĐ/TU⟧ về thi đua (⟦10-QĐ/TU⟧).",
        "full|Quy định|10|QĐ/TU||",
        "full|Quy định|10|QĐ/TU||",
    ),
    # "văn bản" is no type
    ("văn bản số ⟦12-CV/TU⟧.", "full|Công văn|12|CV/TU||"),
    # abbreviated type word is given in full
    ("⟦NQ số 24-NQ/TW⟧ về", "full|Nghị quyết|24|NQ/TW||"),
    ("⟦CV 868-CV/TU⟧ về", "full|Công văn|868|CV/TU||"),
    # capitals
    (
        "⟦CHƯƠNG TRÌNH HÀNH ĐỘNG SỐ 19-CTR/TU NGÀY 12/01/2024⟧ VỀ",
        "full|Chương trình hành động|19|CTR/TU|2024-01-12|",
    ),
    # a type code no table knows, behind a type word
    ("⟦Quyết định số 1234-QĐNS/TU⟧ về", "full|Quyết định|1234|QĐNS/TU||"),
    # figures that belong to the body
    ("⟦Kế hoạch số 09-KH/BCĐ35⟧ về", "full|Kế hoạch|9|KH/BCĐ35||"),
    # small letters, of a known body
    ("theo ⟦chỉ thị 24-ct/tu⟧ về", "full|Chỉ thị|24|ct/tu||"),
    # a full stop for the hyphen
    ("theo ⟦Kế hoạch 12.KH/TU⟧ về", "full|Kế hoạch|12|KH/TU||"),
    # a wrong symbol stays as printed
    (
        "⟦Kết luận số 14-KL/TU, ngày 22/9/2021 của Bộ Chính trị⟧.",
        "full|Kết luận|14|KL/TU|2021-09-22|Bộ Chính trị",
    ),
    # type word and code disagree: both as printed
    ("⟦Kế hoạch số 24-CT/TU⟧.", "full|Kế hoạch|24|CT/TU||"),
]

STATE_FORMS = [
    # a full stop for the hyphen, the hyphen lost, "Ttg"
    ("⟦Quyết định số 09/QĐ.UBND ngày 03/01/2014⟧", "full|Quyết định|9|QĐ.UBND|2014-01-03|"),
    ("⟦Nghị định số 61/2018/NĐCP ngày 23/4/2018⟧", "full|Nghị định|61/2018|NĐCP|2018-04-23|"),
    ("⟦Quyết định số 1719/QĐTTg⟧ về", "full|Quyết định|1719|QĐTTg||"),
    ("⟦Quyết định số 1719/QĐ-Ttg⟧ về", "full|Quyết định|1719|QĐ-Ttg||"),
    # small letters inside the code of a body
    ("⟦Công văn số 673/SNgV-VP⟧ về", "full|Công văn|673|SNgV-VP||"),
    ("⟦Công văn số 676/BGDĐT-GDTrH⟧ về", "full|Công văn|676|BGDĐT-GDTrH||"),
    ("⟦Kế hoạch số 134/KH-UBND-\n\nHC⟧ về", "full|Kế hoạch|134|KH-UBND-HC||"),
    ("⟦Kế hoạch số 281/KH-UBND⟧ về", "full|Kế hoạch|281|KH-UBND||"),
    # the one mixed-case body
    ("⟦Chỉ thị số 38/CT-TTg⟧ về", "full|Chỉ thị|38|CT-TTg||"),
    ("⟦QUYẾT ĐỊNH SỐ 20/2016/QĐ-TTG⟧", "full|Quyết định|20/2016|QĐ-TTG||"),
    # the year inside the number
    ("⟦Nghị định số 130/2020/NĐ-CP⟧ về", "full|Nghị định|130/2020|NĐ-CP||"),
    # no type code: the National Assembly
    ("⟦Nghị quyết số 1210/2016/UBTVQH13⟧ về", "full|Nghị quyết|1210/2016|UBTVQH13||"),
    ("⟦Nghị quyết số 43/2022/QH15⟧ về", "full|Nghị quyết|43/2022|QH15||"),
    # type code and term number
    ("⟦Nghị quyết 1657/NQ-UBTVQH15⟧ về", "full|Nghị quyết|1657|NQ-UBTVQH15||"),
    # dotted number of 2026
    ("⟦Nghị quyết số 66.19/2026/NQ-CP⟧ về", "full|Nghị quyết|66.19/2026|NQ-CP||"),
    # a unit of the body
    ("⟦Quyết định 5764/QĐ-BCA-V05⟧ về", "full|Quyết định|5764|QĐ-BCA-V05||"),
    ("⟦Kế hoạch 173/KH-MTTQ-BTT⟧ về", "full|Kế hoạch|173|KH-MTTQ-BTT||"),
    # joint circulars
    (
        "⟦Thông tư liên tịch số 09/2013/TTLT-BCA-BQP-BTP⟧ về",
        "full|Thông tư liên tịch|9/2013|TTLT-BCA-BQP-BTP||",
    ),
    # the State's TT is Thông tư
    ("⟦Thông tư số 24/2020/TT-BCA⟧ về", "full|Thông tư|24/2020|TT-BCA||"),
    ("⟦TT 12/2020/TT-BCA⟧ về", "full|Thông tư|12/2020|TT-BCA||"),
    ("(⟦12/2020/TT-BCA⟧)", "full|Thông tư|12/2020|TT-BCA||"),
    # without words QĐ of the State is Quyết định, QyĐ is Quy định
    ("(⟦924/QĐ-TTg⟧)", "full|Quyết định|924|QĐ-TTg||"),
    ("(⟦12/QyĐ-UBND⟧)", "full|Quy định|12|QyĐ-UBND||"),
    # công văn without type code
    (
        "⟦Công văn số 640/TCT-TCCB ngày 02/3/2023 của Tổng cục Thuế⟧.",
        "full|Công văn|640|TCT-TCCB|2023-03-02|Tổng cục Thuế",
    ),
    ("⟦Công văn 5973/UBND-KT⟧.", "full|Công văn|5973|UBND-KT||"),
    ("⟦CV số 5973/UBND.KT⟧.", "full|Công văn|5973|UBND.KT||"),
    ("⟦văn bản số 1234/VPCP-NN⟧.", "full|Công văn|1234|VPCP-NN||"),
    # telegram, consolidated text, order
    ("⟦Công điện số 12/CĐ-TTg⟧.", "full|Công điện|12|CĐ-TTg||"),
    ("⟦Văn bản hợp nhất 14/VBHN-BTC⟧.", "full|Văn bản hợp nhất|14|VBHN-BTC||"),
    ("⟦Lệnh số 05/2018/L-CTN⟧.", "full|Lệnh|5/2018|L-CTN||"),
    # codes of the years before 1996
    ("⟦Nghị định số 36/CP⟧ về", "full|Nghị định|36|CP||"),
    # spaced
    ("⟦Quyết định số 12 / QĐ - UBND⟧.", "full|Quyết định|12|QĐ-UBND||"),
]

LAWS = [
    # a blank inside the code of the Assembly
    ("⟦Luật Đất đai số 31/2024/QH 15⟧.", "full|Luật|31/2024|QH15||"),
    # a law's number is full, its name inside, type "Luật"
    ("⟦Luật Lưu trữ số 01/2011/QH13⟧.", "full|Luật|1/2011|QH13||"),
    ("⟦Luật số 68/2020/QH14 ngày 13/11/2020⟧.", "full|Luật|68/2020|QH14|2020-11-13|"),
    ("⟦Luật Phòng, chống ma túy số 73/2021/QH14⟧.", "full|Luật|73/2021|QH14||"),
    ("⟦Luật Cư trú (sửa đổi) số 68/2020/QH14⟧.", "full|Luật|68/2020|QH14||"),
    ("⟦Bộ luật Dân sự số 91/2015/QH13⟧.", "full|Bộ luật|91/2015|QH13||"),
    (
        "⟦Pháp lệnh Ưu đãi người có công với cách mạng số 02/2020/UBTVQH14⟧.",
        "full|Pháp lệnh|2/2020|UBTVQH14||",
    ),
    # the law meant is the one that amends
    (
        "⟦Luật sửa đổi, bổ sung một số điều của Luật Xây dựng số 62/2020/QH14⟧.",
        "full|Luật|62/2020|QH14||",
    ),
    # no law word: a number all the same
    ("(số ⟦15/2023/QH15⟧).", "full||15/2023|QH15||"),
]


@pytest.mark.parametrize("row", PARTY_FORMS)
def test_party_forms_are_read(row: tuple[str, ...]) -> None:
    assert_reads(*row)


@pytest.mark.parametrize("row", STATE_FORMS)
def test_state_forms_are_read(row: tuple[str, ...]) -> None:
    assert_reads(*row)


@pytest.mark.parametrize("row", LAWS)
def test_laws_are_read_with_their_names(row: tuple[str, ...]) -> None:
    assert_reads(*row)


# words that describe the paper stand between type word and "số"; a title does not
DESCRIBED = [
    ("⟦Quyết định thi hành kỷ luật đảng viên số 78-QĐ/TU⟧ của", "full|Quyết định|78|QĐ/TU||"),
    ("⟦Kế hoạch sơ kết số 12-KH/TU⟧.", "full|Kế hoạch|12|KH/TU||"),
    ("Kế hoạch về đọc sách số ⟦12-KH/TU⟧.", "full|Kế hoạch|12|KH/TU||"),
]


@pytest.mark.parametrize("row", DESCRIBED)
def test_a_description_belongs_to_the_span(row: tuple[str, ...]) -> None:
    assert_reads(*row)
