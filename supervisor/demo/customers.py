"""Made-up customers of the sample branch, served by the people of the roster where there is one."""

from __future__ import annotations

from datetime import date, timedelta

from supervisor.branch.ledger import calendar, opening, posts
from supervisor.demo.spec import BranchSpec
from supervisor.journal import Book, Reader
from supervisor.traffic.outlook.cover import shifts_of
from supervisor.traffic.service import record_tickets
from supervisor.traffic.synthetic import ClassShape, DayShape, Shift, generate_day, published_demand
from supervisor.traffic.tickets import Tickets

SOURCE = "synthetic"
PATIENCE_MINUTES = 45.0
SURGES = 23  # one day in so many brings half as many customers again


class Customers:
    """Generates and enters one day after the other."""

    def __init__(self, spec: BranchSpec, seed: int) -> None:
        self.spec = spec
        self.seed = seed
        self._swollen: dict[date, float] = {}
        self._moved: dict[date, list[Shift]] = {}
        self.demand = published_demand(
            [
                ClassShape(name, chr(65 + i), share, spec.service_minutes[name], PATIENCE_MINUTES,
                           month_end=1.15, pay_day=1.25)
                for i, (name, share) in enumerate(spec.mix.items())
            ],
            spec.weight,
        )  # fmt: skip

    def swell(self, day: date, factor: float) -> None:
        """So many times as many come on a day."""
        self._swollen[day] = factor

    def move(self, day: date, server: str, service_class: str, first: int, last: int) -> None:
        """Somebody serves another class (empty: nobody) between two minutes of a day."""
        if first < last:
            self._moved.setdefault(day, []).append(Shift(server, service_class, first, last))

    def tickets(self, book: Book, day: date) -> Tickets | None:
        """A day's tickets as far as is known of it; None when the doors stay shut. Who comes does not depend on who
        serves: so the hall up to the first move is the same before and after it is entered."""
        with book.read() as r:
            doors = opening(r, day)
            if doors is None:
                return None
            shifts = shifts_of(r, day) or self._usual(r, doors.open_minute, doors.close_minute)
            surge = (day.toordinal() + self.seed) % SURGES == 0
            shape = DayShape(
                day, doors.open_minute, doors.close_minute, month_end=_month_end(r, day),
                pay_day=day.day in (*self.spec.paydays, *self.spec.pension_days),
                factor=self._swollen.get(day, 1.5 if surge else 1.0),
            )  # fmt: skip
        for other in self._moved.get(day, ()):
            shifts = [part for one in shifts for part in _without(one, other)]
        shifts += [one for one in self._moved.get(day, ()) if one.service_class]
        return generate_day(self.seed, shape, self.demand, shifts)

    def enter(self, book: Book, day: date) -> int:
        """Enter a day's customers; returns how many came (0 when the doors stay shut)."""
        tickets = self.tickets(book, day)
        return 0 if tickets is None else record_tickets(book, "system", [tickets], SOURCE)

    def _usual(self, r: Reader, first: int, last: int) -> list[Shift]:
        """Before there was a roster: stations but one of each class, all day."""
        return [
            Shift(f"{post.code}{i + 1}", post.service_class, first, last)
            for post in posts(r)
            if post.service_class
            for i in range(max(post.stations - 1, 1))
        ]


def _without(one: Shift, other: Shift) -> list[Shift]:
    """What is left of a shift of somebody who is elsewhere for a while."""
    if one.server != other.server or other.end_minute <= one.start_minute or one.end_minute <= other.start_minute:
        return [one]
    parts = ((one.start_minute, other.start_minute), (other.end_minute, one.end_minute))
    return [Shift(one.server, one.service_class, first, last) for first, last in parts if first < last]


def _month_end(r: Reader, day: date) -> bool:
    """Among the last three or first three working days of a month."""
    working = calendar(r).is_working
    before = sum(working(day.replace(day=1) + timedelta(days=i)) for i in range(day.day))
    after = sum(working(day + timedelta(days=i)) for i in range(1, 32) if (day + timedelta(days=i)).month == day.month)
    return before <= 3 or after < 3
