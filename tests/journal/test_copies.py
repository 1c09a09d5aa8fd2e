"""Copies of one book: exchange, contradictions, copied and restored files, wrong clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, ConflictSettled, derived_id
from tests.journal.toys import Listed, note, notes, state


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


@pytest.mark.parametrize("listing", ["branch", "laptop", "both"])
def test_what_only_adds_does_not_hide_a_contradiction(any_book, new_place, listing):
    note(any_book, "note:1", "before")
    with new_place("sqlite", "laptop").create() as laptop:
        laptop.merge(any_book.export())
        for name, book in (("branch", any_book), ("laptop", laptop)):
            if listing in (name, "both"):
                with book.write("person:1") as w:
                    w.append("note:1", Listed(line=name))
            note(book, "note:1", f"{name} says")
        any_book.merge(laptop.export())
        laptop.merge(any_book.export(laptop.vector()))
        for book in (any_book, laptop):
            with book.read() as r:
                (conflict,) = r.conflicts()
                assert len(conflict.entries) == 2


def test_who_saw_a_setting_does_not_contradict_it_by_what_was_added_apart(any_book, new_place):
    note(any_book, "note:1", "before")
    with new_place("sqlite", "laptop").create() as laptop:
        laptop.merge(any_book.export())
        note(any_book, "note:1", "branch says")
        with laptop.write("person:1") as w:
            w.append("note:1", Listed(line="laptop"))  # newer than what the branch said, and not in its sight
        any_book.merge(laptop.export())
        note(any_book, "note:1", "branch says more")
        with any_book.read() as r:
            assert r.conflicts() == []


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
