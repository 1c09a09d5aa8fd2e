"""A laptop that was copied with its key: both wrote as one device, and nothing of either is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from supervisor.exchange import service
from supervisor.inspection import service as inspecting
from supervisor.inspection.ledger import inspection
from supervisor.journal import Book
from supervisor.journal.device import home, place_of
from tests.inspection.branches import Branch, made


class Copied:
    """A branch, a laptop, and a copy of the laptop's disk."""

    def __init__(self, branch: Book, folder: Path) -> None:
        self.folder, self.branch = folder, branch
        self.staff: Branch = made(branch, 7, datetime.now(UTC))
        branch.set_now(lambda: datetime.now(UTC))
        service.make_bundle(branch, self.staff.manager, folder / "out", laptop=True)
        laptop, _taken = service.start_from_bundle(str(folder / "laptop.book"), folder / "out")
        self.inspect(laptop)
        laptop.close()
        shutil.copy(laptop.where, folder / "clone.book")
        here, there = place_of(laptop.where), place_of(folder / "clone.book")
        for one in (home() / "devices").glob(f"{here}*"):
            shutil.copy(one, one.with_name(one.name.replace(here, there)))
        self.laptop, self.clone = laptop, Book.open(folder / "clone.book")

    def inspect(self, book: Book) -> str:
        """An inspection with one answer."""
        subject = inspecting.begin(book, self.staff.supervisor, "tellers_day")
        inspecting.answer(book, self.staff.supervisor, subject, "D1", "pass")
        return subject

    def send(self, one: Book, other: Book, *, full: bool = False) -> service.Taken:
        """A bundle from one to the other."""
        path = self.folder / "x.bundle"
        service.make_bundle(one, self.staff.manager, path, full=full)
        return service.take_bundle(other, self.staff.manager, path)


@pytest.fixture
def copied(book: Book, tmp_path: Path) -> Iterator[Copied]:
    there = Copied(book, tmp_path)
    yield there
    there.laptop.close()
    there.clone.close()


def waiting(book: Book) -> set[str]:
    """What is not handed in."""
    with book.read() as r:
        return set(service.not_handed_in(r))


def test_what_the_clone_wrote_arrives_though_its_numbers_were_taken(copied: Copied) -> None:
    assert service.own_device(copied.laptop) == service.own_device(copied.clone)
    theirs = [copied.inspect(copied.laptop) for _number in range(3)]
    mine = copied.inspect(copied.clone)
    copied.send(copied.laptop, copied.branch)
    taken = copied.send(copied.branch, copied.clone, full=True)
    assert taken.arrival.twins
    assert service.own_device(copied.laptop) != service.own_device(copied.clone)
    assert mine in waiting(copied.clone)
    home_again = copied.send(copied.clone, copied.branch)
    assert home_again.receipt.whole
    with copied.branch.read() as r:
        assert {inspection(r, one) is not None for one in (*theirs, mine)} == {True}
    copied.send(copied.branch, copied.clone, full=True)
    assert waiting(copied.clone) == set()
    copied.send(copied.branch, copied.laptop, full=True)
    later = [copied.inspect(book) for book in (copied.laptop, copied.clone)]
    for book in (copied.laptop, copied.clone):
        assert not copied.send(book, copied.branch).arrival.twins
    with copied.branch.read() as r:
        found = [inspection(r, one) for one in (mine, *theirs, *later)]
    assert None not in found
