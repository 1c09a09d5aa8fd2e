"""The kept connection that writes: whatever happens around it, nothing acknowledged goes astray."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from supervisor.errors import Problem
from supervisor.journal import Book
from tests.conftest import NewPlace, Place
from tests.journal.toys import Noted, note, notes


@pytest.mark.skipif(not hasattr(os, "pwrite"), reason="Windows has no pwrite to hold up")
def test_a_book_closed_while_another_thread_writes_lets_it_finish(
    any_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = any_place.create()
    note(book, "note:1", "first")
    begun, told, pwrite = threading.Event(), [], os.pwrite
    closed = threading.Event()

    def at_leisure(descriptor: int, data: bytes, offset: int) -> int:
        begun.set()
        closed.wait(0.3)  # another thread closes the book just now
        return pwrite(descriptor, data, offset)

    def write() -> None:
        try:
            note(book, "note:1", "second")
        except Exception as error:
            told.append(error)

    monkeypatch.setattr(os, "pwrite", at_leisure)
    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(10)
    book.close()
    closed.set()
    writer.join(10)
    assert told == []
    with any_place.open() as again, again.read() as r:
        assert notes(r)["note:1"] == "second"


@pytest.mark.parametrize("fault", [KeyboardInterrupt, GeneratorExit, SystemExit, ValueError])
def test_after_any_end_of_a_command_the_next_is_written(any_book: Book, fault: type[BaseException]) -> None:
    note(any_book, "note:1", "before")
    with pytest.raises(fault), any_book.write("person:1") as w:
        w.append("note:1", Noted(text="lost", colour="red"))
        raise fault
    note(any_book, "note:1", "after")
    assert any_book.verify().ok


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let an open file go")
@pytest.mark.parametrize("kind", ["sqlite", "keyed"])
@pytest.mark.parametrize("event", ["moved", "removed", "replaced"])
def test_nothing_is_written_into_a_file_that_went_away(
    kind: str, event: str, new_place: NewPlace, tmp_path: Path
) -> None:
    place = new_place(kind)
    book = place.create()
    path = Path(place.where)
    note(book, "note:1", "before")
    other = tmp_path / "elsewhere.book"
    other.write_bytes(path.read_bytes())
    if event == "moved":
        path.rename(other)
    elif event == "removed":
        path.unlink()
    else:
        other.replace(path)
    with pytest.raises(Problem) as caught:
        note(book, "note:1", "into nowhere")
    assert place.where in str(caught.value)
    book.close()
    if event == "moved":
        other.rename(path)
        with place.open() as again:
            with again.read() as r:
                assert notes(r)["note:1"] == "before"
            note(again, "note:1", "after")
            assert again.verify().ok
