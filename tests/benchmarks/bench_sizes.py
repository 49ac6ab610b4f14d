"""What a document costs in disk and log: ``make bench-sizes SIZE=100000``.

Runs on documents that were generated (`search_run`), a tenth of them with a text of 1 to 10 kB.
Prints the bytes of each group of tables for one document, their indexes included, and on
PostgreSQL how much of the server's log saving one document writes, which is what every replica
has to be sent. docs/mo-rong.md counts from these; nothing is promised, so nothing fails.
"""

import sys

from tests.benchmarks.search_setting import start  # isort: skip - Models only behind it.

from django.db import connection, transaction

from documents.models import Document

GROUPS = {
    "records": ("documents_document", "documents_citation", "documents_relation"),
    "texts": ("documents_sourcetext",),
    "history": ("documents_historical",),
    "search": ("documents_passage", "bulletins_itempassage", "documents_search"),
}
SAVED = 200
SIZES = (100_000, 1_000_000, 10_000_000, 100_000_000)


def main() -> int:
    start()
    documents = Document.all_objects.count()
    sizes = _sizes()
    total = sum(sizes.values())
    print(f"{documents:,} documents, {total / 2**20:,.0f} MB: {total / documents:,.0f} bytes each")
    for name, starts in GROUPS.items():
        part = sum(size for table, size in sizes.items() if table.startswith(starts))
        print(f"  {name:10} {part / documents:8,.0f} bytes a document")
    for size, table in sorted(((size, table) for table, size in sizes.items()), reverse=True)[:12]:
        print(f"    {table:45} {size / documents:8,.0f}")
    for size in SIZES:
        print(f"  {size:>11,} documents: {size * total / documents / 2**30:10,.1f} GB")
    if connection.vendor == "postgresql":
        print(f"  saving a document writes {_log_bytes():,.0f} bytes of the server's log")
    return 0


def _sizes() -> dict[str, int]:
    """Return the bytes of every table, those of its indexes and long values among them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT relname, pg_total_relation_size(oid) FROM pg_class "
                "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
        else:
            cursor.execute(
                "SELECT made.tbl_name, sum(part.size) FROM sqlite_master made JOIN "
                "(SELECT name, sum(pgsize) AS size FROM dbstat GROUP BY name) part "
                "ON part.name = made.name GROUP BY made.tbl_name"
            )
        return {table: int(size) for table, size in cursor.fetchall()}


def _log_bytes() -> float:
    """Return what saving one of the documents with a text adds to the log, on average.

    Taken back at once: what was written stays in the log, and the registry as it was.
    """

    def place() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
            return str(cursor.fetchone()[0])

    chosen = list(Document.objects.filter(text__isnull=False)[:SAVED])
    with connection.cursor() as cursor:
        # Else the log is told meanwhile what is left to do of the documents that were just made.
        cursor.execute("VACUUM ANALYZE")
    begin = place()
    for document in chosen:
        with transaction.atomic():
            document.title = f"{document.title}, lần thứ hai"
            document.save()
            transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_wal_lsn_diff(%s::pg_lsn, %s::pg_lsn)", [place(), begin])
        return float(cursor.fetchone()[0]) / max(len(chosen), 1)


if __name__ == "__main__":
    sys.exit(main())
