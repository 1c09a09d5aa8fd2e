"""A day whose tickets came in parts: its figures are those of all its tickets, and are there without reading them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from supervisor.journal import Book
from supervisor.traffic import ledger, service
from supervisor.traffic.summary import summarise
from supervisor.traffic.synthetic import ClassShape, DayShape, generate_day, published_demand, staffing_shifts
from supervisor.traffic.ticket_csv import write_ticket_csv

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
SHAPES = (ClassShape("walk", "A", 3, 4, 25), ClassShape("firm", "C", 1, 9, 40))
WINDOWS = {"walk": ("101", "102", "103", "104", "105", "106"), "firm": ("201", "202", "203", "204")}


@pytest.fixture
def branch(any_book):
    any_book.set_now(lambda: NOW)
    return any_book


def tickets_of(day: date):
    shifts = staffing_shifts(WINDOWS, 510, 1050)
    return generate_day(11, DayShape(day, 510, 1050), published_demand(SHAPES), shifts)


def test_figures_of_overlapping_files_are_read_without_their_tickets(branch, tmp_path: Path, monkeypatch):
    """Importing a running day twice leaves two blocks on it; a year of such days must not be worked out again daily."""
    day = date(2026, 11, 12)
    whole = tickets_of(day)
    for name, part in (("noon.csv", slice(0, 200)), ("evening.csv", slice(150, None)), ("all.csv", slice(0, None, 2))):
        write_ticket_csv(tmp_path / name, [whole.take(part)])
        service.import_tickets(branch, "system", tmp_path / name)
    with branch.read() as r:
        assert len(ledger.blocks_of(r, day)) >= 2
        by_hand = summarise(ledger.tickets_of(r, day))
        monkeypatch.setattr(r, "blob", lambda _digest: pytest.fail("the tickets were read"))
        assert ledger.summaries(r, day, day) == {day: by_hand}


def test_two_laptops_that_did_not_know_of_each_other_agree_on_the_day(branch, tmp_path: Path):
    """Neither laptop's own figures of the union hold once the other's block is there: the tickets decide."""
    day = date(2026, 11, 12)
    whole = tickets_of(day)
    with Book.create(tmp_path / "other.book", branch=branch.branch) as other:
        other.set_now(lambda: NOW)
        other.merge(branch.export())
        parts = {branch: (slice(0, 120), slice(80, 200)), other: (slice(180, 300), slice(250, None))}
        for book, slices in parts.items():
            for part in slices:
                write_ticket_csv(tmp_path / "part.csv", [whole.take(part)])
                service.import_tickets(book, "system", tmp_path / "part.csv")
        branch.merge(other.export(since=branch.vector()))
        other.merge(branch.export(since=other.vector()))
        for book in (branch, other):
            with book.read() as r:
                assert len(ledger.blocks_of(r, day)) == 4
                assert ledger.summaries(r, day, day)[day] == summarise(whole)
