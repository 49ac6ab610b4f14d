"""What the two addresses for watchers answer, also when the database is away or behind."""

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

from config import health


def test_a_live_server_answers_without_asking_the_database(client):
    # No database mark: pytest-django fails this test when a query is made.
    response = client.get("/healthz")
    assert (response.status_code, response.content.decode()) == (200, "Đang chạy.\n")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-cache" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_migrated_database_is_ready(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content.decode()) == (200, "Sẵn sàng.\n")


@pytest.mark.django_db
def test_a_missing_migration_is_counted_and_the_remedy_named(client):
    last = MigrationRecorder.Migration.objects.filter(app="sessions").get()
    last.delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content.decode() == (
        "Còn 1 bước cập nhật cơ sở dữ liệu chưa chạy. Hãy chạy: manage.py migrate\n"
    )


def test_a_silent_database_is_reported_without_its_address(client, monkeypatch):
    def refuse() -> int:
        raise OperationalError("connection to db.example failed for user vankien")

    monkeypatch.setattr(health, "_unapplied_migrations", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    text = response.content.decode()
    assert text == "Cơ sở dữ liệu không trả lời. Hãy xem nhật ký của máy chủ.\n"


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_watcher_over_plain_http_is_not_redirected(client, settings, address, monkeypatch):
    monkeypatch.setattr(health, "_unapplied_migrations", lambda: 0)
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(address).status_code == 200
    # The exemption is for these two addresses alone.
    assert client.get(f"{address}/x").status_code == 301


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_watcher_only_reads(client, address):
    assert client.post(address).status_code == 405
