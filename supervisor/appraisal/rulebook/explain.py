"""Rule books in plain sentences: what a component, a rule, a figure or a consequence says.

Text for people, in the language in force; the CLI prints it, screens and notices show it. Only what a row says beyond
the defaults is said.
"""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.appraisal.rulebook.choices import CHOICES
from supervisor.appraisal.rulebook.explain_consequences import consequence_said, pay_said
from supervisor.appraisal.rulebook.explain_measures import measure_said
from supervisor.appraisal.rulebook.explain_rules import rule_said
from supervisor.appraisal.rulebook.model import Allowance, Band, Component, Item, RuleBook
from supervisor.appraisal.rulebook.saying import (
    bounds,
    joined,
    money,
    number,
    period_said,
    points,
    roles_said,
    word,
)
from supervisor.language import _


def explain_rulebook(book: RuleBook) -> list[str]:
    """The whole book in sentences, component by component, then what follows from it."""
    text = [f"{book.name} {book.version}", *_book(book)]
    for component in book.components:
        text.append(_component(component))
        text += [f"  {_item(item)}" for item in book.items if item.component == component.code]
        text += [f"  {one.code} {measure_said(one, book)}" for one in book.measures if one.component == component.code]
        text += [f"  {rule.code} {rule_said(rule, book)}" for rule in book.rules if rule.component == component.code]
    text += [f"{each.code} {consequence_said(book, each)}" for each in book.consequences]
    text += [_account(account) for account in book.allowances]
    for unit in book.units:
        text.append(_("{unit}: {roles}, headed by {heads}").format(
            unit=f"{unit.code} {unit.name}", roles="、".join(unit.roles), heads="、".join(unit.heads)))  # fmt: skip
    for use in ("grade", "rank", "share", "improvement", "pay", "grade_pay"):
        text += [_band(band, book) for band in book.bands if band.use == use]
    return text


def explain_rule(book: RuleBook, code: str) -> str:
    """One rule, figure or consequence in a sentence; "" for a code the book does not have."""
    found = book.rule(code)
    if found is not None:
        return f"{code} {rule_said(found, book)}"
    for measure in book.measures:
        if measure.code == code:
            return f"{code} {measure_said(measure, book)}"
    return next((f"{code} {consequence_said(book, each)}" for each in book.consequences if each.code == code), "")


def _book(book: RuleBook) -> Iterable[str]:
    if book.valid_from or book.valid_until:
        yield _("Written for {first} to {last}.").format(first=book.valid_from or "…", last=book.valid_until or "…")
    yield _("Appeals within {days} days of publication.").format(days=book.appeal_days)
    yield _("Equal scores: {ties}; their awards: {awards}; places among {among}.").format(
        ties=word("ties", book.ties), awards=word("tied_awards", book.tied_awards),
        among=word("ranked_by", book.ranked_by))  # fmt: skip
    if book.least_days:
        yield _("A place needs {days} days in the branch.").format(days=book.least_days)
    if book.part_month != "as_is":
        yield _("A part of a month: {rule}.").format(rule=word("part_month", book.part_month))
    if book.floor_c is not None or book.cap_c is not None:
        yield _("The total: {range}.").format(range=_between(book.floor_c, book.cap_c))
    if book.graded_by == "place":
        yield _("Grades go by the place among those ranked.")
    if book.temporary != "ranked":
        yield _("Temporary staff: {rule}.").format(rule=word("temporary", book.temporary))


def _component(component: Component) -> str:
    sources = "、".join(word("source", source) for source in component.sources)
    said = _("{name}, weight {weight} %, from {sources}").format(
        name=component.name, weight=number(component.weight_c), sources=sources
    )
    if component.joins == "points":
        said = _("{name}, {points} points of the total, from {sources}").format(
            name=component.name, points=number(component.base_c), sources=sources
        )
    if component.joins == "added":
        said = _("{name}, added to the total without weight, from {sources}").format(
            name=component.name, sources=sources
        )
    start = {
        "mean": _("starts from the mean of the recorded values"),
        "items": _("is the sum of its items, brought to {points}").format(points=number(component.base_c)),
    }.get(component.start, _("starts from {points}").format(points=number(component.base_c)))
    scope = ""
    if component.scope == "check":
        scope = _("every inspection by itself, together {how}").format(how=word("combine", component.combine))
    seen = {
        "person": _("left out for whom nothing was recorded"),
        "always": _("counts also where nothing was recorded"),
    }.get(component.measured, "")
    between = _between(component.floor_c, component.cap_c)
    shown = "" if component.start == "mean" else seen
    return _("; ").join(filter(None, (said, start, between, scope, shown, roles_said(component.roles))))


def _between(floor_c: int | None, cap_c: int | None) -> str:
    if floor_c is None and cap_c is None:
        return ""
    if floor_c is None:
        return _("{points} at most").format(points=number(cap_c or 0))
    if cap_c is None:
        return _("{points} at least").format(points=number(floor_c))
    return _("between {low} and {high}").format(low=number(floor_c), high=number(cap_c))


def _item(item: Item) -> str:
    under = f" ← {item.parent}" if item.parent else ""
    limits = ""
    if item.floor_c:
        limits = _("down to {points}").format(points=number(item.floor_c))
    return joined(f"{item.code} {item.name}{under}", _("{points} points").format(points=number(item.full_c)), limits)


def _account(account: Allowance) -> str:
    said = _("{points} points each {period}, in steps of {step}").format(
        points=number(account.total_c), period=period_said(account.period), step=number(account.step_c)
    )
    kind = _("runs down") if account.kind == "balance" else _("breaches cost nothing while it lasts")
    return joined(f"{account.code} {account.name}", said, kind)


def _band(band: Band, book: RuleBook) -> str:
    most = _("at most {share} % of the people").format(share=number(band.most_c)) if band.most_c is not None else ""
    share = band.use == "share" or (band.use == "grade" and book.graded_by == "place")
    what = " ".join(filter(None, (str(CHOICES["use"][band.use]), band.label, bounds(band, "%" if share else ""))))
    parts: list[str] = []
    if band.use in ("pay", "grade_pay"):
        base = next((str(one.name) for one in book.measures if one.code == band.pay_base), band.pay_base)
        factor = number(band.points_c)
        if band.each_c:
            factor = _("{factor} and {each} for each point").format(factor=factor, each=number(band.each_c))
        parts.append(f"{_('coefficient {factor}').format(factor=factor)} {pay_said(base, band.money_cents)}")
    else:
        parts += [points(band.points_c), money(band.money_cents)]
    worth = joined(*parts, most, roles_said(band.roles))
    return _("{band}: {worth}").format(band=what, worth=worth) if worth else what
