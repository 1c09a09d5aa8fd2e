"""What the people of the sample branch did: rounds, mending, meetings, a surge, an outage; the rest in its own file.

Chosen by chance from what the book itself holds (its check-lists, people, posts), so that any branch can be worked.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from supervisor.actions.ledger import open_actions
from supervisor.actions.rechecks import check_rest, recheck
from supervisor.actions.service import close_action, report_done, take_up
from supervisor.branch.ledger import opening
from supervisor.branch.records import Opening
from supervisor.demo.cast import Cast
from supervisor.demo.clock import SampleClock
from supervisor.demo.customers import Customers
from supervisor.demo.duty import keep_duty, plan_duty
from supervisor.demo.emergencies import strike
from supervisor.demo.gathered import ask_today, ask_week, hold_briefing, hold_rest
from supervisor.demo.grievances import turns_of_note
from supervisor.demo.judged import end_last_month
from supervisor.demo.learning import CERTIFICATE, bring_certificates, train
from supervisor.demo.planned import keep_to_plan, plan_week
from supervisor.demo.voices import customers_speak, keep_word
from supervisor.errors import Problem
from supervisor.inspection.answer import Answer
from supervisor.inspection.library import list_templates
from supervisor.inspection.whole import log_inspection
from supervisor.journal import Book
from supervisor.roster.ledger import duties
from supervisor.training.ledger import course

ROUNDS = {0: ("appearance", "environment"), 1: ("discipline",), 2: ("internal_control",), 3: ("appearance",),
          4: ("discipline", "environment")}  # fmt: skip
NOTES = ("已当场提醒", "当日更正", "较上周有改善", "请班后跟进")


def work_day(
    book: Book, clock: SampleClock, day: date, doors: Opening, seed: int, customers: Customers, *, worked_from: date,
    today: date,
) -> None:  # fmt: skip
    """Play one open day. On the last one, `today`, nothing happens that the manager is to try himself."""
    chance = np.random.default_rng([seed, day.toordinal(), 7])
    word = np.random.default_rng([seed, day.toordinal(), 8])
    cast = Cast(book)
    with book.read() as r:
        if course(r, CERTIFICATE) is None:
            bring_certificates(book, clock, cast, day, today)
        new_week = not any(opening(r, day - timedelta(days=i)) for i in range(1, day.weekday() + 1))
        eve = not any(opening(r, day + timedelta(days=i)) for i in range(1, (today - day).days))
    if day < today:
        end_last_month(book, clock, cast, day, doors, worked_from)
    if new_week or day == worked_from:
        ask_week(book, clock, cast, day, doors)
    plan_week(book, clock, cast, day, doors, seed)
    plan_duty(book, clock, cast, day, doors)
    if day == today:
        ask_today(book, clock, cast, day, doors)
        return
    hold_briefing(book, clock, cast, day, doors, seed)
    _inspect(book, clock, cast, day, doors, chance)
    strike(book, clock, cast, day, doors, float(chance.random()), seed, customers)
    customers_speak(book, clock, cast, day, doors, chance)
    turns_of_note(book, clock, cast, day, doors, today)
    if day.weekday() == 3:
        train(book, clock, cast, day, chance)
    keep_word(book, clock, cast, day, doors, word, eve=eve)
    keep_to_plan(book, clock, cast, day, doors, seed)
    _mend(book, clock, cast, day, doors, chance, eve=eve)
    hold_rest(book, clock, cast, day, doors, seed)
    keep_duty(book, clock, cast, day, doors, seed)


def _inspect(
    book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, chance: np.random.Generator
) -> None:
    with book.read() as r:
        known = {template.code: template for _version, template in list_templates(r, day)}
        working = sorted({duty.person for duty in duties(r, day)} & {p.subject for p in cast.staff})
    for number, code in enumerate(ROUNDS.get(day.weekday(), ())):
        template = known.get(code)
        if template is None or not working:
            continue
        minute = doors.open_minute + int(chance.integers(5, 60)) + 150 * number
        clock.set(day, minute)
        answers = []
        for item in template.items():
            if item.kind != "check":
                if item.kind == "integer" and item.if_missing != "pass" and not item.relevant:
                    answers.append(Answer(item=item.id, verdict="given", text="4"))
            elif chance.random() < 0.02:
                answers.append(Answer(item=item.id, verdict="na"))
            elif item.severity != "grave" and chance.random() < 0.07 and item.evidence != "photo":
                who = [str(chance.choice(working))]
                places = () if item.counts != "place" else ("大厅",)
                answers.append(
                    Answer(
                        item=item.id, verdict="fail", persons=tuple(who), places=places, cases=1,
                        note=str(chance.choice(NOTES)), value=0.05 if item.counts == "rate" else None,
                    )
                )  # fmt: skip
        inspector = str(chance.choice(cast.supervisors))
        began = clock.now()
        clock.set(day, minute + 20)
        finished = max(began, clock.now())
        for seen in (answers, []):
            try:
                log_inspection(book, inspector, code, seen, others_pass=True, at=began, finished_at=finished)
                break
            except Problem:
                continue


def _mend(
    book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, chance: np.random.Generator, *, eve: bool
) -> None:
    """What is done about findings after closing. On the last evening one of each kind is left to whoever opens the
    sample: nobody has taken it up, or nobody has looked at it again."""
    clock.set(day, doors.close_minute + 10)
    with book.read() as r:
        waiting = open_actions(r)
    left = (
        {next((one.subject for one in waiting if one.state == state), "") for state in ("open", "done")} if eve else ()
    )
    for action in waiting:
        doer = action.doer or action.owner
        if action.subject in left:
            continue
        if action.state == "open" and chance.random() < 0.7:
            take_up(book, doer, action.subject)
        elif action.state == "taken_up" and chance.random() < 0.6:
            check_rest(book, doer, action.subject)
            report_done(book, doer, action.subject, note="已整改", like_places="同类位置已一并检查")
        elif action.state == "done" and chance.random() < 0.8:
            closer = cast.manager if cast.manager not in (action.owner, action.doer, *action.about) else cast.deputy
            if closer not in (action.owner, action.doer, *action.about):
                looks = [one for one in cast.supervisors if one not in (action.doer, *action.about)]
                if action.waits == "recheck":
                    recheck(book, (*looks, closer)[0], action.subject, passed=True, note="现场复查，已整改到位")
                close_action(book, closer, action.subject, note="复查合格")
