"""What the overview returns: frozen, plain values only, so that a screen, a page and `--json` show the same."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from supervisor.dispatch.afterwards.page import MonthOfIncidents
from supervisor.meetings.agenda.records import Agenda as Briefing
from supervisor.meetings.agenda.records import Point, Section

__all__ = [
    "Alarm", "Away", "Briefing", "BusiestTime", "Curve", "Customers", "DaysKnown", "Gap", "Hit", "IncidentLine",
    "MeetingLine", "MonthFigures", "PeakTime", "Point", "PostNow", "Section", "Slot", "Suggestion", "Today", "Todo",
    "Yesterday",
]  # fmt: skip


class Curve(msgspec.Struct, frozen=True):
    """Customers per quarter-hour over all classes, from `first_minute`; an 80 % band from low to high.

    The bands of the classes are added, hence wide. `actual` ends with the last whole quarter-hour that is
    over.
    """

    first_minute: int = 0
    expected: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    actual: tuple[float, ...] = ()


class PeakTime(msgspec.Struct, frozen=True):
    """A stretch in which one person fewer than planned would miss the target; waits in minutes."""

    service_class: str
    start_minute: int
    end_minute: int
    wait_minutes_with_one_fewer: float
    wait_minutes_as_planned: float
    planned: float = 0.0  # fewest people planned in the stretch


class BusiestTime(msgspec.Struct, frozen=True):
    """The quarter-hour and class with most waiting expected; `wait_minutes` None while nobody is planned."""

    service_class: str
    name: str
    start_minute: int
    end_minute: int
    customers: float
    wait_minutes: float | None


class Customers(msgspec.Struct, frozen=True):
    """Customers of the day. Totals count customers; `so_far` is None on a day without tickets yet.

    `peak_spans` are the stretches (from, to) that every screen shades, `peaks` the same by class.
    `wait_now_minutes` is the mean wait of who arrived in the latest whole quarter-hour with anybody in it.
    """

    expected: float
    low: float
    high: float
    history_days: int
    target_minutes: float
    so_far: int | None
    expected_so_far: float
    wait_now_minutes: float | None
    longest_wait_minutes: float | None
    busiest: BusiestTime | None
    curve: Curve
    peaks: tuple[PeakTime, ...]
    peak_spans: tuple[tuple[int, int], ...] = ()


class PostNow(msgspec.Struct, frozen=True):
    """A post at the minute looked at: who is on it, how many must be, and where one is missing later."""

    post: str
    code: str
    name: str
    service_class: str
    persons: tuple[str, ...]
    names: tuple[str, ...]
    stations: int
    min_cover: int
    missing: int
    short_from_minute: int | None = None
    short_until_minute: int | None = None


class Gap(msgspec.Struct, frozen=True):
    """A stretch of the day in which a post lacks people; `persons` are still on it, `min_cover` 0: none is required."""

    post: str
    code: str
    name: str
    start_minute: int
    end_minute: int
    persons: int
    min_cover: int

    @property
    def missing(self) -> int:
        """How many more are needed; 1 for an empty post that requires nobody."""
        return max(self.min_cover, 1) - self.persons


class Away(msgspec.Struct, frozen=True):
    """Somebody who is away for some of the day."""

    person: str
    name: str
    kind: str
    start_minute: int
    end_minute: int


class MeetingLine(msgspec.Struct, frozen=True):
    """A meeting of the day as it was placed; `price_minutes` customer-minutes of waiting, None when never
    priced.
    """

    subject: str
    title: str
    start_minute: int
    end_minute: int
    state: str
    people: int
    price_minutes: float
    at_peak: bool


class Slot(msgspec.Struct, frozen=True):
    """A time for a meeting and what it is expected to cost in customer-minutes of waiting."""

    day: date
    start_minute: int
    end_minute: int
    price_minutes: float


class Suggestion(msgspec.Struct, frozen=True):
    """Where a request would fit best; without `sittings` nothing fits. Prices in customer-minutes of waiting.

    `saved_minutes` is what two batches save against one sitting, None where that was no choice.
    """

    subject: str
    title: str
    minutes: int
    people: int
    sittings: tuple[Slot, ...]
    price_minutes: float
    low_minutes: float
    high_minutes: float
    alternatives: tuple[Slot, ...]
    saved_minutes: float | None


class Todo(msgspec.Struct, frozen=True):
    """Something owed. `state` is `late`, `today`, `soon` or `open`; `when` says it in words; `where` is a
    screen.
    """

    kind: str
    subject: str
    title: str
    detail: str
    when: str
    state: str
    where: str
    due: datetime | None = None


class Yesterday(msgspec.Struct, frozen=True):
    """The last open day before: what it was like. Shares are fractions, `average_percent_c` hundredths of a
    percent.
    """

    day: date
    inspections: int
    average_percent_c: int | None
    findings: int
    complaints: int
    praise: int
    customers: int | None
    forecast: float | None
    forecast_error: float | None
    longest_wait_minutes: float | None
    longest_wait_minute: int | None
    longest_wait_class: str
    within_target: float | None
    meetings: int


class IncidentLine(msgspec.Struct, frozen=True):
    """An incident of a day."""

    subject: str
    number: str
    kind: str
    name: str
    start: datetime
    end: datetime | None
    commander: str


class Alarm(msgspec.Struct, frozen=True):
    """An incident running now: what, since when, how many moves are sent and how many in place, and what to do next."""

    subject: str
    number: str
    kind: str
    name: str
    start: datetime
    drill: bool
    commander: str
    ordered: int
    in_place: int
    next: str


class Today(msgspec.Struct, frozen=True):
    """Everything the Today page says. `opening` is (open, close) in minutes, None on a closed day.

    `doors` is how the branch stands at this minute: `open`, `before` opening, `over` (closed for the day), or
    `closed` all day. Only while it is open anybody is `present`; over and closed there are no `posts`, before opening
    they are as planned for it. `next_opening` is a day and its opening minute, None while open or with none known.
    """

    branch: str
    day: date
    now_minute: int
    opening: tuple[int, int] | None
    customers: Customers
    planned: bool
    present: int
    people: int
    away: tuple[Away, ...]
    posts: tuple[PostNow, ...]
    gaps: tuple[Gap, ...]
    meetings: tuple[MeetingLine, ...]
    unplaced_meetings: int
    todo: tuple[Todo, ...]
    alarms: tuple[Alarm, ...]
    yesterday: Yesterday | None
    doors: str = "open"
    next_opening: tuple[date, int] | None = None
    duty: tuple[tuple[str, str], ...] = ()  # common areas and who looks after them today


class DaysKnown(msgspec.Struct, frozen=True):
    """Days with opening hours until today; days of them with tickets, and the last of these."""

    days_open: int
    days_with_tickets: int
    tickets_until: date | None


class MonthFigures(msgspec.Struct, frozen=True):
    """What a month was like, in counts and fractions; None where nothing could be measured.

    days_open: days with opening hours until today. days_with_tickets: days of them whose customers are known, the last
    being `tickets_until`; only these are in the figures of customers and waiting.
    """

    month: str
    days_open: int
    days_with_tickets: int
    tickets_until: date | None
    customers: int
    busiest_day: date | None
    busiest_customers: int
    mean_wait_minutes: float | None
    longest_wait_minutes: float | None
    within_target: float | None
    left_share: float | None
    inspections: int
    average_percent_c: int | None
    findings: int
    findings_waived: int
    actions_raised: int
    actions_closed: int
    actions_overdue: int
    complaints: int
    complaints_by_channel: dict[str, int]
    complaints_by_cause: dict[str, int]
    complaints_open: int
    complaints_in_time: float | None
    complaints_at_fault: float | None
    complaints_on_the_spot: float | None
    praise: int
    comment_book_days_missed: int
    tests: int
    tests_passed: float | None
    training_minutes: int
    drills: int
    incidents: int
    incident_minutes: float
    meetings: int
    ratings: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)  # pressed at the counters: ratings[i] times i + 1
    checks_planned: int = 0  # those of the plan of inspections that fell due
    checks_in_time: int = 0
    checks_late: int = 0
    checks_missed: int = 0
    checks_excused: int = 0
    checks_made: float | None = None  # in time or late, of those due and not excused
    findings_repeated: int = 0  # of them found before of the same person or at the same place
    meeting_minutes_inside: float = 0.0  # person-minutes of meetings planned inside opening hours
    peak_avoidance: float | None = None  # share of them off the peaks, as planned
    peak_avoidance_held: float | None = None  # the same as held: who came, from when to when, against who came to us
    peak_avoidance_by_kind: dict[str, float | None] = {}  # as planned
    meeting_minutes_held: float = 0.0  # person-minutes of meetings held inside opening hours, which that is a share of
    customers_served: int = 0
    customers_left: int = 0
    waits_measured: int = 0  # customers of days of which the share within the target is known
    incidents_moves: int = 0  # orders to go to another post
    incident_figures: MonthOfIncidents = MonthOfIncidents()  # how fast and how well they were met; drills left out


class Hit(msgspec.Struct, frozen=True):
    """Something found: what it is, its subject, how it is called, more about it, and on which screen it is."""

    kind: str
    subject: str
    title: str
    detail: str
    where: str
