"""Rules and measures row by row: what they name exists, and what they say can be done."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.appraisal.rulebook.checks.flaw import Flaw, meant, one_of
from supervisor.appraisal.rulebook.choices import CHOICES
from supervisor.appraisal.rulebook.model import Component, Measure, Rule, RuleBook
from supervisor.appraisal.rulebook.periods import CALENDAR, known
from supervisor.appraisal.rulebook.terms import weight_said
from supervisor.language import _

BY_BANDS = ("bands", "marginal", "place")


def rules(book: RuleBook) -> Iterable[Flaw]:
    """What is wrong with single rules."""
    components = {component.code: component for component in book.components}
    tables = {band.table for band in book.bands if band.use == "measure"}
    ladders = {step.table for step in book.ladders}
    accounts = {account.code for account in book.allowances}
    for index, rule in enumerate(book.rules):
        yield from _home("rules", index, rule, components)
        if rule.bands and rule.bands not in tables:
            yield _unbanded(book, "rules", index, rule.bands)
        if rule.ladder and rule.ladder not in ladders:
            yield Flaw("rules", index, "ladder", _("There is no ladder {name}.").format(name=rule.ladder),
                       _("Add its rows to the sheet of ladders."))  # fmt: skip
        if rule.allowance and rule.allowance not in accounts:
            yield Flaw("rules", index, "allowance", _("There is no account {name}.").format(name=rule.allowance),
                       one_of(sorted(accounts)))  # fmt: skip
        yield from _entered(book, index, rule)
        yield from _said(book, index, rule)
        yield from _limited(book, index, rule)


def _home(table: str, index: int, row: Rule | Measure, components: dict[str, Component]) -> Iterable[Flaw]:
    """The component a row belongs to, and whether it takes such evidence."""
    home = components.get(row.component)
    if home is None:
        yield Flaw(table, index, "component", _("There is no component {code}.").format(code=row.component),
                   meant(row.component, components.values()))  # fmt: skip
    elif row.source not in home.sources:
        words = CHOICES["source"]
        yield Flaw(table, index, "source", _("The component {component} does not take evidence from {source}.")
                   .format(component=home.code, source=words[row.source]),
                   one_of(words[source] for source in home.sources))  # fmt: skip


def _entered(book: RuleBook, index: int, rule: Rule) -> Iterable[Flaw]:
    """The line of the check-list that a rule names."""
    if not rule.item:
        return
    sections = {item.parent for item in book.items}
    lines = [item.code for item in book.items if item.component == rule.component and item.code not in sections]
    if rule.item not in lines:
        yield Flaw("rules", index, "item", _("There is no item {code} in {component}.").format(
            code=rule.item, component=rule.component), one_of(lines))  # fmt: skip


def _said(book: RuleBook, index: int, rule: Rule) -> Iterable[Flaw]:
    """Figures that cannot be meant."""
    if not known(rule.period):
        yield Flaw("rules", index, "period", _("Repeats cannot be counted over this period."),
                   _("Write 月, 季, 半年, 年 or 30天."))  # fmt: skip
    if rule.every_c <= 0 or rule.above_c < 0:
        yield Flaw("rules", index, "every", _("So many of something must be more than none."), _("Write 1 or more."))
    if rule.low_c is not None and rule.high_c is not None and rule.low_c >= rule.high_c:
        yield Flaw("rules", index, "high", _("The range ends before it begins."), _("Write from less to more."))
    start, end = rule.start_minute, rule.end_minute
    if end is not None and (start is None or start >= end):
        yield Flaw("rules", index, "end_minute", _("The range ends before it begins."), _("Write from less to more."))
    if rule.money_factor < 1 or rule.points_factor < 1:
        field = "money_factor" if rule.money_factor < 1 else "points_factor"
        yield Flaw("rules", index, field, _("A repeat cannot cost less than nothing."), _("Write 1 or more."))
    if rule.bears in ("head", "unit") and not book.units:
        yield Flaw("rules", index, "bears", _("The rule book names no units, so nobody can bear this for others."),
                   _("Add the units with their posts to the sheet of units."))  # fmt: skip
    if rule.tenure_from is not None and rule.tenure_to is not None and rule.tenure_from >= rule.tenure_to:
        yield Flaw("rules", index, "tenure_to", _("The range ends before it begins."), _("Write from less to more."))
    if rule.per == "value" and rule.points_c is None and rule.money_cents is None and not rule.bands:
        yield Flaw("rules", index, "points", _("Nothing says what each unit costs."), _("Write points or money."))


def _limited(book: RuleBook, index: int, rule: Rule) -> Iterable[Flaw]:
    """Limits: there is one where a stretch or a group of it is named, and one group has one limit."""
    if rule.limit_c is None:
        if rule.limit_group or rule.limit_per != "month":
            yield Flaw("rules", index, "limit", _("Nothing says how far the score may reach."), _("Write a number."))
        return
    first = next(each for each in book.rules if each is rule or (
        rule.limit_group and (each.limit_group, each.component) == (rule.limit_group, rule.component)))  # fmt: skip
    if (abs(first.limit_c or 0), first.limit_per) != (abs(rule.limit_c), rule.limit_per):
        yield Flaw("rules", index, "limit", _("Rules {one} and {other} share a limit and state two.").format(
            one=first.code, other=rule.code), _("Write the same limit over the same time."))  # fmt: skip
    part = next((each for each in book.components if each.code == rule.component), None)
    if part is not None and part.scope == "check" and rule.limit_per in CALENDAR and rule.limit_per != "month":
        yield Flaw("rules", index, "limit_per", _("An inspection scored by itself knows of no others."),
                   _("Write 每次检查, or 全月 for the component."))  # fmt: skip


def signs(book: RuleBook) -> Iterable[Flaw]:
    """A component that begins at its cap and of which nothing takes away: the minus was forgotten."""
    for part in book.components:
        if part.start != "base" or part.cap_c is None or part.cap_c > part.base_c or part.joins == "added":
            continue
        own = [(at, rule) for at, rule in enumerate(book.rules) if rule.component == part.code]
        if not own or any(rule.points_c is None or rule.points_c < 0 or rule.bands or rule.ladder for __, rule in own):
            continue
        for at, rule in own:
            if rule.points_c:
                yield Flaw("rules", at, "points", _("{component} begins at its cap, and nothing takes from it.").format(
                    component=part.code), _("Write a minus for what takes away, or a higher cap."))  # fmt: skip


def measures(book: RuleBook) -> Iterable[Flaw]:
    """What is wrong with single measures."""
    components = {component.code: component for component in book.components}
    tables = {band.table for band in book.bands if band.use == "measure"}
    used = {code for each in book.consequences if each.basis == "value" for code in each.rules}
    used |= {band.pay_base for band in book.bands}
    for index, measure in enumerate(book.measures):
        if measure.component or measure.code not in used:  # what only pay or a consequence asks for has no points
            yield from _home("measures", index, measure, components)
        if measure.method in BY_BANDS and measure.bands not in tables:
            yield _unbanded(book, "measures", index, measure.bands)
        asks = measure.method == "target" or (
            measure.method == "relative" and "target" in (measure.baseline, measure.without)
        )
        if asks and measure.target_c is None:
            yield Flaw("measures", index, "target", _("The target is missing."), _("Write it here."))
        yield from _figured(book, index, measure)
        if measure.method == "relative" and not (measure.slope_c or measure.worse_slope_c):
            yield Flaw("measures", index, "slope", _("Nothing says what each percent or unit better is worth."),
                       _("Write the points for one."))  # fmt: skip
        if measure.full_c < 0:
            yield Flaw("measures", index, "full", _("Points to begin with cannot be negative."), _("Write 0 or more."))
        if measure.method != "bands" and measure.each != "together":
            yield Flaw("measures", index, "each", _("Only bands look every value up by itself."),
                       _("Write 合并 here, or 分段 as the method."))  # fmt: skip
        elif measure.each != "together" and (measure.aggregate in ("count", "growth") or measure.over):
            yield Flaw("measures", index, "each", _("A count, a growth and a rate are one figure, not several values."),
                       _("Write 合并 here."))  # fmt: skip


def _unbanded(book: RuleBook, sheet: str, index: int, table: str) -> Flaw:
    """A table of bands that is missing, or is there for something else than values."""
    use = next((band.use for band in book.bands if band.table == table), None)
    if use is None:
        return Flaw(sheet, index, "bands", _("There is no table of bands {name}.").format(name=table),
                    _("Add its rows to the sheet of bands."))  # fmt: skip
    return Flaw(sheet, index, "bands",
                _("The bands {name} are for “{use}”, not for values.").format(name=table, use=str(CHOICES["use"][use])),
                _("Write 数值 as the use of these bands."))  # fmt: skip


def _figured(book: RuleBook, index: int, measure: Measure) -> Iterable[Flaw]:
    """How a figure is put together: what it is divided by, what its values count, whose they are."""
    if measure.over_source and not measure.over:
        yield Flaw("measures", index, "over", _("Nothing says what it is divided by."), _("Write its item codes."))
    if measure.over_per_c <= 0:
        yield Flaw("measures", index, "over_per", _("So many of something must be more than none."),
                   _("Write 1, 100 for percent, 10000 for so many in ten thousand."))  # fmt: skip
    for field, step_c in (("step", measure.step_c), ("worse_step", measure.worse_step_c)):
        if step_c is not None and step_c <= 0:
            yield Flaw("measures", index, field, _("So many of something must be more than none."),
                       _("Write 1 or more."))  # fmt: skip
    for written in measure.weights:
        try:
            weight_said(written)
        except ValueError:
            yield Flaw("measures", index, "weights", _("{text} does not say what one of it counts.").format(
                text=written), _("Write the code, = and the number, such as WH=1.2."))  # fmt: skip
    if measure.counted == "unit" and not book.units:
        yield Flaw("measures", index, "counted", _("The rule book names no units."),
                   _("Add the units with their posts to the sheet of units."))  # fmt: skip
    rows = [band for band in book.bands if band.table == measure.bands and band.use == "measure"]
    if measure.method == "marginal" and rows and not any(band.each_c or band.each_cents for band in rows):
        yield Flaw("measures", index, "bands", _("No band of {name} says what each unit in it is worth.").format(
            name=measure.bands), _("Fill the points or the money of each unit in the sheet of bands."))  # fmt: skip
