"""Whatever the order, repetition or delay, every copy of a book ends with the same ledgers.

Hypothesis plays several people with a book file each: they note and count, lose contact, hand each other parcels late,
twice, torn in pieces and out of order, copy a book, set a clock to 2099, close a month and settle contradictions. In
the end everybody meets everybody once more, and all copies must say the same, prove, and read the same when rebuilt.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from supervisor.errors import Refused
from supervisor.journal import Book, ConflictSettled, Parcel, lock_month, new_id, reopen_month
from tests.trust.contents import attachments, entry_rows, ledger_rows
from tests.trust.noted import Counted, Noted, note

SUBJECTS = [f"note:{number}" for number in range(3)]
MONTHS = ["2026-10", "2026-11"]
who = st.integers(0, 2)
subjects = st.sampled_from(SUBJECTS)
months = st.sampled_from(MONTHS)


def day_in(month: str, day: int) -> datetime:
    """Noon on a day of a month, in the branch's zone."""
    return datetime(int(month[:4]), int(month[5:]), day, 4, 0, tzinfo=UTC)


class Branches(RuleBasedStateMachine):
    """Three book files (and copies of them) of one branch."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="merge-"))
        self.home_before = os.environ.get("SUPERVISOR_HOME")
        os.environ["SUPERVISOR_HOME"] = str(self.folder / "home")
        self.books: list[Book] = []
        self.parcels: list[Parcel] = []
        self.cases: list[tuple[str, str]] = []
        self.ticks = 0
        self.begun = datetime.now(UTC)
        self.ahead: set[str] = set()
        self.were_ahead: set[str] = set()

    def teardown(self) -> None:
        try:
            if self.books:
                self.everybody_meets()
        finally:
            for book in self.books:
                book.close()
            if self.home_before is not None:
                os.environ["SUPERVISOR_HOME"] = self.home_before
            shutil.rmtree(self.folder)

    @initialize()
    def three_books(self) -> None:
        """Each person starts from a copy of the branch's first book, as a laptop would."""
        first = self.folder / "first.book"
        Book.create(first, branch="B", zone="Asia/Shanghai").close()
        for name in "abc":
            where = self.folder / f"{name}.book"
            shutil.copy(first, where)
            self.keep_time(Book.open(where))

    def keep_time(self, book: Book) -> Book:
        """Add a book whose clock ticks a second at each look, in 2099 when its owner set it so."""

        def now() -> datetime:
            self.ticks += 1
            begun = self.begun + timedelta(days=73 * 365) if book.where in self.ahead else self.begun
            return begun + timedelta(seconds=self.ticks)

        book.set_now(now)
        self.books.append(book)
        return book

    def book(self, number: int) -> Book:
        return self.books[number % len(self.books)]

    # ---- people at work

    @rule(at=who, subject=subjects, place=st.integers(1, 2), text=st.text(max_size=6), month=months)
    def notes(self, at: int, subject: str, place: int, text: str, month: str) -> None:
        book = self.book(at)
        with book.read() as r:
            closed = r.month_locked(month)
        if closed:
            with pytest.raises(Refused):
                note(book, text, subject=subject, place=place, at=day_in(month, 5))
        else:
            note(book, text, subject=subject, place=place, at=day_in(month, 5))

    @rule(at=who, many=st.integers(1, 9), both=st.sets(subjects, min_size=1))
    def counts_about_several_subjects_in_one_command(self, at: int, many: int, both: set[str]) -> None:
        with self.book(at).write("system") as w:
            for subject in sorted(both):
                w.append(subject, Counted(many=many), at=day_in("2026-12", 1))

    @rule(at=who, subject=subjects)
    def derives_what_follows_from_an_entry(self, at: int, subject: str) -> None:
        """On two copies alike: the derived entry has one id and counts once."""
        book = self.book(at)
        with book.read() as r:
            history = r.history(subject)
        if history:
            with book.write("system") as w:
                fact = Noted(place=9, text=history[0].id)
                w.append(subject, fact, cause=history[0].id, at=day_in("2026-12", 2))

    @rule(at=who, text=st.binary(max_size=20), which=st.integers(-3, 9))
    def seals_a_text(self, at: int, text: bytes, which: int) -> None:
        """In a new case, or in one that this copy has heard of and that it has not erased."""
        with self.book(at).read() as r:
            known = sorted(row[0] for row in r.store.all("SELECT sealed_case FROM case_key"))
        case = known[which % len(known)] if known and which >= 0 else f"case:{new_id()}"
        with self.book(at).write("system") as w:
            digest = w.seal(case, text)
            w.append(case, Noted(place=1, text=digest), at=day_in("2026-12", 3))
        with self.book(at).read() as r:
            assert r.unseal(case, digest) == text

    @rule(at=who, which=st.integers(0, 9))
    def erases_a_case(self, at: int, which: int) -> None:
        with self.book(at).read() as r:
            known = sorted(row[0] for row in r.store.all("SELECT sealed_case FROM case_key"))
        if known:
            case = known[which % len(known)]
            with self.book(at).write("system") as w:
                w.erase(case, "asked")
            with self.book(at).read() as r:
                assert not r.store.all("SELECT 1 FROM case_key WHERE sealed_case = ?", (case,))

    @rule(at=who, content=st.binary(max_size=40))
    def attaches(self, at: int, content: bytes) -> None:
        with self.book(at).write("system") as w:
            w.append("note:0", Noted(place=3, text=w.put_blob(content)), at=day_in("2026-12", 4))

    @rule(at=who, month=months, lock=st.booleans())
    def closes_or_opens_a_month(self, at: int, month: str, lock: bool) -> None:
        with self.book(at).read() as r:
            closed = r.month_locked(month)
        if closed != lock:
            with self.book(at).write("system") as w:
                lock_month(w, month) if lock else reopen_month(w, month, "forgotten")

    @rule(at=who)
    def settles_a_contradiction(self, at: int) -> None:
        with self.book(at).read() as r:
            conflicts = r.conflicts()
        if conflicts:
            first = conflicts[0]
            chosen = first.entries[-1].digest.hex()
            with self.book(at).write("system") as w:
                w.append(first.subject, ConflictSettled(base=first.base.hex(), chosen=chosen))

    @rule(at=who)
    def sets_the_clock_to_2099_or_back(self, at: int) -> None:
        self.ahead ^= {self.book(at).where}

    @rule(at=who)
    def closes_and_opens_the_book(self, at: int) -> None:
        number = at % len(self.books)
        self.books[number].close()
        where = self.books[number].where
        rest = self.books[number + 1 :]
        del self.books[number:]
        self.keep_time(Book.open(where))
        self.books += rest

    @precondition(lambda self: len(self.books) == 3)
    @rule(at=who)
    def copies_the_book(self, at: int) -> None:
        """A copied file goes on as a device of its own."""
        book = self.book(at)
        book.close()
        copied = self.folder / "copied.book"
        shutil.copy(book.where, copied)
        before = set(book.vector())
        copy = self.keep_time(Book.open(copied))
        note(copy, "written on the copy", at=day_in("2026-12", 5))
        assert set(copy.vector()) - before, "the copy writes under a new name"

    # ---- exchange

    @rule(giver=who, taker=who)
    def meets(self, giver: int, taker: int) -> None:
        self.hand_over(self.book(giver), self.book(taker))

    @rule(giver=who, taker=who, everything=st.booleans())
    def packs_a_parcel(self, giver: int, taker: int, everything: bool) -> None:
        since = None if everything else self.book(taker).vector()
        self.parcels.append(self.book(giver).export(since=since))

    @precondition(lambda self: bool(self.parcels))
    @rule(taker=who, which=st.integers(0, 50), seed=st.integers(0, 99))
    def a_parcel_arrives(self, taker: int, which: int, seed: int) -> None:
        """Late, perhaps again, perhaps only a part of it, in any order."""
        parcel = self.parcels[which % len(self.parcels)]
        chance = random.Random(seed)
        entries = list(parcel.entries)
        if seed % 3:
            chance.shuffle(entries)
            entries = entries[: chance.randrange(len(entries) + 1)]
        self.book(taker).merge(Parcel(parcel.branch, entries, parcel.heads, parcel.blobs, parcel.sealed, parcel.keys))

    @staticmethod
    def hand_over(source: Book, target: Book) -> None:
        target.merge(source.export(since=target.vector()))

    # ---- what must hold

    @invariant()
    def clocks_stay_with_their_owner(self) -> None:
        """A laptop set to 2099 drags nobody along."""
        for book in self.books:
            if book.where not in self.ahead and book.where not in self.were_ahead:
                own = book._device.name if book._device else ""  # a copy still holds the row of whom it was copied from
                with book.read() as r:
                    seen = (r.store.one("SELECT seen FROM chain WHERE device = ?", (own,)) or (0,))[0]
                limit = int((self.begun.timestamp() + self.ticks + 301) * 1000) << 16
                assert seen <= limit
        self.were_ahead |= self.ahead

    def everybody_meets(self) -> None:
        """After two rounds of meetings all have everything; then all must say the same."""
        for _round in range(2):
            for source in self.books:
                for target in self.books:
                    if source is not target:
                        self.hand_over(source, target)
        first = self.books[0]
        expected = entry_rows(first), ledger_rows(first, "trust", "journal"), attachments(first)
        for book in self.books:
            verdict = book.verify(full=True)
            assert verdict.ok, verdict.problems
            assert verdict.pending == 0
            entries, rows, attached = entry_rows(book), ledger_rows(book, "trust", "journal"), attachments(book)
            assert entries == expected[0]
            assert rows == expected[1]
            assert attached == expected[2]
            book.rebuild()
            assert ledger_rows(book, "trust", "journal") == rows


def test_all_copies_end_alike() -> None:
    short = settings(max_examples=8, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(Branches, settings=short)


@pytest.mark.soak
def test_all_copies_end_alike_over_long_times() -> None:
    long = settings(max_examples=600, stateful_step_count=60, deadline=None)
    run_state_machine_as_test(Branches, settings=long)
