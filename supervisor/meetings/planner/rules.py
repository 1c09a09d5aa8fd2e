"""The hard rules of meetings: one named function each, that says nothing or says who blocks the slot and why.

A rule compares the floor during the meeting with the floor without it: a post that was short before is not the
meeting's fault. Rules that only look at people and clock come first, since they are cheap.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from ..pricing.floor import Floor, quarters
from ..pricing.pricer import (
    Pricer,
    Situation,
    authoriser_shortage,
    cover_shortage,
    dual_shortage,
    lobby_shortage,
)
from ..problem.model import QUARTER_MINUTES, Block, Problem, Sitting, Wish


@dataclass(frozen=True)
class Slot:
    """A start that is tried: the wish, the clock, who must come (numbers), the groups that are too small then and who
    of them is not there."""

    problem: Problem
    floor: Floor
    wish: Wish
    start_minute: int
    end_minute: int
    required: tuple[int, ...]
    lacking: tuple[str, ...] = ()
    away: tuple[int, ...] = ()


def length_within_cap(slot: Slot) -> Block | None:
    """A meeting is no longer than the cap of its kind (A5)."""
    cap = slot.problem.caps_minutes.get(slot.wish.kind)
    if cap is not None and slot.wish.minutes > cap:
        return Block(rule="length_within_cap", about=f"{slot.wish.minutes} > {cap}")
    return None


def within_window(slot: Slot) -> Block | None:
    """A meeting begins and ends between the earliest and the latest minute, on a day of its window."""
    wish = slot.wish
    day = slot.floor.day.day
    if not wish.first_day <= day <= wish.last_day:
        return Block(rule="within_window", about=day.isoformat(), minute=slot.start_minute)
    if slot.start_minute < wish.earliest_minute or slot.end_minute > wish.latest_minute:
        return Block(rule="within_window", minute=slot.start_minute)
    return None


def not_in_the_past(slot: Slot) -> Block | None:
    """Nothing begins at a time that has gone by."""
    if slot.start_minute < slot.floor.day.earliest_minute:
        return Block(rule="not_in_the_past", minute=slot.start_minute)
    return None


def outside_opening_hours(slot: Slot) -> Block | None:
    """A meeting stays outside opening hours unless it is allowed inside (A4, A6)."""
    day = slot.floor.day
    if slot.wish.inside_hours or day.open_minute is None or day.close_minute is None:
        return None
    if slot.start_minute < day.close_minute and slot.end_minute > day.open_minute:
        return Block(rule="outside_opening_hours", minute=slot.start_minute)
    return None


def enough_people(slot: Slot) -> Block | None:
    """Each group asked for has as many people at work as the wish says, and somebody comes at all."""
    if slot.lacking:
        away = tuple(slot.floor.people[n].subject for n in slot.away)
        return Block(rule="enough_people", about=slot.lacking[0], minute=slot.start_minute, people=away)
    if slot.wish.needs and not slot.required:
        return Block(rule="enough_people", minute=slot.start_minute)
    return None


def not_on_leave(slot: Slot) -> Block | None:
    """Nobody required is on leave."""
    return _person_block("not_on_leave", slot, slot.floor.leave)


def at_work(slot: Slot) -> Block | None:
    """Everybody required is on shift, or close enough to its beginning or end to be asked."""
    stretch = quarters(slot.start_minute, slot.end_minute)
    for number in slot.required:
        if not slot.floor.reachable(number, stretch, slot.problem.stretch_minutes):
            return Block(rule="at_work", person=slot.floor.people[number].subject, minute=slot.start_minute)
    return None


def no_double_booking(slot: Slot) -> Block | None:
    """Nobody required sits in another meeting then."""
    stretch = quarters(slot.start_minute, slot.end_minute)
    for number in slot.required:
        booked = slot.floor.meeting[number, stretch]
        if (booked >= 0).any():
            other = slot.floor.taken[int(booked.max())]
            return Block(
                rule="no_double_booking",
                person=slot.floor.people[number].subject,
                about=other.title,
                minute=slot.start_minute,
            )
    return None


def not_covering_elsewhere(slot: Slot) -> Block | None:
    """Nobody required is covering a post for another meeting then."""
    stretch = quarters(slot.start_minute, slot.end_minute)
    required = {slot.floor.people[number].subject for number in slot.required}
    for other in slot.floor.taken:
        there = quarters(other.sitting.start_minute, other.sitting.end_minute)
        if there.start < stretch.stop and stretch.start < there.stop:
            for cover in other.sitting.covers:
                if cover.person in required:
                    return Block(
                        rule="not_covering_elsewhere",
                        person=cover.person,
                        about=other.title,
                        minute=slot.start_minute,
                    )
    return None


def not_at_lunch(slot: Slot) -> Block | None:
    """Nobody required is at lunch."""
    return _person_block("not_at_lunch", slot, slot.floor.lunch)


def room_free(slot: Slot) -> Block | None:
    """The room holds one meeting at a time, and a lunch room none while anybody lunches (C3)."""
    room = slot.wish.room
    if not room:
        return None
    stretch = quarters(slot.start_minute, slot.end_minute)
    for other in slot.floor.taken:
        there = quarters(other.sitting.start_minute, other.sitting.end_minute)
        if other.sitting.room == room and there.start < stretch.stop and stretch.start < there.stop:
            return Block(rule="room_free", about=other.title, minute=slot.start_minute)
    if room in slot.problem.lunch_rooms and slot.floor.lunch[:, stretch].any():
        return Block(rule="room_free", about=room, minute=slot.start_minute)
    return None


def room_seats(slot: Slot) -> Block | None:
    """The room has a seat for everybody who must come."""
    seats = slot.problem.seats_of(slot.wish)
    if seats and len(slot.required) > seats:
        return Block(rule="room_seats", about=f"{slot.wish.room}: {len(slot.required)} > {seats}")
    return None


def not_too_many_at_once(slot: Slot) -> Block | None:
    """No more meetings are held at once than the branch allows."""
    most = slot.problem.most_at_once
    if most <= 0:
        return None
    there = [quarters(one.sitting.start_minute, one.sitting.end_minute) for one in slot.floor.taken]
    stretch = quarters(slot.start_minute, slot.end_minute)
    for quarter in range(stretch.start, stretch.stop):
        if sum(one.start <= quarter < one.stop for one in there) >= most:
            return Block(rule="not_too_many_at_once", about=str(most), minute=quarter * QUARTER_MINUTES)
    return None


def after_others(day: date, start_minute: int, earlier: list[tuple[Wish, list[Sitting]]]) -> Block | None:
    """The meetings that must come first have ended: `earlier` are they, each with its sittings (none: not placed)."""
    for wish, sittings in earlier:
        if not sittings or any((one.day, one.end_minute) > (day, start_minute) for one in sittings):
            return Block(rule="after_others", about=wish.title or wish.subject, minute=start_minute)
    return None


def order_kept(slot: Slot) -> Block | None:
    """A meeting begins after those of its wish's `after` that stand have ended."""
    standing = [*slot.problem.taken, *slot.problem.standing]
    for subject in slot.wish.after:
        held = [one for one in standing if one.meeting == subject]
        wish = next((one for one in slot.problem.wishes if one.subject == subject), None)
        title = held[0].title if held else wish.title if wish is not None else ""
        for one in held:
            if (one.sitting.day, one.sitting.end_minute) > (slot.floor.day.day, slot.start_minute):
                return Block(rule="order_kept", about=title, minute=slot.start_minute)
    return None


