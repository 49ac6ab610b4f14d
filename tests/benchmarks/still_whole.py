"""Asks PostgreSQL whether its rows keep what its constraints say, row by row and without trust.

It checks them when rows are written; what a crash left is looked at here anew.
"""

import psycopg
from psycopg import sql

CHECKS = """
SELECT conrelid::regclass::text, conname, pg_get_expr(conbin, conrelid)
FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0 AND connamespace = 'public'::regnamespace
"""
KEYS = """
SELECT conrelid::regclass::text, conname, confrelid::regclass::text,
       (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]),
       (SELECT attname FROM pg_attribute WHERE attrelid = confrelid AND attnum = confkey[1])
FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace
"""
# Also those with a condition: the part behind WHERE, and the columns or expressions before it.
UNIQUE = """
SELECT indrelid::regclass::text, indexrelid::regclass::text,
       (SELECT string_agg(pg_get_indexdef(indexrelid, place, true), ', ')
        FROM generate_series(1, indnkeyatts) AS place),
       coalesce(pg_get_expr(indpred, indrelid), 'true'), indnullsnotdistinct
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indisunique AND relnamespace = 'public'::regnamespace
"""


def broken_constraints(url: str) -> list[str]:
    """Return the names of constraints that some row breaks: checks, foreign keys, unique ones."""
    with psycopg.connect(url) as connection:
        # The rows are read, not the index that is in doubt.
        connection.execute("SET enable_indexscan = off")
        connection.execute("SET enable_indexonlyscan = off")
        connection.execute("SET enable_bitmapscan = off")
        return [*_checks(connection), *_foreign_keys(connection), *_unique(connection)]


def _checks(connection: psycopg.Connection) -> list[str]:
    found = connection.execute(CHECKS).fetchall()
    return [name for table, name, rule in found if _any(connection, table, f"NOT ({rule})")]


def _foreign_keys(connection: psycopg.Connection) -> list[str]:
    broken = []
    for table, name, other, column, key in connection.execute(KEYS).fetchall():
        missing = (
            f'"{column}" IS NOT NULL AND NOT EXISTS '
            f'(SELECT 1 FROM {other} AS o WHERE o."{key}" = {table}."{column}")'
        )
        if _any(connection, table, missing):
            broken.append(name)
    return broken


def _unique(connection: psycopg.Connection) -> list[str]:
    broken = []
    for table, name, keys, condition, nulls_too in connection.execute(UNIQUE).fetchall():
        known = "" if nulls_too else f" AND ({keys}) IS NOT NULL"
        if "," in keys and not nulls_too:
            known = f" AND ROW({keys}) IS NOT NULL"
        query = (
            f"SELECT 1 FROM {table} WHERE {condition}{known} GROUP BY {keys} "
            "HAVING count(*) > 1 LIMIT 1"
        )
        if connection.execute(sql.SQL(query)).fetchone():
            broken.append(name)
    return broken


def _any(connection: psycopg.Connection, table: str, condition: str) -> bool:
    query = f"SELECT 1 FROM {table} WHERE {condition} LIMIT 1"
    return connection.execute(sql.SQL(query)).fetchone() is not None
