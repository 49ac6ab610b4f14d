"""Invented bulletins: bodies, codes and sentences made up, and how to look at what was read."""

from bulletins.structure import read_structure

BODY = (
    "Thời gian qua, các chi bộ trong toàn huyện đã chủ động triển khai nhiều việc làm cụ thể."
    " Kết quả bước đầu được Nhân dân ghi nhận. Bên cạnh đó vẫn còn hạn chế cần khắc phục."
)
POINTS = """1. Tiếp tục quán triệt Chỉ thị đến từng đảng viên. Gắn việc học tập với nhiệm vụ.

2. Đẩy mạnh tuyên truyền trên hệ thống truyền thanh cơ sở. Chú trọng vùng sâu, vùng xa.

3. Các cấp ủy phân công đảng viên phụ trách hộ. Định kỳ báo cáo kết quả về Huyện ủy."""
DIRECTIVE = "Chỉ thị số 33-CT/HU, ngày 02/4/2024 của Huyện ủy Nà Đồi về phòng cháy rừng"
PLAN = "Kế hoạch số 201-KH/HU, ngày 12/4/2024 của Huyện ủy Nà Đồi về phát triển đảng viên"


def outline(text: str) -> list[tuple[int, str, str, str]]:
    """Return (level, kind, label, title) of every item, the front matter left out."""
    return [
        (item.level, item.kind, item.label, item.title)
        for item in read_structure(text).items
        if item.kind != "front"
    ]


def labels(text: str, level: int = 0) -> list[str]:
    return [label for found, _, label, _ in outline(text) if found == level]


def joined(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"
