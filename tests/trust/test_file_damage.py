"""Damage to the file itself: never silence, never a riddle; a keyed book names the page and the entries it hit."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest

from supervisor.errors import Damaged, Problem
from supervisor.journal import Book
from tests.conftest import PASSPHRASE, NewPlace, Place
from tests.trust.contents import entry_rows, ledger_rows
from tests.trust.noted import note

PAGE, ENTRIES = 4096, 240


def filled(place: Place) -> Path:
    """A closed book of many pages; its path."""
    with place.create() as book, book.batch():
        for number in range(ENTRIES):
            note(book, f"{number:05d} " + "文" * 500, subject=f"note:{number % 40}", place=number)
    return Path(place.where)


def flip(path: Path, at: int, bit: int = 0) -> None:
    """One bit of a file."""
    with path.open("r+b") as handle:
        handle.seek(at)
        old = handle.read(1)[0]
        handle.seek(at)
        handle.write(bytes([old ^ (1 << bit)]))


def readable(place: Place) -> dict[int, bool]:
    """Position of every entry -> whether it can still be read, each asked on a connection of its own."""
    from supervisor.journal.engine import sqlite_connector

    connect = sqlite_connector(Path(place.where), place.passphrase)
    found = {}
    for pos in range(1, ENTRIES + 3):
        raw = connect()
        try:
            row = raw.execute(
                "SELECT length(payload), digest FROM journal NOT INDEXED WHERE pos = ?", (pos,)
            ).fetchone()
            found[pos] = row is not None
        except Exception:
            found[pos] = False
        finally:
            raw.close()
    return found


def test_a_damaged_page_of_a_keyed_book_names_page_and_entries(new_place: NewPlace) -> None:
    place = new_place("keyed")
    path = filled(place)
    pages = path.stat().st_size // PAGE
    chance, told = random.Random(11), 0
    whole = path.read_bytes()
    for page in chance.sample(range(pages // 4, pages), 20):
        if told >= 2:  # pages of entries were met often enough; most pages hold ledgers and indexes
            break
        flip(path, page * PAGE + chance.randrange(PAGE), chance.randrange(8))
        try:
            with place.open() as book:
                problems = book.verify().problems
        except Damaged:  # the page of a ledger that opening itself reads: nothing is opened, and it says so
            path.write_bytes(whole)
            continue
        assert any(problem.startswith(f"page {page + 1} ") for problem in problems), problems
        lost = [pos for pos, there in readable(place).items() if not there]
        named = re.findall(r"entries (\d+) to (\d+)", " ".join(problems))
        if lost:
            told += 1
            assert len(named) == 1, problems
            first, last = map(int, named[0])
            assert first <= min(lost)
            assert max(lost) <= last
            assert last - first <= max(lost) - min(lost) + 2, "the range says more than was hit"
        else:
            assert not named, "no entry lies on this page"
        path.write_bytes(whole)
    assert told >= 2
    with place.open() as book:
        assert book.verify(full=True).ok


@pytest.mark.parametrize(
    ("passphrase", "flips"),
    [
        *((None, 30), (PASSPHRASE, 9)),
        *(pytest.param(one, many, marks=pytest.mark.soak) for one, many in ((None, 600), (PASSPHRASE, 240))),
    ],
    ids=["plain", "keyed", "plain and many", "keyed and many"],
)
def test_a_flip_anywhere_in_the_file_is_never_silent(passphrase: str | None, flips: int, tmp_path: Path) -> None:
    """Either nothing that can be read has changed, or opening or verifying says so in words."""
    place = Place("sqlite", str(tmp_path / "whole.book"), passphrase)
    path = filled(place)
    with place.open() as book:
        expected = entry_rows(book), ledger_rows(book)
    size, chance = path.stat().st_size, random.Random(f"{flips} flips")
    copy = Place("sqlite", str(tmp_path / "flipped.book"), passphrase)
    silent = []
    spots = [chance.randrange(3 * PAGE if number % 3 == 2 else size) for number in range(flips)]
    for at in spots:
        shutil.copy(path, copy.where)
        flip(Path(copy.where), at, chance.randrange(8))
        try:
            with copy.open() as book:
                if not book.verify(full=True).ok:
                    continue
                told = entry_rows(book), ledger_rows(book)
        except Problem:
            continue
        if told != expected:
            silent.append(at)
    assert silent == []


def test_a_flip_in_a_payload_of_a_plain_file_names_its_entry(place: Place) -> None:
    path = filled(place)
    whole = path.read_bytes()
    for number in (0, 17, ENTRIES - 1):
        start = '"text":"'  # as in the payload's JSON; the same text also stands in a ledger row
        at = whole.index(f"{start}{number:05d} ".encode()) + len(start)
        flip(path, at)
        with place.open() as book, book.read() as r:
            sequence, device = r.store.one("SELECT seq, device FROM journal WHERE pos = ?", (number + 3,))
            problems = book.verify().problems
            assert any(p.startswith(f"device {device}, entry {sequence}:") for p in problems), problems
        path.write_bytes(whole)


def test_a_damaged_name_of_a_column_is_said_in_words(place: Place) -> None:
    path = filled(place)
    whole = path.read_bytes()
    made = re.search(rb'CREATE TABLE "?(trust_tally)"?\s*\(\s*"?\w+"? [^,]*,\s*"?\w+', whole)
    assert made
    flip(path, made.end() - 1, 7)  # the last letter of a column's name is no UTF-8 any more
    with pytest.raises(Damaged, match=r"无法读取|cannot be read"), Book.open(place.where) as book, book.read() as r:
        r.store.all(f'SELECT * FROM "{made[1].decode()}"')


def test_a_torn_off_file_is_noticed(place: Place) -> None:
    path = filled(place)
    with path.open("r+b") as handle:
        handle.truncate(path.stat().st_size // 2)
    with pytest.raises(Problem), Book.open(place.where) as book:
        if not book.verify().ok:
            raise Problem
