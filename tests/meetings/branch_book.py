"""A whole branch in a book for the meeting and dispatch tests: made-up staff, roster and five weeks of tickets."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from supervisor.branch.ledger import is_working_day, opening, posts
from supervisor.branch.set_up import take_in
from supervisor.demo.spec import BranchSpec, random_branch, sample_branch
from supervisor.journal import Book
from supervisor.roster.ledger import duties
from supervisor.roster.service import adopt_roster, propose_roster
from supervisor.traffic.service import import_tickets
from supervisor.traffic.synthetic import ClassShape, DayShape, Demand, Shift, generate_day
from supervisor.traffic.ticket_csv import write_ticket_csv

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # Sunday noon in Shanghai
HISTORY_DAYS = 28
SYSTEM = "system"
BRANCHES = {"sample": sample_branch, "random": lambda: random_branch(3)}

_filled: dict[str, Path] = {}  # the session's own: filled once, copied for each test


def filled(name: str, folder: Path) -> Path:
    """The file of a filled book of the branch `name`, made once a session in `folder`; to be copied, not opened."""
    if name not in _filled:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SUPERVISOR_HOME", str(folder / "home"))
            book = Book.create(str(folder / f"{name}.book"), branch="Test branch", zone="Asia/Shanghai")
            fill(book, BRANCHES[name](), folder)
            book.close()
        _filled[name] = folder / f"{name}.book"
    return _filled[name]


@pytest.fixture(params=sorted(BRANCHES))
def branch(request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A whole branch in a book of the test's own, once for the sample and once for one made at random."""
    yield from opened_copy(request.param, tmp_path, tmp_path_factory)


@pytest.fixture
def one_branch(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The sample branch alone, for what no branch can change: rights, refusals, files."""
    yield from opened_copy("sample", tmp_path, tmp_path_factory)


def opened_copy(name: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The filled book of a branch, copied and opened."""
    source = filled(name, tmp_path_factory.mktemp(name)) if name not in _filled else _filled[name]
    copy = shutil.copy(source, tmp_path / "branch.book")
    book = Book.open(str(copy))
    book.set_now(lambda: NOON)
    yield book
    book.close()


def fill(book: Book, spec: BranchSpec, folder: Path, seed: int = 7) -> None:
    """Found the branch, plan the week of MONDAY and the four before it, and import tickets up to the day before."""
    book.set_now(lambda: NOON)
    take_in(book, SYSTEM, spec.file(seed, date(2026, 1, 1)))
    first, last = MONDAY - timedelta(days=HISTORY_DAYS), MONDAY + timedelta(days=6)
    with book.read() as r:
        proposal = propose_roster(r, first, last)
    adopt_roster(book, SYSTEM, proposal)
    demand = Demand(
        classes=tuple(
            ClassShape(
                name=code,
                letter=chr(65 + n),
                share=share,
                service_minutes=spec.service_minutes[code],
                patience_minutes=35.0,
            )
            for n, (code, share) in enumerate(spec.mix.items())
        ),
        customers=tuple(
            spec.weight * total
            for total in Demand(
                (),
            ).customers
        ),
    )
    parts = []
    with book.read() as r:
        served = {post.subject: post.service_class for post in posts(r)}
        for step in range(HISTORY_DAYS):
            day = first + timedelta(days=step)
            hours = opening(r, day)
            if hours is None or not is_working_day(r, day):
                continue
            shifts = [
                Shift(duty.person, served[duty.post], duty.start_minute, duty.end_minute)
                for duty in duties(r, day)
                if served.get(duty.post)
            ]
            parts.append(generate_day(seed, DayShape(day, hours.open_minute, hours.close_minute), demand, shifts))
    file = folder / "tickets.csv"
    write_ticket_csv(file, parts)
    import_tickets(book, SYSTEM, file)
