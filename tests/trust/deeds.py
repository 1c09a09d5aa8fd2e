"""What people do with a branch's book on one computer: one deed of each kind, chosen by a number.

A deed that the services refuse (done elsewhere meanwhile, not his to do) answers with what they said; everything else
that goes wrong is a bug and comes out as one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec

from supervisor.actions import apart as acted_apart
from supervisor.actions import dates as action_dates
from supervisor.actions import service as actions
from supervisor.actions.ledger import actions as all_actions
from supervisor.appraisal import service as appraisal
from supervisor.branch.staff import add_person, change_person, grant_skill, person_left, person_returned
from supervisor.complaints import service as complaints
from supervisor.complaints.ledger import complaints as all_complaints
from supervisor.errors import Problem
from supervisor.exchange.contradictions import contradictions
from supervisor.exchange.settling import settle
from supervisor.inspection import review
from supervisor.inspection import service as inspection
from supervisor.inspection.ledger import findings, inspections, open_inspections, templates_in_force
from supervisor.inspection.library import activate_template, retire_template
from supervisor.inspection.plan.ledger import courses
from supervisor.inspection.plan.reading import plan
from supervisor.inspection.plan.rules import Rule
from supervisor.inspection.plan.service import excuse, set_rule, stop_rule, withdraw_excuse
from supervisor.inspection.plan.spots import draw_checks
from supervisor.journal import Book, lock_month, reopen_month
from supervisor.language import Words
from supervisor.roster.rota import ledger as rota_ledger
from supervisor.roster.rota import service as rota
from supervisor.roster.rota import swapping

CODE = "tellers_day"
LETTERS = ("D1", "D2", "D3", "D4", "D5", "D6")
EVER = (date(2020, 1, 1), date(2990, 1, 1))


class People(msgspec.Struct, frozen=True):
    """Who is who, by subject."""

    manager: str
    supervisor: str
    tellers: tuple[str, ...]


Deed = Callable[[Book, People, int], Any]


def inspect(book: Book, people: People, number: int) -> Any:
    """Begin an inspection, or answer in one that is open anywhere; now and then a photo, a remark, or its end."""
    who = people.supervisor
    with book.read() as r:
        under_way = sorted(open_inspections(r), key=lambda one: one.subject)
    if not under_way or number % 3 == 0:
        past = timedelta(days=35) if number % 10 == 9 else timedelta()
        return inspection.begin(book, who, CODE, at=book.now() - past)
    there = under_way[number % len(under_way)].subject
    item = LETTERS[number % len(LETTERS)]
    verdict = ("pass", "na", "fail")[number % 3 if number % 4 else 2]
    inspection.answer(
        book, who, there, item, verdict, persons=people.tellers[: number % 2 + 1] if verdict == "fail" else (),
        note=f"n{number % 5}",
    )  # fmt: skip
    if number % 4 == 1:
        inspection.attach_photo(book, who, there, item, hashlib.sha256(str(number).encode()).digest() * 300)
    if number % 5 == 1:
        inspection.set_note(book, who, there, item, f"remark {number}")
    if number % 5 in (2, 3):
        for rest in LETTERS:
            with book.read() as r:
                open_ones = {gap.item for gap in inspection.missing(r, there)}
            if rest in open_ones:
                inspection.answer(book, who, there, rest, "pass")
        inspection.finish(book, who, there)
    return there


def correct(book: Book, people: People, number: int) -> Any:
    """Correct a finished inspection, as others may do elsewhere at the same time."""
    with book.read() as r:
        done = sorted(one.subject for one in inspections(r, *EVER) if one.state == "finished" and not one.revised_by)
    if not done:
        return "nothing to correct"
    new = inspection.revise(book, people.supervisor, done[number % len(done)], reason=f"c{number}")
    inspection.answer(book, people.supervisor, new, LETTERS[number % 6], "pass" if number % 2 else "na")
    if number % 3:
        inspection.finish(book, people.supervisor, new)
    return new


def judge(book: Book, people: People, number: int) -> Any:
    """Waive a finding, take that back, object to it, or decide on the objection."""
    with book.read() as r:
        found = sorted(findings(r, *EVER), key=lambda one: one.subject)
    if not found:
        return "nothing to judge"
    one = found[number % len(found)]
    if number % 4 == 0 and one.persons:
        return review.appeal_finding(book, one.persons[0], one.subject, text="not so")
    if number % 4 == 1 and one.appeal_state == "open":
        return review.decide_appeal(book, people.manager, one.subject, upheld=number % 8 == 1, reason="r")
    if one.waived:
        return review.withdraw_waiver(book, people.manager, one.subject, reason="r")
    return review.waive_finding(book, people.manager, one.subject, reason=f"w{number}")


def act(book: Book, people: People, number: int) -> Any:
    """Raise a corrective action, or take one that there is a step further, as others may do elsewhere."""
    manager, owner = people.manager, people.supervisor
    with book.read() as r:
        there = sorted(all_actions(r), key=lambda one: one.subject)
        due = r.today + timedelta(days=30 + number % 9)
    if not there or number % 7 == 0:
        return actions.raise_action(book, manager, title=f"t{number}", owner=owner, due=due, severity="minor")
    one = there[number % len(there)].subject
    steps: tuple[Callable[[], object], ...] = (
        lambda: actions.reassign(book, manager, one, owner=people.tellers[number % 3], reason="r"),
        lambda: actions.take_up(book, owner, one, note=f"n{number}"),
        lambda: actions.report_done(book, owner, one, note="done", like_places="none"),
        lambda: actions.close_action(book, manager, one, note="seen", unchecked="no time"),
        lambda: actions.reopen(book, manager, one, reason="not mended"),
        lambda: action_dates.change_due(book, manager, one, due, reason="r"),
        lambda: actions.note(book, manager, one, f"remark {number}"),
        lambda: actions.withdraw(book, manager, one, reason="r"),
    )
    return steps[number // 7 % len(steps)]()


def complain(book: Book, people: People, number: int) -> Any:
    """Register a complaint with contact data, hand it on, or erase one for good."""
    manager = people.manager
    with book.read() as r:
        there = sorted(one.subject for one in all_complaints(r, *EVER) if not one.erased)
    if not there or number % 3 == 0:
        return complaints.register(
            book, manager, channel="phone", text=f"secret {number}", class_code="cash", cause_code="waiting",
            owner=manager,
        )  # fmt: skip
    subject = there[number % len(there)]
    if number % 3 == 1:
        return complaints.hand_over(book, manager, subject, people.supervisor, f"h{number}")
    complaints.withdraw(book, manager, subject, "客户说明撤回")
    return complaints.erase(book, manager, subject, "asked", by_right=True)


def design(book: Book, people: People, number: int) -> Any:
    """Bring in a check-list with other points, or (seldom) retire one."""
    with book.read() as r:
        known = sorted((template for _version, template in templates_in_force(r, r.today)), key=lambda one: one.code)
    other = [one for one in known if one.code != CODE]
    if number % 9 == 0 and other:
        return retire_template(book, people.manager, other[number % len(other)].code, reason="r")
    base = known[number % len(known)]
    changed = msgspec.structs.replace(base, version=f"{base.version}.{number % 4}", name=Words(f"单{number % 3}"))
    return activate_template(book, people.manager, changed, reason=f"r{number}")


def organise(book: Book, people: People, number: int) -> Any:
    """Set, change or stop a rule of the plan, draw spot checks, excuse a planned check."""
    manager = people.manager
    with book.read() as r:
        known, today = courses(r), r.today
        lines = plan(r, manager, today - timedelta(days=3), today) if number % 5 == 4 else []
    if number % 5 == 3:
        return draw_checks(book, manager, today, today + timedelta(days=3), wanted=2, seed=str(number), reason="again",
                           codes=[CODE]).number  # fmt: skip
    if number % 5 == 4 and lines:
        line = lines[number % len(lines)]
        if line.state == "excused":
            return withdraw_excuse(book, manager, line.occurrence.id, reason="r")
        return excuse(book, manager, line.occurrence.id, reason=f"e{number}")
    if known and number % 5 == 2:
        return stop_rule(book, manager, known[number % len(known)].subject, reason="r")
    subject = known[number % len(known)].subject if known and number % 5 == 1 else ""
    return set_rule(book, manager, Rule(
        subject=subject, name=Words(f"规{number % 6}"), code=CODE, every="day", valid_from=today,
        times=1, grace_days=number % 3,
    ))  # fmt: skip


def duty(book: Book, people: People, number: int) -> Any:
    """Plan a month's duty rota, set a turn by hand, ask a colleague to swap or answer him, tick what is done."""
    manager = people.manager
    with book.read() as r:
        today = r.today
        month = today.replace(day=1)
        turns = sorted(rota_ledger.turns(r, today, today + timedelta(days=20)).items())
        asked = sorted(rota_ledger.swaps(r, state="asked"), key=lambda one: one.subject)
    own = [(key, turn) for key, turn in turns if turn.person]
    if not own or number % 5 == 0:
        return len(rota.plan_month(book, manager, month).days)
    (day, area), turn = own[number % len(own)]
    if asked and number % 5 == 1:
        one = asked[number % len(asked)]
        return swapping.answer_swap(book, one.other, one.subject, number % 2 == 0)
    if number % 5 == 2:
        return swapping.ask_swap(book, turn.person, (day, area), other=people.tellers[number % 3], reason="r")
    if number % 5 == 3:
        return rota.tick_done(book, manager, own[0][0][0], own[0][0][1])
    return bool(rota.give_turn(book, manager, day, area, people.tellers[number % 3], reason=f"g{number}"))


