"""The lines of one stretch of a component: a month as a whole, or one inspection by itself (2, 5, 6, 7).

Every figure is the sum of its lines: the start, each charge, what limits give back, what figures bring, what
consequences take, where it stops, and what bringing it to full points changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from supervisor.appraisal.rulebook.model import Component, Item, Measure
from supervisor.appraisal.scoring import consequences
from supervisor.appraisal.scoring.arithmetic import ratio
from supervisor.appraisal.scoring.bookwork import Compiled
from supervisor.appraisal.scoring.consequences import Fired
from supervisor.appraisal.scoring.facts import Looked
from supervisor.appraisal.scoring.limiting import Used, limit_lines, stop
from supervisor.appraisal.scoring.matching import taken
from supervisor.appraisal.scoring.measuring import Measured
from supervisor.appraisal.scoring.reasons import Reason
from supervisor.appraisal.scoring.results import Charge, Line

Worth = Callable[[Measure], Measured | None]
_FULL, _ABSENT = (Reason("full"),), (Reason("not_applicable"),)


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """What one stretch of a component is made of. `mean_c` holds the recorded values of a component that starts from
    their mean; `looked` the inspections that say which lines were not applicable; `check` its inspection; `before` what
    earlier months took of its limits."""

    component: Component
    charges: Sequence[Charge]
    fired: Sequence[Fired]
    looked: Sequence[Looked]
    mean_c: Sequence[int] = ()
    check: str = ""
    before: Used = {}


def lines_of(part: Stretch, worth: Worth, book: Compiled) -> list[Line] | None:
    """The lines of the stretch; None when nothing in it was applicable."""
    if part.component.start == "items":
        return _items(part, worth, book)
    lines = [_start(part), *_charged(part, "", book), *measured(part.component, worth, book)]
    return _ended(part, lines)


def of_charge(each: Charge, node: str = "", check: str = "") -> Line:
    """The line of one charge."""
    rule, piece = each.rule, each.evidence
    return Line(
        component=rule.component, kind=each.kind, points_c=each.points_c, money_cents=each.money_cents,
        rule=rule.code, rule_name=rule.name, evidence=piece.subject, item=piece.item, day=piece.day,
        count=each.count, node=node, check=check, why=each.why, note=piece.note,
    )  # fmt: skip


def total(lines: Sequence[Line]) -> int:
    """The points of the lines together."""
    return sum(line.points_c for line in lines)


def _start(part: Stretch) -> Line:
    component = part.component
    if component.start == "mean":
        mean_c = ratio(sum(part.mean_c), len(part.mean_c))
        why = (Reason("mean", (len(part.mean_c),)),)
        return Line(component=component.code, kind="start", points_c=mean_c, count=len(part.mean_c), why=why)
    return Line(component=component.code, kind="start", points_c=component.base_c, check=part.check, why=_FULL)


def _charged(part: Stretch, node: str, book: Compiled) -> list[Line]:
    """The charges that stand on one line of the check-list ("" for the component itself), and its limits."""
    if book.items.get(part.component.code):
        own = [each for each in part.charges
               if book.home(each.rule, each.evidence.item, each.evidence.clause) == node]  # fmt: skip
    else:
        own = list(part.charges)
    limits = limit_lines(own, node, part.before)
    if part.check:
        limits = [msgspec.structs.replace(line, check=part.check) for line in limits]
    return [*(of_charge(each, node, part.check) for each in own), *limits]


def measured(component: Component, worth: Worth, book: Compiled) -> list[Line]:
    """What the component's figures add where it has no check-list whose lines they are."""
    lines: list[Line] = []
    for measure in book.measures.get(component.code, ()):
        found = worth(measure)
        if found is not None:
            lines += _measure(measure, found)
    return lines


def _measure(measure: Measure, found: Measured) -> list[Line]:
    code = measure.component
    first = Line(component=code, kind="measure", points_c=found.points_c, money_cents=found.money_cents,
                 rule=measure.code, rule_name=measure.name, node=measure.code, why=found.why)  # fmt: skip
    return [first, *stop(code, found.points_c, measure.floor_c, measure.cap_c, node=measure.code)]


def _ended(part: Stretch, lines: list[Line]) -> list[Line]:
    """The component's consequences and its bounds; a forfeited section is forfeited after it stopped."""
    code = part.component.code
    lines += _moved(part, code, "", lines)
    lines += stop(code, total(lines), part.component.floor_c, part.component.cap_c, check=part.check)
    return _forfeited(part, code, "", lines)


