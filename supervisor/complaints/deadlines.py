"""By when a complaint must be answered: several clocks that run side by side.

Pure rules, no clock and no calendar of its own. Figures are settings; the defaults come from the 2020 rules
for consumer complaints in banking and insurance (15 days, 30 if complex, +30 with approval; review within
30), from branch practice (on the spot, else within 3 days) and from the retention rule (3 years). First
feedback and the minutes allowed on the spot are the branch's own choice.

Day limits count from the day after the complaint was heard, in calendar days unless `working_days`, and run
out with the last minute of the last day. Minute limits run from the instant it was heard. Limits are shown and kept
to the minute: what is answered within the very minute in which a limit runs out is in time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo

import msgspec

ON_THE_SPOT, FEEDBACK, AGREED, AIM, OUTER = "on_the_spot", "first_feedback", "agreed_reply", "aim", "outer"
MANAGER, REVIEW = "manager_told", "review"
TO_CUSTOMER = (AGREED, OUTER, REVIEW)
"""The limits that decide whether an answer was in time."""

WorkingDayAfter = Callable[[date, int], date]
"""(day, n) -> the n-th working day after `day`."""


class DeadlineRules(msgspec.Struct, frozen=True):
    """The branch's time limits; days are calendar days unless `working_days`."""

    on_the_spot_minutes: int = 30
    first_feedback_minutes: int = 120
    manager_told_minutes: int = 60
    aim_days: int = 3
    outer_days: int = 15
    complex_days: int = 30
    extension_days: int = 30
    review_days: int = 30
    review_decide_days: int = 30
    retention_days: int = 3 * 366
    working_days: bool = False
    warn_minutes: int = 30
    warn_days: int = 1

    def faults(self) -> list[str]:
        """What contradicts itself in these limits, as names of the settings concerned; empty when all is
        well.
        """
        wrong = [
            name
            for name in self.__struct_fields__
            if name != "working_days" and (getattr(self, name) < 0 or (getattr(self, name) == 0 and "warn" not in name))
        ]
        if not self.aim_days <= self.outer_days <= self.complex_days:
            wrong.append("aim_days ≤ outer_days ≤ complex_days")
        if self.on_the_spot_minutes > self.first_feedback_minutes:
            wrong.append("on_the_spot_minutes ≤ first_feedback_minutes")
        return wrong


class Pause(msgspec.Struct, frozen=True):
    """A time in which the day limits stood still; `until` is None while they still do. `reason` is a code."""

    since: datetime
    until: datetime | None = None
    reason: str = ""


class Course(msgspec.Struct, frozen=True):
    """What the clocks need to know of a case. All instants are aware."""

    received: datetime
    reply_by: datetime | None = None  # agreed with the customer
    is_complex: bool = False
    extended: bool = False
    first_feedback: datetime | None = None
    settled: datetime | None = None  # handled on the spot
    replied: datetime | None = None
    ended: datetime | None = None  # withdrawn or closed
    pauses: tuple[Pause, ...] = ()
    handed: datetime | None = None  # to a handler, who tells the branch manager
    manager_told: datetime | None = None
    review_asked: datetime | None = None
    first_replied: datetime | None = None  # the answer before any review


class Clock(msgspec.Struct, frozen=True):
    """One limit: when it runs out, from when it warns, when it was met. The minute of `due` is still in time."""

    kind: str
    due: datetime
    warn_from: datetime
    met: datetime | None = None
    paused: bool = False  # it stands still now; `due` is then the soonest it can be

    def state(self, now: datetime) -> str:
        """`met`, `met_late`, `paused`, `late`, `warning` or `running`."""
        if self.met is not None:
            return "met_late" if is_past(self.due, self.met) else "met"
        if self.paused:
            return "paused"
        if is_past(self.due, now):
            return "late"
        return "warning" if now >= self.warn_from else "running"


def is_past(due: datetime, at: datetime) -> bool:
    """Whether an instant is after a limit: in a later minute than the one in which it runs out. Both aware.

    Times are entered and shown in minutes; a limit of 15:00 that was answered at 15:00 (and some seconds) is kept.
    """
    return at >= due.replace(second=0, microsecond=0) + timedelta(minutes=1)


def last_minute(day: date, zone: tzinfo) -> datetime:
    """The last instant of a day, to the microsecond, in the branch's zone."""
    return datetime.combine(day, time.max, zone)


def due_day(received_day: date, days: int, working_day_after: WorkingDayAfter | None = None) -> date:
    """The last day of a limit of `days` counted from the day after `received_day`."""
    return working_day_after(received_day, days) if working_day_after else received_day + timedelta(days=days)


def clocks(
    course: Course, rules: DeadlineRules, zone: tzinfo, working_day_after: WorkingDayAfter | None = None
) -> tuple[Clock, ...]:
    """All limits of one case, soonest first.

    `working_day_after` is used only when `rules.working_days`. The on-the-spot clock is an aim: once first
    feedback was given it is no longer shown, because the case has taken the other road (a later reply). What
    ends a case (reply, closing, withdrawal) meets every clock that was still running.
    """
    after = working_day_after if rules.working_days else None
    heard_on = course.received.astimezone(zone).date()
    end = min((at for at in (course.replied, course.ended) if at), default=None)
    answer = min((at for at in (course.settled, end) if at), default=None)
    feedback = min((at for at in (course.first_feedback, answer) if at), default=None)

    def by_minutes(kind: str, minutes: int, met: datetime | None) -> Clock:
        due = course.received + timedelta(minutes=minutes)
        return Clock(kind, due, due - timedelta(minutes=min(rules.warn_minutes, minutes)), met)

    def by_days(kind: str, days: int) -> Clock:
        due = last_minute(due_day(heard_on, days, after), zone)
        warn = last_minute(due.astimezone(zone).date() - timedelta(days=rules.warn_days), zone)
        return Clock(kind, due, max(warn, course.received), end)

    found = []
    if course.settled or (not course.first_feedback and not course.reply_by):
        found.append(by_minutes(ON_THE_SPOT, rules.on_the_spot_minutes, answer))
    found.append(by_minutes(FEEDBACK, rules.first_feedback_minutes, feedback))
    if course.reply_by:
        warn = course.reply_by - timedelta(minutes=rules.warn_minutes)
        found.append(Clock(AGREED, course.reply_by, warn, end))
    found.append(by_days(AIM, rules.aim_days))
    found.append(
        by_days(
            OUTER,
            (rules.complex_days if course.is_complex else rules.outer_days)
            + (rules.extension_days if course.extended else 0),
        )
    )
    return tuple(sorted(found, key=lambda clock: (clock.due, clock.kind)))


def next_clock(running: tuple[Clock, ...]) -> Clock | None:
    """The soonest limit not yet met; None when all are."""
    return next((clock for clock in running if clock.met is None), None)


def answered_in_time(all_clocks: tuple[Clock, ...], now: datetime) -> bool:
    """Whether the limits towards the customer (agreed time, outer limit) were kept or still can be."""
    return not any(c.state(now) in ("late", "met_late") for c in all_clocks if c.kind in TO_CUSTOMER)
