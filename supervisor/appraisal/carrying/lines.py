"""What late evidence of a signed month costs or earns in the month that takes it in.

It is scored by its own month's rule book: a person's total of that month with it less the total without it, piece by
piece in the order it happened, so that the lines add up to the difference it makes. Pure; money of fines and of awards
stand on lines of their own, because only fines move the staff fund.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import msgspec

from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.scoring import BRANCH, Evidence, Line, Member, PersonScore, Surroundings, score_people
from supervisor.appraisal.scoring.reasons import Reason


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """A month as it is scored: without some of its late evidence, or with it."""

    month: str
    rulebook: RuleBook
    members: Sequence[Member]
    evidence: Sequence[Evidence]
    around: Surroundings
    carried: Mapping[str, Sequence[Line]] = {}


class Carried(msgspec.Struct, frozen=True):
    """What one person has from signed months, with who he was there: he may have left since."""

    member: Member
    lines: tuple[Line, ...]


class _Step(msgspec.Struct):
    """A piece of late evidence about one person: what it takes out of the month's evidence and puts in."""

    subject: str
    order: tuple
    item: str
    gone: list[Evidence]
    new: list[Evidence]


def carried_lines(without: Basis, within: Basis) -> tuple[Carried, ...]:
    """What the evidence that `within` has and `without` has not comes to, by person in the order of the members."""
    steps = _steps(without, within)
    if not steps:
        return ()
    before = _scores(without, without.evidence, without.around)
    measured = _scores(without, without.evidence, _observed(within))  # where nothing at all had been recorded before
    worlds = [
        {who: measured[who] if one.total_points_c is None and who in measured else one for who, one in before.items()}
    ]
    pieces = Counter(without.evidence)
    for turn in range(max(map(len, steps.values()))):
        for own in steps.values():
            if turn < len(own):
                pieces.subtract(own[turn].gone)
                pieces.update(own[turn].new)
        worlds.append(_scores(within, list((+pieces).elements()), within.around))
    for person in _bearers(worlds[-1], steps):
        steps.setdefault(person, [])
    found = []
    for member in within.members:
        if member.person in steps and member.person in worlds[0]:
            lines = _lines(within.month, steps, member.person, [world[member.person] for world in worlds])
            found.append(Carried(member, tuple(lines)))
    return tuple(found)


def _observed(basis: Basis) -> Surroundings:
    """What was looked at in the month, the late evidence included."""
    first = basis.around.first
    looked = {(each.source, each.person) for each in basis.evidence if first is None or each.day >= first}
    looked |= {(source, BRANCH) for source, __ in looked}
    return msgspec.structs.replace(basis.around, observed=looked.union(basis.around.observed))


def _scores(basis: Basis, evidence: Sequence[Evidence], around: Surroundings) -> dict[str, PersonScore]:
    return {one.person: one for one in score_people(basis.rulebook, basis.members, evidence, (), around, basis.carried)}


def _steps(without: Basis, within: Basis) -> dict[str, list[_Step]]:
    """By person, one for each subject: pieces that are new or read otherwise, and inspections that found nothing."""
    before, after = Counter(without.evidence), Counter(within.evidence)
    found: dict[tuple[str, str], _Step] = {}

    def step(person: str, subject: str, order: tuple, item: str) -> _Step:
        return found.setdefault((person, subject), _Step(subject, order, item, [], []))

    for piece in (before - after).elements():
        step(piece.person, piece.subject, piece.order, piece.item).gone.append(piece)
    for piece in (after - before).elements():
        step(piece.person, piece.subject, piece.order, piece.item).new.append(piece)
    checks = {(each.new[0].check, person) for (person, __), each in found.items() if each.new}
    known = {(each.check, each.person) for each in without.around.checks}
    for each in within.around.checks:
        if each.person != BRANCH and (each.check, each.person) not in known | checks:
            step(each.person, each.check, (each.day, 0, each.check, ""), "")
    steps: dict[str, list[_Step]] = {}
    for (person, __), one in sorted(found.items(), key=lambda each: (each[1].order, each[0])):
        steps.setdefault(person, []).append(one)
    return steps


def _bearers(scores: Mapping[str, PersonScore], steps: Mapping[str, Sequence[_Step]]) -> list[str]:
    """Who bears a late breach of somebody else: heads, and everybody in the unit."""
    late = {one.subject for own in steps.values() for one in own}
    return [
        person for person, one in scores.items()
        if person not in steps and any(line.evidence in late for line in one.lines)
    ]  # fmt: skip


def _lines(month: str, steps: Mapping[str, Sequence[_Step]], person: str, worlds: Sequence[PersonScore]) -> list[Line]:
    """One person's lines: each piece what the total moved by, the last one up to where all of it brings him. Who only
    bears what others did has one line for each of their pieces that reaches him, the first with all of it."""
    own = list(steps[person])
    if not own:
        late = {one.subject: one for other in steps.values() for one in other}
        reached = [late[line.evidence] for line in worlds[-1].lines if line.evidence in late]
        return _between(month, sorted(reached, key=lambda one: one.order)[0], worlds[0], worlds[-1])
    found = []
    for turn, one in enumerate(own):
        last = turn == len(own) - 1
        found += _between(month, one, worlds[turn], worlds[-1] if last else worlds[turn + 1])
    return found


def _between(month: str, step: _Step, before: PersonScore, after: PersonScore) -> list[Line]:
    """The lines of one piece: points and fines, and an award that changed with it."""
    points_c = 0
    if before.total_points_c is not None and after.total_points_c is not None:
        points_c = after.total_points_c - before.total_points_c
    spoke = [line for line in after.lines if line.evidence == step.subject and line.rule and line.kind != "outranked"]
    rule = max(spoke, key=lambda line: (abs(line.points_c), abs(line.money_cents)), default=None)
    why = (Reason("carried", (month,)), *(() if rule is None else rule.why))
    if before.total_points_c is None and after.total_points_c is not None:
        why = (*why, Reason("carried_money", (month,)))
    made = Line(
        component="", kind="carried", points_c=points_c, money_cents=after.fines_cents - before.fines_cents,
        evidence=step.subject, item=step.item, day=step.order[0], why=why,
    )  # fmt: skip
    if rule is not None:
        made = msgspec.structs.replace(made, rule=rule.rule, rule_name=rule.rule_name, count=rule.count)
    award_cents = after.money_cents - before.money_cents - made.money_cents
    if not award_cents:
        return [made]
    why = (why[0], Reason("carried_award"))
    award = msgspec.structs.replace(made, kind="carried_award", points_c=0, money_cents=award_cents, why=why)
    return [made, award]


def together(carried: Collection[Carried]) -> dict[str, Carried]:
    """By person, what several months brought him."""
    found: dict[str, Carried] = {}
    for one in carried:
        known = found.get(one.member.person)
        lines = one.lines if known is None else (*known.lines, *one.lines)
        found[one.member.person] = Carried(one.member, lines)
    return found
