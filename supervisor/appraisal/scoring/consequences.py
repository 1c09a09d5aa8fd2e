"""What follows from many breaches (5), from a failed gate (6) or from the breaches of one's people (9): how often, how
many people, which share of the staff, how many points or how much money, what a figure or an account came to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from supervisor.appraisal.rulebook.model import Consequence, Unit
from supervisor.appraisal.rulebook.periods import ends, first_day, is_run, run_months
from supervisor.appraisal.scoring.accounts import balance_c
from supervisor.appraisal.scoring.arithmetic import ratio, rounded
from supervisor.appraisal.scoring.bookwork import Compiled
from supervisor.appraisal.scoring.drafts import Draft
from supervisor.appraisal.scoring.facts import Surroundings
from supervisor.appraisal.scoring.reasons import Reason
from supervisor.appraisal.scoring.results import Charge, Line
from supervisor.language import Words

COUNTS = ("counted", "reminder", "absorbed")  # a reminder is a breach, too


class Fired(msgspec.Struct, frozen=True, kw_only=True):
    """A consequence that falls on a person: the figure that reached the threshold (hundredths), how many times over
    (`times`, for "every"), the inspection it belongs to, the unit it was counted in, what others lost by it, and the
    broken item for "skip_to"."""

    consequence: Consequence
    value_c: int
    times: int = 1
    check: str = ""
    unit: Words | None = None
    others_points_c: int = 0
    others_money_cents: int = 0
    broken: tuple[Charge, ...] = ()


def fired(drafts: Sequence[Draft], book: Compiled, around: Surroundings) -> dict[str, list[Fired]]:
    """The consequences that fall on each person, in the order of the book."""
    result: dict[str, list[Fired]] = {one.member.person: [] for one in drafts}
    for consequence in book.book.consequences:
        if consequence.judged == "end" and around.first is not None and not ends(consequence.period, around.first):
            continue
        for group, unit in _groups(consequence, drafts, book):
            for found in _judge(consequence, group, book, around):
                for person, more in _fall(consequence, group, drafts, unit, found):
                    result[person].append(more)
    if any(each.also or each.unless for each in book.book.consequences):
        return {person: _agreed(found) for person, found in result.items()}
    return result


def _agreed(found: Sequence[Fired]) -> list[Fired]:
    """Those whose conditions were met: the consequences that must have fallen too did, and none that may not."""
    by_code = {each.consequence.code: each.consequence for each in found}
    known: dict[str, bool] = {}

    def stands(code: str) -> bool:
        if code not in known:
            known[code] = False  # what asks for itself never stands; the check of the book says so before
            what = by_code.get(code)
            known[code] = what is not None and all(map(stands, what.also)) and not any(map(stands, what.unless))
        return known[code]

    return [each for each in found if stands(each.consequence.code)]


def _groups(
    consequence: Consequence, drafts: Sequence[Draft], book: Compiled
) -> Iterable[tuple[list[Draft], Unit | None]]:
    """Whose breaches are counted together, and the unit they are."""
    if consequence.counted == "unit":
        for unit in book.book.units:
            yield [one for one in drafts if one.member.role in unit.roles], unit
    elif consequence.counted == "branch":
        yield list(drafts), None
    else:
        for one in drafts:
            if not consequence.roles or one.member.role in consequence.roles or consequence.bears != "person":
                yield [one], None


def _judge(consequence: Consequence, group: Sequence[Draft], book: Compiled, around: Surroundings) -> list[Fired]:
    """Whether the threshold was reached, and by how much; for "check" once for each inspection in which it was."""
    if consequence.basis in ("value", "balance"):
        return _figure(consequence, group, book, around)
    if consequence.period == "check":
        by_check: dict[str, list[tuple[str, Charge]]] = {}
        for one in group:
            for each in _broken(consequence, one.month):
                by_check.setdefault(each.evidence.check or each.evidence.subject, []).append((one.member.person, each))
        found = []
        for check in sorted(by_check):
            value_c = _value(consequence, by_check[check], len(group))
            if times := _times(consequence, value_c, 0):
                broken = tuple(each for __, each in by_check[check])
                found.append(Fired(consequence=consequence, value_c=value_c, times=times, check=check, broken=broken))
        return found
    month = [(one.member.person, each) for one in group for each in _broken(consequence, one.month)]
    lasting = consequence.lasts or consequence.judged == "end"
    if not month and consequence.compare in ("more", "least", "every") and not lasting:
        return []
    if consequence.compare in ("less", "most") and not _there(consequence, group, around):
        return []
    value_c, before_c = _over_period(consequence, group, month, around)
    times = _times(consequence, value_c, 0 if lasting else before_c)
    if not times:
        return []
    return [Fired(consequence=consequence, value_c=value_c, times=times, broken=tuple(each for __, each in month))]


def _there(consequence: Consequence, group: Sequence[Draft], around: Surroundings) -> bool:
    """Whether who is praised for a run of months without breach, or at the end of a period, was there all the time."""
    if around.last is None or not (run_months(consequence.period) or consequence.judged == "end"):
        return True
    first = first_day(consequence.period, around.last)
    return any(one.member.since is None or one.member.since <= first for one in group)


def _over_period(
    consequence: Consequence, group: Sequence[Draft], month: list[tuple[str, Charge]], around: Surroundings
) -> tuple[int, int]:
    """The figure over the consequence's period, and what of it lay before the month."""
    if consequence.period == "month" or around.first is None:
        return _value(consequence, month, len(group)), 0
    everything = [(one.member.person, each) for one in group for each in _broken(consequence, one.charges)]
    if is_run(consequence.period) or consequence.period == "week":
        ends = {each.evidence.day for __, each in month} or {around.last or around.first}
        runs = [_within(everything, first_day(consequence.period, end), end) for end in sorted(ends)]
        return max(_value(consequence, run, len(group)) for run in runs), 0
    since = first_day(consequence.period, around.first)
    before = [(who, each) for who, each in everything if since <= each.evidence.day < around.first]
    return _value(consequence, [*before, *month], len(group)), _value(consequence, before, len(group))


