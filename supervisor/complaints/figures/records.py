"""What the figures are made of and what they come to: frozen, without a text or a name of a customer.

Days are business days, hours of the day the branch's own, durations in hours of the calendar.
"""

from __future__ import annotations

from datetime import date

import msgspec

AXES = ("channel", "class", "cause", "root", "zone", "person", "weekday", "state")
"""By what cases are counted; `cause` is the cause found where the case was handled, else the one registered."""

FEW = 5
"""From fewer cases of a person no share is worked out, and nobody is put in an order by one."""


class Case(msgspec.Struct, frozen=True, gc=False):
    """One case as far as it is counted. `hour` -1: nobody knows when it happened (a letter, a call without a time)."""

    subject: str
    number: str
    day: date
    channel: str
    class_code: str
    cause_code: str
    root_code: str
    person: str
    zone: str
    state: str
    live: bool
    at_fault: bool | None
    on_the_spot: bool
    reopened: bool
    escalated: bool
    repeat: bool
    group_size: int
    happened: date
    hour: int
    feedback_hours: float | None
    answer_hours: float | None
    answer_own_hours: float | None  # the same without the time in which the case was paused
    clocks: tuple[tuple[str, str], ...]  # kind of clock, its state
    in_time: bool | None  # towards the customer: agreed time, outer limit, review; None: not answered and not past one
    about_manager: bool = False


class Share(msgspec.Struct, frozen=True):
    """So many of so many, with Wilson's 95 % interval; `value` None of nothing."""

    hits: int
    of: int
    value: float | None
    low: float
    high: float


class Spread(msgspec.Struct, frozen=True):
    """How long something took in so many cases: median and ninetieth percentile in hours, None of none."""

    cases: int
    median_hours: float | None
    p90_hours: float | None


class Count(msgspec.Struct, frozen=True):
    """A code with its own cases and those of the codes under it; `depth` 0 is the top of its tree."""

    code: str
    cases: int
    whole: int
    share: float
    depth: int = 0
    parent: str = ""


class Bar(msgspec.Struct, frozen=True):
    """A bar of a Pareto picture; `vital`: one of those that make up the first 80 %."""

    code: str
    cases: int
    share: float
    cumulative: float
    vital: bool


class Rate(msgspec.Struct, frozen=True):
    """Cases against customers, of days with tickets only. Per 1,000 customers with the exact 95 % interval; None where
    no customer is known. `all_cases` counts those of days without tickets, too. Weekday 0 is Monday, -1 all; hour -1
    all."""

    weekday: int
    hour: int
    cases: int
    customers: int
    all_cases: int
    per_1000: float | None
    low: float | None
    high: float | None


class Traffic(msgspec.Struct, frozen=True):
    """Customers who came, by (weekday, hour), and the days of which that is known."""

    customers: dict[tuple[int, int], int] = {}
    days: frozenset[date] = frozenset()


class ClockFigure(msgspec.Struct, frozen=True):
    """How one clock was kept: in time of those decided (met or run out); `running` is decided by nobody yet."""

    kind: str
    kept: Share
    running: int


class Person(msgspec.Struct, frozen=True):
    """Cases about one person, in counts; `at_fault` of the `judged`. A share only from `FEW` judged cases on."""

    person: str
    cases: int
    judged: int
    at_fault: int
    settled_on_the_spot: int
    share: Share | None
    praise: int


class Month(msgspec.Struct, frozen=True):
    """One month in short."""

    month: str
    cases: int
    praise: int
    in_time: Share
    at_fault: Share
    on_the_spot: Share
    repeat: Share
    answer: Spread


class Promises(msgspec.Struct, frozen=True):
    """Promises to customers that fell due: kept in time of those decided, and what is still owed."""

    due: int
    kept: Share
    late: int
    not_kept: int
    owed: int


class Figures(msgspec.Struct, frozen=True):
    """Everything about a span of days. `cases` are those counted, for what stands behind a figure; `own`: only cases
    that the reader may read were counted. `before` is the span of the same length before (for a month, the month
    before)."""

    first: date
    last: date
    own: bool
    count: int
    open: int
    withdrawn: int
    reopened: int
    escalated: int
    about_manager: int
    groups: int
    people_in_groups: int
    by: dict[str, tuple[Count, ...]]
    causes: tuple[Bar, ...]
    hours: tuple[Rate, ...]
    by_hour: tuple[Rate, ...]
    by_weekday: tuple[Rate, ...]
    hour_unknown: int
    ticket_days: frozenset[date]
    feedback: Spread
    answer: Spread
    answer_own: Spread
    clocks: tuple[ClockFigure, ...]
    in_time: Share
    at_fault: Share
    on_the_spot: Share
    repeat: Share
    persons: tuple[Person, ...]
    praise: int
    praise_by_source: dict[str, int]
    promises: Promises
    months: tuple[Month, ...]
    before: Month | None
    cases: tuple[Case, ...] = ()
    earlier: tuple[Case, ...] = ()  # of the months before, for what stands behind the twelve months

    @property
    def days_with_tickets(self) -> int:
        """Of how many days the customers are known."""
        return len(self.ticket_days)