def _person_block(rule: str, slot: Slot, marks: np.ndarray) -> Block | None:
    stretch = quarters(slot.start_minute, slot.end_minute)
    for number in slot.required:
        if marks[number, stretch].any():
            return Block(rule=rule, person=slot.floor.people[number].subject, minute=slot.start_minute)
    return None


def minimum_cover(pricer: Pricer, situation: Situation) -> Block | None:
    """No post falls below its minimum cover (A4)."""
    return _post_block("minimum_cover", pricer, situation, cover_shortage(pricer, situation))


def dual_control(pricer: Pricer, situation: Situation) -> Block | None:
    """Nobody is left alone at a post that needs two (C1)."""
    return _post_block("dual_control", pricer, situation, dual_shortage(pricer, situation))


def authoriser_present(pricer: Pricer, situation: Situation) -> Block | None:
    """Somebody who may authorise stays on the floor while the doors are open."""
    short = authoriser_shortage(pricer, situation)
    return _role_block("authoriser_present", situation, short, [p.authoriser for p in pricer.floor.people])


def lobby_manager_present(pricer: Pricer, situation: Situation) -> Block | None:
    """A lobby manager stays in the lobby while the doors are open (A8)."""
    short = lobby_shortage(pricer, situation)
    return _role_block("lobby_manager_present", situation, short, [p.lobby_manager for p in pricer.floor.people])


