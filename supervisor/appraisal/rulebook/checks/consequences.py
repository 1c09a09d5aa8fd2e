"""Consequences: what they count, when they fall and on what (5, 6, 9, 13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from supervisor.appraisal.rulebook.checks.flaw import Flaw, meant, one_of
from supervisor.appraisal.rulebook.model import Consequence, RuleBook
from supervisor.appraisal.rulebook.periods import CALENDAR, known
from supervisor.language import _

ON_A_PART = ("component_zero", "component_cap")


def consequences(book: RuleBook) -> Iterable[Flaw]:
    """What is wrong with single consequences."""
    for index, each in enumerate(book.consequences):
        yield from _counted(book, index, each)
        yield from _target(book, index, each)
        yield from _amount(index, each)
        yield from _judged(book, index, each)


def _counted(book: RuleBook, index: int, each: Consequence) -> Iterable[Flaw]:
    rows = {"value": ("measures", book.measures), "balance": ("allowances", book.allowances)}
    table, known_rows = rows.get(each.basis, ("rules", book.rules))
    codes = {row.code for row in known_rows}
    said = {
        "rules": _("There is no rule {code}."), "measures": _("There is no measure {code}."),
        "allowances": _("There is no account {name}."),
    }[table]  # fmt: skip
    for code in each.rules:
        if code not in codes:
            yield Flaw("consequences", index, "rules", said.format(code=code, name=code), meant(code, known_rows))
    if each.period != "check" and not known(each.period):
        yield Flaw("consequences", index, "period", _("Breaches cannot be counted over this period."),
                   _("Write 单次检查, 月, 季, 半年, 年 or 30天."))  # fmt: skip
    if each.compare == "every" and each.limit_c <= 0:
        yield Flaw("consequences", index, "limit", _("So many of something must be more than none."),
                   _("Write 1 or more."))  # fmt: skip
    if each.counted == "unit" and not book.units:
        yield Flaw("consequences", index, "counted", _("The rule book names no units."),
                   _("Add the units with their posts to the sheet of units."))  # fmt: skip
    if each.bears == "head" and each.counted != "unit" and not each.roles:
        yield Flaw("consequences", index, "bears", _("Nothing says whose head bears this."),
                   _("Count by unit, or name the posts."))  # fmt: skip


def _target(book: RuleBook, index: int, each: Consequence) -> Iterable[Flaw]:
    parts = [*book.components, *book.items]
    if each.effect in ON_A_PART or (each.effect in ("points", "scaled") and each.target):
        if each.target not in {part.code for part in parts}:
            yield Flaw("consequences", index, "target", _("There is no component {code}.").format(code=each.target),
                       meant(each.target, parts))  # fmt: skip
    elif each.effect == "skip_to":
        if each.target not in {item.code for item in book.items}:
            yield Flaw("consequences", index, "target", _("There is no item {code}.").format(code=each.target),
                       meant(each.target, book.items))  # fmt: skip
    elif each.effect == "grade_cap":
        grades = [band.label for band in book.bands if band.use == "grade"]
        if each.target not in grades:
            yield Flaw("consequences", index, "target", _("There is no grade {name}.").format(name=each.target),
                       _("Write a label of the grade bands."))  # fmt: skip


def _amount(index: int, each: Consequence) -> Iterable[Flaw]:
    if each.effect == "points" and not (each.points_c or (each.money_cents and not each.target)):
        yield Flaw("consequences", index, "points", _("Nothing says how many points."), _("Write a number."))
    if each.effect == "money" and not each.money_cents:
        yield Flaw("consequences", index, "money", _("Nothing says how much money."), _("Write a number."))
    if each.effect == "scaled" and each.factor_c in (0, 10000):
        yield Flaw("consequences", index, "factor", _("Nothing says by how much it is multiplied."),
                   _("Write it as 0.5 or as 50%."))  # fmt: skip
    if each.effect == "share":
        if each.share_c <= 0:
            yield Flaw("consequences", index, "share", _("Nothing says which share."), _("Write a percentage."))
        if each.counted == "person":
            yield Flaw("consequences", index, "counted", _("A share of the breaches of others needs others."),
                       _("Write 单位 or 支行."))  # fmt: skip


def _judged(book: RuleBook, index: int, each: Consequence) -> Iterable[Flaw]:
    """When it is judged, and which others it depends on."""
    if each.judged == "end" and each.period not in CALENDAR[1:]:
        yield Flaw("consequences", index, "judged", _("Only a month, a quarter, half a year or a year ends."),
                   _("Write 月, 季, 半年 or 年 as the period, or 每月 here."))  # fmt: skip
    by_code = {one.code: one for one in book.consequences}
    for field, codes in (("also", each.also), ("unless", each.unless)):
        for code in codes:
            if code not in by_code:
                yield Flaw("consequences", index, field, _("There is no consequence {code}.").format(code=code),
                           one_of(sorted(by_code)))  # fmt: skip
            elif each.code in _asked(code, by_code):
                yield Flaw("consequences", index, field, _("{one} and {other} wait for each other.").format(
                    one=each.code, other=code), _("Let one of them stand by itself."))  # fmt: skip


def _asked(code: str, by_code: Mapping[str, Consequence]) -> set[str]:
    """The consequence and all it depends on."""
    found: set[str] = set()
    waiting = [code]
    while waiting:
        at = waiting.pop()
        if at in by_code and at not in found:
            found.add(at)
            waiting += [*by_code[at].also, *by_code[at].unless]
    return found
