"""Accounts that run down (13): so many points a year, used in whole steps. A "free" account pays for breaches while it
lasts; a "balance" only runs down, and consequences look at what is left of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import date

from supervisor.appraisal.rulebook.model import Allowance
from supervisor.appraisal.rulebook.periods import first_day, is_run, number_of
from supervisor.appraisal.scoring.arithmetic import ratio
from supervisor.appraisal.scoring.bookwork import Compiled
from supervisor.appraisal.scoring.reasons import Reason
from supervisor.appraisal.scoring.results import Charge


class _Drawn:
    """What was drawn from one account in the period of a day. Days come in order."""

    def __init__(self, account: Allowance) -> None:
        self._account = account
        self._number: int | None = None
        self._sum_c = 0
        self._run: deque[tuple[date, int]] = deque()

    def up_to(self, day: date) -> int:
        """Hundredths drawn in the period in which `day` lies."""
        period = self._account.period
        if is_run(period):
            first = first_day(period, day)
            while self._run and self._run[0][0] < first:
                self._sum_c -= self._run.popleft()[1]
        elif self._number != (number := number_of(period, day)):
            self._number, self._sum_c = number, 0
        return self._sum_c

    def draw(self, day: date, units_c: int) -> None:
        """Draw so much on a day, after `up_to` it."""
        self._sum_c += units_c
        if is_run(self._account.period):
            self._run.append((day, units_c))


def units_of(account: Allowance, points_c: int) -> int:
    """What a breach of so many points takes from the account: whole steps, begun ones in full."""
    step = max(account.step_c, 1)
    return -(-abs(points_c) // step) * step


def draw(charges: Iterable[Charge], book: Compiled) -> None:
    """Take each breach from the account of its rule, in place and in order of time."""
    if not book.allowances:
        return
    drawn: dict[str, _Drawn] = {}
    for each in charges:
        account = book.allowances.get(each.rule.allowance)
        if account is None or each.kind != "counted" or each.points_c >= 0:
            continue
        day = each.evidence.day
        own = drawn.setdefault(account.code, _Drawn(account))
        left = max(account.total_c - own.up_to(day), 0)
        units = units_of(account, each.points_c)
        if account.kind == "balance":
            own.draw(day, units)
            each.why = (*each.why, Reason("account", (units, account.name, max(left - units, 0))))
            continue
        taken = min(units, left)
        if not taken:
            continue
        own.draw(day, taken)
        each.why = (*each.why, Reason("absorbed", (taken, account.name, left - taken)))
        if taken == units:
            each.kind, each.points_c, each.money_cents = "absorbed", 0, 0
        else:
            each.money_cents = ratio(each.money_cents * (units - taken), units)
            each.points_c = ratio(each.points_c * (units - taken), units)


def balance_c(account: Allowance, charges: Iterable[Charge], day: date) -> int:
    """What is left of a person's account on a day, in hundredths; charges as `draw` left them. Never below zero."""
    own = _Drawn(account)
    for each in charges:
        if each.rule.allowance == account.code and each.kind == "counted" and each.points_c < 0:
            if each.evidence.day > day:
                break
            own.up_to(each.evidence.day)
            own.draw(each.evidence.day, units_of(account, each.points_c))
    return max(account.total_c - own.up_to(day), 0)
