"""The rules of scoring written down a second time, as a person would work a sheet out by hand: plain points in Decimal,
nothing taken from the program. Slow, and tried against it on thousands of inspections."""

from __future__ import annotations

import re
from decimal import ROUND_FLOOR, Decimal
from typing import Any, NamedTuple

ZERO = Decimal(0)
MOST_YUAN = Decimal(10) ** 13


class Result(NamedTuple):
    """What came out, in points and yuan; `borne` and `fines` by person over all items."""

    full: Decimal
    score: Decimal
    percent: Decimal | None
    before_bounds: Decimal
    borne: dict[str, Decimal]
    fines: dict[str, Decimal]


class Part(NamedTuple):
    """What one person, or several together, did under one item."""

    item: str
    who: frozenset[str]  # nobody: it may have been anybody
    points: Decimal
    yuan: Decimal


def points(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100


def scored(
    template: Any, answers: list[Any], waived: set[str], earlier: dict[tuple[str, str], int], place: str, running: bool
) -> Result:
    """The score of one inspection by the text of the rules."""
    given = {a.item: a for a in answers}
    asked = _asked(template, given)
    given = {name: a for name, a in given.items() if name in asked}
    items = [i for s in template.sections for i in s.items]
    section_of = {i.id: s.id for s in template.sections for i in s.items}
    by_id = {i.id: i for i in items}

    failing = [i for i in items if i.id in given and i.id not in waived and _is_failure(i, given[i.id])]
    lost_sections: set[str] = set()
    for i in failing:
        if i.gate == "section":
            lost_sections.add(section_of[i.id])
        if i.gate == "all":
            lost_sections |= set(section_of.values())
    over: set[str] = set()
    order = [i.id for i in items]
    for i in failing:
        if i.continue_at in order[order.index(i.id) + 1 :]:
            between = order[order.index(i.id) + 1 : order.index(i.continue_at)]
            over |= {n for n in between if section_of[n] in lost_sections or n not in given}

    def applies(i: Any) -> bool:
        if i.id not in asked:
            return False
        if i.id in over:
            return section_of[i.id] in lost_sections
        return running if i.id not in given else given[i.id].verdict != "na"

    full = points(template.base_c) - sum((points(i.points_c) for i in items if not applies(i)), ZERO)
    found = [i.id for i in items if i.id in given and given[i.id].verdict == "fail" and i.id not in waived]
    whole = {n: _item(by_id[n], given[n], earlier, place) for n in found}  # parts, cases borne, fines
    room = {i.id: points(i.points_c - i.floor_c) for i in items}

    acts: dict[str, list[str]] = {}
    for n in found:
        name = f"seen {given[n].act}" if given[n].act else f"listed {by_id[n].same_act}"
        if whole[n].parts:
            acts.setdefault(name if name != "listed " else f"own {n}", []).append(n)

    cost = dict.fromkeys(found, ZERO)
    borne: dict[str, Decimal] = {}
    fines: dict[str, Decimal] = {}
    for name, members in acts.items():
        one_act = not name.startswith("own ")
        for group in ({s: s for s in lost_sections} | {"": ""}).values():
            inside = [n for n in members if (section_of[n] if section_of[n] in lost_sections else "") == group]
            parts = [p for n in inside for p in (_joined(whole[n].parts) if name[:4] == "seen" else whole[n].parts)]
            best = _heaviest(parts, room) if one_act and len(inside) > 1 else parts
            for n in inside:
                cost[n] = min(sum((p.points for p in best if p.item == n), ZERO), room[n])
        bearing: dict[str, list[tuple[Decimal, Decimal]]] = {}
        for n in members:
            if n not in over:
                for who, amount in whole[n].borne.items():
                    bearing.setdefault(who, []).append((amount, whole[n].fines.get(who, ZERO)))
        for who, amounts in bearing.items():
            highest = max(amounts)
            borne[who] = borne.get(who, ZERO) + highest[0]
            fines[who] = fines.get(who, ZERO) + highest[1]

    gone = {
        s.id: max(
            sum((points(i.points_c) for i in s.items if applies(i)), ZERO),
            sum((cost[i.id] for i in s.items if i.id in cost and cost[i.id] > 0), ZERO),
        )
        for s in template.sections
        if s.id in lost_sections
    }
    forfeited = sum(gone.values(), ZERO)
    if any(i.gate == "all" for i in failing):
        forfeited = max(full, forfeited)
    before = full - forfeited - sum((c for n, c in cost.items() if section_of[n] not in lost_sections), ZERO)
    most = full
    if template.cap_c > template.base_c > 0:
        most = full * template.cap_c / template.base_c
        most = most.quantize(Decimal("0.01"), rounding=ROUND_FLOOR)
    least = points(template.floor_c)
    if least > 0 and template.base_c > 0:
        least = (full * template.floor_c / template.base_c).quantize(Decimal("0.01"), rounding=ROUND_FLOOR)
    score = min(max(before, least), most)
    percent = None
    if full > 0:
        percent = (score * 10_000 / full + Decimal("0.5")).to_integral_value(ROUND_FLOOR) / 100
    return Result(full, score, percent, before, borne, fines)


def _asked(template: Any, given: dict[str, Any]) -> set[str]:
    asked: set[str] = set()
    for section in template.sections:
        for item in section.items:
            found = re.fullmatch(r"\$\{(\w+)\} = 'fail'", item.relevant)
            if not item.relevant or (found and found[1] in asked and found[1] in given
                                     and given[found[1]].verdict == "fail"):  # fmt: skip
                asked.add(item.id)
    return asked


def _is_failure(item: Any, answer: Any) -> bool:
    if answer.verdict != "fail":
        return False
    return item.counts != "rate" or answer.value is None or Decimal(str(answer.value)) > Decimal(str(item.limit))


class Whole(NamedTuple):
    parts: list[Part]
    borne: dict[str, Decimal]
    fines: dict[str, Decimal]


def _item(item: Any, answer: Any, earlier: dict[tuple[str, str], int], place: str) -> Whole:
    """One failed item by itself, before the item's floor."""
    people = sorted(set(answer.persons), key=answer.persons.index)
    places = set(answer.places)
    if item.counts == "rate" and answer.value is not None:
        beyond = Decimal(str(answer.value)) - Decimal(str(item.limit))
        cases = 0
        while beyond > 0:
            cases, beyond = cases + 1, beyond - Decimal(str(item.step))
    else:
        cases = max(1, answer.cases)
        if item.counts == "person_time":
            cases = max(cases, len(people))
        if item.counts == "place":
            cases = max(cases, len(places))
    if cases == 0:
        return Whole([], {}, {})
    each = points(item.per_case_c)
    own = dict.fromkeys(people, 0)
    for n in range(max(cases, len(people)) if people else 0):
        own[people[n % len(people)]] += 1

    whose: list[str] = people
    if not people:
        where = sorted(places) or ([place] if place else [])
        whose = where if item.counts == "place" and where else [""]
    new = [who for who in whose if earlier.get((item.id, who), 0) == 0]
    reminded = 0
    if item.first_is_reminder:
        old_cases = sum(own[who] for who in people if who not in new)
        if not people:
            shares = dict.fromkeys(whose, 0)
            for n in range(max(cases, len(whose))):
                shares[whose[n % len(whose)]] += 1
            old_cases = sum(shares[who] for who in whose if who not in new)
        reminded = max(0, min(len(new), cases - old_cases))

    due = {who: n - (1 if item.first_is_reminder and who in new else 0) for who, n in own.items()}
    borne = {who: each * n for who, n in due.items()}
    fines: dict[str, Decimal] = {}
    for who, n in due.items():
        before = earlier.get((item.id, who), 0) - (1 if item.first_is_reminder else 0)
        fine, cap = points(item.fine_cents), points(item.fine_cap_cents)
        fines[who] = ZERO
        for nth in range(n):
            one = fine * 2 ** min(max(before, 0) + nth, 40) if item.fine_doubles else fine
            fines[who] += min(one, cap) if item.fine_doubles and cap else one
        fines[who] = min(fines[who], MOST_YUAN) if item.fine_doubles else fines[who]
    if item.counts == "person_time" and people:
        return Whole([Part(item.id, frozenset((who,)), borne[who], fines[who]) for who in people], borne, fines)
    all_of_it = Part(item.id, frozenset(people), each * (cases - reminded), sum(fines.values(), ZERO))
    return Whole([all_of_it], borne, fines)


def _joined(parts: list[Part]) -> list[Part]:
    """Where the inspector says that it was one act it is one, whoever took part."""
    return [Part(parts[0].item, frozenset(), sum((p.points for p in parts), ZERO), sum((p.yuan for p in parts), ZERO))]


def _heaviest(parts: list[Part], room: dict[str, Decimal]) -> list[Part]:
    """Of all choices in which nobody's doing is counted twice, one that costs most."""

    def worth(chosen: tuple[Part, ...]) -> tuple[Decimal, Decimal]:
        of = {p.item: ZERO for p in chosen}
        for p in chosen:
            of[p.item] += p.points
        return sum((min(c, room[n]) for n, c in of.items()), ZERO), sum((p.yuan for p in chosen), ZERO)

    def choices(left: list[Part], taken: frozenset[str], chosen: tuple[Part, ...]) -> Any:
        yield chosen
        for n, part in enumerate(left):
            if part.who and taken.isdisjoint(part.who) and not any(not p.who for p in chosen):
                yield from choices(left[n + 1 :], taken | part.who, (*chosen, part))
            if not part.who and not chosen:
                yield (part,)

    return list(max(choices(parts, frozenset(), ()), key=worth))
