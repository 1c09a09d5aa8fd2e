"""One rule in a sentence: what it takes, what it costs, what repeats do, where it stops and who bears it."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.appraisal.rulebook.model import Rule, RuleBook, Step
from supervisor.appraisal.rulebook.saying import clock, joined, money, number, period_said, points, roles_said, word
from supervisor.language import _


def rule_said(rule: Rule, book: RuleBook) -> str:
    """The rule in words; what is as usual is not said."""
    return joined(str(rule.name), *_which(rule), _cost(rule), *_repeats(rule, book), *_stops(rule), *_borne(rule, book))


def _which(rule: Rule) -> Iterable[str]:
    if rule.severities:
        yield "、".join(word("severity", each) for each in rule.severities)
    if rule.low_c is not None or rule.high_c is not None:
        low = "" if rule.low_c is None else f"≥ {number(rule.low_c)}"
        high = "" if rule.high_c is None else f"< {number(rule.high_c)}"
        yield _("value {range}").format(range=" ".join(filter(None, (low, high))))
    if rule.start_minute is not None:
        yield f"{clock(rule.start_minute)}–{clock(1440 if rule.end_minute is None else rule.end_minute)}"
    yield roles_said(rule.roles)


def _cost(rule: Rule) -> str:
    if rule.bands:
        return _("by the bands {name}").format(name=rule.bands)
    if rule.points_c is None:
        return joined(_("points as recorded"), money(rule.money_cents or 0))
    each = word("per", rule.per)
    if rule.per == "value" or rule.every_c != 100 or rule.above_c:
        above = _("above {value} ").format(value=number(rule.above_c)) if rule.above_c else ""
        each = _("{above}each {every} ({per}, rest {part})").format(
            above=above, every=number(rule.every_c), per=each, part=word("part", rule.part)
        )
    return joined(f"{each} {points(rule.points_c)}".strip() if rule.points_c else "", money(rule.money_cents or 0))


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
        yield _("up to {money}").format(money=f"¥{abs(rule.money_cap_cents) / 100:g}")
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


def _stops(rule: Rule) -> Iterable[str]:
    if rule.limit_c is not None:
        said = _("this item moves the score by {limit} at most").format(limit=number(abs(rule.limit_c)))
        yield said if rule.limit_per == "month" else f"{said} ({word('limit_per', rule.limit_per)})"
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
    if rule.bears != "person":
        yield _("borne by {whom}").format(whom=word("bears", rule.bears))
    if rule.item:
        yield _("entered on {item}").format(item=rule.item)
    account = next((each for each in book.allowances if each.code == rule.allowance), None)
    if account is not None:
        yield _("taken from {account}").format(account=account.name)
