"""The duty rota as it is read: a month with its areas, days, turns and how each stands; one day; a proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from supervisor.branch.ledger import Calendar, DayKind, calendar, names, people
from supervisor.journal import Reader
from supervisor.roster.ledger import days as roster_days
from supervisor.roster.rota import ledger
from supervisor.roster.rota.due import days_of_month, due_days
from supervisor.roster.rota.ledger import Course, Done, Swap
from supervisor.roster.rota.presence import present, rostered
from supervisor.roster.rota.records import Area, Counted, Counting, Crew, Key, Standing, Turn, TurnDay
from supervisor.roster.rota.turns import days_in_turn, plan_turns, standing_of

LOOK_BACK_DAYS = 366  # turns of the last year count: older ones no longer even out


class Slot(msgspec.Struct, frozen=True):
    """An area on a day. `state`: unplanned · vacant (nobody was there) · away (named, but not there) · coming · today ·
    done · missed (over, and nobody ticked it)."""

    day: date
    area: str
    turn: Turn | None
    state: str
    done: Done | None = None
    reason: str = ""


class RotaDay(msgspec.Struct, frozen=True):
    """A day of the month: what kind it is, and whether anything can fall on it."""

    day: date
    kind: DayKind
    counts: bool


class Tally(msgspec.Struct, frozen=True):
    """How turns fall on one person: in the month, in the year before its end, and on how many days he was there while
    he was in turn."""

    person: str
    month: int
    year: int
    present: int


class MonthRota(msgspec.Struct, frozen=True):
    """All about a month. `areas` as they stand in it, in their order; `slots` by day and area."""

    first: date
    today: date
    counting: Counting
    days: tuple[RotaDay, ...]
    areas: tuple[Area, ...]
    slots: Mapping[Key, Slot]
    tallies: tuple[Tally, ...]
    swaps: tuple[Swap, ...]

    @property
    def missed(self) -> tuple[Slot, ...]:
        """What is over and was not ticked."""
        return tuple(slot for slot in self.slots.values() if slot.state == "missed")

    @property
    def planned(self) -> bool:
        """Whether any turn of the month is planned."""
        return any(slot.turn is not None for slot in self.slots.values())


def crew(r: Reader) -> list[Crew]:
    """Everybody who ever worked here, by staff number."""
    return [Crew(one.subject, one.no, one.role) for one in people(r, active_only=False)]


def turn_days(r: Reader, first: date, last: date) -> list[TurnDay]:
    """Each day from first to last with the areas due on it and who is there."""
    days, known, how = calendar(r), ledger.courses(r), ledger.counting(r)
    out: list[TurnDay] = []
    staff = people(r, active_only=False)
    start = first.replace(day=1)
    while start <= last:
        month = days_of_month(start)
        rosters = roster_days(r, month[0], month[-1])
        in_rosters = rostered(rosters)
        due = _due(known, start, _open_days(days, month), how)
        out += [
            TurnDay(one.day, tuple(due.get(one.day, ())), present(one, staff, in_rosters))
            for one in rosters
            if first <= one.day <= last
        ]
        start = month[-1] + timedelta(days=1)
    return out


def _open_days(days: Calendar, month: Iterable[date]) -> dict[Counted, set[date]]:
    every = list(month)
    return {
        "working": {day for day in every if days.is_working(day)},
        "open": {day for day in every if days.opening(day) is not None},
    }


def _due(
    known: Iterable[Course], first: date, open_days: Mapping[Counted, set[date]], how: Counting
) -> dict[date, list[Area]]:
    out: dict[date, list[Area]] = {}
    for course in known:
        for version in course.versions:
            for day in due_days(version, first, open_days, how):
                if course.on(day) == version:
                    out.setdefault(day, []).append(version)
    for areas in out.values():
        areas.sort(key=lambda one: (one.order, one.subject))
    return out


def standing(r: Reader, first: date, last: date) -> Standing:
    """How things stood on the evening of `last`, counting from `first`: a turn counts for whoever did it."""
    was = ledger.turns(r, first, last)
    did = ledger.done(r, first, last)
    return standing_of(
        ((key[0], _effective(turn, did.get(key))) for key, turn in was.items()), turn_days(r, first, last), crew(r)
    )


def _effective(turn: Turn, done: Done | None) -> Turn:
    if done is None or not done.person or done.person == turn.person:
        return turn
    return Turn(turn.area, done.person, "turn" if turn.manner == "turn" else "stand_in", turn.fixed)


def propose(r: Reader, month: date) -> dict[Key, Turn]:
    """The turns of the month from today on as they would be planned now: what still fits stays, what is done, swapped
    or set by hand stays in any case. Writes nothing. Empty for a month that is over."""
    start, last = max(month.replace(day=1), r.today), days_of_month(month)[-1]
    if start > last:
        return {}
    stands = ledger.turns(r, start, last)
    held = {key for key, turn in stands.items() if turn.fixed} | set(ledger.done(r, start, last))
    before = standing(r, start - timedelta(days=LOOK_BACK_DAYS), start - timedelta(days=1))
    return plan_turns(turn_days(r, start, last), crew(r), before=before, stands=stands, held=held)


def month_rota(r: Reader, month: date) -> MonthRota:
    """All about the month in which a day lies."""
    every = days_of_month(month)
    days = turn_days(r, every[0], every[-1])
    slots, areas = _slots(r, days), {area.subject: area for each in days for area in each.due}
    known = {one.subject: one for one in ledger.courses(r)}
    for _day, area in slots:  # planned once, and no longer due
        if area not in areas and area in known:
            areas[area] = known[area].versions[-1]
    for course in known.values():  # each his own desk
        here = course.on(max(every[0], min(r.today, every[-1])))
        if here is not None and course.subject not in areas:
            areas[course.subject] = here
    days_of = calendar(r)
    counts = _open_days(days_of, every)
    return MonthRota(
        first=every[0],
        today=r.today,
        counting=ledger.counting(r),
        days=tuple(RotaDay(day, days_of.kind(day), day in counts["working"] or day in counts["open"]) for day in every),
        areas=tuple(sorted(areas.values(), key=lambda one: (one.order, one.subject))),
        slots=slots,
        tallies=_tallies(r, every[0], days),
        swaps=tuple(one for one in ledger.swaps(r, state="asked") if one.day >= r.today),
    )


def _slots(r: Reader, days: list[TurnDay]) -> dict[Key, Slot]:
    first, last = days[0].day, days[-1].day
    turns, did, why = ledger.turns(r, first, last), ledger.done(r, first, last), ledger.reasons(r, first, last)
    there = {each.day: each.there for each in days}
    out: dict[Key, Slot] = {}
    for each in days:
        for area in each.due:
            if area.who != "owner" and (each.day, area.subject) not in turns:
                out[each.day, area.subject] = Slot(each.day, area.subject, None, "unplanned")
    for key, turn in turns.items():
        done = did.get(key)
        out[key] = Slot(
            key[0], key[1], turn, _state(turn, key[0], done, there[key[0]], r.today), done, why.get(key, "")
        )
    return out


def _state(turn: Turn, day: date, done: Done | None, there: frozenset[str], today: date) -> str:
    if done is not None:
        return "done"
    if day < today:
        return "missed"
    if not turn.person and turn.manner not in ("cleaner", "everyone"):
        return "vacant"
    if turn.person and turn.person not in there:
        return "away"
    return "today" if day == today else "coming"


def _tallies(r: Reader, first: date, days: list[TurnDay]) -> tuple[Tally, ...]:
    everybody = crew(r)
    start = first - timedelta(days=LOOK_BACK_DAYS)
    was = standing(r, start, first - timedelta(days=1))
    now = standing(r, first, days[-1].day)
    here = days_in_turn(days, everybody)
    return tuple(
        Tally(
            one.subject,
            now.turns.get(one.subject, 0),
            was.turns.get(one.subject, 0) + now.turns.get(one.subject, 0),
            was.present.get(one.subject, 0) + here.get(one.subject, 0),
        )
        for one in everybody
        if here.get(one.subject) or now.turns.get(one.subject)
    )


def named(r: Reader, day: date) -> list[tuple[Area, Turn, Done | None]]:
    """The turns of one day with their areas, in their order, and what was done: as planned, without asking who is
    there."""
    known = {one.subject: one for one in ledger.courses(r)}
    turns, did = ledger.turns(r, day, day), ledger.done(r, day, day)
    found = [
        (known[key[1]].on(day) or known[key[1]].versions[-1], turn, did.get(key))
        for key, turn in turns.items()
        if key[1] in known
    ]
    return sorted(found, key=lambda one: (one[0].order, one[0].subject))


def on_duty(r: Reader, day: date, place: str) -> tuple[str, ...]:
    """Who looked after the areas of a place on a day: who did it, else who was named.

    The place is meant by the code or name of its zone, or by (a part of) the name of the area.
    """
    wanted = place.strip()
    if len(wanted) < 2:
        return ()
    zones = {one.code: one.name for one in names(r, "zone")}
    found: dict[str, None] = {}
    for area, turn, done in named(r, day):
        zone = zones.get(area.place)
        exact = (area.place, area.name.en, area.subject, *((zone.zh, zone.en) if zone is not None else ()))
        who = done.person if done is not None and done.person else turn.person
        if who and (wanted in exact or wanted in area.name.zh):
            found[who] = None
    return tuple(found)
