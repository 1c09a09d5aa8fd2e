"""One figure in a sentence: what it is made of, how it becomes points, and the bands it goes by."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.appraisal.rulebook.model import Measure, RuleBook
from supervisor.appraisal.rulebook.saying import bounds, joined, money, number, points, roles_said, word
from supervisor.language import _


def measure_said(each: Measure, book: RuleBook) -> str:
    """The figure in words; what is as usual is not said."""
    return joined(str(each.name), _figure(each), _worth(each, book), *_beside(each))


def _figure(each: Measure) -> str:
    template = _("{aggregate} of {source}") if each.items == ("*",) else _("{aggregate} of {source} {items}")
    said = template.format(
        aggregate=word("aggregate", each.aggregate), source=word("source", each.source), items=_items(each.items)
    )
    if each.over:
        source = word("source", each.over_source or each.source)
        said = _("{figure} for every {per} of {source} {items}").format(
            figure=said, per=number(each.over_per_c), source=source, items=_items(each.over)
        )
    if each.weights:
        said = joined(said, _("counted as {weights}").format(weights="、".join(each.weights)))
    whose = {"unit": _("of all people of the unit"), "branch": _("of the whole branch")}.get(each.counted, "")
    return joined(whose, said)


def _items(items: tuple[str, ...]) -> str:
    return "" if items == ("*",) else "、".join(items)


def _worth(each: Measure, book: RuleBook) -> str:
    if each.method == "value":
        return _("the figure is the points")
    if each.method == "target":
        said = _("{points} for {target}, in proportion below") if each.direction == "more" else _(
            "{points} for {target}, in proportion above")  # fmt: skip
        return said.format(points=number(each.full_c), target=number(each.target_c or 0))
    if each.method == "relative":
        return _relative(each)
    said = {
        "bands": _("by the bands"),
        "place": _("by its place in the branch"),
        "marginal": _("each part by its own band"),
    }[each.method]
    return f"{said}{_(': ')}{bands_said(each.bands, book)}"


def bands_said(table: str, book: RuleBook) -> str:
    """What each band of a table gives, one after the other."""
    rows = []
    for band in book.table(table):
        unit = " ".join(filter(None, (points(band.each_c), money(band.each_cents))))
        each = _("each unit {worth}").format(worth=unit) if unit else ""
        got = (
            _("gets {points} points").format(points=number(band.points_c))
            if band.points_c > 0
            else points(band.points_c)
        )
        fixed = joined(got, money(band.money_cents))
        worth = joined(fixed or ("" if each else _("0 points")), each)
        rows.append(_("{band}: {worth}").format(band=" ".join(filter(None, (band.label, bounds(band)))), worth=worth))
    return _("; ").join(rows)


def _relative(each: Measure) -> str:
    baseline = word("baseline", each.baseline)
    if each.baseline == "target":
        baseline = number(each.target_c or 0)
    said = _("{points} at {baseline}").format(points=number(each.full_c), baseline=baseline)
    unit = "%" if each.slope_by == "percent" else ""
    better = (
        ""
        if not each.slope_c
        else _("for each {step} better {points}").format(
            step=f"{number(each.step_c)}{unit}", points=points(each.slope_c)
        )
    )
    worse_c = each.slope_c if each.worse_slope_c is None else abs(each.worse_slope_c)
    worse = _("for each {step} worse {points}").format(
        step=f"{number(each.worse_step_c or each.step_c)}{unit}", points=points(-worse_c) or "0"
    )
    part = word("part", each.part) if each.part != "exact" else ""
    part = _("less than a full step: {part}").format(part=part) if part else ""
    without = ""
    if each.baseline != "target":
        without = _("without that figure: {without}").format(without=word("without", each.without))
    return joined(said, word("direction", each.direction), better, worse, part, without)


def _beside(each: Measure) -> Iterable[str]:
    if each.each != "together":
        yield word("each", each.each)
    if each.floor_c:
        yield _("{points} at least").format(points=number(each.floor_c))
    if each.cap_c is not None:
        yield _("{points} at most").format(points=number(each.cap_c))
    if each.least > 1:
        yield _("at least {count} records").format(count=each.least)
    if each.absent == "zero":
        yield _("no record counts as zero")
    yield roles_said(each.roles)
