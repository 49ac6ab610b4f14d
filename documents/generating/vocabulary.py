"""The words of generated documents, the commonest first. Pure data; no Django.

Phrases of the Party's and the administration's everyday language, in the spelling with
tones. Nothing here is copied from a document; the names of people are invented.
"""

# What a title opens with.
OPENINGS = (
    "về việc",
    "về",
    "về tăng cường",
    "về đẩy mạnh",
    "về tiếp tục",
    "về nâng cao hiệu quả",
    "về một số nhiệm vụ, giải pháp",
    "về chủ trương",
    "về kết quả",
    "về tổ chức",
)

# Each stands in more than 40 of 100 documents, as such words do in a real registry.
EVERYWHERE = ("thực hiện", "công tác")

_PHRASES = """
và, của, trong, các, cán bộ, đảng viên, lãnh đạo, chỉ đạo, xây dựng, tổ chức, cơ sở, nhiệm vụ,
đảng bộ, chi bộ, cấp ủy, phát triển, kinh tế, xã hội, trên địa bàn, giai đoạn, nghị quyết, chỉ
thị, kế hoạch, chương trình, tăng cường, nâng cao, chất lượng, hiệu quả, quản lý, nhà nước, đổi
mới, triển khai, tiếp tục, đẩy mạnh, kiểm tra, giám sát, kỷ luật, nhân dân, đại hội, nhiệm kỳ,
tuyên truyền, phổ biến, quán triệt, học tập, tư tưởng, đạo đức, phong cách, chính trị, chuyển đổi
số, cải cách hành chính, thủ tục hành chính, quốc phòng, an ninh, trật tự, an toàn, phòng, chống,
tham nhũng, tiêu cực, lãng phí, dân vận, mặt trận, đoàn thể, giáo dục, đào tạo, y tế, văn hóa,
nông thôn mới, nông nghiệp, nông dân, công nghiệp, dịch vụ, du lịch, môi trường, tài nguyên, đất
đai, quy hoạch, đô thị, giao thông, đầu tư công, ngân sách, tài chính, doanh nghiệp, hợp tác xã,
kinh tế tư nhân, khoa học, công nghệ, đổi mới sáng tạo, nguồn nhân lực, việc làm, giảm nghèo bền
vững, an sinh xã hội, người có công, trẻ em, phụ nữ, thanh niên, cựu chiến binh, công đoàn, dân
tộc, tôn giáo, miền núi, biên giới, hải đảo, biến đổi khí hậu, thiên tai, tìm kiếm cứu nạn, phòng
cháy, chữa cháy, dịch bệnh, chăn nuôi, trồng trọt, thủy sản, lâm nghiệp, bảo vệ rừng, nước sạch,
vệ sinh, rác thải, năng lượng, điện lực, khoáng sản, vật liệu xây dựng, nhà ở, tái định cư, giải
phóng mặt bằng, bồi thường, sơ kết, tổng kết, báo cáo, đánh giá, kết quả, rút kinh nghiệm, khen
thưởng, thi đua, phong trào, điển hình tiên tiến, nêu gương, trách nhiệm, người đứng đầu, quy chế,
quy định, hướng dẫn, sửa đổi, bổ sung, ban hành, thành lập, kiện toàn, ban chỉ đạo, tổ công tác,
hội đồng, ủy ban, phân công, phân cấp, phân quyền, ủy quyền, tinh gọn, bộ máy, biên chế, vị trí
việc làm, sắp xếp, sáp nhập, đơn vị hành chính, chính quyền địa phương, hai cấp, cấp tỉnh, cấp xã,
luân chuyển, điều động, bổ nhiệm, miễn nhiệm, giới thiệu ứng cử, bầu cử, quy hoạch cán bộ, bồi
dưỡng, lý luận chính trị, sinh hoạt chi bộ, chuyên đề, kết nạp, đảng phí, hồ sơ, thẻ đảng, tiếp
công dân, khiếu nại, tố cáo, đối thoại, dân chủ ở cơ sở, hòa giải, pháp luật, tư pháp, thi hành
án, điều tra, truy tố, xét xử, tội phạm, ma túy, mại dâm, mua bán người, công nghệ cao, an ninh
mạng, bảo vệ nền tảng tư tưởng, đấu tranh, phản bác, quan điểm sai trái, báo chí, xuất bản, thông
tin, truyền thông, mạng xã hội, chuyển biến, nhận thức, hành động, niềm tin, khối đại đoàn kết,
dân tộc thiểu số, già làng, trưởng bản, người có uy tín, đồng bào, vùng sâu, vùng xa, khu dân cư,
tổ dân phố, thôn, xóm, bản, gia đình, dòng họ, nếp sống văn minh, việc cưới, việc tang, lễ hội, di
sản, bảo tồn, phát huy, giá trị, lịch sử, truyền thống, cách mạng, kháng chiến, kỷ niệm, ngày
thành lập, ngày sinh, tưởng niệm, tri ân, đền ơn đáp nghĩa, nghĩa trang, liệt sĩ, thương binh,
bệnh binh, chất độc da cam, bảo hiểm xã hội, bảo hiểm y tế, dân số, bình đẳng giới, người cao
tuổi, người khuyết tật, trợ giúp, cứu trợ, quỹ, vận động, ủng hộ, xã hội hóa, cơ sở vật chất,
trường chuẩn quốc gia, phổ cập, xóa mù chữ, hướng nghiệp, dạy nghề, học sinh, sinh viên, giáo
viên, trường học, bệnh viện, trạm y tế, khám, chữa bệnh, tiêm chủng, an toàn thực phẩm, vệ sinh
lao động, tai nạn, trật tự đô thị, vỉa hè, chiếu sáng, cây xanh, cấp nước, thoát nước, ngập úng,
đê điều, hồ chứa, thủy lợi, tưới tiêu, hạn hán, xâm nhập mặn, sạt lở, rét đậm, lũ quét, cảnh báo,
ứng phó, khắc phục hậu quả, dự phòng, dự trữ, vật tư, trang thiết bị, mua sắm, đấu thầu, giải
ngân, quyết toán, kiểm toán, thanh tra, kết luận, kiến nghị, xử lý, thu hồi, tài sản, công sản,
trụ sở, xe công, tiết kiệm, chống thất thu, thuế, phí, lệ phí, hải quan, thương mại, xuất khẩu,
nhập khẩu, cửa khẩu, chợ, siêu thị, chuỗi giá trị, sản phẩm đặc trưng, chỉ dẫn địa lý, thương
hiệu, xúc tiến đầu tư, môi trường kinh doanh, năng lực cạnh tranh, khởi nghiệp, khu công nghiệp,
cụm công nghiệp, làng nghề, logistics, cảng biển, sân bay, đường cao tốc, đường sắt, cầu, bến xe,
vận tải, đăng kiểm, giấy phép lái xe, chữ ký số, cơ sở dữ liệu, dữ liệu mở, dịch vụ công trực
tuyến, định danh điện tử, chính quyền số, kinh tế số, xã hội số, công dân số, bình dân học vụ số,
trí tuệ nhân tạo, hạ tầng số, trung tâm dữ liệu, phủ sóng, băng rộng, bưu chính, viễn thông, lưu
trữ, văn thư, bảo mật, cơ yếu, đối ngoại, hợp tác quốc tế, kết nghĩa, kiều bào, biên phòng, hải
quân, dân quân tự vệ, nghĩa vụ quân sự, tuyển quân, diễn tập, khu vực phòng thủ, giáo dục quốc
phòng, hậu phương quân đội, rà phá bom mìn, quy tập hài cốt, công trình chiến đấu, đường biên, mốc
giới, phân giới cắm mốc, cư trú, hộ tịch, hộ khẩu, quốc tịch, chứng thực, công chứng, luật sư, trợ
giúp pháp lý, giám định, đấu giá, thừa phát lại, trọng tài, hòa nhập cộng đồng, tái phạm, đặc xá,
tha tù, quản chế, cai nghiện, chữa lành, thiện nguyện, nhân đạo, chữ thập đỏ, hiến máu, khuyến
học, khuyến tài, sinh vật cảnh, làm vườn, cựu giáo chức, người mù, đông y, kiến trúc, nhiếp ảnh,
sân khấu, điện ảnh, âm nhạc, mỹ thuật, thư viện, bảo tàng, khảo cổ, dân ca, hát then, cồng chiêng,
trang phục, ẩm thực, võ thuật, thể thao thành tích cao, thể dục, olympic, cờ tướng, đua thuyền
"""
PHRASES = tuple(" ".join(_PHRASES.split()).split(", "))

