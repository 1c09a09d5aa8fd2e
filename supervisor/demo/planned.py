"""How the sample's leaders keep to their plan of inspections: most in time, one late, one missed, one excused."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np

from supervisor.branch.records import Opening
from supervisor.demo.cast import Cast
from supervisor.demo.clock import SampleClock
from supervisor.errors import Problem
from supervisor.inspection.answer import Answer
from supervisor.inspection.ledger import template, template_in_force
from supervisor.inspection.plan.defaults import take_up_usual
from supervisor.inspection.plan.ledger import courses, excuses
from supervisor.inspection.plan.reading import PlanLine, plan
from supervisor.inspection.plan.service import excuse
from supervisor.inspection.plan.spots import draw_checks
from supervisor.inspection.whole import log_inspection
from supervisor.journal import SYSTEM, Book
from supervisor.roster.ledger import duties

SPOT_CHECKS = 4  # a week
MISSED_EACH, LATE_EACH = 19, 13  # days; the plan of a real branch has such days too
REASON = "当日总行检查组到行，开门检查由检查组现场进行。"


def plan_week(book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, seed: int) -> None:
    """Before the doors open: the usual rules on the first day, and each Monday the spot checks of the week."""
    with book.read() as r:
        known = bool(courses(r))
    clock.set(day, doors.open_minute - 50)
    if not known:
        take_up_usual(book, cast.manager)
    if not known or day.weekday() == 0:
        last = day + timedelta(days=6 - day.weekday())
        draw_checks(book, cast.manager, day, last, wanted=SPOT_CHECKS, seed=f"{seed}-{day.isoformat()}")


def keep_to_plan(book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, seed: int) -> None:
    """In the evening: what was planned for the day is entered with the times at which it was done."""
    chance = np.random.default_rng([seed, day.toordinal(), 10])
    clock.set(day, doors.close_minute - 1)
    with book.read() as r:
        lines = [line for line in plan(r, SYSTEM, day, day) if line.state in ("due", "overdue")]
        working = sorted({duty.person for duty in duties(r, day)} & {p.subject for p in cast.staff}, key=_number(cast))
    clock.set(day, doors.close_minute + 60)  # entered when the last of them is over
    for line in lines:
        if line.occurrence.spot:
            if chance.random() < 0.92:
                late = int(chance.integers(0, 30))
                _log(book, line.occurrence.by, line, day, line.occurrence.from_minute + late, working, chance)
        elif line.occurrence.every == "day":
            _opening_check(book, cast, line, day, doors, working, chance)
        elif line.occurrence.source == "video" and (chance.random() < 0.5 or day == line.occurrence.last):
            leader = (cast.manager, cast.deputy)[int(chance.integers(2))]
            _log(book, leader, line, day, doors.close_minute - 90, working, chance)
    _excuse_one(book, cast, day)


def _number(cast: Cast):
    order = {person.subject: person.no for person in cast.people}
    return lambda person: order.get(person, "")


def _opening_check(
    book: Book, cast: Cast, line: PlanLine, day: date, doors: Opening, working: list[str], chance: np.random.Generator
) -> None:
    if day.toordinal() % MISSED_EACH == 2:
        return
    minute = doors.open_minute - 20 + int(chance.integers(0, 10))
    if day.toordinal() % LATE_EACH == 4:
        minute = line.occurrence.to_minute + 25
    inspector = cast.supervisors[int(chance.integers(len(cast.supervisors)))]
    _log(book, inspector, line, day, minute, working, chance)


def _log(
    book: Book, inspector: str, line: PlanLine, day: date, minute: int, working: list[str], chance: np.random.Generator
) -> None:
    wanted = line.occurrence
    at = datetime.combine(day, time(0), book.zone) + timedelta(minutes=minute)
    with book.read() as r:
        asked = template(r, template_in_force(r, wanted.code, day).digest).items()
    about = list(wanted.whom) or working
    answers = [
        Answer(item=item.id, verdict="fail", persons=(str(chance.choice(about)),), note="已当场提醒", mended=True)
        for item in asked
        if chance.random() < 0.012 and about and item.severity == "minor" and item.kind == "check"
        and item.counts in ("time", "person_time") and item.evidence != "photo"
    ]  # fmt: skip
    source = wanted.source or "on_site"
    for given in (answers, []):
        try:
            log_inspection(
                book, inspector, wanted.code, given, source=source,  # type: ignore[arg-type]
                inspected=wanted.whom, at=at, finished_at=at + timedelta(minutes=15), others_pass=True,
            )  # fmt: skip
        except Problem:
            continue
        return


def _excuse_one(book: Book, cast: Cast, day: date) -> None:
    """The first check ever missed was nobody's fault; those missed later stay missed."""
    with book.read() as r:
        if excuses(r):
            return
        missed = [line for line in plan(r, SYSTEM, day - timedelta(days=7), day) if line.state == "missed"]
    if missed and not missed[0].occurrence.spot:
        excuse(book, cast.manager, missed[0].occurrence.id, reason=REASON)
