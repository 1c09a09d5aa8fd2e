"""One rule in a sentence: what it takes, what it costs, what repeats do, where it stops and who bears it."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.appraisal.rulebook.explain_measures import bands_said
from supervisor.appraisal.rulebook.model import Rule, RuleBook, Step
from supervisor.appraisal.rulebook.saying import (
    amount,
    clock,
    joined,
    money,
    number,
    period_said,
    points,
    roles_said,
    times,
    word,
)
from supervisor.language import _


def rule_said(rule: Rule, book: RuleBook) -> str:
    """The rule in words; what is as usual is not said."""
    return joined(
        str(rule.name),
        *_which(rule),
        _cost(rule, book),
        *_repeats(rule, book),
        *_stops(rule, book),
        *_borne(rule, book),
    )


def _which(rule: Rule) -> Iterable[str]:
    if rule.severities:
        yield "、".join(word("severity", each) for each in rule.severities)
    if rule.low_c is not None or rule.high_c is not None:
        low = "" if rule.low_c is None else f"≥ {number(rule.low_c)}"
        high = "" if rule.high_c is None else f"< {number(rule.high_c)}"
        yield _("value {range}").format(range=" ".join(filter(None, (low, high))))
    if rule.start_minute is not None:
        yield f"{clock(rule.start_minute)}–{clock(1440 if rule.end_minute is None else rule.end_minute)}"
    if rule.tenure_from is not None or rule.tenure_to is not None:
        yield _tenure(rule.tenure_from or 0, rule.tenure_to)
    yield roles_said(rule.roles)


def _tenure(low: int, high: int | None) -> str:
    if high is None:
        return _("from month {low} in the branch on").format(low=low)
    if not low:
        return _("in the first {high} months in the branch").format(high=high)
    return _("{low} to {high} months in the branch").format(low=low, high=high)


def _cost(rule: Rule, book: RuleBook) -> str:
    factor = _("times {factor}").format(factor=times(rule.factor_c)) if rule.factor_c != 10000 else ""
    if rule.bands:
        return joined(f"{_('by the bands')}{_(': ')}{bands_said(rule.bands, book)}", factor)
    if rule.points_c is None:
        return joined(_("points as recorded"), money(rule.money_cents or 0), factor)
    each = word("per", rule.per)
    if rule.per == "value" or rule.every_c != 100 or rule.above_c:
        above = _("above {value} ").format(value=number(rule.above_c)) if rule.above_c else ""
        each = _("{above}each {every} ({per}, rest {part})").format(
            above=above, every=number(rule.every_c), per=each, part=word("part", rule.part)
        )
    worth = joined(points(rule.points_c), money(rule.money_cents or 0))
    return joined(_("{each} {worth}").format(each=each, worth=worth) if worth else "", factor)


def _repeats(rule: Rule, book: RuleBook) -> Iterable[str]:
    if rule.reminders:
        yield _("the first {count} only remind").format(count=rule.reminders)
    if rule.ladder:
        yield _("by times: {steps}").format(
            steps="；".join(_step(step) for step in book.ladders if step.table == rule.ladder)
        )
    if rule.points_factor != 1:
        yield _("points times {factor} at each repeat").format(factor=rule.points_factor)
    if rule.money_factor != 1:
        yield _("money times {factor} at each repeat").format(factor=rule.money_factor)
    if rule.money_cap_cents is not None:
        yield _("up to {money}").format(money=amount(rule.money_cap_cents))
    if rule.points_cap_c is not None:
        yield _("up to {points} points").format(points=number(abs(rule.points_cap_c)))
    repeats = rule.reminders or rule.ladder or rule.points_factor != 1 or rule.money_factor != 1
    if repeats and (rule.period != "month" or rule.repeat_by != "rule"):
        yield _("repeats: {what}, {period}").format(
            what=word("repeat_by", rule.repeat_by), period=period_said(rule.period)
        )


def _step(step: Step) -> str:
    times = str(step.first) if step.last == step.first else f"{step.first}–{step.last or '∞'}"
    what = _("reminder") if step.reminder else joined(points(step.points_c or 0), money(step.money_cents or 0))
    return " ".join(filter(None, (times, step.label, what)))


def _stops(rule: Rule, book: RuleBook) -> Iterable[str]:
    if rule.limit_c is not None:
        said = _("this item moves the score by {limit} at most").format(limit=number(abs(rule.limit_c)))
        if rule.limit_group:
            others = "、".join(
                each.code
                for each in book.rules
                if each is not rule and (each.limit_group, each.component) == (rule.limit_group, rule.component)
            )
            said = _("together with {rules}: {said}").format(rules=others, said=said)
        yield (
            said
            if rule.limit_per == "month"
            else _("{said} ({per})").format(said=said, per=word("limit_per", rule.limit_per))
        )
    if rule.overlap:
        yield _overlap(rule.precedence)


def _overlap(precedence: str) -> str:
    """What becomes of several rules that one act meets."""
    if precedence == "highest":
        return _("of several for one act the heaviest counts")
    if precedence == "sum":
        return _("adds up with others for one act")
    return _("of several for one act the least number counts, this is {number}").format(number=precedence)


def _borne(rule: Rule, book: RuleBook) -> Iterable[str]:
    if rule.bears == "shared":
        yield _("shared among those who did it")
    elif rule.bears != "person":
        yield _("borne by {whom}").format(whom=word("bears", rule.bears))
    if rule.item:
        yield _("entered on {item}").format(item=rule.item)
    account = next((each for each in book.allowances if each.code == rule.allowance), None)
    if account is not None:
        yield _("taken from {account}").format(account=account.name)
