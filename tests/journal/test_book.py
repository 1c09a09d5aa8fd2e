"""What a room's author relies on: append, fold, query, changed — on every engine."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Column, String, text

from supervisor.errors import Refused
from supervisor.journal import Change, lock_month, new_id, reopen_month
from supervisor.journal import ledger as registry
from supervisor.journal.engine import Unwritable
from supervisor.journal.event import escape, from_bytes
from tests.journal.toys import Arranged, Listed, Noted, note, notes, state

NOVEMBER = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def test_what_was_appended_is_read_again_after_reopening(any_place):
    book = any_place.create()
    note(book, "note:1", "灰尘")
    book.close()
    with any_place.open() as again, again.read() as r:
        assert notes(r) == {"note:1": "灰尘"}
        (entry,) = r.history("note:1")
        assert entry.actor == "person:1"
        assert entry.branch == "Test branch"
    with any_place.open() as again:
        assert again.verify(full=True).problems == []


def test_a_command_that_fails_leaves_nothing(any_book):
    before = any_book.vector()
    with pytest.raises(Refused), any_book.write("person:1") as w:
        w.append("note:1", Noted(text="a", colour="b"))
        w.put_blob(b"photo")
        raise Refused("no")
    assert any_book.vector().items() >= before.items()
    with any_book.read() as r:
        assert notes(r) == {}
        assert r.store.one("SELECT COUNT(*) FROM blob")[0] == 0


def test_several_facts_of_a_command_share_one_operation_and_chain_on_one_subject(any_book):
    with any_book.write("person:1") as w:
        w.append("note:1", Noted(text="a", colour="b"))
        w.append("note:1", Noted(text="c", colour="d"))
        w.append("list:1", Listed(line="x"))
    with any_book.read() as r:
        first, second = r.history("note:1")
        (third,) = r.history("list:1")
        assert {first.op, second.op, third.op} == {first.id}
        assert first.op_count == 3
        assert second.base == first.digest
        assert notes(r) == {"note:1": "c"}


def test_unsafe_characters_are_written_visibly(any_book):
    note(any_book, "note:\x00", "a\x00b\ud800c")
    with any_book.read() as r:
        assert notes(r) == {"note:␀": "a␀b\\ud800c"}
    assert escape("正常 text") == "正常 text"
    assert any_book.verify().ok


def test_a_batch_keeps_all_or_nothing_and_reads_its_own_state(any_book):
    told: list[Change] = []
    any_book.changed.connect(told.append)
    with any_book.batch():
        for i in range(5):
            note(any_book, f"note:{i}", str(i))
        with pytest.raises(Refused), any_book.write("person:1") as w:
            w.append("note:9", Noted(text="9", colour=""))
            raise Refused("one command of the batch fails alone")
        with any_book.read() as r:
            assert len(notes(r)) == 5
        assert told == []
    assert len(told) == 1
    with pytest.raises(RuntimeError), any_book.batch():
        note(any_book, "note:7", "7")
        raise RuntimeError
    with any_book.read() as r:
        assert len(notes(r)) == 5
    assert any_book.verify().ok


def test_announcements_say_what_and_who(book):
    told: list[Change] = []
    stop = book.changed.connect(told.append)
    with book.write("person:7", initiator="settings") as w:
        w.append("list:1", Listed(line="x"))
    assert told[0].kinds == {"toys.listed"}
    assert told[0].subjects == {"list:1"}
    assert (told[0].actor, told[0].initiator) == ("person:7", "settings")
    assert told[0].touches("toys")
    assert not told[0].touches("toy")
    stop()
    note(book, "note:1", "x")
    assert len(told) == 1


def test_another_programs_writing_is_announced(any_place):
    with any_place.create() as mine, any_place.open() as theirs:
        told: list[Change] = []
        mine.changed.connect(told.append)
        assert not mine.poll()
        note(theirs, "note:1", "x")
        mine.poll()
        with mine.read() as r:
            assert notes(r) == {"note:1": "x"}


def test_old_versions_are_read_through_upcasters():
    assert from_bytes("toys.noted", 1, b'{"words":"old"}') == Noted(text="old", colour="none")
    founded = from_bytes("journal.book_founded", 1, b'{"branch":"b","zone":"Asia/Shanghai","format":1}')
    assert founded.branch == "b"  # type: ignore[attr-defined]
    assert founded.program == ""  # type: ignore[attr-defined]


def test_an_entry_written_as_version_1_folds_as_today(any_book):
    """A v1 entry made by hand, as an old program would have, then merged: it folds through the upcaster."""
    from supervisor.journal.entry import GENESIS, Entry, digest_of
    from supervisor.journal.merge import Parcel

    fields = (
        "olddevice000", 1, new_id(), "Test branch", 1, 1, 19700101, "person:1", "op", 1,
        "toys.noted", 1, "note:old", GENESIS, b'{"words":"from before"}', GENESIS,
    )  # fmt: skip
    any_book.merge(Parcel("Test branch", [Entry(*fields, digest_of(fields))], []))
    with any_book.read() as r:
        assert notes(r) == {"note:old": "from before"}


def test_a_closed_month_refuses_evidence_and_opens_again(any_book):
    with any_book.write("person:1") as w:
        lock_month(w, "2026-11")
    with pytest.raises(Refused, match="2026-11"):
        note(any_book, "note:1", "late", at=NOVEMBER)
    with any_book.write("person:1") as w:
        w.append("note:2", Arranged(text="a setting"), at=NOVEMBER)
    note(any_book, "note:3", "another month", at=NOVEMBER.replace(month=10))
    with any_book.write("person:1") as w:
        reopen_month(w, "2026-11", "appeal upheld")
    note(any_book, "note:1", "after all", at=NOVEMBER)
    with any_book.read() as r:
        assert set(notes(r)) == {"note:1", "note:2", "note:3"}


def test_numbers_count_per_series_and_carry_the_device(any_book):
    with any_book.write("person:1") as w:
        first, second, other = w.number("ZG"), w.number("ZG"), w.number("TS")
    code = first.split("-")[1]
    assert (first, second, other) == (f"ZG-{code}-0001", f"ZG-{code}-0002", f"TS-{code}-0001")
    assert len(code) == 3


def test_a_changed_ledger_is_rebuilt_on_opening(any_place, monkeypatch):
    from tests.journal import toys

    with any_place.create() as book:
        note(book, "note:1", "x")
    monkeypatch.setattr(toys.LEDGER, "version", 99)
    monkeypatch.setattr(toys.LEDGER, "_digest", None)
    monkeypatch.setitem(
        toys.LEDGER.folds, "toys.noted", lambda rows, fact, entry: rows.put(toys.NOTE, text="new", colour="")
    )
    with any_place.open() as book:
        with book.read() as r:
            assert notes(r) == {"note:1": "new"}
        assert book.verify().ok
    monkeypatch.undo()
    toys.LEDGER._digest = None


def test_rebuild_restores_a_lost_ledger(any_book):
    for i in range(30):
        note(any_book, f"note:{i}", str(i))
    before = state(any_book)
    with any_book.write("person:1") as w:
        w.keep(text("DELETE FROM toys_note"))
    assert not any_book.verify().ok
    assert any_book.rebuild() >= 30
    assert state(any_book) == before
    assert any_book.verify().ok


def test_what_the_driver_says_of_a_bad_place_is_told_in_words(book):
    with pytest.raises(Unwritable), book.write("person:1") as w:
        raw = w.store.raw
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages}")
        w.store.run("INSERT INTO blob (digest, size, data) VALUES ('x', 1, zeroblob(100000))")
    note(book, "note:1", "still written")
    with book.read() as r:
        assert notes(r) == {"note:1": "still written"}


def test_a_room_imported_inside_a_batch_gets_its_tables(any_book, monkeypatch):
    monkeypatch.setattr(registry, "_ledgers", dict(registry._ledgers))
    with any_book.batch():
        note(any_book, "note:1", "before")
        late = registry.Ledger("toyslate")
        table = late.table("line", Column("text", String))
        late.on(Listed)(lambda rows, fact, _entry: rows.put(table, text=fact.line))
        with any_book.write("person:1") as w:
            w.append("list:1", Listed(line="x"))
    with any_book.read() as r:
        assert r.store.all("SELECT subject, text FROM toyslate_line") == [("list:1", "x")]
