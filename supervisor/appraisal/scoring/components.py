"""The components of one person: what was measured, for which role, the month as a whole or inspection by inspection,
and how weights are shared when something was not recorded (7, 12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from supervisor.appraisal.rulebook.model import Component
from supervisor.appraisal.scoring.arithmetic import ratio, rounded, shares, to_decimals, trimmed
from supervisor.appraisal.scoring.bookwork import Compiled
from supervisor.appraisal.scoring.consequences import Fired, scaled_c
from supervisor.appraisal.scoring.consequences import line as consequence_line
from supervisor.appraisal.scoring.drafts import Draft
from supervisor.appraisal.scoring.facts import BRANCH, Looked, Member, Surroundings
from supervisor.appraisal.scoring.limiting import Used, stop, used_before
from supervisor.appraisal.scoring.lines import Stretch, Worth, lines_of, measured, of_charge, total
from supervisor.appraisal.scoring.reasons import Reason
from supervisor.appraisal.scoring.results import Charge, ComponentScore, Line

_NOTHING, _NOT_FOR_ROLE = (Reason("nothing"),), (Reason("not_for_role"),)


def components(
    one: Draft, fired: Sequence[Fired], worth: Worth, book: Compiled, around: Surroundings
) -> tuple[list[ComponentScore], list[Line]]:
    """Every component of a person with the lines it is the sum of, in the order of the book."""
    scores: list[ComponentScore] = []
    lines: list[Line] = []
    by_component: dict[str, list[Charge]] = {}
    for each in one.month:
        by_component.setdefault(each.rule.component, []).append(each)
    before = used_before(one.charges, around.first)
    for component in book.book.components:
        own = by_component.get(component.code, [])
        weight = weight_of(component, one.member, around.first, around.last, book)
        applies = bool(weight or added_for(component, one.member, around))
        made = None
        if applies:
            made = _made(component, one, own, before, fired, worth, book, around)
        if made is None:
            # money is owed whether or not the points count
            lines += [msgspec.structs.replace(of_charge(each), points_c=0) for each in own if each.money_cents]
            if applies or not component.roles:
                scores.append(_score(component, weight, applies, None, _NOTHING))
            continue
        made += _rounded(component, total(made), book)
        scores.append(_score(component, weight, applies, total(made), ()))
        lines += made
    return scores, lines


def weight_of(component: Component, member: Member, first: date | None, last: date | None, book: Compiled) -> Fraction:
    """The component's weight for a person, in hundredths of a percent: by days where he changed post in the month."""
    if component.joins == "added":
        return Fraction(0)
    if not component.roles and component.joins != "points":
        return Fraction(component.weight_c)
    if not member.stints or first is None or last is None:
        return _weight_for(component, member.role, book)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    held = [day for day in days if any(stint.first <= day <= stint.last for stint in member.stints)] or days
    roles = Counter(member.role_on(day) for day in held)
    return sum((_weight_for(component, role, book) * many for role, many in roles.items()), Fraction(0)) / len(held)


def _weight_for(component: Component, role: str, book: Compiled) -> Fraction:
    if component.roles and role not in component.roles:
        return Fraction(0)
    if component.joins != "points":
        return Fraction(component.weight_c)
    whole_c = book.full_c(role)
    return Fraction(10000 * component.base_c, whole_c) if whole_c else Fraction(0)


def in_total(component: Component, member: Member, book: Compiled) -> Fraction:
    """What a point of the component is in the mean: one that weighs by its full points counts as a part of them."""
    if component.joins != "points" or not component.base_c:
        return Fraction(1)
    return Fraction(book.full_c(member.role), component.base_c)


def added_for(component: Component, member: Member, around: Surroundings) -> bool:
    """Whether a component without weight, whose points are added, is one of this person's."""
    if component.joins != "added":
        return False
    if not component.roles or member.role in component.roles:
        return True
    return any(stint.role in component.roles and (around.last is None or stint.first <= around.last)
               and (around.first is None or stint.last >= around.first) for stint in member.stints)  # fmt: skip


def weigh(
    scores: Sequence[ComponentScore], weights: Sequence[Fraction], factors: Sequence[Fraction], decimals: int
) -> int | None:
    """The weighted mean of the measured components in hundredths, and what is added to it (12); None when nothing was
    measured that has a weight."""
    counted = [(weight, each.points_c * factor) for weight, each, factor in zip(weights, scores, factors, strict=True)
               if each.points_c is not None and weight]  # fmt: skip
    whole = sum((weight for weight, __ in counted), Fraction(0))
    if not whole:
        return None
    exact = sum((weight * points for weight, points in counted), Fraction(0)) / whole
    unit = 10 ** (2 - decimals)  # rounded once, not first to hundredths
    return ratio(exact.numerator, exact.denominator * unit) * unit + _added(scores)


def _added(scores: Sequence[ComponentScore]) -> int:
    return sum(each.points_c or 0 for each in scores if each.added)


