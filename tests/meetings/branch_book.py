"""A whole branch in a book for the meeting and dispatch tests: made-up staff, roster and five weeks of tickets."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

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

__all__ = ["MONDAY", "NOON", "SYSTEM", "fill", "random_branch", "sample_branch"]


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
