"""By when a complaint must be answered: several clocks that run side by side.

Pure rules, no clock and no calendar of its own. Figures are settings; the defaults come from the 2020 rules
for consumer complaints in banking and insurance (15 days, 30 if complex, +30 with approval; review within
30), from branch practice (on the spot, else within 3 days) and from the retention rule (3 years). First
feedback and the minutes allowed on the spot are the branch's own choice.

Day limits count from the day after the complaint was heard, in calendar days unless `working_days`, and run
out with the last minute of the last day. Minute limits run from the instant it was heard. Limits are shown and kept
to the minute: what is answered within the very minute in which a limit runs out is in time. How a pause moves limits
of days is told in `standstill`.

What was missed stays missed: a longer limit counts only where the customer heard of it while the limit before it still
ran, and neither a new agreed time nor a further review takes away the one that ran out before. An answer on the spot
is owed only to whoever stands there or is on the telephone, and never where head office decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

import msgspec

from .standstill import Pause, WorkingDayAfter, day_limit, due_day, is_past, last_minute

__all__ = [
    "AGREED",
    "AIM",
    "FEEDBACK",
    "GRAVITY",
    "MANAGER",
    "ON_THE_SPOT",
    "OUTER",
    "REVIEW",
    "Clock",
    "Course",
    "DeadlineRules",
    "Pause",
    "WorkingDayAfter",
    "clocks",
    "due_day",
    "is_past",
    "last_minute",
    "next_clock",
    "pressing",
]

ON_THE_SPOT, FEEDBACK, AGREED, AIM, OUTER = "on_the_spot", "first_feedback", "agreed_reply", "aim", "outer"
MANAGER, REVIEW = "manager_told", "review"
SPOKEN_TO = frozenset({"spoken", "phone", "hotline"})
"""Channels by which the customer waits for the answer: only they have the clock for one on the spot."""
GRAVITY = {OUTER: 0, REVIEW: 0, AGREED: 1, AIM: 2, FEEDBACK: 3, MANAGER: 3, ON_THE_SPOT: 3}
TO_CUSTOMER = (AGREED, OUTER, REVIEW)
"""The limits that decide whether an answer was in time."""
WARNED_PART = 3  # a limit of minutes warns in the last third of it at the earliest, however far ahead is set
LEAST_RETENTION_DAYS = 3 * 365 + 1
"""Three years, with a leap day in them: files of complaints are kept that long at least."""
LONGEST = 9999  # minutes or days of any limit


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
    retention_days: int = 3 * 366  # never under `LEAST_RETENTION_DAYS`
    working_days: bool = False
    warn_minutes: int = 30
    warn_days: int = 1

    def faults(self) -> list[str]:
        """What contradicts itself in these limits, as names of the settings concerned (those out of their range,
        `limit_ranges`, first); empty when all is well.
        """
        wrong = [name for name, (least, most) in limit_ranges().items() if not least <= getattr(self, name) <= most]
        if not self.aim_days <= self.outer_days <= self.complex_days:
            wrong.append("aim_days ≤ outer_days ≤ complex_days")
        if self.on_the_spot_minutes > self.first_feedback_minutes:
            wrong.append("on_the_spot_minutes ≤ first_feedback_minutes")
        return wrong


def limit_ranges() -> dict[str, tuple[int, int]]:
    """Name of a limit → least and most it may be; files are kept for three years at least, a warning may be none."""
    least = {"retention_days": LEAST_RETENTION_DAYS, "warn_minutes": 0, "warn_days": 0}
    names = (name for name in DeadlineRules.__struct_fields__ if name != "working_days")
    return {name: (least.get(name, 1), LONGEST) for name in names}


Span = tuple[datetime, datetime]


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
    first_reply_by: datetime | None = None  # the time that was agreed for it
    at_once: bool = True  # an answer on the spot is owed
    complex_told: datetime | None = None  # when the customer heard that it is complex
    extended_told: datetime | None = None
    agreed_kept: tuple[Span, ...] = ()  # agreed times that ended before the one that holds now: due, met or replaced
    reviews_kept: tuple[Span, ...] = ()  # reviews before the last: asked, answered


class Clock(msgspec.Struct, frozen=True):
    """One limit: when it runs out, from when it warns, when it was met. The minute of `due` is still in time."""

    kind: str
    due: datetime
    warn_from: datetime
    met: datetime | None = None
    paused: bool = False  # it stands still now; `due` is then the soonest it can be
    joined: bool = False  # nobody met it: the case was joined to an earlier one, whose limits count

    def state(self, now: datetime) -> str:
        """`met`, `met_late`, `paused`, `late`, `warning`, `running` or `joined`."""
        if self.joined and self.met is not None:
            return "late" if is_past(self.due, self.met) else "joined"
        if self.met is not None:
            return "met_late" if is_past(self.due, self.met) else "met"
        if self.paused:
            return "paused"
        if is_past(self.due, now):
            return "late"
        return "warning" if now >= self.warn_from else "running"


def clocks(
    course: Course, rules: DeadlineRules, zone: tzinfo, working_day_after: WorkingDayAfter | None = None
) -> tuple[Clock, ...]:
    """All limits of one case, soonest first.

    `working_day_after` is used only when `rules.working_days`. The on-the-spot clock is an aim: once first
    feedback was given it is no longer shown, because the case has taken the other road (a later reply). What
    ends a case (reply, closing, withdrawal) meets every clock that was still running. After a review was asked for, the
    clocks of the first answer stay as they were met, and the review has one of its own. Pauses move the limits of days;
    what was agreed with the customer is changed only by agreeing anew.
    """
    after = working_day_after if rules.working_days else None
    answered = min((at for at in (course.replied, course.ended) if at), default=None)
    end = course.first_replied or course.review_asked if course.review_asked else answered
    answer = min((at for at in (course.settled, end) if at), default=None)
    feedback = min((at for at in (course.first_feedback, answer) if at), default=None)

    def by_minutes(kind: str, since: datetime, minutes: int, met: datetime | None) -> Clock:
        due = since + timedelta(minutes=minutes)
        return Clock(kind, due, due - timedelta(minutes=min(rules.warn_minutes, minutes // WARNED_PART)), met)

    def by_days(kind: str, since: datetime, days: int, pauses: Sequence[Pause], met: datetime | None) -> Clock:
        due, paused = day_limit(since.astimezone(zone).date(), days, pauses, zone, after)
        warn = last_minute(due.astimezone(zone).date() - timedelta(days=rules.warn_days), zone)
        return Clock(kind, due, max(warn, since), met, paused and met is None)

    found = []
    spot = course.settled or (not course.first_feedback and not course.reply_by and not course.review_asked)
    if spot and course.at_once:
        found.append(by_minutes(ON_THE_SPOT, course.received, rules.on_the_spot_minutes, answer))
    found.append(by_minutes(FEEDBACK, course.received, rules.first_feedback_minutes, feedback))
    if course.handed:
        told = min((at for at in (course.manager_told, end) if at), default=None)
        found.append(by_minutes(MANAGER, course.handed, rules.manager_told_minutes, told))
    for agreed, met in ((course.first_reply_by, end), (course.reply_by, answered)):
        if agreed:
            found.append(Clock(AGREED, agreed, agreed - timedelta(minutes=rules.warn_minutes), met))
    for agreed, met in course.agreed_kept:
        found.append(Clock(AGREED, agreed, agreed - timedelta(minutes=rules.warn_minutes), met))
    asked = [asked for asked, _answered in course.reviews_kept]
    asked += [course.review_asked] if course.review_asked else []
    first = [p for p in course.pauses if not asked or p.since < asked[0]]
    found.append(by_days(AIM, course.received, rules.aim_days, first, end))
    longest = rules.outer_days
    outer = by_days(OUTER, course.received, longest, first, end)
    if course.is_complex and _in_time(outer, course.complex_told):
        outer = by_days(OUTER, course.received, longest := rules.complex_days, first, end)
    if course.extended and _in_time(outer, course.extended_told):
        outer = by_days(OUTER, course.received, longest + rules.extension_days, first, end)
    found.append(outer)
    ends = [*(done for _asked, done in course.reviews_kept), answered]
    for since, met, until in zip(asked, ends, [*asked[1:], None], strict=False):
        within = [p for p in course.pauses if p.since >= since and (until is None or p.since < until)]
        found.append(by_days(REVIEW, since, rules.review_decide_days, within, met))
    return tuple(sorted(found, key=lambda clock: (clock.due, clock.kind)))


def next_clock(running: tuple[Clock, ...], now: datetime | None = None) -> Clock | None:
    """The limit to name of a case: at `now` the gravest that warns or is late; else (or without `now`) the soonest not
    yet met, one that runs before one that stands still; None when all are met.
    """
    if now is not None and (urgent := pressing(running, now)):
        return urgent[0]
    unmet = [clock for clock in running if clock.met is None]
    return min(unmet, key=lambda clock: (clock.paused, clock.due), default=None)


def _in_time(limit: Clock, told: datetime | None) -> bool:
    """Whether a limit still ran (or stood still) when the customer heard that it is longer."""
    return told is None or limit.paused or not is_past(limit.due, told)


def pressing(running: tuple[Clock, ...], now: datetime) -> list[Clock]:
    """The unmet limits that warn or are late, the gravest first: the regulator's before what was agreed, this before
    the branch's own aim, and last what is owed within the branch. A limit that was missed thus hides none that follows.
    """
    found = [clock for clock in running if clock.state(now) in ("warning", "late")]
    return sorted(found, key=lambda clock: (GRAVITY[clock.kind], clock.due))
