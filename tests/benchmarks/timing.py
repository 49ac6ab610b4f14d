"""What the benchmarks share: processor time, ordinary text, and one line for each figure."""

import time
from collections.abc import Callable, Mapping

from tests.gold.shared import shared_folder

_INVENTED = (
    "Thực hiện Kế hoạch số 12-KH/TU, ngày 05/6/2024 của Ban Thường vụ Tỉnh ủy về đọc sách, "
    + "chi bộ đã tổ chức đọc sách ở 12/15 tổ trong quý II/2024 với 340 lượt người. " * 18
    + "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX được quán triệt đầy đủ.\n\n"
)


def seconds(read: Callable[[], object], runs: int = 3) -> float:
    """Return the least processor time of some runs: the others measure the machine."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        read()
        times.append(time.process_time() - start)
    return min(times)


def ordinary_text(size: int) -> tuple[str, str]:
    """Return (name, text) of about `size` bytes: the bulletins, or invented sentences."""
    folder = shared_folder()
    if folder is None:
        name, text = "invented text (no bulletins on this machine)", _INVENTED
    else:
        files = sorted((folder / "bulletins").glob("*.txt"))
        name, text = "bulletins", "".join(file.read_bytes().decode() for file in files)
    return name, text * (size // len(text.encode()) + 1)


def report(line: str, good: bool) -> bool:
    print(f"{'ok  ' if good else 'FAIL'} {line}", flush=True)
    return good


def measure_families(
    read: Callable[..., object],
    families: Mapping[str, Callable[[int], str]],
    size: int,
    *,
    least_speed: float,
    most_ratio: float,
    prepare: Callable[[str], object] | None = None,
) -> bool:
    """Report for each hostile family how reading grows with the text, and the speed reached.

    `size` in characters, `least_speed` in million characters a second, `most_ratio` of the
    time for twice the text to the time for the text. What `prepare` makes of a text, outside
    the time taken, is handed to `read` as well. Returns whether all reached both.
    """
    good = True
    for family, build in families.items():
        texts = build(size), build(2 * size)
        given = [(text, prepare(text)) if prepare else (text,) for text in texts]
        first, second = (seconds(lambda arguments=one: read(*arguments), 2) for one in given)
        ratio, speed = second / first, len(texts[1]) / second / 1e6
        line = f"{family}: time(2n)/time(n) {ratio:.2f}, {speed:.2f} million characters a second"
        good &= report(line, ratio <= most_ratio and speed >= least_speed)
    return good
