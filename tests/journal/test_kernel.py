"""The small parts: clock, ids, digests, places, migrations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.errors import BadInput
from supervisor.journal import Ledger, clock, engine, new_id, schema
from supervisor.journal.entry import Entry, digest_of
from supervisor.journal.ledger import ledgers

MINUTE = 60_000


@given(st.lists(st.tuples(st.integers(0, 2**41), st.integers(0, 2**57)), min_size=1, max_size=30))
def test_the_clock_never_runs_backwards(steps):
    seen = 0
    for now_ms, foreign in steps:
        followed = clock.follow(seen, foreign, now_ms)
        assert followed >= seen
        ticked = clock.tick(followed, now_ms)
        assert ticked > followed
        assert clock.wall_ms(ticked) >= now_ms
        seen = ticked


def test_the_clock_follows_five_minutes_and_no_more():
    now = 1_800_000_000_000
    assert clock.follow(0, clock.reading(now + 5 * MINUTE), now) == clock.reading(now + 5 * MINUTE)
    assert clock.follow(0, clock.reading(now + 5 * MINUTE + 1), now) == 0


def test_ids_sort_by_the_time_they_were_made():
    ids = [new_id() for _ in range(50)]
    assert ids == sorted(ids)  # within a millisecond too: people taken in together keep their order
    assert len(set(ids)) == 50
    assert {len(x) for x in ids} == {20}


@given(st.integers(0, 15), st.integers(0, 3))
def test_every_field_is_under_the_digest(field, salt):
    fields = ("d", 1, "i", "b", 5, 6, 20261122, "a", "o", 1, "k", 1, "s", b"base", b"{}", b"prev")
    entry = Entry(*fields, digest_of(fields))
    assert digest_of(entry[:16]) == entry.digest
    old = entry[field]
    changed = old + 1 + salt if isinstance(old, int) else old + (b"x" if isinstance(old, bytes) else "x")
    forged = entry._replace(**{Entry._fields[field]: changed})
    assert digest_of(forged[:16]) != forged.digest


def test_a_network_share_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(engine, "_filesystem", lambda path: "cifs")
    with pytest.raises(BadInput, match="cifs"):
        engine.open_engine(tmp_path / "x.book", None)


def test_the_head_is_that_of_the_scripts():
    assert schema.known_revisions()[-1] == schema.HEAD


def test_head_equals_models_and_migrations_go_up_and_down(any_place):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import inspect

    import supervisor.access.ledger  # noqa: F401  its credentials are kept, not rebuilt
    from supervisor.journal.engine import close_engine, open_engine
    from supervisor.journal.pen import writing
    from supervisor.journal.tables import KEPT

    database = open_engine(any_place.where, any_place.passphrase)
    with writing(database) as connection:
        schema.migrate(connection)
        options = {"include_name": lambda name, kind, _parents: kind != "table" or name in KEPT.tables}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, KEPT) == []
    with writing(database) as connection:
        schema.migrate(connection, "base")
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    with writing(database) as connection:
        schema.migrate(connection)
        assert set(KEPT.tables) <= set(inspect(connection).get_table_names())
    close_engine(database)


def test_ledgers_whose_tables_could_be_taken_for_each_others_are_refused() -> None:
    """`toy_plan` would lose its tables whenever `toy` is made anew."""
    before = [ledger.name for ledger in ledgers()]
    for name in (f"{before[0]}_plan", f"{before[-1]}_a_b"):
        with pytest.raises(TypeError, match="told apart"):
            Ledger(name)
    assert [ledger.name for ledger in ledgers()] == before
