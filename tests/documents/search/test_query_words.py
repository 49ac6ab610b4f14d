"""Days, terms, bodies, quotes and words in the search box, row by row. No database."""

import pytest

from documents.search.query import read_query
from tests.documents.search.bodies import BODIES, told

# What is typed, and its parts as "kind: chip", in the order of the text.
WORDS = [
    # Day first.
    ("19/5/2023", "day: ngày 19/05/2023"),
    # Never the American way.
    ("05/04/2024", "day: ngày 05/04/2024"),
    # Dashes.
    ("19-5-2023", "day: ngày 19/05/2023"),
    # Full stops.
    ("19.5.2023", "day: ngày 19/05/2023"),
    # Blanks around the marks.
    ("19 / 5 / 2023", "day: ngày 19/05/2023"),
    # Blanks only.
    ("19 5 2023", "day: ngày 19/05/2023"),
    # Three numbers that make no day.
    ("31 2 2023", "word: 31 2 | year: năm 2023"),
    # Full-width signs.
    ("２４／５／２０２３", "day: ngày 24/05/2023"),
    # With "ngày".
    ("ngày 19/05/2023", "day: ngày 19/05/2023"),
    # In words.
    ("ngày 19 tháng 5 năm 2023", "day: ngày 19/05/2023"),
    # Without accents.
    ("19 thang 5 nam 2023", "day: ngày 19/05/2023"),
    # "năm" left out.
    ("ngày 19 tháng 5, 2023", "day: ngày 19/05/2023"),
    # As other systems write it.
    ("2023-05-19", "day: ngày 19/05/2023"),
    # Without its zeros.
    ("2023-2-3", "day: ngày 03/02/2023"),
    # A leap year.
    ("29/2/2024", "day: ngày 29/02/2024"),
    # No year: words.
    ("19/5", "word: 19/5"),
    # Nor a whole one.
    ("19/5/23", "word: 19/5/23"),
    # The second day is a word.
    ("19/5/2023 20/5/2023", "day: ngày 19/05/2023 | word: 20/5/2023"),
    # A day leaves no room for another year.
    ("19/5/2023 năm 2024", "day: ngày 19/05/2023 | word: năm 2024"),
    # Behind a body.
    ("thành ủy 19/5/2023", "body: Thành ủy | day: ngày 19/05/2023"),
    # A month.
    ("tháng 5 năm 2023", "month: tháng 5/2023"),
    # With a slash.
    ("tháng 5/2023", "month: tháng 5/2023"),
    # With a blank.
    ("thang 5 2023", "month: tháng 5/2023"),
    # Digits alone.
    ("5/2023", "month: tháng 5/2023"),
    # Beside a body.
    ("thành ủy 5/2023", "body: Thành ủy | month: tháng 5/2023"),
    # Beside words.
    ("đô thị 5/2023", "word: đô thị | month: tháng 5/2023"),
    # “thắng” is no month, the digits are.
    ("thắng 5/2023", "word: thắng | month: tháng 5/2023"),
    # No year: words.
    ("tháng 5", "word: tháng 5"),
    # A year.
    ("năm 2023", "year: năm 2023"),
    # Without accents.
    ("nam 2023", "year: năm 2023"),
    # The country keeps its name.
    ("việt nam 2023", "word: việt nam | year: năm 2023"),
    # So does the South.
    ("miền Nam 2023", "word: miền Nam | year: năm 2023"),
    # Digits alone.
    ("2023", "year: năm 2023"),
    # In brackets.
    ("(2023).", "year: năm 2023"),
    # Behind words.
    ("đô thị 2023", "word: đô thị | year: năm 2023"),
    # And before.
    ("2023 đô thị", "year: năm 2023 | word: đô thị"),
    # A quarter is words.
    ("quý 1 năm 2023", "word: quý 1 | year: năm 2023"),
    # The second is a word.
    ("2021 2022", "year: năm 2021 | word: 2022"),
    # A school year.
    ("2023-2024", "word: 2023-2024"),
    # A stretch.
    ("2020 - 2025", "word: 2020 2025"),
    # A stretch.
    ("giai đoạn 2021-2025", "word: giai đoạn 2021-2025"),
    # A stretch in words.
    ("từ năm 2020 đến 2023", "word: từ năm 2020 đến 2023"),
    # A goal, no year of issue.
    ("đô thị đến năm 2030", "word: đô thị đến năm 2030"),
    # The same without “năm”.
    ("đô thị đến 2030", "word: đô thị đến 2030"),
    # A term.
    ("khóa XIII", "term: khóa XIII"),
    # The other tone, small letters.
    ("khoá xiii", "term: khóa XIII"),
    # In brackets.
    ("(khóa XIII)", "term: khóa XIII"),
    # The other word.
    ("nhiệm kỳ XIII", "term: khóa XIII"),
    # Both, in digits.
    ("nhiem ky khoa 13", "term: khóa XIII"),
    # Digits.
    ("khóa 13", "term: khóa XIII"),
    # A term by its years.
    ("nhiệm kỳ 2020-2025", "term: nhiệm kỳ 2020-2025"),
    # With an en dash.
    ("nhiem ky 2020 – 2025", "term: nhiệm kỳ 2020-2025"),
    # Both ways at once.
    ("khóa XX, nhiệm kỳ 2025-2030", "term: khóa XX | term: nhiệm kỳ 2025-2030"),
    # Years that run back.
    ("nhiệm kỳ 2025-2020", "word: nhiệm kỳ 2025-2020"),
    # A course.
    ("khóa học", "word: khóa học"),
    # No numeral.
    ("khóa iiii", "word: khóa iiii"),
    # No such term.
    ("khóa 99", "word: khóa 99"),
    # A code and its term.
    ("14-KL/TW khóa XIII", "code: 14-KL/TW | term: khóa XIII"),
    # What several may be called by.
    ("thành ủy", "body: Thành ủy"),
    # The other tone, capitals.
    ("Thành Uỷ", "body: Thành ủy"),
    # Without accents.
    ("thanh uy", "body: Thành ủy"),
    # In capitals.
    ("THÀNH ỦY", "body: Thành ủy"),
    # The longest name wins.
    ("thành ủy sơn thủy", "body: Thành ủy Sơn Thủy"),
    # With a comma.
    ("Thành ủy, Sơn Thủy", "body: Thành ủy Sơn Thủy"),
    # A person.
    ("thành ủy viên", "word: thành ủy viên"),
    # A person, with a year.
    ("tỉnh ủy viên 2023", "word: tỉnh ủy viên | year: năm 2023"),
    # An organ.
    ("ban tuyên giáo", "body: Ban Tuyên giáo"),
    # An organ of a committee.
    ("ban tuyên giáo thành ủy", "body: Ban Tuyên giáo Thành ủy"),
    # Abbreviated.
    ("btg thành ủy", "body: btg thành ủy"),
    # A head with its level.
    ("ubnd tỉnh", "body: ubnd tỉnh"),
    # In full.
    ("ủy ban nhân dân tỉnh lam hà", "body: Ủy ban nhân dân tỉnh Lam Hà"),
    # Half abbreviated.
    ("ubnd tỉnh lam hà", "body: ubnd tỉnh lam hà"),
    # "của" goes with the body.
    ("của thành ủy", "body: Thành ủy"),
    # Behind "của" it is the body.
    ("vai trò của thành ủy trong đô thị", "word: vai trò | body: Thành ủy | word: trong đô thị"),
    # Inside a sentence a word.
    ("vai trò thành ủy trong đô thị", "word: vai trò thành ủy trong đô thị"),
    # Nobody means what a cell issued.
    ("sinh hoạt chi bộ", "word: sinh hoạt chi bộ"),
    # A code that is no word.
    ("tw", "body: TW"),
    # A code in capitals, of two bodies.
    ("TU", "body: TU"),
    # In small letters a word.
    ("tu", "word: tu"),
    # And with accents.
    ("tư tưởng", "word: tư tưởng"),
    # Without them.
    ("tu tuong", "word: tu tuong"),
    # The government.
    ("chính phủ", "body: Chính phủ"),
    # The centre.
    ("trung ương", "body: Trung ương"),
    # A plenum is known by its number.
    ("nghị quyết trung ương 4", "type: Nghị quyết | word: trung ương 4"),
    # And by its term.
    ("nghị quyết tw 4 khóa xii", "type: Nghị quyết | word: tw 4 | term: khóa XII"),
    # A collective, and the central body.
    ("bộ chính trị", "collective: Bộ Chính trị"),
    # Abbreviated.
    ("bct", "collective: Bộ Chính trị"),
    # Both act, the first counts.
    ("bộ chính trị, ban bí thư", "collective: Bộ Chính trị | collective: Ban Bí thư"),
    # Behind "của".
    (
        "kết luận của bộ chính trị 2022",
        "type: Kết luận | collective: Bộ Chính trị | year: năm 2022",
    ),
    # A collective and its body.
    ("btv tỉnh ủy", "collective: Ban Thường vụ | body: Tỉnh ủy"),
    # The same at the centre.
    ("ban chấp hành trung ương", "collective: Ban Chấp hành | body: Trung ương"),
    # Whose is not told.
    ("ban thường vụ", "collective: Ban Thường vụ"),
    # Another thing.
    ("ủy ban thường vụ quốc hội", "word: ủy ban thường vụ quốc hội"),
    # A person.
    (
        "ủy viên ban thường vụ thành ủy trong đô thị",
        "word: ủy viên ban thường vụ thành trong đô thị",
    ),
    # The board.
    ("thường trực thành ủy", "collective: Thường trực | body: Thành ủy"),
    # A word.
    ("công tác thường trực", "word: công tác thường trực"),
    # A phrase.
    ('"học tập"', "phrase: “học tập”"),
    # Curly quotes.
    ("“học tập”", "phrase: “học tập”"),
    # German ones.
    ("„học tập“", "phrase: “học tập”"),
    # French ones.
    ("«học tập»", "phrase: “học tập”"),
    # Full-width ones.
    ("＂học tập＂", "phrase: “học tập”"),
    # A dash inside.
    ('"kinh tế - xã hội" 2021', "phrase: “kinh tế - xã hội” | year: năm 2021"),
    # What is quoted is not read.
    ('"24-CT/TU"', "phrase: “24-CT/TU”"),
    # Nor a type.
    ('"kế hoạch" 2023', "phrase: “kế hoạch” | year: năm 2023"),
    # No mate.
    ('"đô thị', "word: đô thị"),
    # Nothing inside.
    ('"" đô thị', "word: đô thị"),
    # Three marks.
    ('"a"b"', "phrase: “a” | word: b"),
    # A word to leave out.
    ("-thanh", "without: không có “thanh”"),
    # A phrase to leave out.
    ('-"chuyển đổi" số', "without: không có “chuyển đổi” | word: số"),
    # Curly.
    ("-“chuyển đổi số” kế hoạch", "without: không có “chuyển đổi số” | type: Kế hoạch"),
    # The minus takes one word.
    (
        '"học tập và làm theo" bác hồ -thanh niên',
        "phrase: “học tập và làm theo” | word: bác hồ | without: không có “thanh” | word: niên",
    ),
    # Several.
    ("đảng -đoàn -hội", "word: đảng | without: không có “đoàn” | without: không có “hội”"),
    # A dash between blanks.
    ("đảng - đoàn", "word: đảng đoàn"),
    # A dash inside a word.
    ("đảng-đoàn", "word: đảng-đoàn"),
    # An en dash is a minus too.
    ("đảng –đoàn", "word: đảng | without: không có “đoàn”"),
    # A common pair.
    ("kinh tế - xã hội", "word: kinh tế xã hội"),
    # Behind a number no minus.
    ("2020 -2025", "word: 2020 2025"),
    # A code to leave out.
    ("-24-CT/TU đô thị", "without: không có “24-CT/TU” | word: đô thị"),
    # An option of a program.
    ("--thanh", "word: thanh"),
    # Brackets: only a word.
    ("[2023]", "word: 2023"),
    # The same for a code.
    ("[24-CT/TU] đô thị", "word: 24-CT/TU | word: đô thị"),
    # No mate.
    ("[đô thị", "word: đô thị"),
    # A semicolon keeps runs apart.
    ("đô thị; nông thôn", "word: đô thị | word: nông thôn"),
    # And parts.
    ("kh; số 2019", "type: Kế hoạch | number: số 2019"),
    # Code, phrase, year.
    ('24-CT/TU "đảng viên" 2023', "code: 24-CT/TU | phrase: “đảng viên” | year: năm 2023"),
    # Type, number, body.
    ("kh 361 thanh uy", "type: Kế hoạch | number: số 361 | body: Thành ủy"),
    # The body first.
    ("thanh uy kh 361", "body: Thành ủy | type: Kế hoạch | number: số 361"),
    # The body between.
    ("kế hoạch thành ủy 361", "type: Kế hoạch | body: Thành ủy | number: số 361"),
    # The year for a number.
    ("kh thành ủy 2024", "type: Kế hoạch | body: Thành ủy | year: năm 2024"),
    # Number first.
    ("24 chi thi tinh uy 2023", "number: số 24 | type: Chỉ thị | body: Tỉnh ủy | year: năm 2023"),
    # Year first.
    ("2023 tỉnh ủy nq 29", "year: năm 2023 | body: Tỉnh ủy | type: Nghị quyết | number: số 29"),
    # The year before the type.
    (
        "bộ chính trị 2018 ct 26",
        "collective: Bộ Chính trị | year: năm 2018 | type: Chỉ thị | number: số 26",
    ),
    # The month first.
    ("tháng 9/2021 kl 14", "month: tháng 9/2021 | type: Kết luận | number: số 14"),
    # The day first.
    ("22/9/2021 14-KL/TW", "day: ngày 22/09/2021 | code: 14-KL/TW"),
    # A collective between.
    (
        "nq 29 btv tỉnh ủy 2023",
        "type: Nghị quyết | number: số 29 | collective: Ban Thường vụ | body: Tỉnh ủy | "
        "year: năm 2023",
    ),
    # Nearly everything.
    (
        "chỉ thị 24 đảng viên 2023 tỉnh ủy khóa XX -thôn",
        "type: Chỉ thị | number: số 24 | word: đảng viên | year: năm 2023 | body: Tỉnh ủy | "
        "term: khóa XX | without: không có “thôn”",
    ),
    # A type between body and words.
    ("thành ủy kế hoạch đô thị", "body: Thành ủy | type: Kế hoạch | word: đô thị"),
    # A body between type and words.
    ("kế hoạch thành ủy đô thị", "type: Kế hoạch | body: Thành ủy | word: đô thị"),
    # As one says it.
    ("kế hoạch của ubnd tỉnh về đô thị", "type: Kế hoạch | body: ubnd tỉnh | word: về đô thị"),
    # In capitals, where "TƯ" is a word; and where it is the Centre's sign.
    ("TƯ TƯỞNG ĐÔ THỊ", "word: TƯ TƯỞNG ĐÔ THỊ"),
    ("SUY THOÁI VỀ TƯ TƯỞNG 2021-2025", "word: SUY THOÁI VỀ TƯ TƯỞNG 2021-2025"),
    ("NQ 29 TƯ", "code: 29-NQ/TU"),
    # A link word alone.
    ("của", ""),
    # Marks.
    ("!!! … /", ""),
    # The sign of a prefix.
    ("*", ""),
    # In quotes.
    ('"*"', ""),
    # An operator of one database.
    ("NEAR(a b)", "word: NEAR(a b"),
    # And of the other.
    ("a & b | !c", "word: a b c"),
    # In words.
    ("a AND b OR NOT c", "word: a AND b OR NOT c"),
    # A column.
    ("title:đô thị", "word: title:đô thị"),
    # Signs of a prefix.
    ("^đô + đô*", "word: đô"),
    # Signs of LIKE.
    ("%_", ""),
    # A classic.
    ("' OR 1=1 --", "word: OR 1=1"),
    # Another.
    ("; DROP TABLE documents", "word: DROP TABLE documents"),
    # A third.
    ("<script>alert(1)</script>", "word: script>alert(1)</script"),
    # A backslash.
    ("\\x", "word: x"),
]


@pytest.mark.parametrize(("typed", "expected"), WORDS)
def test_days_bodies_quotes_and_words_are_read_in_any_order(typed, expected):
    assert told(read_query(typed, BODIES)) == expected
