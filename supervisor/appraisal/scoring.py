"""The scoring of a month: evidence and rule book in, explained scores out.

Pure and deterministic: the same evidence in any order gives the same score, every component is the sum of its lines,
and nobody is scored on what was not recorded. `kinds` holds the rules; here is only the order in which they speak:
charge → waive → remind → double → one clause an act → item limits → measure → bounds → consequences → weigh → rank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

import msgspec

from supervisor.appraisal import kinds
from supervisor.appraisal.evidence import Charge, ComponentScore, Evidence, Line, Member, PersonScore
from supervisor.appraisal.rulebook import Component, Consequence, RuleBook
from supervisor.language import _

BRANCH = ""  # stands for "somebody in the branch was observed"


def score_people(
    book: RuleBook,
    members: Sequence[Member],
    evidence: Iterable[Evidence],
    observed: Collection[tuple[str, str]] = (),
) -> tuple[PersonScore, ...]:
    """Scores of all members, in their order.

    `observed` says what was looked at even if nothing was found: pairs (source, person), person "" for the branch as
    a whole. Evidence counts as observation by itself. Returns points in hundredths and money in cents.
    """
    by_person: dict[str, list[Evidence]] = {member.person: [] for member in members}
    seen = set(observed)
    for piece in evidence:
        seen |= {(piece.source, piece.person), (piece.source, BRANCH)}
        if piece.person in by_person:
            by_person[piece.person].append(piece)
    drafts = {member.person: _person(book, member, by_person[member.person], seen) for member in members}
    standing = kinds.ranks(
        {person: draft.weighted_c for person, (draft, __) in drafts.items() if draft.weighted_c is not None}
    )
    sharing = Counter(standing.values())
    return tuple(
        _finish(book, *drafts[member.person], rank := standing.get(member.person), sharing[rank] if rank else 0)
        for member in members
    )


def _person(
    book: RuleBook, member: Member, pieces: list[Evidence], seen: set[tuple[str, str]]
) -> tuple[PersonScore, list[tuple[Consequence, int]]]:
    charges = _charges(book, member, sorted(pieces, key=lambda piece: piece.order))
    consequences = kinds.triggered(book, charges)
    lines: list[Line] = []
    components = []
    for component in book.components:
        own = [c for c in charges if c.rule.component == component.code]
        values = [p.value_c for p in pieces if p.source in component.sources and p.value_c is not None]
        if not _measured(component, member.person, seen, values):
            components.append(_component(component, None, _("nothing was recorded: left out of the weights")))
            lines += [msgspec.structs.replace(_line(c), points_c=0) for c in own if c.money_cents]
            continue
        part = [_start(component, values), *map(_line, own), *kinds.limits(own)]
        for consequence, often in consequences:
            if consequence.effect == "points" and consequence.target == component.code:
                part += kinds.forfeit(consequence, often, component.code, _sum(part))
        part += kinds.bounds(component, _sum(part))
        for consequence, often in consequences:
            if consequence.effect.startswith("component_") and consequence.target == component.code:
                part += kinds.forfeit(consequence, often, component.code, _sum(part))
        components.append(_component(component, _sum(part), ""))
        lines += part
    weighted_c = kinds.weigh(components)
    left_out = [str(each.name) for each in components if each.points_c is None]
    notes = [_("Left out, the rest re-weighted: {names}").format(names=", ".join(left_out))] if left_out else []
    score = PersonScore(
        person=member.person, no=member.no, name=member.name, role=member.role, total_points_c=weighted_c,
        weighted_c=weighted_c, money_cents=sum(line.money_cents for line in lines), components=tuple(components),
        lines=tuple(lines), pieces=len(pieces), notes=tuple(notes),
    )  # fmt: skip
    return score, consequences


def _charges(book: RuleBook, member: Member, pieces: Sequence[Evidence]) -> list[Charge]:
    charges = [
        kinds.charge(rule, piece, book) for piece in pieces for rule in book.rules if kinds.applies(rule, piece, member)
    ]
    for kind in (kinds.waived, kinds.reminders_first, kinds.money_doubles, kinds.one_clause_per_act):
        charges = kind(charges)
    return charges


def _measured(component: Component, person: str, seen: set[tuple[str, str]], values: list[int]) -> bool:
    if component.start == "mean":
        return bool(values)
    if component.measured == "always":
        return True
    whose = person if component.measured == "person" else BRANCH
    return any((source, whose) in seen for source in component.sources)


def _start(component: Component, values: list[int]) -> Line:
    if component.start == "mean":
        mean_c = kinds.rounded(Fraction(sum(values), len(values)))
        reason = _("mean of {count} recorded values").format(count=len(values))
        return Line(component=component.code, kind="start", points_c=mean_c, count=len(values), reason=reason)
    return Line(component=component.code, kind="start", points_c=component.base_c, reason=_("full score to begin with"))


def _line(charge: Charge) -> Line:
    rule, piece = charge.rule, charge.evidence
    return Line(
        component=rule.component, kind=charge.kind, points_c=charge.points_c, money_cents=charge.money_cents,
        rule=rule.code, rule_name=rule.name, evidence=piece.subject, item=piece.item, day=piece.day,
        count=charge.count, reason="; ".join(filter(None, (charge.reason, piece.note))),
    )  # fmt: skip


def _component(component: Component, points_c: int | None, note: str) -> ComponentScore:
    return ComponentScore(
        code=component.code, name=component.name, weight_c=component.weight_c, points_c=points_c, note=note
    )


def _sum(lines: Iterable[Line]) -> int:
    return sum(line.points_c for line in lines)


def _finish(
    book: RuleBook,
    score: PersonScore,
    consequences: Sequence[tuple[Consequence, int]],
    rank: int | None,
    sharing: int,
) -> PersonScore:
    """What comes after weighting: capped totals, money, awards by rank, the grade."""
    if score.weighted_c is None or rank is None:
        notes = (*score.notes, _("Nothing was recorded about this person: no score."))
        return msgspec.structs.replace(score, notes=notes)
    extra: list[Line] = []
    total_c = score.weighted_c
    for consequence, often in consequences:
        if consequence.effect == "total_cap" or (consequence.effect == "points" and not consequence.target):
            extra += kinds.forfeit(consequence, often, "", total_c + _sum(extra))
        elif consequence.effect == "money":
            extra.append(kinds.consequence_line(consequence, often, "", 0, consequence.money_cents))
    withheld = next((each for each, __ in consequences if each.effect == "award_lost"), None)
    extra += kinds.rank_award(book, rank, sharing, withheld)
    total_c += _sum(extra)
    return msgspec.structs.replace(
        score,
        total_points_c=total_c,
        money_cents=score.money_cents + sum(line.money_cents for line in extra),
        lines=(*score.lines, *extra),
        rank=rank,
        grade=_grade(book, total_c, consequences),
    )


def _grade(book: RuleBook, total_c: int, consequences: Sequence[tuple[Consequence, int]]) -> str:
    """The grade by its bands, no better than any grade cap (bands of worse grades lie lower)."""
    bands = sorted(book.bands_for("grade"), key=lambda band: (band.low_c is not None, band.low_c or 0))
    own = kinds.band_of(bands, total_c)
    if own is None:
        return ""
    place = bands.index(own)
    for consequence, __ in consequences:
        if consequence.effect == "grade_cap":
            place = min([place, *(i for i, band in enumerate(bands) if band.label == consequence.target)])
    return bands[place].label
