"""Names of the provinces and central cities, before and after 1 July 2025. Pure data.

The grammar reads other place names by their capitals; these it knows in any writing, so
that it reads them in headings set in capitals and where a line breaks inside them.
Source: Resolution 202/2025/QH15 (34 units) and the 63 units before it; every new unit
carries the name of an old one.
"""

PROVINCES: tuple[str, ...] = (
    *("An Giang", "Bà Rịa - Vũng Tàu", "Bà Rịa Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn"),
    *("Bắc Ninh", "Bến Tre", "Bình Dương", "Bình Định", "Bình Phước", "Bình Thuận", "Cà Mau"),
    *("Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Đắc Lắc", "Đắk Nông", "Đắc Nông"),
    *("Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Nội"),
    *("Hà Tĩnh", "HCM", "Hải Dương", "Hải Phòng", "Hậu Giang", "Hòa Bình", "Hồ Chí Minh", "Huế"),
    *("Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum", "Lai Châu", "Lạng Sơn", "Lào Cai"),
    *("Lâm Đồng", "Long An", "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận", "Phú Thọ"),
    *("Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị"),
    *("Sóc Trăng", "Sơn La", "Tây Ninh", "Thái Bình", "Thái Nguyên", "Thanh Hóa"),
    *("Thừa Thiên Huế", "Thừa Thiên - Huế", "Tiền Giang", "Trà Vinh", "Tuyên Quang"),
    *("Vĩnh Long", "Vĩnh Phúc", "Yên Bái"),
)
