"""kill -9 while a file is withdrawn: the book is as before or as after, never between, and it can be done again."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from supervisor.branch.service import found_branch
from supervisor.journal import SYSTEM, Book
from supervisor.traffic import ledger
from supervisor.traffic.service import import_tickets, withdraw_file

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
FIRST = date(2026, 9, 1)
State = tuple[Any, ...]


def tickets(path: Path, days: int, first_number: int, count: int) -> Path:
    """A file of some days; numbers from first_number on, so that two files may overlap."""
    lines = ["票号,业务类型,取号时间,叫号时间,结束时间"]
    for day in (FIRST + timedelta(days=n) for n in range(days)):
        for number in range(first_number, first_number + count):
            at = datetime(day.year, day.month, day.day, 8) + timedelta(seconds=45 * number)
            times = (at, at + timedelta(minutes=4), at + timedelta(minutes=9))
            lines.append(",".join((f"A{number:04d}", "个人", *(f"{one:%Y-%m-%d %H:%M:%S}" for one in times))))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def state(path: Path) -> State:
    """What the book says of its days and files; it is verified and worked out anew on the way."""
    with Book.open(path) as book:
        book.set_now(lambda: NOW)
        assert book.verify().ok
        with book.read() as r:
            known = ledger.known_days(r)
            assert known is not None
            before = ledger.summaries(r, *known), [
                (one.file, one.new_count, bool(one.withdrawn_ms)) for one in ledger.files_taken(r)
            ]  # fmt: skip
            numbers = {day: ledger.tickets_of(r, day).number.tolist() for day in before[0]}
        assert {day: one.tickets for day, one in before[0].items()} == {day: len(of) for day, of in numbers.items()}
        book.rebuild()
        with book.read() as r:
            assert ledger.summaries(r, *known) == before[0], "what stands is what the journal says"
        return before[0], sorted(before[1])


class Books:
    """A book with two files that overlap, its states before and after one is withdrawn, and copies to kill."""

    def __init__(self, folder: Path, days: int, count: int) -> None:
        self.folder, self.days = folder, days
        self.path = folder / "whole.book"
        with Book.create(self.path, branch="KIL") as book:
            book.set_now(lambda: NOW)
            found_branch(book, SYSTEM, name="支行")
            import_tickets(book, SYSTEM, tickets(folder / "a.csv", days, 1, count))
            self.digest = import_tickets(book, SYSTEM, tickets(folder / "b.csv", days, count // 2, count)).digest
        self.before = state(self.copy("before"))
        done = self.copy("after")
        with Book.open(done) as book:
            book.set_now(lambda: NOW)
            withdraw_file(book, SYSTEM, self.digest)
        self.after = state(done)
        assert self.after != self.before

    def copy(self, name: str) -> Path:
        return Path(shutil.copy(self.path, self.folder / f"{name}.book"))

    def begun(self, path: Path, last: int) -> subprocess.Popen[str]:
        """A process that has opened the book and begins to withdraw."""
        made = subprocess.Popen(
            [sys.executable, "-m", "tests.traffic.intake.killed", str(path), self.digest, str(last)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert made.stdout is not None
        assert made.stdout.readline() == "begin\n"
        return made

    def again(self, path: Path) -> None:
        """After a kill that kept the state before, withdrawing succeeds."""
        with Book.open(path) as book:
            book.set_now(lambda: NOW)
            withdraw_file(book, SYSTEM, self.digest)
        assert state(path) == self.after


@pytest.fixture
def ended() -> Iterator[list[subprocess.Popen[str]]]:
    """Processes to be ended whatever happens."""
    found: list[subprocess.Popen[str]] = []
    yield found
    for one in found:
        one.kill()
        one.wait()
        assert one.stdout is not None
        one.stdout.close()


def test_killed_between_two_days_of_a_withdrawal_nothing_is_withdrawn(
    tmp_path: Path, ended: list[subprocess.Popen[str]]
) -> None:
    """All five entries are written and three days folded, but for the commit: two days and the file are not yet."""
    books = Books(tmp_path, days=4, count=20)
    path = books.copy("killed")
    ended.append(books.begun(path, 3))
    assert ended[0].wait(60) == -signal.SIGKILL
    assert state(path) == books.before
    books.again(path)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_killed_while_folding_and_at_any_moment(tmp_path: Path, ended: list[subprocess.Popen[str]]) -> None:
    """First while days are folded, then by the clock, over commit and sync too: both states are met, none between."""
    books = Books(tmp_path, days=40, count=300)
    for last in (1, 2, 20, 40, 41):
        path = books.copy(f"folded-{last}")
        ended.append(books.begun(path, last))
        assert ended[-1].wait(120) == -signal.SIGKILL
        assert state(path) == books.before
    path = books.copy("measured")
    ended.append(books.begun(path, 0))
    start = time.monotonic()
    assert ended[-1].stdout is not None
    assert ended[-1].stdout.readline().startswith("done")
    takes = time.monotonic() - start
    seed = random.randrange(1 << 32)
    chance, met = random.Random(seed), {"before": 0, "after": 0}
    for turn in range(60):
        path = books.copy(f"moment-{turn}")
        ended.append(books.begun(path, 0))
        time.sleep(takes * (chance.uniform(0, 1.1) if turn % 2 else chance.uniform(0.85, 1.05)))
        os.kill(ended[-1].pid, signal.SIGKILL)
        ended[-1].wait(60)
        found = state(path)
        assert found in (books.before, books.after), f"neither before nor after (seed {seed}, turn {turn})"
        met["before" if found == books.before else "after"] += 1
        if found == books.before:
            books.again(path)
        path.unlink()
    assert min(met.values()) > 0, f"{met} (seed {seed}, {takes:.2f} s)"
