"""Two real PostgreSQL servers, one streaming to the other: what a reader of the site sees."""

import time
from collections.abc import Callable, Iterator

import psycopg
import pytest

from tests.config.replicas.replicated import Site, replicated_site

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with replicated_site(tmp_path_factory.mktemp("replicas")) as made:
        yield made


@pytest.fixture
def replica_in_use(site: Site) -> Site:
    """The site once it reads on the replica: what the primary alone has is not seen."""
    site.retitle("cũ")
    sender = site.sender()

    def is_read() -> bool:
        site.title_of(sender)
        position = "SELECT pg_current_wal_lsn()", "SELECT pg_last_wal_replay_lsn()"
        ends = [
            _value(url, query)
            for url, query in zip(
                (site.pair.primary.url, site.pair.replica.url), position, strict=True
            )
        ]
        return ends[0] == ends[1]

    _wait_for(is_read)
    # The rest of a replica that was left out (`freshness.REST_SECONDS`).
    time.sleep(6)
    site.title_of(sender)
    return site


def test_pages_are_read_on_the_replica_and_one_that_lags_is_left_out(replica_in_use):
    site, reader = replica_in_use, replica_in_use.sender()
    assert site.title_of(reader) == "cũ"
    # What signing in wrote is on its way.
    time.sleep(1)
    site.pause()
    site.retitle("mới")
    assert site.title_of(reader) == "cũ"
    _wait_for(lambda: site.title_of(reader) == "mới")
    assert "replica1 does not answer or lags" in site.log.read_text("utf-8")
    site.resume()
    _wait_for(lambda: site.title_of(reader) and "replica1 is read again" in site.log.read_text())


def test_whoever_writes_sees_it_at_once_though_the_replica_has_not_heard(replica_in_use):
    site, writer = replica_in_use, replica_in_use.sender("nguoi-khac")
    other_device = site.sender("nguoi-khac")
    # What signing in wrote is on its way.
    time.sleep(1)
    site.pause()
    slug = site.document.strip("/").split("/")[-1]
    writer.post(f"/theo-doi/them/?van-ban={slug}", {})
    assert slug in writer.get("/theo-doi/").text
    assert slug not in other_device.get("/theo-doi/").text
    site.resume()
    _wait_for(lambda: slug in other_device.get("/theo-doi/").text)


def test_a_dead_replica_is_not_missed_and_is_read_again_once_it_is_back(replica_in_use):
    site, reader = replica_in_use, replica_in_use.sender()
    site.pair.replica.stop()
    site.retitle("mới")
    for _ in range(3):
        assert site.title_of(reader) == "mới"
    before = site.log.read_text("utf-8").count("replica1 is read again")
    site.pair.replica.start()
    _wait_for(
        lambda: (
            site.title_of(reader)
            and site.log.read_text("utf-8").count("replica1 is read again") > before
        )
    )


def test_a_member_reads_on_while_the_primary_is_away(replica_in_use):
    site, reader = replica_in_use, replica_in_use.sender()
    time.sleep(1)
    site.pair.primary.stop()
    try:
        _wait_for(lambda: reader.get(site.document).status == 200)
        assert reader.get("/van-ban/").status == 200
    finally:
        site.pair.primary.start()
    _wait_for(lambda: reader.get("/readyz").status == 200)
    site.retitle("mới")
    _wait_for(lambda: site.title_of(reader) == "mới")


def _value(url: str, query: str) -> str:
    with psycopg.connect(url, autocommit=True) as server:
        row = server.execute(query).fetchone()
        assert row
        return str(row[0])


def _wait_for(condition: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)
