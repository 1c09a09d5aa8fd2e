"""One consequence in a sentence: when it falls, what it does, on whom."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.appraisal.rulebook.model import Consequence, RuleBook
from supervisor.appraisal.rulebook.saying import amount, joined, money, number, points, roles_said, times, within, word
from supervisor.language import _


def consequence_said(book: RuleBook, each: Consequence) -> str:
    """The consequence in words; what is as usual is not said."""
    what = joined(_what(book, each), *_beside(book, each))
    return _("{name}: {when}: {what}.").format(name=each.name, when=_when(book, each), what=what)


def _when(book: RuleBook, each: Consequence) -> str:
    names = {row.code: f"{row.name}" for row in (*book.rules, *book.measures, *book.allowances)}
    rules = "、".join(_("“{name}” ({code})").format(name=names.get(code, code), code=code) for code in each.rules)
    whose = {"unit": _("of all people of the unit"), "branch": _("of the whole branch")}.get(each.counted, "")
    if each.basis == "times" and each.compare == "more" and not each.limit_c:
        said = _("whenever {rules} happens").format(rules=rules)
        return joined(said, within(each.period) if each.period == "check" else "", whose)
    if each.basis == "times" and each.compare == "most" and not each.limit_c:
        return joined(whose, _("{within} no {rules}").format(within=within(each.period), rules=rules))
    template = {
        "times": _("{rules} {within} {compare} {limit} times"),
        "persons": _("{rules} {within} {compare} {limit} people"),
        "share": _("{rules} {within} {compare} {limit} % of the people"),
        "points": _("points lost by {rules} {within} {compare} {limit}"),
        "money": _("fines by {rules} {within} {compare} ¥{limit}"),
        "value": _("{rules} {compare} {limit}"),
        "balance": _("what is left of {rules} {compare} {limit}"),
    }[each.basis]
    said = template.format(
        rules=rules, within=within(each.period), compare=word("compare", each.compare), limit=number(each.limit_c)
    )
    return joined(whose, said)


def _what(book: RuleBook, each: Consequence) -> str:
    names = {part.code: str(part.name) for part in (*book.components, *book.items)}
    target = names.get(each.target, each.target)
    figure = number(each.points_c)
    whole = target or _("the total")
    return {
        "component_zero": _("{part} scores nothing").format(part=target),
        "component_cap": _("{part} comes to {points} at most").format(part=target, points=figure),
        "skip_to": _("the check goes on at {part}, what lies before scores nothing").format(part=target),
        "total_cap": _("the total comes to {points} at most").format(points=figure),
        "grade_cap": _("grade {grade} at best").format(grade=target),
        "grade_drop": _("{count} grades lower").format(count=max(each.points_c // 100, 1)),
        "award_lost": _("no award"),
        "points": joined(_("{part} {points}").format(part=whole, points=points(each.points_c))
                         if each.points_c else "", money(each.money_cents)),
        "money": money(each.money_cents),
        "share": _("bears {share} % of the points and money of the others").format(share=number(each.share_c)),
        "scaled": _("{part} times {factor}").format(part=whole, factor=times(each.factor_c)),
        "action": _("dealt with as named"),
    }[each.effect]  # fmt: skip


def _beside(book: RuleBook, each: Consequence) -> Iterable[str]:
    names = {one.code: str(one.name) for one in book.consequences}
    if each.bears != "person":
        yield _("borne by {whom}").format(whom=word("falls", each.bears))
    yield roles_said(each.roles)
    if each.judged == "end":
        yield _("judged when the period ends")
    elif each.lasts:
        yield _("until the period ends")
    if each.also:
        yield _("only together with {names}").format(names="、".join(names.get(one, one) for one in each.also))
    if each.unless:
        yield _("not where {names} falls").format(names="、".join(names.get(one, one) for one in each.unless))


def pay_said(base_name: str, money_cents: int) -> str:
    """What a coefficient is taken of."""
    return _("of {name}").format(name=base_name) if base_name else _("of {money}").format(money=amount(money_cents))