def with_shares(
    scores: Sequence[ComponentScore],
    weights: Sequence[Fraction],
    factors: Sequence[Fraction],
    weighted_c: int | None,
) -> tuple[ComponentScore, ...]:
    """The components with what each brings to the weighted mean; the shares add up to it to the hundredth."""
    if weighted_c is None:
        return tuple(scores)
    at = [n for n, each in enumerate(scores) if each.points_c is not None and weights[n]]
    whole = sum((weights[n] for n in at), Fraction(0))
    exact = [weights[n] * factors[n] * (scores[n].points_c or 0) / whole for n in at]
    result = list(scores)
    for n, share in zip(at, shares(exact, weighted_c - _added(scores)), strict=True):
        result[n] = msgspec.structs.replace(scores[n], share_c=share)
    for n, each in enumerate(scores):
        if each.added:
            result[n] = msgspec.structs.replace(each, share_c=each.points_c or 0)
    return tuple(result)


def _made(
    component: Component, one: Draft, own: list[Charge], before: Used, fired: Sequence[Fired], worth: Worth,
    book: Compiled, around: Surroundings,
) -> list[Line] | None:  # fmt: skip
    person = one.member.person
    values: list[int] = []
    if component.start == "mean":
        values = [p.value_c for p in one.pieces if p.value_c is not None and p.source in component.sources]
    figures = any(measure.code in one.values for measure in book.measures.get(component.code, ()))
    if not (figures or _observed(component, person, values, around)):
        return None
    looked = [check for check in one.looked if check.source in component.sources]
    if component.scope == "check" and looked:
        return _by_check(component, own, fired, worth, book, looked)
    whole = Stretch(component=component, charges=own, fired=_once(fired), looked=looked, mean_c=values,
                    before=before)  # fmt: skip
    return lines_of(whole, worth, book)


def _observed(component: Component, person: str, values: Sequence[int], around: Surroundings) -> bool:
    if component.start == "mean":
        return bool(values)
    if component.measured == "always":
        return True
    whose = person if component.measured == "person" else BRANCH
    return any((source, whose) in around.observed for source in component.sources)


def _once(fired: Sequence[Fired]) -> list[Fired]:
    """Over a whole month, what fell in several inspections falls once on a section, but each time as points."""
    seen: set[str] = set()
    result = []
    for each in fired:
        zero = each.consequence.effect in ("component_zero", "component_cap", "scaled")
        if not (zero and each.consequence.code in seen):
            result.append(each)
        seen.add(each.consequence.code)
    return result


def _by_check(
    component: Component, own: list[Charge], fired: Sequence[Fired], worth: Worth, book: Compiled,
    looked: Sequence[Looked],
) -> list[Line] | None:  # fmt: skip
    """Every inspection scored by itself (6), and one figure made of them; what belongs to none comes afterwards."""

    def no_figures(__: object) -> None:
        return None

    lines: list[Line] = []
    sums: list[int] = []
    for check in sorted(looked, key=lambda each: (each.day, each.check)):
        part = lines_of(
            Stretch(component=component, charges=[each for each in own if each.evidence.check == check.check],
                    fired=[each for each in fired if each.check == check.check], looked=[check], check=check.check),
            no_figures, book,
        )  # fmt: skip
        if part is not None:
            lines += part
            sums.append(total(part))
    if not sums:
        return None
    combined = _combined(component.combine, sums)
    lines.append(Line(component=component.code, kind="combined", points_c=combined - sum(sums), count=len(sums),
                      why=(Reason(f"combined_{component.combine}", (len(sums),)),)))  # fmt: skip
    checks = {check.check for check in looked}
    lines += [of_charge(each) for each in own if each.evidence.check not in checks]
    lines += measured(component, worth, book)
    for each in fired:
        if each.consequence.target == component.code and each.check not in checks:
            lines += _after(each, component, total(lines))
    return [*lines, *stop(component.code, total(lines), component.floor_c, component.cap_c)]


def _after(each: Fired, component: Component, points_c: int) -> list[Line]:
    """A consequence of the month on a component that was scored inspection by inspection."""
    from_effect = {
        "points": each.consequence.points_c * each.times,
        "component_zero": min(-points_c, 0),
        "component_cap": min(each.consequence.points_c - points_c, 0),
        "scaled": scaled_c(each, points_c),
    }
    lost = from_effect.get(each.consequence.effect)
    return [] if lost is None else [consequence_line(each, component.code, lost)]


def _combined(how: str, sums: Sequence[int]) -> int:
    if how == "worst":
        return min(sums)
    if how == "best":
        return max(sums)
    if how == "last":
        return sums[-1]
    if how == "trimmed":
        return rounded(trimmed(sums))
    return sum(sums) if how == "sum" else ratio(sum(sums), len(sums))


def _rounded(component: Component, points_c: int, book: Compiled) -> list[Line]:
    to_c = to_decimals(points_c, book.book.decimals)
    if to_c == points_c:
        return []
    why = (Reason("rounded", (book.book.decimals,)),)
    return [Line(component=component.code, kind="rounding", points_c=to_c - points_c, why=why)]


def _score(
    component: Component, weight: Fraction, applies: bool, points_c: int | None, why: tuple[Reason, ...]
) -> ComponentScore:
    weight_c = ratio(weight.numerator, weight.denominator)
    if not applies and component.roles:
        why = _NOT_FOR_ROLE
    return ComponentScore(code=component.code, name=component.name, weight_c=weight_c, points_c=points_c, why=why,
                          added=component.joins == "added", by_points=component.joins == "points")  # fmt: skip
