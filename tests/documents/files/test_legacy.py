"""Texts in letters of before Unicode are known, and texts that only look a little so are not."""

import pytest

from documents.files.legacy import TCVN3, VNI, legacy_encoding

OLD_TCVN3 = "§¶ng bé ph­êng MÉu S¬n vµ c¸c chi bé häc tËp ChØ thÞ sè 24-CT/TU ngµy 19/5 cña TØnh ñy"
OLD_VNI = "Ñaûng boä phöôøng Maãu Sôn vaø caùc chi boä hoïc taäp Chæ thò soá 24-CT/TU cuûa Tænh uûy"
LONGER_TCVN3 = (
    f"{OLD_TCVN3}, t¨ng c­êng c«ng t¸c x©y dùng, ph¸t triÓn n¨m 2024, ®¶m b¶o trËt tù, qu¸n triÖt, "
    "b¸o c¸o hµng th¸ng cïng ®oµn thÓ"
)
NEW = "Đảng bộ phường Mẫu Sơn và các chi bộ học tập Chỉ thị số 24-CT/TU ngày 19/5 của Tỉnh ủy. "


@pytest.mark.parametrize(
    ("text", "fonts", "expected"),
    [
        # Told by the letters alone.
        (OLD_TCVN3, [], TCVN3),
        (OLD_VNI, [], VNI),
        # In capitals as well: "ĐẢNG BỘ" in VNI.
        ("ÑAÛNG BOÄ PHÖÔØNG VAØ CAÙC CHI BOÄ HOÏC TAÄP CHÆ THÒ", [], VNI),
        # One paragraph among many: it would be stored as nonsense.
        (NEW * 10 + OLD_TCVN3, [], TCVN3),
        # The same in a text so long that its share is next to nothing; a few words in it are names.
        (NEW * 200 + LONGER_TCVN3, [], TCVN3),
        (NEW * 200 + "Köln, Citroën, Noël, Raphaël, Israël, Zoë, Boëtie, Maël", [], ""),
        # A heading alone is enough where the file names the font.
        (NEW * 50 + "§¶ng bé vµ", [".VnTimeH", "Times New Roman"], TCVN3),
        (NEW * 50 + "Ñaûng boä", ["ABCDEF+VNI-Times"], VNI),
        # A template that names an old font, written in another.
        (NEW * 5, [".VnTime", "VNI-Times"], ""),
        (NEW * 5, [], ""),
        # All Vietnamese letters that a vowel follows or leads.
        ("thuở khuya ngoèo ngoẹo thúy hóa quả giữa rượu người yêu ưỡn khuỷu oái oăm", [], ""),
        # Names and signs of other languages, a few.
        (NEW * 3 + "Microsoft® Office™, 5 µm, Köln, Citroën, §5, ©2020, 25 m², São Paulo", [], ""),
        # Marks of quotation, bullets and rights of Unicode texts, however many.
        ("«Nghị quyết» «Chỉ thị» «Kết luận» «Quy định» «Hướng dẫn» «Tin» ", [], ""),
        ("»Nghị« ·Tin ·Bài ·Ảnh ©Báo ©Đài Word® Excel® Zalo® Viber® Unikey®", [], ""),
        ("«Nghị quyết» «Chỉ thị»", [".VnTime"], ""),
        # The same signs as letters: "lã", "bằng", "đãng", "thơ", "đồng".
        ("l· b»ng ®·ng th¬ ®ång", [], TCVN3),
        ("«§¶ng bé vµ»", [".VnTime"], TCVN3),
        # Not Vietnamese at all, and nothing.
        ("The committee held its meeting. " * 20, [], ""),
        ("", [".VnTime"], ""),
    ],
)
def test_the_old_encoding_of_a_text_is_named(text, fonts, expected):
    assert legacy_encoding(text, fonts) == expected