def not_at_peak(pricer: Pricer, situation: Situation) -> Block | None:
    """No class has fewer people at its peak because of the meeting, backfill counted (A3); lifted only when every start
    is at a peak."""
    for peak in pricer.floor.day.peaks:
        there = quarters(peak.start_minute, peak.end_minute)
        stretch = slice(max(there.start, situation.stretch.start), min(there.stop, situation.stretch.stop))
        if stretch.start >= stretch.stop:
            continue
        posts = [n for n, post in enumerate(pricer.floor.posts) if post.service_class == peak.service_class]
        before = pricer.before[posts, stretch].sum(axis=0)
        fewer = np.nonzero(situation.counts[posts, stretch].sum(axis=0) < before)[0]
        if len(fewer):
            quarter = stretch.start + int(fewer[0])
            missed = next((n for n in situation.attending if pricer.floor.post[n, quarter] in posts), None)
            return Block(
                rule="not_at_peak",
                person=pricer.floor.people[missed].subject if missed is not None else "",
                about=peak.service_class,
                minute=quarter * QUARTER_MINUTES,
            )
    return None


def customer_area_off_peak(pricer: Pricer, wish: Wish, situation: Situation) -> Block | None:
    """The customer area holds no meeting while any class is at a peak (A3)."""
    if not wish.customer_area:
        return None
    for peak in pricer.floor.day.peaks:
        if peak.start_minute < situation.end_minute and situation.start_minute < peak.end_minute:
            return Block(rule="customer_area_off_peak", about=peak.service_class, minute=peak.start_minute)
    return None


def _post_block(rule: str, pricer: Pricer, situation: Situation, short: np.ndarray) -> Block | None:
    where = np.argwhere(short[:, situation.stretch] > 0)
    if not len(where):
        return None
    post, quarter = (int(one) for one in where[0])
    quarter += situation.stretch.start
    missed = next((n for n in situation.attending if pricer.floor.post[n, quarter] == post), None)
    return Block(
        rule=rule,
        person=pricer.floor.people[missed].subject if missed is not None else "",
        about=pricer.floor.posts[post].subject,
        minute=quarter * QUARTER_MINUTES,
    )


def _role_block(rule: str, situation: Situation, short: np.ndarray, flags: list[bool]) -> Block | None:
    where = np.nonzero(short[situation.stretch])[0]
    if not len(where):
        return None
    missed = next((n for n in situation.attending if flags[n]), None)
    return Block(
        rule=rule,
        person=situation.floor.people[missed].subject if missed is not None else "",
        minute=(int(where[0]) + situation.stretch.start) * QUARTER_MINUTES,
    )


SLOT_RULES: tuple[Callable[[Slot], Block | None], ...] = (
    length_within_cap,
    within_window,
    not_in_the_past,
    outside_opening_hours,
    enough_people,
    not_on_leave,
    at_work,
    no_double_booking,
    not_covering_elsewhere,
    not_at_lunch,
    room_free,
    room_seats,
    not_too_many_at_once,
    order_kept,
)
PEOPLE_RULES = frozenset(
    {"enough_people", "not_on_leave", "at_work", "no_double_booking", "not_covering_elsewhere", "not_at_lunch"}
)
"""Rules that say that somebody who must come cannot."""
FLOOR_RULES: tuple[Callable[[Pricer, Situation], Block | None], ...] = (
    minimum_cover,
    dual_control,
    authoriser_present,
    lobby_manager_present,
)
