"""What the search box understands of codes, numbers and types, row by row. No database."""

import pytest

from documents.search.query import read_query
from tests.documents.search.bodies import BODIES, told

# What is typed, and its parts as "kind: chip", in the order of the text.
CODES = [
    # As printed.
    ("24-CT/TU", "code: 24-CT/TU"),
    # The zero is print, not number.
    ("04-CT/TU", "code: 4-CT/TU"),
    # No zero.
    ("4-CT/TW", "code: 4-CT/TW"),
    # An en dash with blanks.
    ("24 – CT/TU", "code: 24-CT/TU"),
    # A no-break hyphen out of a PDF file.
    ("24‑CT/TU", "code: 24-CT/TU"),
    # The first mark left out.
    ("24CT/TU", "code: 24-CT/TU"),
    # And in small letters.
    ("24ct/tu", "code: 24-CT/TU"),
    # No mark at all.
    ("24cttu", "code: 24-CT/TU"),
    # Of an advisory body.
    ("14cvbtctu", "code: 14-CV/BTCTU"),
    ("17 bc bnctu", "code: 17-BC/BNCTU"),
    # A blank for the second mark.
    ("04ct tw", "code: 4-CT/TW"),
    # Blanks for both.
    ("24 ct tu", "code: 24-CT/TU"),
    # A full stop, the key beside the slash.
    ("24.CT/TU", "code: 24-CT/TU"),
    # A slash for the dash.
    ("24/CT/TU", "code: 24-CT/TU"),
    # The order of the State, of a Party body.
    ("24 CT-TU", "code: 24/CT-TU"),
    # Only the second mark left out.
    ("24-CT TU", "code: 24-CT/TU"),
    # A footnote mark copied with it.
    ("24-ct/tu1", "code: 24-CT/TU"),
    # Blanks around both marks, as scanned.
    ("08 - HD / TU", "code: 8-HD/TU"),
    # Blanks around the first.
    ("100 - KL/TW", "code: 100-KL/TW"),
    # Blanks here and there.
    ("100- KL / TW", "code: 100-KL/TW"),
    # A dash before a code leaves no word out.
    ("100 -KL/TW", "code: 100-KL/TW"),
    # "số" belongs to the code.
    ("số 24-CT/TU", "code: 24-CT/TU"),
    # With the colon of the form.
    ("Số: 24-CT/TU", "code: 24-CT/TU"),
    # Without any accent.
    ("so 24 ct tu", "code: 24-CT/TU"),
    # Letters first.
    ("CT/TU 24", "code: 24-CT/TU"),
    # Letters first, small.
    ("ct tu 24", "code: 24-CT/TU"),
    # Letters first, then "số".
    ("CT/TU số 24", "code: 24-CT/TU"),
    # Letters first, the wrong mark.
    ("CT-TU 24", "code: 24/CT-TU"),
    # The number in the middle.
    ("ct 24 tu", "code: 24-CT/TU"),
    # The type stuck to the number.
    ("CT24/TU", "code: 24-CT/TU"),
    # The same with a dash.
    ("ct24-tu", "code: 24-CT/TU"),
    # And another type.
    ("nq29-tw", "code: 29-NQ/TW"),
    # A long number stuck.
    ("kh361/tu", "code: 361-KH/TU"),
    # The type in words, the body's code behind.
    ("chỉ thị 24 TU", "code: 24-CT/TU"),
    # "tu" at the end is a code.
    ("chi thi 24 tu", "code: 24-CT/TU"),
    # "tw" is no word at all.
    ("chi thi 4 tw", "code: 4-CT/TW"),
    # Capitals.
    ("CHỈ THỊ 24 TU", "code: 24-CT/TU"),
    # With "số".
    ("chỉ thị số 24 tu", "code: 24-CT/TU"),
    # With a mark.
    ("Chỉ thị số 24/TU", "code: 24-CT/TU"),
    # A year behind the body.
    ("kế hoạch 361 TU 2024", "code: 361-KH/TU | year: năm 2024"),
    # A type that covers another keeps its own code.
    ("nghị quyết 29 tw", "code: 29-NQ/TW"),
    # The body's name behind its code.
    ("chi thi 24 tu thanh uy", "code: 24-CT/TU | body: Thành ủy"),
    # "tu" goes on as a word: tư tưởng.
    ("chi thi 24 tu tuong", "type: Chỉ thị | number: số 24 | word: tu tuong"),
    # An accent: no code.
    ("nghị quyết 4 từ ngày", "type: Nghị quyết | number: số 4 | word: từ ngày"),
    # A Party letter.
    ("công văn 868 tu", "code: 868-CV/TU"),
    # CTr, though three types begin so.
    ("chương trình 24 tu", "code: 24-CTr/TU"),
    # A code of two types keeps its own letters.
    ("qđ 66 tw", "code: 66-QĐ/TW"),
    # Quy định is QĐ too.
    ("quy dinh 66 tw", "code: 66-QĐ/TW"),
    # A State body turns the order.
    ("quyết định 5 ubnd", "code: 5/QĐ-UBND"),
    # And mixed capitals.
    ("chi thi 9 ttg", "code: 9/CT-TTg"),
    # The Party issues no decrees: the parts stay apart.
    ("nghị định 4 tw", "type: Nghị định | number: số 4 | body: TW"),
    # The type word belongs to the code.
    ("Quyết định 66-QĐ/TW", "code: 66-QĐ/TW"),
    # The wrong type word too: the symbol decides.
    ("Quy định 66-QĐ/TW", "code: 66-QĐ/TW"),
    # Even a type that contradicts.
    ("Kế hoạch số 24-CT/TU", "code: 24-CT/TU"),
    # The one body in mixed capitals.
    ("09/CT-TTg", "code: 9/CT-TTg"),
    # The same with blanks.
    ("9 ct ttg", "code: 9/CT-TTg"),
    # And letters first.
    ("ct ttg 9", "code: 9/CT-TTg"),
    # All in capitals.
    ("38/CT-TTG", "code: 38/CT-TTg"),
    # A year in the number.
    ("130/2020/NĐ-CP", "code: 130/2020/NĐ-CP"),
    # In small letters.
    ("130/2020/nđ-cp", "code: 130/2020/NĐ-CP"),
    # Without Đ, type before.
    ("ND 130/2020/ND-CP", "code: 130/2020/NĐ-CP"),
    # Without marks.
    ("130 nd cp", "code: 130/NĐ-CP"),
    # Letters first with a year.
    ("NĐ-CP 130/2020", "code: 130/2020/NĐ-CP"),
    # The number in the middle.
    ("nđ 130 cp", "code: 130/NĐ-CP"),
    # The year left out.
    ("130/NĐ-CP", "code: 130/NĐ-CP"),
    # A province's legal document.
    ("05/2024/QĐ-UBND", "code: 5/2024/QĐ-UBND"),
    # The year said behind.
    ("5 qd ubnd 2024", "code: 5/QĐ-UBND | year: năm 2024"),
    # Letters first, no marks.
    ("kh ubnd 281", "code: 281/KH-UBND"),
    # As printed.
    ("281/KH-UBND", "code: 281/KH-UBND"),
    # "ubnd tỉnh" is the body in words.
    ("281 kh ubnd tinh", "number: số 281 | type: Kế hoạch | body: ubnd tinh"),
    # A unit below the body.
    ("5764/QĐ-BCA-V05", "code: 5764/QĐ-BCA-V05"),
    # An internal letter.
    ("12-CV/VPTW/nb", "code: 12-CV/VPTW/nb"),
    # Two bodies.
    ("173/KH-MTTQ-BTT", "code: 173/KH-MTTQ-BTT"),
    # A law, its type word in the code.
    ("luật 29/2018/QH14", "code: 29/2018/QH14"),
    # In small letters.
    ("29/2018/qh14", "code: 29/2018/QH14"),
    # The Standing Committee.
    ("1210/2016/UBTVQH13", "code: 1210/2016/UBTVQH13"),
    # A dotted number.
    ("66.19/2026/NQ-CP", "code: 66.19/2026/NQ-CP"),
    # A letter in the number.
    ("30a/2008/NQ-CP", "code: 30a/2008/NQ-CP"),
    # No type code, capitals.
    ("640/TCT-TCCB", "code: 640/TCT-TCCB"),
    # Behind its type.
    ("công văn 640/TCT-TCCB", "code: 640/TCT-TCCB"),
    # Small letters count behind the type only.
    ("công văn 640/tct-tccb", "code: 640/TCT-TCCB"),
    # Elsewhere they are words.
    ("640/tct-tccb", "word: 640/tct-tccb"),
    # Four digits are a number in a code.
    ("2150-QĐ/TU", "code: 2150-QĐ/TU"),
    # Even four that could be a year.
    ("2019-QĐ/TU", "code: 2019-QĐ/TU"),
    # A year before the type of another number.
    ("2018 ct 26 tw", "year: năm 2018 | code: 26-CT/TW"),
    # The type's letters alone are a type.
    ("24-CT", "number: số 24 | type: Chỉ thị"),
    # With a slash.
    ("24/ct", "number: số 24 | type: Chỉ thị"),
    # Stuck.
    ("24ct", "number: số 24 | type: Chỉ thị"),
    # A dash between blanks ends the code.
    ("24-CT - đô thị", "number: số 24 | type: Chỉ thị | word: đô thị"),
    # And a whole one.
    ("24-CT/TU - đô thị", "code: 24-CT/TU | word: đô thị"),
    # Words behind.
    ("24-CT/TU đô thị", "code: 24-CT/TU | word: đô thị"),
    # Words before.
    ("đô thị 24-CT/TU", "word: đô thị | code: 24-CT/TU"),
    # Two codes: the second is a word, whole.
    ("24-CT/TU 26-CT/TW", "code: 24-CT/TU | word: 26-CT/TW"),
    # Of two, the one that is carried out is not the document's own.
    (
        "thực hiện Nghị quyết 29-NQ/TW 361-KH/TU",
        "word: thực hiện Nghị quyết 29-NQ/TW | code: 361-KH/TU",
    ),
    # Alone it is the document looked for.
    ("thực hiện Nghị quyết 29-NQ/TW", "word: thực hiện | code: 29-NQ/TW"),
    # A full stop before letters that are only a type.
    ("24.CT", "number: số 24 | type: Chỉ thị"),
    # A letter makes no number of zero.
    ("0a/CT", "word: 0a/CT"),
    # A symbol alone.
    ("CT/TU", "symbol: ký hiệu CT/TU"),
    # And with a blank, where nothing stands beside it.
    ("ct tu", "symbol: ký hiệu CT/TU"),
    # Beside a word it is a type and words.
    ("kh tu tuong", "type: Kế hoạch | word: tu tuong"),
    # A symbol and a year, not number 2023.
    ("CT/TU 2023", "symbol: ký hiệu CT/TU | year: năm 2023"),
    # In State order.
    ("KH-UBND", "symbol: ký hiệu KH-UBND"),
    # Type and number by code.
    ("ct 04", "type: Chỉ thị | number: số 4"),
    # Stuck.
    ("kh24", "type: Kế hoạch | number: số 24"),
    # Two types.
    ("QĐ 66", "type: Quyết định hoặc Quy định | number: số 66"),
    # Without Đ.
    ("qd 66", "type: Quyết định hoặc Quy định | number: số 66"),
    # Thông tri and Thông tư share TT.
    ("tt 08/2021", "type: Thông tri hoặc Thông tư | number: số 8/2021"),
    # So do Đề án and Dự án, once folded.
    ("đa 6", "type: Đề án hoặc Dự án | number: số 6"),
    # Type and number in words.
    ("chỉ thị 24", "type: Chỉ thị | number: số 24"),
    # The other way round.
    ("24 chỉ thị", "number: số 24 | type: Chỉ thị"),
    # Also of a type whose name is a common word.
    ("24 kế hoạch", "number: số 24 | type: Kế hoạch"),
    # Where that counts things: words.
    ("3 chương trình mục tiêu", "word: 3 chương trình mục tiêu"),
    # With "số".
    ("Chỉ thị số 24", "type: Chỉ thị | number: số 24"),
    # With a colon.
    ("chỉ thị: 24", "type: Chỉ thị | number: số 24"),
    # A comma with blanks.
    ("ct , 24", "type: Chỉ thị | number: số 24"),
    # A number alone.
    ("số 17", "number: số 17"),
    # Without accents.
    ("so 04", "number: số 4"),
    # With a colon.
    ("số: 17", "number: số 17"),
    # The digits alone.
    ("17", "number: số 17"),
    # "sổ" is a book.
    ("sổ 17", "word: sổ 17"),
    # No year has this number.
    ("2150", "number: số 2150"),
    # "số" makes a year a number.
    ("số 2023", "number: số 2023"),
    # Also behind a type.
    ("chỉ thị số 2023", "type: Chỉ thị | number: số 2023"),
    # Without it a year.
    ("chỉ thị 2023", "type: Chỉ thị | year: năm 2023"),
    # Of two the later is the year.
    ("chỉ thị 2019 2024", "type: Chỉ thị | number: số 2019 | year: năm 2024"),
    # Number, then year.
    ("kh 361 2024", "type: Kế hoạch | number: số 361 | year: năm 2024"),
    # The same in words.
    ("nghị định 130 2020", "type: Nghị định | number: số 130 | year: năm 2020"),
    # A number with its year.
    ("nghị định 130/2020", "type: Nghị định | number: số 130/2020"),
    # Behind a type no month.
    ("kế hoạch 5/2023", "type: Kế hoạch | number: số 5/2023"),
    # There is no month 13.
    ("13/2023", "number: số 13/2023"),
    # A dotted number alone.
    ("66.19", "number: số 66.19"),
    # Words behind a number.
    ("nghị quyết 29 đảng viên", "type: Nghị quyết | number: số 29 | word: đảng viên"),
    # The second number is a word.
    ("nghị quyết 18, 19", "type: Nghị quyết | number: số 18 | word: 19"),
    # Five years are counted.
    ("kế hoạch 5 năm", "type: Kế hoạch | word: 5 năm"),
    # But "năm 2021" is a year.
    ("kế hoạch 5 năm 2021", "type: Kế hoạch | number: số 5 | year: năm 2021"),
    # Cases are counted.
    ("thông báo 02 trường hợp", "type: Thông báo | word: 02 trường hợp"),
    # Articles too.
    ("quy định 19 điều", "type: Quy định | word: 19 điều"),
    # No type, a count.
    ("30 năm thành lập", "word: 30 năm thành lập"),
    # A number beside words counts them.
    ("24 đô thị", "word: 24 đô thị"),
    # Two numbers: which?.
    ("24 26", "word: 24 26"),
    # A telephone number.
    ("0912345678", "word: 0912345678"),
    # A scale.
    ("1/500", "word: 1/500"),
    # A share.
    ("50%", "word: 50"),
    # A sum.
    ("1.000.000", "word: 1.000.000"),
    # A National Assembly, not plan 14.
    ("QH14", "word: QH14"),
    # No type.
    ("ab29", "word: ab29"),
    # No code.
    ("abc/", "word: abc"),
    # "số" is digital.
    ("chuyển đổi số", "word: chuyển đổi số"),
    # No number 2023 here.
    ("chuyển đổi số 2023", "word: chuyển đổi số | year: năm 2023"),
    # Nor number 24.
    ("chuyển đổi số 24", "word: chuyển đổi số 24"),
    # Nor here.
    ("dân tộc thiểu số 2023", "word: dân tộc thiểu số | year: năm 2023"),
    # Type, words, year, body.
    (
        "kế hoạch chuyển đổi số 2023 thành ủy",
        "type: Kế hoạch | word: chuyển đổi số | year: năm 2023 | body: Thành ủy",
    ),
    # A type alone.
    ("kế hoạch", "type: Kế hoạch"),
    # And its code.
    ("kh", "type: Kế hoạch"),
    # A code no word is spelled like.
    ("kh chuyển đổi số", "type: Kế hoạch | word: chuyển đổi số"),
    # Beside a body.
    ("ct thành ủy", "type: Chỉ thị | body: Thành ủy"),
    # A type that opens the query.
    ("luật cư trú", "type: Luật | word: cư trú"),
    # The other spelling.
    ("qui dinh 66", "type: Quy định | number: số 66"),
    # The longest name.
    ("Chương trình hành động 24", "type: Chương trình hành động | number: số 24"),
    # And a rarer one.
    ("kế hoạch liên tịch 5", "type: Kế hoạch liên tịch | number: số 5"),
    # Discipline is no law.
    ("kỷ luật đảng viên", "word: kỷ luật đảng viên"),
    # Nor is "pháp luật".
    ("pháp luật", "word: pháp luật"),
    # A code of law is.
    ("bộ luật dân sự", "type: Bộ luật | word: dân sự"),
    # Inside a sentence a type's name is a word.
    ("công tác quy hoạch cán bộ", "word: công tác quy hoạch cán bộ"),
    # At the start it is the type.
    ("quy hoạch cán bộ", "type: Quy hoạch | word: cán bộ"),
    # A name that is only a type, at the end.
    ("đô thị chỉ thị", "word: đô thị | type: Chỉ thị"),
    # But not as the object of a verb.
    ("thực hiện chỉ thị", "word: thực hiện chỉ thị"),
    # Nor inside.
    ("quán triệt nghị quyết đại hội", "word: quán triệt nghị quyết đại hội"),
    # The first of two types.
    ("chỉ thị kế hoạch", "type: Chỉ thị | word: kế hoạch"),
    # The plan is meant, whose number is not told.
    ("kế hoạch thực hiện chỉ thị 05", "type: Kế hoạch | word: thực hiện chỉ thị 05"),
    # Without a plan the directive is.
    ("thực hiện chỉ thị 05", "word: thực hiện | type: Chỉ thị | number: số 5"),
    # The same with a code.
    (
        "kế hoạch thực hiện chỉ thị 24-CT/TU",
        "type: Kế hoạch | word: thực hiện | word: chỉ thị 24-CT/TU",
    ),
]


@pytest.mark.parametrize(("typed", "expected"), CODES)
def test_codes_numbers_and_types_are_read_in_any_order_and_spelling(typed, expected):
    assert told(read_query(typed, BODIES)) == expected
