"""The kinds of scoring rule that banks use, one function each (numbers as in the requirements' list of kinds).

The room exists so that a new kind is one more function here and one more call in `scoring`. Each takes and returns
charges or lines and never looks at a clock, an order of arrival or a database. Deductions are negative.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fnmatch import fnmatchcase
from fractions import Fraction

import msgspec

from supervisor.appraisal.evidence import Charge, ComponentScore, Evidence, Line, Member
from supervisor.appraisal.rulebook import Band, Component, Consequence, Rule, RuleBook
from supervisor.language import Words, _


def applies(rule: Rule, evidence: Evidence, member: Member) -> bool:
    """Whether the rule speaks of this evidence about this person."""
    return (
        rule.source == evidence.source
        and (not rule.severities or evidence.severity in rule.severities)
        and (not rule.roles or member.role in rule.roles)
        and any(fnmatchcase(evidence.item, p) or (evidence.clause and fnmatchcase(evidence.clause, p))
                for p in rule.items)
    )  # fmt: skip


def charge(rule: Rule, evidence: Evidence, book: RuleBook) -> Charge:
    """Kinds 1, 8 and 10 (by value): per place, per time or per person-time; points and money from one event."""
    count = max(evidence.cases, 0) if rule.per == "place" else 1
    reason = ""
    if rule.bands:
        band = band_of(book.table(rule.bands), evidence.value_c)
        points_c, money_cents = (band.points_c, band.money_cents) if band else (0, 0)
        if band:
            reason = _("the value {value} lies in the band {band}").format(
                value=f"{(evidence.value_c or 0) / 100:g}", band=band.label or bounds_text(band)
            )
    elif rule.points_c is None:
        # what the evidence records is for all its cases together, so it is not multiplied again
        points_c = evidence.points_c or 0
        money_cents = evidence.money_cents if rule.money_cents is None else rule.money_cents * count
        return Charge(rule=rule, evidence=evidence, count=count, points_c=points_c, money_cents=money_cents,
                      reason=_("points as recorded"))  # fmt: skip
    else:
        points_c, money_cents = rule.points_c, rule.money_cents or 0
    if count != 1:
        reason = "; ".join(filter(None, (_("{count} places").format(count=count), reason)))
    return Charge(rule=rule, evidence=evidence, count=count, points_c=points_c * count,
                  money_cents=money_cents * count, reason=reason)  # fmt: skip


def band_of(bands: Iterable[Band], value_c: int | None) -> Band | None:
    """Kind 10: the band in which a value or a rank (both in hundredths) lies."""
    return None if value_c is None else next((band for band in bands if band.holds(value_c)), None)


def bounds_text(band: Band) -> str:
    """A band's borders as a person writes them."""
    low = "" if band.low_c is None else f"{band.low_c / 100:g}"
    high = "" if band.high_c is None else f"{band.high_c / 100:g}"
    return f"{low}–{high}"


def waived(charges: Sequence[Charge]) -> list[Charge]:
    """Kind 14: a deduction that the manager waived stays in the record and counts nothing (praise is never waived)."""
    return [
        msgspec.structs.replace(c, kind="waived", points_c=0, money_cents=0,
                                reason=_("waived: {reason}").format(reason=c.evidence.waiver))
        if c.evidence.waiver and (c.points_c < 0 or c.money_cents < 0) else c
        for c in charges
    ]  # fmt: skip


def reminders_first(charges: Sequence[Charge]) -> list[Charge]:
    """Kind 4: the first breaches of a rule in the month are only reminders."""
    seen: dict[str, int] = {}
    result = []
    for each in charges:
        if each.kind == "counted" and each.rule.reminders:
            nth = seen[each.rule.code] = seen.get(each.rule.code, 0) + 1
            if nth <= each.rule.reminders:
                reason = _("breach {nth} of {free} that only remind").format(nth=nth, free=each.rule.reminders)
                each = msgspec.structs.replace(each, kind="reminder", points_c=0, money_cents=0, reason=reason)
        result.append(each)
    return result


def money_doubles(charges: Sequence[Charge]) -> list[Charge]:
    """Kind 4: the money is multiplied with each repeat of the same breach, up to a cap per breach."""
    repeats: dict[str, int] = {}
    result = []
    for each in charges:
        rule = each.rule
        if each.kind == "counted" and rule.money_factor != 1 and each.money_cents:
            nth = repeats.get(rule.code, 0)
            repeats[rule.code] = nth + 1
            money = each.money_cents * rule.money_factor**nth
            if rule.money_cap_cents is not None and abs(money) > abs(rule.money_cap_cents):
                money = abs(rule.money_cap_cents) * (1 if money > 0 else -1)
            if nth:
                text = _("repeat {nth}: money times {factor}").format(nth=nth, factor=rule.money_factor**nth)
                each = msgspec.structs.replace(each, money_cents=money,
                                               reason="; ".join(filter(None, (each.reason, text))))  # fmt: skip
            else:
                each = msgspec.structs.replace(each, money_cents=money)
        result.append(each)
    return result


def one_clause_per_act(charges: Sequence[Charge]) -> list[Charge]:
    """Kind 3: of the clauses of one group that meet in one act only one counts; different acts add up."""
    groups: dict[tuple[str, str], list[Charge]] = {}
    for each in charges:
        if each.kind in ("counted", "reminder") and each.rule.overlap and each.rule.precedence != "sum":
            act = each.evidence.act or each.evidence.subject
            groups.setdefault((act, each.rule.overlap), []).append(each)
    beaten: dict[int, Charge] = {}
    for rivals in groups.values():
        winner = min(rivals, key=_standing)
        beaten.update({id(each): winner for each in rivals if each.rule.code != winner.rule.code})
    return [
        msgspec.structs.replace(c, kind="outranked", points_c=0, money_cents=0,
                                reason=_("the same act counts under {rule}").format(rule=beaten[id(c)].rule.code))
        if id(c) in beaten else c
        for c in charges
    ]  # fmt: skip