def _moved(part: Stretch, target: str, node: str, lines: Sequence[Line]) -> list[Line]:
    """What consequences add to the lines and take from them, then by how much they multiply what there is."""
    code, made = part.component.code, []
    for each in consequences.aimed(part.fired, target, "points"):
        made.append(consequences.line(each, code, each.consequence.points_c * each.times, node=node, check=part.check))
    for each in consequences.aimed(part.fired, target, "scaled"):
        lost = consequences.scaled_c(each, total(lines) + total(made))
        made.append(consequences.line(each, code, lost, node=node, check=part.check))
    return made


def _forfeited(part: Stretch, target: str, node: str, lines: list[Line]) -> list[Line]:
    """Zero, or no more than a stated figure, where a gate failed."""
    code = part.component.code
    for each in consequences.aimed(part.fired, target, "component_zero", "component_cap"):
        most = 0 if each.consequence.effect == "component_zero" else each.consequence.points_c
        lost = min(most - total(lines), 0)
        lines.append(consequences.line(each, code, lost, node=node, check=part.check))
    return lines


def _items(part: Stretch, worth: Worth, book: Compiled) -> list[Line] | None:
    """A check-list: its lines and figures, brought to the component's full points for what was not applicable."""
    component = part.component
    lines: list[Line] = []
    got: dict[str, list[Line]] = {}
    full_c, forfeited = 0, _skipped(part, book)
    for item in book.leaves(component.code):
        if _absent(item, part.looked):
            lines.append(Line(component=component.code, kind="start", points_c=0, node=item.code, check=part.check,
                              rule_name=item.name, why=_ABSENT))  # fmt: skip
            continue
        full_c += item.full_c
        own = _item(part, item, forfeited.get(item.code), book)
        got.setdefault(item.parent, []).extend(own)
        lines += own
    lines += _sections(part, got, book)
    for measure in book.measures.get(component.code, ()):
        found = worth(measure)
        if found is not None:
            full_c += measure.full_c
            lines += _measure(measure, found)
    if full_c <= 0:
        return None
    lines += _scaled(component, total(lines), full_c, part.check)
    return _ended(part, [*lines, *_charged(part, "", book)])


def _item(part: Stretch, item: Item, forfeit: Fired | None, book: Compiled) -> list[Line]:
    code = part.component.code
    lines = [Line(component=code, kind="start", points_c=item.full_c, node=item.code, check=part.check,
                  rule_name=item.name, why=_FULL), *_charged(part, item.code, book)]  # fmt: skip
    lines += _moved(part, item.code, item.code, lines)
    cap_c = item.full_c if item.cap_c is None else item.cap_c
    lines += stop(code, total(lines), item.floor_c, cap_c, node=item.code, check=part.check)
    lines = _forfeited(part, item.code, item.code, lines)
    if forfeit is not None:
        lost = min(-total(lines), 0)
        lines.append(consequences.line(forfeit, code, lost, node=item.code, check=part.check))
    return lines


def _sections(part: Stretch, got: dict[str, list[Line]], book: Compiled) -> list[Line]:
    """What falls on whole sections, the innermost first."""
    code = part.component.code
    lines: list[Line] = []
    for section in reversed([item for item in book.items.get(code, ()) if item.code in book.sections]):
        own = list(got.get(section.code, ()))
        before = len(own)
        own += _moved(part, section.code, section.code, own)
        cap_c = section.full_c if section.cap_c is None else section.cap_c
        own += stop(code, total(own), section.floor_c, cap_c, node=section.code, check=part.check)
        own = _forfeited(part, section.code, section.code, own)
        lines += own[before:]
        if section.parent:
            got.setdefault(section.parent, []).extend(own)
    return lines


def _scaled(component: Component, got_c: int, full_c: int, check: str) -> list[Line]:
    """What was not applicable leaves the denominator (7)."""
    if full_c == component.base_c:
        return []
    to_c = ratio(got_c * component.base_c, full_c)
    why = (Reason("scaled", (got_c, full_c, component.base_c)),)
    return [Line(component=component.code, kind="scaled", points_c=to_c - got_c, check=check, why=why)]


def _absent(item: Item, looked: Sequence[Looked]) -> bool:
    """Whether no inspection of the stretch found the line applicable."""
    patterns = item.items or (item.code,)
    return bool(looked) and all(any(taken(patterns, code) for code in check.skipped) for check in looked)


def _skipped(part: Stretch, book: Compiled) -> dict[str, Fired]:
    """The lines that score nothing because a gate failed and the check went on at a named line (6)."""
    order = [item.code for item in book.leaves(part.component.code)]
    result: dict[str, Fired] = {}
    for each in part.fired:
        target = book.line(each.consequence.target) if each.consequence.effect == "skip_to" else ""
        if target not in order:
            continue
        homes = {book.home(c.rule, c.evidence.item, c.evidence.clause) for c in each.broken}
        broken = [order.index(home) for home in homes if home in order]
        if broken:
            result.update(dict.fromkeys(order[min(broken) : order.index(target)], each))
    return result
