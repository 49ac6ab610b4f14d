"""The command that prints citations: one JSON object a line, or one clear sentence."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

FIELDS = [
    *("start", "end", "text", "kind", "type", "type_code", "number", "year_in_number"),
    *("symbol", "date", "issuer"),
]


def run(path: Path) -> list[dict[str, object]]:
    out = StringIO()
    call_command("extract_citations", str(path), "--format", "jsonl", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_citation_is_one_line_with_offsets_into_the_file_as_read(tmp_path: Path) -> None:
    content = "Theo Chỉ thị số 24-CT/TU,\r\nngày 19/5/2023 của Tỉnh ủy;\r\nđọc Nghị quyết 15."
    path = tmp_path / "van-ban.txt"
    path.write_bytes(content.encode())
    full, short = run(path)
    assert list(full) == FIELDS
    assert full["text"] == "Chỉ thị số 24-CT/TU,\r\nngày 19/5/2023 của Tỉnh ủy"
    assert content[full["start"] : full["end"]] == full["text"]
    assert (full["number"], full["symbol"], full["date"]) == ("24", "CT/TU", "2023-05-19")
    assert (short["kind"], short["symbol"], short["issuer"]) == ("short", None, None)


def test_line_ends_of_other_systems_do_not_part_a_line_of_json(tmp_path: Path) -> None:
    path = tmp_path / "van-ban.txt"
    path.write_text("Chỉ thị số 24-CT/TU,\u2028ngày 19/5/2023\x85của Tỉnh ủy", "utf-8")
    (citation,) = run(path)
    assert citation["text"] == "Chỉ thị số 24-CT/TU,\u2028ngày 19/5/2023\x85của Tỉnh ủy"


def test_a_text_without_citations_prints_nothing(tmp_path: Path) -> None:
    path = tmp_path / "van-ban.txt"
    path.write_text("Không có trích dẫn.", "utf-8")
    assert run(path) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "không có tệp này"),
        (b"", "rỗng"),
        (b"PK\x03\x04\x00\x00", "không phải văn bản thuần"),
        (b"Ch\xff", "không dùng mã UTF-8"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_one_sentence(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "van-ban.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        run(path)
