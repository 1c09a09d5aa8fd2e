"""Made-up customers of the sample branch, served by the people of the roster where there is one."""

from __future__ import annotations

from datetime import date, timedelta

from supervisor.branch.ledger import calendar, opening, posts
from supervisor.demo.spec import BranchSpec
from supervisor.journal import Book, Reader
from supervisor.traffic.outlook.cover import shifts_of
from supervisor.traffic.service import record_tickets
from supervisor.traffic.synthetic import ClassShape, DayShape, Shift, generate_day, published_demand

SOURCE = "synthetic"
PATIENCE_MINUTES = 45.0
SURGES = 23  # one day in so many brings half as many customers again


class Customers:
    """Generates and enters one day after the other."""

    def __init__(self, spec: BranchSpec, seed: int) -> None:
        self.spec = spec
        self.seed = seed
        self.demand = published_demand(
            [
                ClassShape(name, chr(65 + i), share, spec.service_minutes[name], PATIENCE_MINUTES,
                           month_end=1.15, pay_day=1.25)
                for i, (name, share) in enumerate(spec.mix.items())
            ],
            spec.weight,
        )  # fmt: skip

    def enter(self, book: Book, day: date) -> int:
        """Enter a day's customers; returns how many came (0 when the doors stay shut)."""
        with book.read() as r:
            doors = opening(r, day)
            if doors is None:
                return 0
            shifts = shifts_of(r, day) or self._usual(r, doors.open_minute, doors.close_minute)
            surge = (day.toordinal() + self.seed) % SURGES == 0
            shape = DayShape(
                day, doors.open_minute, doors.close_minute, month_end=_month_end(r, day),
                pay_day=day.day in (*self.spec.paydays, *self.spec.pension_days), factor=1.5 if surge else 1.0,
            )  # fmt: skip
        return record_tickets(book, "system", [generate_day(self.seed, shape, self.demand, shifts)], SOURCE)

    def _usual(self, r: Reader, first: int, last: int) -> list[Shift]:
        """Before there was a roster: stations but one of each class, all day."""
        return [
            Shift(f"{post.code}{i + 1}", post.service_class, first, last)
            for post in posts(r)
            if post.service_class
            for i in range(max(post.stations - 1, 1))
        ]


def _month_end(r: Reader, day: date) -> bool:
    """Among the last three or first three working days of a month."""
    working = calendar(r).is_working
    before = sum(working(day.replace(day=1) + timedelta(days=i)) for i in range(day.day))
    after = sum(working(day + timedelta(days=i)) for i in range(1, 32) if (day + timedelta(days=i)).month == day.month)
    return before <= 3 or after < 3
