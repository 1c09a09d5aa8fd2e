"""From a row of the register to a case as it is counted: how its clocks stand, how long it took. Pure, in milliseconds.

Most cases are plain: never paused, never reviewed, limits in calendar days. Their clocks are worked out here in whole
numbers, ten times as fast as `deadlines.clocks`, which decides all others; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, tzinfo
from typing import NamedTuple

import msgspec

from supervisor.complaints.kernel import deadlines
from supervisor.complaints.kernel.deadlines import (
    AGREED,
    AIM,
    FEEDBACK,
    MANAGER,
    ON_THE_SPOT,
    OUTER,
    SPOKEN_TO,
    TO_CUSTOMER,
    Course,
    DeadlineRules,
    Pause,
)

from .records import Case

MINUTE, HOUR = 60_000, 3_600_000
_WORSE = ("met", "running", "met_late", "late")
IN_THE_BRANCH = ("spoken", "comment_book")
"""Channels by which a case is heard where and when it happens, unless a time is named."""


class Row(NamedTuple):
    """What is read of a case, under the names of its columns."""

    subject: str
    number: str
    day: str
    channel: str
    class_code: str
    cause_code: str
    root_code: str
    person: str
    zone: str
    state: str
    owner: str
    first_taker: str
    pauses: str
    live: int
    at_fault: int | None
    on_the_spot: int
    reviews: int
    escalated: int
    group_size: int
    head_office: int
    is_complex: int
    extended: int
    received_ms: int
    occurred_ms: int | None
    reply_by_ms: int | None
    first_feedback_ms: int | None
    settled_ms: int | None
    replied_ms: int | None
    ended_ms: int | None
    handed_ms: int | None
    manager_told_ms: int | None
    review_asked_ms: int | None
    first_replied_ms: int | None
    first_reply_by_ms: int | None = None
    complex_told_ms: int | None = None
    extended_told_ms: int | None = None
    agreed_kept: str = ""
    reviews_kept: str = ""


class Judge:
    """Knows the rules of each day and where days end, and remembers both."""

    def __init__(
        self,
        zone: tzinfo,
        until: datetime,
        rules_of: Callable[[date], DeadlineRules],
        working_day_after: Callable[[date, int], date],
    ) -> None:
        self._zone, self._until, self._until_ms = zone, until, int(until.timestamp() * 1000)
        self._rules_of, self._after = rules_of, working_day_after
        self._rules: dict[str, tuple[date, DeadlineRules]] = {}
        self._ends: dict[int, int] = {}

    def case(self, row: Row, repeat: bool = False) -> Case:
        """The case as it is counted."""
        day, rules = self._day(row.day)
        answered = _first(row.settled_ms, _first(row.first_replied_ms, row.replied_ms))
        heard = _first(row.first_feedback_ms, answered)
        states = self.states(row, rules)
        began = row.occurred_ms or row.received_ms
        happened = datetime.fromtimestamp(began / 1000, self._zone)
        known = row.occurred_ms is not None or row.channel in IN_THE_BRANCH
        took = None if answered is None else (answered - row.received_ms) / HOUR
        return Case(
            row.subject,
            row.number,
            day,
            row.channel,
            row.class_code,
            row.cause_code,
            row.root_code,
            row.person,
            row.zone,
            row.state,
            bool(row.live),
            None if row.at_fault is None else bool(row.at_fault),
            bool(row.on_the_spot),
            row.reviews > 0,
            bool(row.escalated),
            repeat,
            row.group_size,
            happened.date(),
            happened.hour if known else -1,
            None if heard is None else (heard - row.received_ms) / HOUR,
            took,
            None if took is None or answered is None else took - _paused(row, answered) / HOUR,
            states,
            _in_time(states, answered is not None),
            bool(row.head_office),
        )

    def states(self, row: Row, rules: DeadlineRules) -> tuple[tuple[str, str], ...]:
        """Every clock of a case: `met`, `met_late`, `late` or `running` (also while it warns or stands still)."""
        plain = row.review_asked_ms is None and not row.is_complex and not row.extended and not row.agreed_kept
        if rules.working_days or not plain or pauses_of(row):
            running = deadlines.clocks(course_of(row), rules, self._zone, self._after)
            seen = ((clock.kind, clock.state(self._until)) for clock in running)
            return _one_of_each((kind, "running" if state in ("warning", "paused") else state) for kind, state in seen)
        end = _first(row.replied_ms, row.ended_ms)
        answer = _first(row.settled_ms, end)
        began = row.received_ms
        found = []
        spot = row.settled_ms is not None or (row.first_feedback_ms is None and row.reply_by_ms is None)
        if spot and at_once(row):
            found.append((ON_THE_SPOT, self._state(began + rules.on_the_spot_minutes * MINUTE, answer)))
        feedback = _first(row.first_feedback_ms, answer)
        found.append((FEEDBACK, self._state(began + rules.first_feedback_minutes * MINUTE, feedback)))
        if row.handed_ms is not None and not row.head_office:
            told = _first(row.manager_told_ms, end)
            found.append((MANAGER, self._state(row.handed_ms + rules.manager_told_minutes * MINUTE, told)))
        if row.reply_by_ms is not None:
            found.append((AGREED, self._state(row.reply_by_ms, end)))
        heard_on = datetime.fromtimestamp(began / 1000, self._zone).toordinal()
        found.append((AIM, self._state(self._end_of(heard_on + rules.aim_days), end)))
        found.append((OUTER, self._state(self._end_of(heard_on + rules.outer_days), end)))
        return tuple(found)

    def _state(self, due: int, met: int | None) -> str:
        """As `Clock.state`: the minute of `due` is still in time."""
        past = (due // MINUTE + 1) * MINUTE
        if met is not None:
            return "met_late" if met >= past else "met"
        return "late" if self._until_ms >= past else "running"

    def _end_of(self, day: int) -> int:
        if day not in self._ends:
            end = datetime.combine(date.fromordinal(day), time.max, self._zone)
            self._ends[day] = int(end.timestamp() * 1000)
        return self._ends[day]

    def _day(self, text: str) -> tuple[date, DeadlineRules]:
        if text not in self._rules:
            day = date.fromisoformat(text)
            self._rules[text] = day, self._rules_of(day)
        return self._rules[text]


def _in_time(states: tuple[tuple[str, str], ...], answered: bool) -> bool | None:
    """Whether the customer was answered in time: no once a limit towards him is past; nobody knows yet of a case
    without an answer whose limits still run, nor will of one that ended without an answer (withdrawn, joined).
    """
    for kind, state in states:
        if state != "met" and state != "running" and kind in TO_CUSTOMER:
            return False
    return True if answered else None


def _one_of_each(states: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Each clock once: a case that had one twice (a time agreed before a review, and one after it) by the worse."""
    worst: dict[str, str] = {}
    for kind, state in states:
        if kind not in worst or _WORSE.index(state) > _WORSE.index(worst[kind]):
            worst[kind] = state
    return tuple(worst.items())


