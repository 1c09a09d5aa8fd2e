"""What is known of one person before the month is judged: his breaches with their charges in order of time, those of
earlier months among them, and his figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from supervisor.appraisal.rulebook.model import Measure, Rule
from supervisor.appraisal.scoring import accounts, acts, repeating
from supervisor.appraisal.scoring.bookwork import Compiled
from supervisor.appraisal.scoring.charging import charge
from supervisor.appraisal.scoring.facts import Evidence, Looked, Member
from supervisor.appraisal.scoring.measuring import Standing, Value, for_role, value_of
from supervisor.appraisal.scoring.reasons import Reason
from supervisor.appraisal.scoring.results import Charge

OWN = ("person", "shared")


class Borne(msgspec.Struct, frozen=True):
    """A breach of somebody else's that this person bears by a rule (9)."""

    piece: Evidence
    rule: Rule
    whose: str


class Draft(msgspec.Struct, kw_only=True):
    """One person on the way to his score. `charges` is everything in order of time, `month` what belongs to the month
    that is scored, `pieces` the month's evidence and `earlier` that of before; `values` his figures by code of the
    measure; `looked` the inspections of him."""

    member: Member
    charges: list[Charge]
    month: list[Charge]
    pieces: list[Evidence]
    earlier: list[Evidence]
    values: dict[str, Value]
    looked: Sequence[Looked] = ()


def draft(
    member: Member, pieces: Iterable[Evidence], borne: Iterable[Borne], book: Compiled, first: date | None,
    looked: Sequence[Looked] = (),
) -> Draft:  # fmt: skip
    """Charge a person's evidence by the book and put his figures together."""
    ordered = sorted(pieces, key=lambda piece: (piece.day, piece.minute, piece.subject, piece.item))
    charges = _charged(member, ordered, book)
    if book.bears_elsewhere:
        charges = _with_borne(charges, borne, book)
    acts.waive(charges)
    repeating.repeats(charges, book)
    acts.one_clause(charges)
    accounts.draw(charges, book)
    if first is None:
        own, earlier, month = ordered, [], charges
    else:
        own = [piece for piece in ordered if piece.day >= first]
        earlier = [piece for piece in ordered if piece.day < first]
        month = [each for each in charges if each.evidence.day >= first]
    values = _values(member, own, earlier, book, first)
    return Draft(member=member, charges=charges, month=month, pieces=own, earlier=earlier, values=values, looked=looked)


def _charged(member: Member, pieces: Iterable[Evidence], book: Compiled) -> list[Charge]:
    matcher, moved = book.matcher, book.bears_elsewhere
    charges = []
    for piece in pieces:
        role = member.role_on(piece.day) if member.stints else member.role
        for rule in matcher.rules(piece, role, member.since):
            if not moved or rule.bears in OWN:
                charges.append(charge(rule, piece, book))
    return charges


def _with_borne(charges: list[Charge], borne: Iterable[Borne], book: Compiled) -> list[Charge]:
    for each in borne:
        made = charge(each.rule, each.piece, book)
        made.why = (*made.why, Reason("borne", (each.whose,)))
        charges.append(made)
    charges.sort(key=lambda one: one.evidence.order)
    return charges


def _values(
    member: Member, own: list[Evidence], earlier: list[Evidence], book: Compiled, first: date | None
) -> dict[str, Value]:
    values = {}
    for measure in book.book.measures:
        if measure.counted == "person" and for_role(measure, member.role):
            found = value_of(measure, own, earlier, first)
            if found is not None:
                values[measure.code] = found
    return values


def pooled(drafts: Sequence[Draft], book: Compiled, first: date | None) -> None:
    """The figures of units and of the branch, in place: made of what everybody in them recorded, and everybody's (9);
    a head has those of the units he heads."""
    for measure in book.book.measures:
        if measure.counted == "person":
            continue
        made: dict[tuple[str, ...], Value | None] = {}
        for one in drafts:
            role = one.member.role
            units = [unit for unit in book.book.units if role in (*unit.roles, *unit.heads)]
            if not for_role(measure, role) or (measure.counted == "unit" and not units):
                continue
            roles = tuple(sorted({each for unit in units for each in unit.roles}))
            among = () if measure.counted == "branch" else roles
            if among not in made:
                made[among] = _together(measure, drafts, among, first)
            found = made[among]
            if found is not None:
                one.values[measure.code] = found


def _together(measure: Measure, drafts: Iterable[Draft], roles: tuple[str, ...], first: date | None) -> Value | None:
    among = [one for one in drafts if not roles or one.member.role in roles]
    own = sorted((piece for one in among for piece in one.pieces), key=_in_order)
    earlier = sorted((piece for one in among for piece in one.earlier), key=_in_order)
    return value_of(measure, own, earlier, first)


def _in_order(piece: Evidence) -> tuple[date, int, str, str, str]:
    return (*piece.order, piece.person)


def standings(drafts: Iterable[Draft]) -> Mapping[str, Standing]:
    """What every measure came to, of all people of whom it was recorded."""
    values: dict[str, list[Fraction]] = {}
    for one in drafts:
        for code, value in one.values.items():
            values.setdefault(code, []).append(value.exact_c)
    return {
        code: Standing(tuple(sorted(every)), sum(every, Fraction(0)) / len(every)) for code, every in values.items()
    }


def borne_by(members: Iterable[Member], pieces: Mapping[str, list[Evidence]], book: Compiled) -> dict[str, list[Borne]]:
    """Which breaches of others each person bears, by rules that fall on the heads or on everybody of a unit."""
    result: dict[str, list[Borne]] = {}
    if not book.bears_elsewhere:
        return result
    everybody = tuple(members)
    for member in everybody:
        for piece in pieces.get(member.person, ()):
            role = member.role_on(piece.day)
            for rule in book.matcher.rules(piece, role, member.since):
                if rule.bears in OWN:
                    continue
                for bearer in _bearers(rule, role, everybody, book):
                    result.setdefault(bearer.person, []).append(Borne(piece, rule, name_of(member)))
    return result


def name_of(member: Member) -> str:
    """A person as a reason names him."""
    return f"{member.no} {member.name}".strip()


def _bearers(rule: Rule, role: str, members: tuple[Member, ...], book: Compiled) -> list[Member]:
    units = [unit for unit in book.book.units if role in unit.roles]
    if rule.bears == "head":
        return [one for one in members if any(one.role in unit.heads for unit in units)]
    return [one for one in members if any(one.role in unit.roles for unit in units)]
