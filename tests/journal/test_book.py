"""What a room's author relies on: append, fold, query, changed — on every engine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Column, String, text

from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Change, ConflictSettled, derived_id, lock_month, new_id, reopen_month
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


def test_derived_entries_are_the_same_on_every_copy_and_count_once(any_book, new_place):
    cause = note(any_book, "note:1", "cause")
    with new_place("sqlite", "laptop").create() as laptop:
        laptop.merge(any_book.export())
        for book, line in ((any_book, "here"), (laptop, "there")):
            with book.write("person:1") as w:
                w.append("list:1", Listed(line=line), cause=cause)
        any_book.merge(laptop.export())
        laptop.merge(any_book.export())
        assert state(laptop) == state(any_book)
        assert len(state(laptop)["toys_line"]) == 1
    assert derived_id("a", "b") == derived_id("a", "b") != derived_id("a", "c")


def test_a_contradiction_shows_both_values_until_a_person_settles_it(any_book, new_place):
    note(any_book, "note:1", "before")
    with new_place("sqlite", "laptop").create() as laptop:
        laptop.merge(any_book.export())
        note(any_book, "note:1", "branch says")
        note(laptop, "note:1", "laptop says")
        any_book.merge(laptop.export())
        with any_book.read() as r:
            (conflict,) = r.conflicts()
        texts = [msgspec.json.decode(entry.payload)["text"] for entry in conflict.entries]
        assert sorted(texts) == ["branch says", "laptop says"]
        with any_book.write("person:1") as w:
            w.append("note:1", ConflictSettled(base=conflict.base.hex(), chosen=conflict.entries[0].digest.hex()))
        with any_book.read() as r:
            assert r.conflicts() == []
            assert len(r.conflicts(open_only=False)) == 1
        laptop.merge(any_book.export(laptop.vector()))
        assert state(laptop) == state(any_book)
        assert laptop.verify().ok
        assert any_book.verify().ok


def test_lists_that_grow_on_two_copies_do_not_contradict(any_book, new_place):
    with new_place("sqlite", "laptop").create() as laptop:
        for book, line in ((any_book, "a"), (laptop, "b")):
            with book.write("person:1") as w:
                w.append("list:1", Listed(line=line))
        any_book.merge(laptop.export())
        with any_book.read() as r:
            assert r.conflicts() == []
        assert [row[1] for row in state(any_book)["toys_line"]] == ["a", "b"]


def test_a_parcel_of_another_branch_or_with_a_changed_entry_is_not_taken(book, new_place):
    from supervisor.errors import Damaged

    with new_place("sqlite", "other").create(branch="Elsewhere") as other, pytest.raises(BadInput, match="Elsewhere"):
        book.merge(other.export())
    with new_place("sqlite", "laptop").create() as laptop:
        note(laptop, "note:1", "x")
        parcel = laptop.export()
        forged = [e._replace(actor="person:2") if e.subject == "note:1" else e for e in parcel.entries]
        with pytest.raises(Damaged):
            book.merge(msgspec.structs.replace(parcel, entries=forged))
        head = msgspec.structs.replace(parcel.heads[0], signature=bytes(64))
        with pytest.raises(Damaged, match=r"signature|签名"):
            book.merge(msgspec.structs.replace(parcel, heads=[head]))
    with book.read() as r:
        assert notes(r) == {}


@pytest.mark.parametrize("batched", [False, True])
def test_a_copy_whose_first_command_is_refused_takes_the_next(place, tmp_path, batched):
    """The device that the first command begins goes with it when it is refused."""
    import shutil

    with place.create() as made:
        note(made, "note:1", "original")
    shutil.copy(place.where, tmp_path / "copy.book")
    copied = Book.open(tmp_path / "copy.book")

    def refused() -> None:
        with copied.write("w"):
            raise Refused("no")

    if batched:
        with copied.batch():
            with pytest.raises(Refused):
                refused()
            note(copied, "note:2", "from the copy")
    else:
        with pytest.raises(Refused):
            refused()
        note(copied, "note:2", "from the copy")
    assert len(copied.vector()) == 2
    assert copied.verify().ok
    copied.close()


def test_a_copied_book_writes_as_a_new_device(place, new_place, tmp_path):
    import shutil

    with place.create() as book:
        note(book, "note:1", "original")
        known = set(book.vector())
    shutil.copy(place.where, tmp_path / "copy.book")
    with Book.open(tmp_path / "copy.book") as copy, place.open() as book:
        note(copy, "note:2", "from the copy")
        note(book, "note:3", "from the original")
        assert set(book.vector()) == known
        assert len(set(copy.vector()) - known) == 1
        book.merge(copy.export())
        copy.merge(book.export())
        assert state(book) == state(copy)
        assert book.verify().problems == []


def test_a_book_restored_in_place_writes_as_a_new_device(place):
    with place.create() as book:
        note(book, "note:1", "saved")
        known = set(book.vector())
    saved = Path(place.where).read_bytes()
    with place.open() as book:
        note(book, "note:2", "lost with the restored copy")
    Path(place.where).write_bytes(saved)
    with place.open() as book:
        note(book, "note:3", "after the restore")
        assert len(set(book.vector()) - known) == 1


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


@pytest.mark.parametrize("ahead", [timedelta(minutes=20), timedelta(days=70 * 365)], ids=["20 minutes", "2099"])
def test_a_command_counts_although_a_colleague_s_clock_was_ahead(any_place, tmp_path, ahead):
    """What is done last in sight of the earlier counts last, and is no contradiction; no clock is dragged along."""
    giver = Book.create(tmp_path / "giver.book", branch="Test branch")
    begun = datetime.now(UTC)
    giver.set_now(lambda: begun + ahead)
    note(giver, "note:1", "written ahead of time")
    with any_place.create() as book:
        book.merge(giver.export())
        for words in ("seen and mended", "once more"):
            note(book, "note:1", words)
            with book.read() as r:
                assert notes(r)["note:1"] == words
                assert r.conflicts() == []
        note(book, "note:2", "of the present")
        with book.read() as r:
            (entry,) = r.history("note:2")
        assert entry.clock >> 16 < (begun + ahead - timedelta(minutes=5)).timestamp() * 1000
        giver.merge(book.export())
        with giver.read() as r:
            assert notes(r)["note:1"] == "once more"
        assert book.verify().problems == []
    giver.close()