# Initial, rime: put together they give syllables that look Vietnamese and are in no dictionary,
# for the rare words that every registry has (names of hamlets, brands, misspellings).
RARE_INITIALS = ("bl", "cr", "dr", "fl", "gr", "kl", "pl", "sr", "vr", "zh", "xr", "mr")
RARE_RIMES = (
    *("oảng", "uềnh", "iệp", "ượng", "oẽo", "uýt", "oẳn", "iễu", "ườm", "uồi", "oách", "ịch"),
    *("ằng", "ỗm", "ựa", "ẻng", "ộp", "ũn", "ậy", "ờn"),
)

FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Nông", "Bế", "Lò", "Đinh", "Vũ")
MIDDLE_NAMES = ("Văn", "Thị", "Minh", "Đức", "Thanh")
GIVEN_NAMES = ("Thử", "Mẫu", "Nghiệm", "Họa", "Dụ", "Phỏng", "Sinh", "Tạo", "Giả", "Định")

# Two or three of these name an invented commune.
PLACE_SYLLABLES = (
    *("Tân", "Phú", "An", "Bình", "Hòa", "Thịnh", "Lộc", "Sơn", "Thủy", "Đông", "Tây", "Nam"),
    *("Long", "Vĩnh", "Minh", "Thượng", "Hạ", "Trung", "Quang", "Thanh"),
)
