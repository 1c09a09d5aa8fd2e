"""The PostgreSQL of the tests is a real one: each test its own database, whoever runs the tests."""

from __future__ import annotations

import psycopg

from tests.postgres_server import Server


def test_every_database_is_new_and_gone_afterwards(postgres: Server) -> None:
    with postgres.database() as first, postgres.database() as second:
        assert first != second
        with psycopg.connect(first.replace("+psycopg", "")) as connection:
            count = "select count(*) from pg_tables where schemaname = 'public'"
            assert connection.execute(count).fetchone() == (0,)
            connection.execute("create table mark (x int)")
        name = first.split("/")[-1].split("?")[0]
    with psycopg.connect(f"host={postgres.folder} user=branch dbname=postgres") as connection:
        assert connection.execute("select 1 from pg_database where datname = %s", (name,)).fetchone() is None
