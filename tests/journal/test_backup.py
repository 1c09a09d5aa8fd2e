"""Backups: whole copies that prove, known by their mark, thrown away by policy, and no way around an erasure."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from supervisor.errors import BadInput
from supervisor.journal import Book
from supervisor.journal.backup import look, make_backup, prune, restore, stale
from tests.conftest import NewPlace, Place
from tests.journal.toys import note, state

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "keyed"])
def file_place(request: pytest.FixtureRequest, new_place: NewPlace) -> Place:
    """A place for a book in a file, without and with a passphrase."""
    return new_place(request.param)


@pytest.fixture
def kept(file_place: Place) -> Iterator[Book]:
    """A book in a file with two sealed cases, and a clock that stands."""
    with file_place.create() as book:
        book.set_now(lambda: NOW)
        for case in ("case:1", "case:2"):
            with book.write("person:1") as w:
                note_of = w.seal(case, f"secret of {case}".encode())
            note(book, f"note:{case[-1]}", note_of)
        yield book


def erase(book: Book, case: str) -> None:
    """Destroy a case's key by an entry."""
    with book.write("person:1") as w:
        w.erase(case)


def test_a_backup_is_a_whole_book_under_the_same_passphrase(kept: Book, file_place: Place, tmp_path: Path) -> None:
    made = make_backup(kept, tmp_path)
    assert Path(made.path).name == "branch-20261123-170000.backup"
    assert make_backup(kept, tmp_path).path != made.path, "never over another"
    assert not list(tmp_path.glob("*.backup-*")), "one file, with nothing beside it"
    note(kept, "note:9", "written after it")
    again, erased = restore(Path(made.path), tmp_path / "again.book", file_place.passphrase)
    with again:
        assert erased == 0
        assert again.verify(full=True).problems == []
        assert set(state(again)["toys_note"]) < set(state(kept)["toys_note"])
        note(again, "note:10", "on the restored copy")
        again.merge(kept.export())
        kept.merge(again.export())
        assert state(again) == state(kept), "what came after the backup comes back from the other copy"
        assert len(again.vector()) == 2, "a restored book is a device of its own"
    if file_place.passphrase:
        assert look(Path(made.path), "another passphrase") is None
        assert look(Path(made.path), None) is None


def test_it_tells_which_backups_still_hold_what_was_erased(kept: Book, tmp_path: Path) -> None:
    first = make_backup(kept, tmp_path)
    erase(kept, "case:1")
    second = make_backup(kept, tmp_path)
    erase(kept, "case:2")
    with kept.read() as r:
        assert {one.path: one.erased_since for one in stale(r)} == {first.path: 2, second.path: 1}
    Path(first.path).unlink()
    with kept.read() as r:
        assert [one.path for one in stale(r)] == [second.path], "what is gone is not spoken of"


def test_an_erasure_that_came_by_another_copy_counts_too(kept: Book, new_place: NewPlace, tmp_path: Path) -> None:
    with new_place("sqlite", "laptop").create() as laptop:
        laptop.merge(kept.export())
        laptop.set_now(lambda: NOW - timedelta(days=5))
        erase(laptop, "case:1")
        made = make_backup(kept, tmp_path)
        kept.merge(laptop.export())
    with kept.read() as r:
        assert [(one.path, one.erased_since) for one in stale(r)] == [(made.path, 1)], "whatever its clock says"


def test_old_ones_of_its_own_are_deleted_and_nothing_else(
    kept: Book, file_place: Place, new_place: NewPlace, tmp_path: Path
) -> None:
    old, changed, swapped = (Path(make_backup(kept, tmp_path).path) for _n in range(3))
    with closing(Book.open(changed, file_place.passphrase)) as opened:
        note(opened, "note:7", "somebody works with the backup")
    swapped.write_text("somebody else's file under this name")
    foreign = tmp_path / "foreign.backup"
    shutil.copy(old, foreign)  # not made here: not on the list
    kept.set_now(lambda: NOW + timedelta(days=35))
    young = Path(make_backup(kept, tmp_path).path)
    assert prune(kept, 36) == []
    assert [one.path for one in prune(kept, 35)] == [str(old)]
    assert [path.exists() for path in (old, changed, swapped, foreign, young)] == [False, True, True, True, True]
    with kept.read() as r:
        assert {one.path for one in stale(r)} == {str(changed), str(swapped), str(young)}


def test_a_restored_backup_erases_again_what_this_computer_knows(kept: Book, file_place: Place, tmp_path: Path) -> None:
    made = make_backup(kept, tmp_path)
    erase(kept, "case:1")
    again, erased = restore(Path(made.path), tmp_path / "again.book", file_place.passphrase)
    with again:
        assert erased == 1
        with again.read() as r:
            keys = r.store.all("SELECT sealed_case FROM case_key")
        assert [case for (case,) in keys] == ["case:2"]
        assert again.verify(full=True).erased == 1
        assert again.verify(full=True).problems == []
        kept.merge(again.export())
        again.merge(kept.export())
        assert kept.verify(full=True).problems == []
        assert again.verify(full=True).erased == 1, "erased twice is erased once"


def test_what_is_no_backup_and_where_something_stands_is_refused(kept: Book, place: Place, tmp_path: Path) -> None:
    made = make_backup(kept, tmp_path)
    words = tmp_path / "words.backup"
    words.write_text("no backup")
    for path in (words, tmp_path / "nothing.backup", Path(kept.where)):
        with pytest.raises(BadInput):
            restore(path, tmp_path / "new.book", kept._passphrase)
    with pytest.raises(BadInput):
        restore(Path(made.path), Path(kept.where), kept._passphrase)
    with pytest.raises(BadInput):
        make_backup(kept, tmp_path / "no folder")
    assert not (tmp_path / "new.book").exists()
    assert not list(tmp_path.glob(".*.part*"))


def test_a_book_on_a_server_is_backed_up_by_the_server(new_place: NewPlace, tmp_path: Path) -> None:
    with new_place("postgresql").create() as book, pytest.raises(BadInput, match="pg_dump"):
        make_backup(book, tmp_path)