def _standing(each: Charge) -> tuple[int, int, int, str]:
    number = int(each.rule.precedence) if each.rule.precedence.isdigit() else 0
    return (number, each.points_c, each.money_cents, each.rule.code)


def limits(charges: Sequence[Charge]) -> list[Line]:
    """Kind 2: an item stops at its own limit (扣完为止): a line that gives back what went beyond it."""
    sums: dict[str, tuple[Rule, int]] = {}
    for each in charges:
        if each.rule.limit_c is not None:
            sums[each.rule.code] = (each.rule, sums.get(each.rule.code, (each.rule, 0))[1] + each.points_c)
    lines = []
    for rule, sum_c in sums.values():
        limit_c = abs(rule.limit_c or 0)
        beyond_c = abs(sum_c) - limit_c
        if beyond_c > 0:
            back_c = beyond_c if sum_c < 0 else -beyond_c
            lines.append(
                Line(component=rule.component, kind="limit", points_c=back_c, rule=rule.code, rule_name=rule.name,
                     reason=_("this item moves the score by {limit} at most").format(limit=f"{limit_c / 100:g}"))
            )  # fmt: skip
    return lines


def bounds(component: Component, points_c: int) -> list[Line]:
    """Kind 2: the component stops at its floor and at its cap."""
    floor_c, cap_c = component.floor_c, component.cap_c
    if floor_c is not None and points_c < floor_c:
        reason = _("stops at the floor of {points}").format(points=f"{floor_c / 100:g}")
        return [Line(component=component.code, kind="floor", points_c=floor_c - points_c, reason=reason)]
    if cap_c is not None and points_c > cap_c:
        reason = _("stops at the cap of {points}").format(points=f"{cap_c / 100:g}")
        return [Line(component=component.code, kind="cap", points_c=cap_c - points_c, reason=reason)]
    return []


def triggered(book: RuleBook, charges: Sequence[Charge]) -> list[tuple[Consequence, int]]:
    """Kinds 5 and 6: consequences whose rules were broken more often than stated, with how often."""
    found = []
    for consequence in book.consequences:
        often = sum(c.count for c in charges if c.rule.code in consequence.rules and c.kind in ("counted", "reminder"))
        if often > consequence.more_than:
            found.append((consequence, often))
    return found


def forfeit(consequence: Consequence, often: int, component: str, points_c: int) -> list[Line]:
    """Kinds 5 and 6: a section that scores nothing, or no more than a stated figure."""
    lost_c = 0
    if consequence.effect == "component_zero":
        lost_c = min(0, -points_c)
    elif consequence.effect in ("component_cap", "total_cap"):
        lost_c = min(0, consequence.points_c - points_c)
    elif consequence.effect == "points":
        lost_c = consequence.points_c
    return [consequence_line(consequence, often, component, lost_c)]


def consequence_line(consequence: Consequence, often: int, component: str, points_c: int, money_cents: int = 0) -> Line:
    """The line that says why a consequence came."""
    if consequence.more_than:
        reason = _("{often} breaches, more than {limit}: {name}").format(
            often=often, limit=consequence.more_than, name=consequence.name
        )
    else:
        reason = _("gate failed: {name}").format(name=consequence.name)
    return Line(component=component, kind="consequence", points_c=points_c, money_cents=money_cents,
                rule=consequence.code, rule_name=consequence.name, count=often, reason=reason)  # fmt: skip


def weigh(components: Collection[ComponentScore]) -> int | None:
    """Kinds 7 and 12: the weighted mean of the measured components in hundredths, halves away from zero."""
    measured = [(each.weight_c, each.points_c) for each in components if each.points_c is not None and each.weight_c]
    total = sum(weight for weight, __ in measured)
    return rounded(Fraction(sum(weight * points for weight, points in measured), total)) if total else None


def rounded(exact: Fraction) -> int:
    """Whole hundredths, halves away from zero (as Excel's ROUND does)."""
    whole = (abs(exact.numerator) * 2 + exact.denominator) // (2 * exact.denominator)
    return whole if exact >= 0 else -whole


def ranks(totals: dict[str, int]) -> dict[str, int]:
    """Ranks by total, best first; equal totals share the better rank (1, 2, 2, 4)."""
    return {person: 1 + sum(other > total for other in totals.values()) for person, total in totals.items()}


def rank_award(book: RuleBook, rank: int, sharing: int, withheld: Consequence | None) -> list[Line]:
    """Kind 10: points and money by rank bands; none when a consequence took the award away.

    `sharing` people of equal score hold the places from `rank` on; the last of these places decides the band, so that
    three awards never become thirty because nobody was looked at.
    """
    band = band_of(book.bands_for("rank"), (rank + sharing - 1) * 100)
    if band is None or not (band.points_c or band.money_cents):
        return []
    reason = _("rank {rank}").format(rank=rank)
    if sharing > 1:
        reason = _("rank {rank}, shared by {count}").format(rank=rank, count=sharing)
    points_c, money_cents = band.points_c, band.money_cents
    if withheld is not None and (points_c > 0 or money_cents > 0):
        reason = _("rank {rank}, award withheld: {name}").format(rank=rank, name=withheld.name)
        points_c, money_cents = min(points_c, 0), min(money_cents, 0)
    return [Line(component="", kind="award", points_c=points_c, money_cents=money_cents, rule=band.table,
                 rule_name=Words(band.label), reason=reason)]  # fmt: skip