def staff(book: Book, people: People, number: int) -> Any:
    """Change a person's particulars, give a skill, let somebody leave or return, take a new one on."""
    who = people.tellers[number % 3]
    with book.read() as r:
        today = r.today
    if number % 6 == 0:
        return add_person(book, people.manager, no=f"9{number % 3:03}", name=f"New {number}", role="柜员")
    if number % 6 == 1:
        return person_left(book, people.manager, who, today)
    if number % 6 == 2:
        return person_returned(book, people.manager, who, today)
    if number % 6 == 3:
        return grant_skill(book, people.manager, who, "corporate")
    return change_person(book, people.manager, who, name=f"P{number % 7}", role=("柜员", "大堂")[number % 2])


def close_month(book: Book, people: People, number: int) -> Any:
    """Sign and lock last month (with its scores, or just the journal's lock), or open it again."""
    with book.read() as r:
        month = f"{r.today.replace(day=1) - timedelta(days=1):%Y-%m}"
        locked = r.month_locked(month)
    if locked and number % 3 == 0:
        with book.write(people.manager) as w:
            reopen_month(w, month, f"o{number}")
        return month
    if number % 2:
        appraisal.publish(book, people.manager, month)
        appraisal.lock(book, people.manager, month, reason=f"r{number}")
        return month
    with book.write(people.manager) as w:
        lock_month(w, month)
    return month