def at_once(row: Row) -> bool:
    """Whether an answer on the spot was owed."""
    return row.channel in SPOKEN_TO and not row.head_office


def pauses_of(row: Row) -> list[tuple[int, int | None, str, int]]:
    """From when to when a case stood still, why, and when the customer heard of it."""
    return msgspec.json.decode(row.pauses, type=list[tuple[int, int | None, str, int]]) if len(row.pauses) > 2 else []


def _spans(text: str) -> tuple[tuple[datetime, datetime], ...]:
    found = msgspec.json.decode(text, type=list[tuple[int, int]]) if text else []
    return tuple((_at(begin), _at(end)) for begin, end in found)


def course_of(row: Row) -> Course:
    """The same as `Complaint.course`, from the row."""
    return Course(
        received=_at(row.received_ms),
        reply_by=_instant(row.reply_by_ms),
        is_complex=bool(row.is_complex),
        extended=bool(row.extended),
        first_feedback=_instant(row.first_feedback_ms),
        settled=_instant(row.settled_ms),
        replied=_instant(row.replied_ms),
        ended=_instant(row.ended_ms),
        pauses=tuple(Pause(_at(begin), _instant(end), why, _at(told)) for begin, end, why, told in pauses_of(row)),
        handed=None if row.head_office else _instant(row.handed_ms),
        manager_told=_instant(row.manager_told_ms),
        review_asked=_instant(row.review_asked_ms),
        first_replied=_instant(row.first_replied_ms),
        first_reply_by=_instant(row.first_reply_by_ms),
        at_once=at_once(row),
        complex_told=_instant(row.complex_told_ms),
        extended_told=_instant(row.extended_told_ms),
        agreed_kept=_spans(row.agreed_kept),
        reviews_kept=_spans(row.reviews_kept),
    )


def _paused(row: Row, until: int) -> int:
    """For how long the case stood still before it was answered."""
    if len(row.pauses) <= 2:
        return 0
    spans = ((max(begin, row.received_ms), min(end or until, until)) for begin, end, _why, _told in pauses_of(row))
    return sum(end - begin for begin, end in spans if end > begin)


def _first(one: int | None, other: int | None) -> int | None:
    """The earlier of those that are known."""
    if one is None:
        return other
    return one if other is None or one <= other else other


def _at(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def _instant(ms: int | None) -> datetime | None:
    return None if ms is None else _at(ms)
