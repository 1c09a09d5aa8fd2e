"""What people do about the duty rota: set areas, plan a month, set a turn by hand, tick what is done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import get_args

import msgspec

from supervisor.access import Right, allowed, require
from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import people, person
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer, new_id
from supervisor.language import _
from supervisor.roster.day_entries import check_open, noon
from supervisor.roster.rota import ledger, reading
from supervisor.roster.rota.due import days_of_month
from supervisor.roster.rota.events import (
    AreaSet,
    AreasOrdered,
    AreaStopped,
    DoneWithdrawn,
    PlannedTurn,
    RotaPlanned,
    TurnDone,
    TurnGiven,
    WeeksCounted,
)
from supervisor.roster.rota.records import Area, Counted, Counting, Every, Key, Turn, Weeks, Who

FAR = timedelta(days=366)  # how far ahead a month can be planned


class Planned(msgspec.Struct, frozen=True):
    """What planning a month did: days written, turns that changed, and the turns of those days before and after."""

    days: tuple[date, ...]
    changed: int
    before: Mapping[date, tuple[Turn, ...]]
    after: Mapping[date, tuple[Turn, ...]]


def set_area(book: Book, actor: str, area: Area) -> str:
    """Set an area from its `valid_from` (today or later) on; with an empty `subject` a new one. Returns its subject.

    Raises WrongField for a value that makes no sense, Refused without the right.
    """
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        known = ledger.courses(w)
        if area.subject and all(one.subject != area.subject for one in known):
            raise BadInput(_("There is no area {area}.").format(area=area.subject))
        _check(w, area, known)
        subject = area.subject or f"rota_area:{new_id()}"
        values = {name: getattr(area, name) for name in Area.__struct_fields__ if name != "subject"}
        if not area.subject and not area.order:
            values["order"] = 1 + max((one.versions[-1].order for one in known), default=0)
        w.append(subject, AreaSet(**values))
    return subject


def _check(w: Writer, area: Area, known: Sequence[ledger.Course]) -> None:
    if not str(area.name).strip():
        raise WrongField("name", _("Give the area a name."))
    if area.valid_from < w.today:
        raise WrongField("valid_from", _("An area counts from today on, or later."))
    for field, value, good in (
        ("who", area.who, get_args(Who)), ("every", area.every, get_args(Every)),
        ("weeks", area.weeks, get_args(Weeks)), ("counted", area.counted, get_args(Counted)),
    ):  # fmt: skip
        if value not in good:
            words = _("Unknown “{value}”; one of: {known}").format(value=value, known=", ".join(good))
            raise WrongField(field, words)
    if not set(area.weekdays) <= set(range(1, 8)):
        raise WrongField("weekdays", _("Weekdays are 1 (Monday) to 7 (Sunday)."))
    if area.every == "week" and len(area.weekdays) != 1:
        raise WrongField("weekdays", _("What falls once a week needs its one weekday."))
    if not 0 <= area.most <= 31:
        raise WrongField("most", _("At most so many times a month: 0 (as it falls) to 31."))
    for who in area.people:
        if person(w, who) is None:
            raise WrongField("people", _("There is no person {who}.").format(who=who))
    if area.who == "person" and len(area.people) != 1:
        raise WrongField("people", _("Name the one person whose area it is."))
    if area.who == "role" and all(one.role != area.role for one in people(w)):
        raise WrongField("role", _("Nobody in the branch has the job “{role}”.").format(role=area.role))
    for one in known:
        there = one.on(area.valid_from)
        if there is not None and one.subject != area.subject and there.name == area.name:
            raise WrongField("name", _("There is an area of that name already."))


def stop_area(book: Book, actor: str, subject: str, *, day: date | None = None, reason: str = "") -> None:
    """From `day` (today) on nobody looks after the area. Raises BadInput, Refused."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        area, from_day = find_course(w, subject), day or w.today
        if from_day < w.today:
            raise WrongField("day", _("An area is stopped from today on, or later."))
        if area.on(from_day) is None:
            raise Refused(_("This area does not count on that day."))
        w.append(area.subject, AreaStopped(day=from_day, reason=reason.strip()))


def order_areas(book: Book, actor: str, areas: Sequence[str]) -> tuple[str, ...]:
    """Show, print and plan the areas in this order (by subject or name); those not named follow as they were.

    Returns the order before, by subject. Raises BadInput for an area there is none of, Refused without the right.
    """
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        before = tuple(one.subject for one in ledger.courses(w))
        named = list(dict.fromkeys(find_course(w, one).subject for one in areas))
        wanted = (*named, *(one for one in before if one not in named))
        if wanted != before:
            w.append(ledger.ORDER_SUBJECT, AreasOrdered(areas=wanted))
    return before


