"""Reads on copies of the database that PostgreSQL keeps up to date by itself; docs/mo-rong.md.

The settings name the replicas (`DATABASE_REPLICA_URLS`). `router` says of each query where it
goes, `middleware` chooses a replica for one request, `freshness` tells which are good enough.
"""
