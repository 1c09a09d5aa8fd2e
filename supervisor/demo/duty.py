"""How the sample branch keeps its common areas: a rota each month, ticked in the evening, now and then missed."""

from __future__ import annotations

from datetime import date

import numpy as np

from supervisor.branch.ledger import names
from supervisor.branch.records import Opening
from supervisor.demo.cast import Cast
from supervisor.demo.clock import SampleClock
from supervisor.errors import Problem
from supervisor.journal import Book, Reader
from supervisor.roster.rota import ledger
from supervisor.roster.rota.records import Area
from supervisor.roster.rota.service import plan_month, set_area, tick_done
from supervisor.roster.rota.swapping import answer_swap, ask_swap
from supervisor.roster.rota.usual import USUAL

MISSED, HELPED = 0.06, 0.05  # shares of turns that nobody ticked, and that a colleague did
SWAP_EACH = 9  # days
REASONS = ("当晚参加反洗钱培训", "下午到分行送交资料", "孩子开家长会")


def plan_duty(book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening) -> None:
    """Before the doors open: the areas on the first day, and on the first open day of each month its rota."""
    with book.read() as r:
        known, planned = ledger.courses(r), ledger.turns(r, day, day)
        zones = _zones(r)
    if known and planned:
        return
    clock.set(day, doors.open_minute - 45)
    if not known:
        staff = tuple(one.subject for one in cast.staff)
        for order, (name, values) in enumerate(USUAL, 1):
            people = staff if values["who"] == "turn" else ()
            place = next((code for code, zone in zones.items() if zone[:2] in name.zh), "")
            set_area(book, cast.manager, Area(
                subject="", name=name, people=people, place=place, order=order, valid_from=day,
                **values,  # type: ignore[arg-type]
            ))  # fmt: skip
    plan_month(book, cast.manager, day)


def _zones(r: Reader) -> dict[str, str]:
    return {one.code: one.name.zh for one in names(r, "zone")}


def keep_duty(book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, seed: int) -> None:
    """In the evening: what was done is ticked, a few turns by a colleague, a few not at all; now and then a swap."""
    chance = np.random.default_rng([seed, day.toordinal(), 11])
    clock.set(day, doors.close_minute + 12)
    with book.read() as r:
        turns = ledger.turns(r, day, day)
        order = {one.subject: place for place, one in enumerate(ledger.courses(r))}
    here = sorted({turn.person for turn in turns.values() if turn.person})
    for (_day, area), turn in sorted(turns.items(), key=lambda one: order[one[0][1]]):
        lot = chance.random()
        if lot < MISSED:
            continue
        helper = next((one for one in here if one != turn.person), "") if lot < MISSED + HELPED else ""
        did = helper if helper and turn.person else turn.person
        tick_done(book, did or cast.supervisors[0], day, area, who=did)
    if day.toordinal() % SWAP_EACH == 0:
        _swap(book, day, chance)


def _swap(book: Book, day: date, chance: np.random.Generator) -> None:
    """Somebody whose turn comes soon swaps with a colleague whose turn comes later."""
    with book.read() as r:
        coming = ledger.turns(r, day, day.replace(day=28))
    keys = [key for key, turn in sorted(coming.items()) if key[0] > day and turn.manner == "turn" and turn.person]
    keys.sort(key=lambda key: key[0])
    if len(keys) < 6:
        return
    mine, reason = keys[0], str(chance.choice(REASONS))
    for theirs in keys[4:14]:
        try:
            swap = ask_swap(book, coming[mine].person, mine, theirs=theirs, reason=reason)
        except Problem:  # one of them is not there on the other's day
            continue
        answer_swap(book, coming[theirs].person, swap, True)
        return