def set_counting(book: Book, actor: str, counting: Counting) -> None:
    """Count odd and even weeks within the month (`month`) or through the year (`iso`). Raises WrongField, Refused."""
    if counting not in get_args(Counting):
        raise WrongField("counting", _("Unknown “{value}”; one of: {known}").format(
            value=counting, known=", ".join(get_args(Counting))))  # fmt: skip
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        w.append(ledger.SETTING_SUBJECT, WeeksCounted(counting=counting))


def find_course(r: Reader, wanted: str) -> ledger.Course:
    """An area by its subject, or by its name. Raises BadInput where there is none, or more than one."""
    known = ledger.courses(r)
    found = [one for one in known if wanted == one.subject] or [
        one for one in known if wanted and wanted in (one.versions[-1].name.zh, one.versions[-1].name.en)
    ]
    if len(found) > 1:
        found = [one for one in found if one.on(r.today) is not None]
    if len(found) != 1:
        raise BadInput(_("There is no area {area}.").format(area=wanted))
    return found[0]


def plan_month(book: Book, actor: str, month: date) -> Planned:
    """Plan the month from today on, or plan it again: past days, what is done, swapped or set by hand stays, and so
    does every turn that still fits. Raises BadInput without areas, Refused without the right or for a month that is
    over."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        last = days_of_month(month)[-1]
        if last < w.today:
            raise Refused(_("This month is over: its rota stays as it was."))
        if month > w.today + FAR:
            raise BadInput(_("A month is planned at most a year ahead."))
        if not any(version.who != "owner" for one in ledger.courses(w) for version in one.versions):
            raise BadInput(_("There is no area yet: add the areas first."))
        start = max(month.replace(day=1), w.today)
        was, wanted = _by_day(ledger.turns(w, start, last)), _by_day(reading.propose(w, month))
        before: dict[date, tuple[Turn, ...]] = {}
        after: dict[date, tuple[Turn, ...]] = {}
        changed = 0
        for day in sorted(was.keys() | wanted.keys()):
            old, new = was.get(day, {}), wanted.get(day, {})
            if old != new:
                check_open(w, day)
                before[day], after[day] = tuple(old.values()), tuple(new.values())
                changed += sum(old.get(area) != new.get(area) for area in old.keys() | new.keys())
                _append(w, day, tuple(new.values()), "plan")
    return Planned(tuple(before), changed, before, after)


def put_back(book: Book, actor: str, planned: Planned) -> None:
    """Set whole days back to what stood there: the undo of planning.

    Raises Refused, and changes nothing, where a day is no longer as the planning left it: a swap that was agreed, a
    turn set by hand or ticked since would be gone with it.
    """
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        if not planned.days:
            return
        span = min(planned.days), max(planned.days)
        stands, ticked = _by_day(ledger.turns(w, *span)), ledger.done(w, *span)
        moved = [day for day in planned.days if _moved(planned, day, stands.get(day, {}), ticked)]
        if moved:
            words = _("The rota has changed since it was planned ({days}): it stays as it is.")
            raise Refused(words.format(days=", ".join(f"{day:%m-%d}" for day in moved)))
        for day, turns in planned.before.items():
            check_open(w, day)
            _append(w, day, turns, "undo")


def _moved(planned: Planned, day: date, now: Mapping[str, Turn], ticked: Collection[Key]) -> bool:
    left = {turn.area: turn for turn in planned.after[day]}
    was = {turn.area: turn for turn in planned.before[day]}
    return now != left or any((day, area) in ticked and was.get(area) != turn for area, turn in left.items())


def _append(w: Writer, day: date, turns: Sequence[Turn], source: str) -> None:
    planned = tuple(PlannedTurn(one.area, one.person, one.manner, one.fixed) for one in turns)
    w.append(ledger.subject_of(day), RotaPlanned(turns=planned, source=source), at=noon(w, day))


def _by_day(turns: Mapping[Key, Turn]) -> dict[date, dict[str, Turn]]:
    out: dict[date, dict[str, Turn]] = {}
    for (day, area), turn in turns.items():
        out.setdefault(day, {})[area] = turn
    return out


def give_turn(book: Book, actor: str, day: date, area: str, who: str, *, reason: str) -> Turn | None:
    """Give an area of a day to somebody by hand; planning leaves it alone from then on. Returns what stood there.

    Raises WrongField without a reason or for somebody who is not there, Refused without the right or for a past day.
    """
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        course = find_course(w, area)
        if not reason.strip():
            raise WrongField("reason", _("Say why the turn is set by hand."))
        was = check_turn(w, day, course.subject, who, must_stand=False)
        append_given(w, day, course.subject, who, reason=reason.strip())
    return was


def restore_turn(book: Book, actor: str, day: date, area: str, was: Turn | None, *, given: str) -> None:
    """Put back what stood there before it was `given` to somebody by hand. Raises Refused where it is no longer his, or
    done."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        check_open(w, day)
        now = ledger.turns(w, day, day).get((day, area))
        if now is None or now.person != given or (day, area) in ledger.done(w, day, day):
            raise Refused(_("The rota has changed since: the turn stays as it is."))
        if was is None:
            left = [turn for (_day, one), turn in ledger.turns(w, day, day).items() if one != area]
            _append(w, day, left, "undo")
            return
        fact = TurnGiven(area=area, person=was.person, fixed=was.fixed, manner=was.manner)
        w.append(ledger.subject_of(day), fact, at=noon(w, day))


