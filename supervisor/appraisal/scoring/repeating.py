"""The same breach again (4): the first ones only remind, a ladder says what each further one costs, points and money
are multiplied. Counted in order of time within the rule's period, breaches of earlier months among them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import date

from supervisor.appraisal.rulebook.model import Rule, Step
from supervisor.appraisal.rulebook.periods import first_day, is_run, number_of
from supervisor.appraisal.scoring.arithmetic import ratio
from supervisor.appraisal.scoring.bookwork import Compiled
from supervisor.appraisal.scoring.reasons import Reason
from supervisor.appraisal.scoring.results import Charge


class _Count:
    """How often already, by what is the same breach, in the period of a day. Days come in order."""

    def __init__(self) -> None:
        self._calendar: dict[tuple[str, ...], tuple[int, int]] = {}
        self._runs: dict[tuple[str, ...], deque[date]] = {}

    def next(self, key: tuple[str, ...], period: str, day: date) -> int:
        """The how manieth breach this is; counts it."""
        if is_run(period):
            first = first_day(period, day)
            run = self._runs.setdefault(key, deque())
            while run and run[0] < first:
                run.popleft()
            run.append(day)
            return len(run)
        number = number_of(period, day)
        at, often = self._calendar.get(key, (number, 0))
        often = often + 1 if at == number else 1
        self._calendar[key] = (number, often)
        return often


def repeats(charges: Iterable[Charge], book: Compiled) -> None:
    """Reminders, ladders and multiplied points and money, in place. `charges` are one person's, in order of time."""
    seen, again = _Count(), _Count()
    for each in charges:
        rule = each.rule
        if each.kind != "counted":
            continue
        if not (rule.reminders or rule.ladder or rule.money_factor != 1 or rule.points_factor != 1):
            continue
        key, day = _same(rule, each), each.evidence.day
        if rule.reminders or rule.ladder:
            nth = each.nth = seen.next(key, rule.period, day)
            if nth <= rule.reminders:
                _remind(each, Reason("reminder", (nth, rule.reminders)))
                continue
            if rule.ladder and not _climb(each, book.ladders.get(rule.ladder, ()), nth):
                continue
        if each.points_c or each.money_cents:
            _multiply(each, again.next(key, rule.period, day))


def _same(rule: Rule, each: Charge) -> tuple[str, ...]:
    """What makes a breach the same one again."""
    if rule.repeat_by == "item":
        return (rule.code, each.evidence.item)
    if rule.repeat_by == "source":
        return ("", rule.source)
    return (rule.code,)


def _remind(each: Charge, why: Reason) -> None:
    each.kind, each.points_c, each.money_cents = "reminder", 0, 0
    each.why = (why,)


def _climb(each: Charge, ladder: tuple[Step, ...], nth: int) -> bool:
    """Take points and money from the ladder's step; False when the step only reminds."""
    step = next((one for one in ladder if one.first <= nth and (one.last is None or nth <= one.last)), None)
    if step is None:
        return True
    if step.reminder:
        _remind(each, Reason("step", (nth, step.label)) if step.label else Reason("nth", (nth,)))
        return False
    factor_c = each.rule.factor_c
    if step.points_c is not None:
        each.points_c = ratio(step.points_c * each.count * factor_c, 10000)
    if step.money_cents is not None:
        each.money_cents = ratio(step.money_cents * each.count * factor_c, 10000)
    each.why = (*each.why, Reason("step", (nth, step.label)) if step.label else Reason("nth", (nth,)))
    return True


def _multiply(each: Charge, nth: int) -> None:
    """Points and money times their factor at each repeat, never beyond the cap of one breach."""
    rule, turn = each.rule, nth - 1
    if rule.points_factor != 1 and each.points_c:
        each.points_c = _capped(each.points_c, rule.points_factor, turn, rule.points_cap_c)
        if turn:
            each.why = (*each.why, Reason("times_points", (turn, _power(rule.points_factor, turn))))
    if rule.money_factor != 1 and each.money_cents:
        each.money_cents = _capped(each.money_cents, rule.money_factor, turn, rule.money_cap_cents)
        if turn:
            each.why = (*each.why, Reason("times_money", (turn, _power(rule.money_factor, turn))))


_MOST_TURNS = 40  # 2 to the 40th is beyond any money; a thousand repeats must not make a number of a thousand digits


def _power(factor: int, turn: int) -> int:
    return factor ** min(turn, _MOST_TURNS)


def _capped(amount: int, factor: int, turn: int, cap: int | None) -> int:
    much = abs(amount) * _power(factor, turn)
    if cap is not None:
        much = min(much, max(abs(cap), 0))
    return much if amount > 0 else -much
