"""Sends files in for a bulletin, and tells what waits."""

from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F

from bulletins.models import Intake
from documents.models import BackgroundTask
from tests.bulletins.desk.material import BRING_IN, asked
from tests.documents.files.pdfs import lines, vietnamese_pdf

PAGES = [
    lines("NỘI DUNG", "1. Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy"),
    lines("Các chi bộ đọc Chỉ thị 24 trong tháng, cùng những văn bản khác của Tỉnh ủy."),
    lines("2. Tin hoạt động", "Buổi trồng cây có đủ đảng viên của chi bộ tham gia từ sáng sớm."),
]
PDF = vietnamese_pdf(*PAGES)
OTHER_MONTH = {"month": "2"}


def send(client, province, content=PDF, name="ban-tin.pdf", **fields):
    file = SimpleUploadedFile(name, content)
    return client.post(BRING_IN, asked(province, file=file, **fields))


def key_of(page):
    return UUID(page.rstrip("/").rpartition("/")[2])


def staged(folder):
    return [path.name for path in folder.iterdir()] if folder.exists() else []


def text_of(response):
    return " ".join(response.content.decode().split())


def waiting_tasks():
    return BackgroundTask.objects.filter(
        status="READY", task_path="bulletins.file_tasks.read_file"
    ).count()


def let_pass(time):
    """Let so much time pass for every file that waits."""
    Intake.objects.update(
        asked_at=F("asked_at") - time, alive_at=F("alive_at") - time, sent_at=F("sent_at") - time
    )