def check_turn(w: Writer, day: date, area: str, who: str, *, must_stand: bool = True) -> Turn | None:
    """The turn that is to change hands. Raises WrongField when `who` is not there, Refused for what cannot change."""
    if day < w.today:
        raise Refused(_("{day} is over: its rota stays as it was.").format(day=day))
    check_open(w, day)
    was = ledger.turns(w, day, day).get((day, area))
    if must_stand and (was is None or not was.person):
        raise Refused(_("Nobody is named there on {day}: there is nothing to swap.").format(day=day))
    if was is None and all(one.subject != area for each in reading.turn_days(w, day, day) for one in each.due):
        raise Refused(_("The area is not due on {day}.").format(day=day))
    if was is not None and was.manner in ("cleaner", "everyone"):
        raise Refused(_("This is for the cleaner or for everyone, not for one person."))
    if (day, area) in ledger.done(w, day, day):
        raise Refused(_("It is done already on {day}.").format(day=day))
    if who not in reading.turn_days(w, day, day)[0].there:
        one = person(w, who)
        name = one.name if one is not None else who
        raise WrongField("person", _("{name} is not there on {day}.").format(name=name, day=day))
    return was


def append_given(w: Writer, day: date, area: str, who: str, *, reason: str = "", swap: str = "") -> None:
    """Enter that a turn is somebody's, fixed from now on, within a wider command."""
    fact = TurnGiven(area=area, person=who, reason=reason, swap=swap)
    w.append(ledger.subject_of(day), fact, at=noon(w, day))


def tick_done(book: Book, actor: str, day: date, area: str, *, who: str = "", note: str = "") -> None:
    """Tick an area as done, with the time: whoever did it himself, or for another a person who plans.

    `who` did it (default: who is named; for the cleaner or everyone nobody). Raises Refused for a day to come, for
    what is ticked already, and without the right.
    """
    with book.write(actor) as w:
        course = find_course(w, area)
        turn = ledger.turns(w, day, day).get((day, course.subject))
        if turn is None:
            raise Refused(_("Nothing is planned there on {day}.").format(day=day))
        if day > w.today:
            raise Refused(_("{day} has not come yet.").format(day=day))
        if (day, course.subject) in ledger.done(w, day, day):
            raise Refused(_("It is done already on {day}.").format(day=day))
        did = who or turn.person
        if did != actor or not allowed(w, actor, Right.READ_OWN):
            require(w, actor, Right.PLAN_ROSTER)
        if did and person(w, did) is None:
            raise WrongField("person", _("There is no person {who}.").format(who=did))
        check_open(w, day)
        w.append(ledger.subject_of(day), TurnDone(area=course.subject, person=did, note=note.strip()))


def untick(book: Book, actor: str, day: date, area: str, *, reason: str = "") -> None:
    """Take a tick back: whoever gave it, or a person who plans. Raises Refused."""
    with book.write(actor) as w:
        course = find_course(w, area)
        done = ledger.done(w, day, day).get((day, course.subject))
        if done is None:
            raise Refused(_("Nothing is ticked there on {day}.").format(day=day))
        if done.by != actor:
            require(w, actor, Right.PLAN_ROSTER)
        check_open(w, day)
        w.append(ledger.subject_of(day), DoneWithdrawn(area=course.subject, reason=reason.strip()))