def decide(book: Book, people: People, number: int) -> Any:
    """Settle what waits first."""
    with book.read() as r:
        waiting = [one for one in contradictions(r) if one.settles]
        both = [one.subject for one in sorted(all_actions(r), key=lambda one: one.subject)
                if acted_apart.apart(r, one.subject)]  # fmt: skip
        pair = acted_apart.apart(r, both[number % len(both)])[0] if both else None
    if pair is not None and number % 2:
        chosen = (pair.earlier, pair.later)[number // 2 % 2].entry
        acted_apart.settle(book, people.manager, both[number % len(both)], chosen, reason="r")
    elif waiting:
        one = waiting[number % len(waiting)]
        mixed = {field.name: number // 3 % len(one.sides) for field in one.fields[:1]} if one.mixable else {}
        settle(book, people.manager, one.id, keep=number % len(one.sides), fields=mixed, reason=f"s{number}")
    return len(waiting)


def decide_all(book: Book, people: People) -> list[str]:
    """The manager decides all that he may, whichever side; what still waits and could be decided here, and why not."""
    left: list[str] = []
    for _round in range(3):  # deciding one may bring another out
        with book.read() as r:
            waiting = [one for one in contradictions(r) if one.settles]
        left = []
        for number, one in enumerate(waiting):
            try:
                settle(book, people.manager, one.id, keep=0 if one.sort == "late" else number % len(one.sides))
            except Problem as problem:
                left.append(f"{one.sort} {one.subject} {one.title}: {type(problem).__name__} {problem}")
        if not waiting:
            break
    with book.read() as r:
        open_ones = {one.id for one in contradictions(r) if one.settles}
    return left if open_ones else []


DEEDS: dict[str, Deed] = {
    deed.__name__: deed
    for deed in (inspect, correct, judge, act, complain, design, organise, duty, staff, close_month, decide)
}


def do(book: Book, name: str, people: People, number: int) -> Any:
    """Do a deed; what the services refuse is its answer."""
    try:
        return DEEDS[name](book, people, number)
    except Problem as problem:
        return f"{type(problem).__name__}: {problem}"
