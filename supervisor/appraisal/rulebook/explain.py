"""Rule books in plain sentences: what a component, a rule, a figure or a consequence says.

Text for people, in the language in force; the CLI prints it, screens and notices show it. Only what a row says beyond
the defaults is said.
"""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.appraisal.rulebook.choices import CHOICES
from supervisor.appraisal.rulebook.explain_rules import rule_said
from supervisor.appraisal.rulebook.model import Allowance, Band, Component, Consequence, Item, Measure, RuleBook
from supervisor.appraisal.rulebook.saying import (
    bounds,
    joined,
    money,
    number,
    period_said,
    points,
    roles_said,
    signed,
    word,
)
from supervisor.language import _


def explain_rulebook(book: RuleBook) -> list[str]:
    """The whole book in sentences, component by component."""
    text = [f"{book.name} {book.version}", *_book(book)]
    for component in book.components:
        text.append(_component(component))
        text += [f"  {_item(item)}" for item in book.items if item.component == component.code]
        text += [f"  {one.code} {_measure(one)}" for one in book.measures if one.component == component.code]
        text += [f"  {rule.code} {rule_said(rule, book)}" for rule in book.rules if rule.component == component.code]
    text += [f"{each.code} {_consequence(book, each)}" for each in book.consequences]
    text += [_account(account) for account in book.allowances]
    for unit in book.units:
        text.append(_("{unit}: {roles}, headed by {heads}").format(
            unit=f"{unit.code} {unit.name}", roles="、".join(unit.roles), heads="、".join(unit.heads)))  # fmt: skip
    for use in ("grade", "rank", "improvement"):
        text += [_band(band) for band in book.bands if band.use == use]
    return text


def explain_rule(book: RuleBook, code: str) -> str:
    """One rule, figure or consequence in a sentence; "" for a code the book does not have."""
    found = book.rule(code)
    if found is not None:
        return f"{code} {rule_said(found, book)}"
    for measure in book.measures:
        if measure.code == code:
            return f"{code} {_measure(measure)}"
    return next((f"{code} {_consequence(book, each)}" for each in book.consequences if each.code == code), "")


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
    if book.temporary != "ranked":
        yield _("Temporary staff: {rule}.").format(rule=word("temporary", book.temporary))


def _component(component: Component) -> str:
    sources = "、".join(word("source", source) for source in component.sources)
    said = _("{name}, weight {weight} %, from {sources}").format(
        name=component.name, weight=number(component.weight_c), sources=sources
    )
    start = {
        "mean": _("starts from the mean of the recorded values"),
        "items": _("is the sum of its items, brought to {points}").format(points=number(component.base_c)),
    }.get(component.start, _("starts from {points}").format(points=number(component.base_c)))
    scope = ""
    if component.scope == "check":
        scope = _("every inspection by itself, together {how}").format(how=word("combine", component.combine))
    between = _("between {low} and {high}").format(
        low="−∞" if component.floor_c is None else number(component.floor_c),
        high="∞" if component.cap_c is None else number(component.cap_c),
    )
    return _("; ").join(filter(None, (said, start, between, scope, roles_said(component.roles))))


def _item(item: Item) -> str:
    under = f" ← {item.parent}" if item.parent else ""
    limits = ""
    if item.floor_c:
        limits = _("down to {points}").format(points=number(item.floor_c))
    return joined(f"{item.code} {item.name}{under}", _("{points} points").format(points=number(item.full_c)), limits)


def _measure(each: Measure) -> str:
    of = _("{aggregate} of {source} {items}").format(
        aggregate=word("aggregate", each.aggregate), source=word("source", each.source), items="、".join(each.items)
    )
    slope = signed(each.slope_c)
    how = {
        "value": _("the figure is the points"),
        "bands": _("by the bands {name}").format(name=each.bands),
        "target": _("{points} for {target}, in proportion below").format(
            points=number(each.full_c), target=number(each.target_c or 0)),
        "relative": _("{points} at {baseline}, {slope} {by} better; without it: {without}").format(
            points=number(each.full_c), baseline=word("baseline", each.baseline), slope=slope,
            by=word("slope_by", each.slope_by), without=word("without", each.without)),
    }[each.method]  # fmt: skip
    direction = word("direction", each.direction) if each.method in ("target", "relative") else ""
    many = word("each", each.each) if each.each != "together" else ""
    least = _("at least {count} records").format(count=each.least) if each.least > 1 else ""
    return joined(str(each.name), of, how, direction, many, least, roles_said(each.roles))


def _consequence(book: RuleBook, each: Consequence) -> str:
    names = {part.code: str(part.name) for part in (*book.components, *book.items)}
    when = _("{basis} of {rules} {compare} {limit} ({counted}, {period})").format(
        basis=word("basis", each.basis), rules="、".join(each.rules), compare=word("compare", each.compare),
        limit=number(each.limit_c), counted=word("counted", each.counted), period=period_said(each.period),
    )  # fmt: skip
    what = " ".join(filter(None, (
        word("effect", each.effect), names.get(each.target, each.target), points(each.points_c),
        money(each.money_cents), f"{number(each.share_c)} %" if each.share_c else "")))  # fmt: skip
    on = _("borne by {whom}").format(whom=word("falls", each.bears)) if each.bears != "person" else ""
    lasting = _("until the period ends") if each.lasts else ""
    return joined(f"{each.name}: {when} → {what}", on, lasting, roles_said(each.roles))


def _account(account: Allowance) -> str:
    said = _("{points} points each {period}, in steps of {step}").format(
        points=number(account.total_c), period=period_said(account.period), step=number(account.step_c)
    )
    kind = _("runs down") if account.kind == "balance" else _("breaches cost nothing while it lasts")
    return joined(f"{account.code} {account.name}", said, kind)


def _band(band: Band) -> str:
    most = _("at most {share} % of the people").format(share=number(band.most_c)) if band.most_c is not None else ""
    said = (CHOICES["use"][band.use], band.label, bounds(band), points(band.points_c), money(band.money_cents))
    return joined(" ".join(filter(None, map(str, said))), most, roles_said(band.roles))