def _within(charges: Iterable[tuple[str, Charge]], first: date, last: date) -> list[tuple[str, Charge]]:
    return [(who, each) for who, each in charges if first <= each.evidence.day <= last]


def _broken(consequence: Consequence, charges: Iterable[Charge]) -> list[Charge]:
    codes = consequence.rules
    return [each for each in charges if each.rule.code in codes and each.kind in COUNTS]


def _value(consequence: Consequence, charges: Collection[tuple[str, Charge]], people: int) -> int:
    """The figure in hundredths."""
    if consequence.basis == "times":
        return 100 * sum(each.count for __, each in charges)
    if consequence.basis == "points":
        return -sum(each.points_c for __, each in charges)
    if consequence.basis == "money":
        return -sum(each.money_cents for __, each in charges)
    persons = len({who for who, __ in charges})
    return 100 * persons if consequence.basis == "persons" else ratio(10000 * persons, people) if people else 0


def _times(consequence: Consequence, value_c: int, before_c: int) -> int:
    """How many times the threshold was reached: 0 or 1, with "every" once for each full one in the month."""
    limit_c, compare = consequence.limit_c, consequence.compare
    if compare == "every":
        return max(value_c // limit_c - before_c // limit_c, 0) if limit_c > 0 else 0
    reached = {
        "more": value_c > limit_c, "least": value_c >= limit_c, "less": value_c < limit_c, "most": value_c <= limit_c,
    }  # fmt: skip
    return int(reached[compare])


def _figure(consequence: Consequence, group: Sequence[Draft], book: Compiled, around: Surroundings) -> list[Fired]:
    """A measure's value or an account's balance against the threshold; a group has the mean of its people's."""
    found: list[int] = []
    for one in group:
        for code in consequence.rules:
            if consequence.basis == "value" and code in one.values:
                found.append(one.values[code].value_c)
            account = book.allowances.get(code)
            if consequence.basis == "balance" and account is not None:
                drawn = [each for each in one.month if each.rule.allowance == code and each.kind == "counted"]
                last = around.last or max((each.evidence.day for each in one.charges), default=None)
                if last is not None and (drawn or consequence.lasts or consequence.judged == "end"):
                    found.append(balance_c(account, one.charges, last))
    if not found:
        return []
    value_c = ratio(sum(found), len(found))
    times = _times(consequence, value_c, 0)
    return [Fired(consequence=consequence, value_c=value_c, times=times)] if times else []


def _fall(
    consequence: Consequence, group: Sequence[Draft], drafts: Sequence[Draft], unit: Unit | None, found: Fired
) -> Iterable[tuple[str, Fired]]:
    """On whom it falls: the person (of a unit, those who did it), its heads, or everybody in it."""
    if consequence.counted == "person" and consequence.bears == "person":
        bearers = list(group)
    elif consequence.bears == "head":
        heads = unit.heads if unit is not None else ()
        bearers = [one for one in drafts if one.member.role in (consequence.roles or heads)]
    elif consequence.bears == "unit":
        bearers = list(group)
    else:
        bearers = [one for one in group if _broken(consequence, one.month)]
    name = unit.name if unit is not None else None
    for bearer in bearers:
        if consequence.roles and bearer.member.role not in consequence.roles:
            continue
        others = [one for one in group if one is not bearer]
        lost = [each for one in others for each in _broken(consequence, one.month)] if consequence.share_c else []
        yield (
            bearer.member.person,
            msgspec.structs.replace(
                found, unit=name, others_points_c=sum(each.points_c for each in lost),
                others_money_cents=sum(each.money_cents for each in lost),
            ),
        )  # fmt: skip


def line(each: Fired, component: str, points_c: int, money_cents: int = 0, node: str = "", check: str = "") -> Line:
    """The line that says why a consequence came."""
    what = each.consequence
    if what.basis == "times" and what.compare == "more":
        why = (Reason("gate", (what.name,)) if not what.limit_c
               else Reason("breaches", (each.value_c, what.limit_c, what.name)))  # fmt: skip
    else:
        why = Reason("threshold", (each.value_c, what.limit_c, what.name))
    reasons = [why] if each.unit is None else [why, Reason("for_unit", (each.unit,))]
    if what.effect == "share":
        reasons.append(Reason("part_share", (what.share_c, each.others_points_c)))
        reasons.append(Reason("part_share_money", (what.share_c, each.others_money_cents)))
    return Line(component=component, kind="consequence", points_c=points_c, money_cents=money_cents, rule=what.code,
                rule_name=what.name, count=each.value_c // 100 if what.basis == "times" else each.times, node=node,
                check=check, why=tuple(reasons))  # fmt: skip


def scaled_c(each: Fired, points_c: int) -> int:
    """What "scaled" adds to so many points (or takes), once for each time the threshold was reached."""
    factor = Fraction(each.consequence.factor_c, 10000) ** each.times
    return rounded(max(points_c, 0) * factor) - max(points_c, 0)


def shared_points(each: Fired) -> tuple[int, int]:
    """Points and money that "share" makes its bearer lose."""
    share_c = each.consequence.share_c
    return ratio(each.others_points_c * share_c, 10000), ratio(each.others_money_cents * share_c, 10000)


def aimed(found: Iterable[Fired], target: str, *effects: str) -> list[Fired]:
    """Those of these effects that fall on a component or a line of its check-list."""
    return [each for each in found if each.consequence.effect in effects and each.consequence.target == target]
