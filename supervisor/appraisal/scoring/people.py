"""The scoring of a month: evidence and rule book in, explained scores out.

Pure and deterministic: the same evidence in any order gives the same score, every component is the sum of its lines,
and nobody is scored on what was not recorded. Here is only the order in which the rules speak: charge → waive → remind,
climb, multiply → one clause an act → accounts → consequences → items, limits, figures, bounds → weigh → rank → grade →
pay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from supervisor.appraisal.rulebook.model import Measure, RuleBook
from supervisor.appraisal.scoring import consequences, ranking
from supervisor.appraisal.scoring.arithmetic import ratio, to_decimals
from supervisor.appraisal.scoring.bookwork import Compiled, compiled
from supervisor.appraisal.scoring.components import components, in_total, weigh, weight_of, with_shares
from supervisor.appraisal.scoring.consequences import Fired
from supervisor.appraisal.scoring.drafts import Draft, borne_by, draft, pooled, standings
from supervisor.appraisal.scoring.facts import BRANCH, Evidence, Looked, Member, Surroundings
from supervisor.appraisal.scoring.limiting import stop
from supervisor.appraisal.scoring.lines import Worth, total
from supervisor.appraisal.scoring.measuring import Measured, Standing, worth
from supervisor.appraisal.scoring.paying import paid
from supervisor.appraisal.scoring.reasons import Reason
from supervisor.appraisal.scoring.results import Line, PersonScore


def score_people(
    book: RuleBook,
    members: Sequence[Member],
    evidence: Iterable[Evidence],
    observed: Collection[tuple[str, str]] = (),
    around: Surroundings | None = None,
    carried: Mapping[str, Sequence[Line]] | None = None,
) -> tuple[PersonScore, ...]:
    """Scores of all members, in their order: points in hundredths, money in cents. Temporary staff have none where the
    book leaves them out.

    `observed` says what was looked at even if nothing was found: pairs (source, person), person "" for the branch as
    a whole. Evidence of the month counts as observation by itself. `around` is what else there is to know; without it
    all evidence is of the month. `carried` are lines of late evidence of signed months, by person.
    """
    around = around or Surroundings()
    ready = compiled(book)
    if book.temporary == "left_out":
        members = [member for member in members if not member.temporary]
    by_person: dict[str, list[Evidence]] = {member.person: [] for member in members}
    met: set[tuple[str, str]] = set()
    first = around.first
    for piece in evidence:
        if (whose := (piece.source, piece.person)) not in met and (first is None or piece.day >= first):
            met.add(whose)
            met.add((piece.source, BRANCH))
        own = by_person.get(piece.person)
        if own is not None:
            own.append(piece)
    seen = met.union(observed, around.observed)
    looked: dict[str, list[Looked]] = {}
    for check in around.checks:
        looked.setdefault(check.person, []).append(check)
    around = msgspec.structs.replace(around, observed=seen)
    borne = borne_by(members, by_person, ready)
    drafts = [
        draft(
            member, by_person[member.person], borne.get(member.person, ()), ready, first, looked.get(member.person, ())
        )
        for member in members
    ]
    pooled(drafts, ready, around.first)
    fallen = consequences.fired(drafts, ready, around)
    standing = standings(drafts)
    scores = [_weighed(one, fallen[one.member.person], standing, ready, around) for one in drafts]
    left = carried or {}
    scores = [
        _followed(book, member, score, fallen[member.person], left.get(member.person, ()))
        for member, score in zip(members, scores, strict=True)
    ]
    reached = {
        each.person: _bounded(book, each.total_points_c) for each in scores if each.total_points_c is not None
    }  # fmt: skip
    placed = ranking.places(book, members, reached)
    finished = [
        _finished(book, member, score, fallen[member.person], placed.get(member.person), around)
        for member, score in zip(members, scores, strict=True)
    ]
    graded = ranking.grades(book, finished, fallen)
    return tuple(paid(book, one.member, score, one.values) for one, score in zip(drafts, graded, strict=True))


def _weighed(
    one: Draft, fired: Sequence[Fired], standing: Mapping[str, Standing], book: Compiled, around: Surroundings
) -> PersonScore:
    """Components, their lines and the weighted mean."""
    member = one.member
    scores, lines = components(one, fired, _worth(one, standing, book, around), book, around)
    parts = [book.components[each.code] for each in scores]
    weights = [weight_of(part, member, around.first, around.last, book) for part in parts]
    factors = [in_total(part, member, book) for part in parts]
    weighted_c = weigh(scores, weights, factors, book.book.decimals)
    left_out = [each.name for each, weight in zip(scores, weights, strict=True) if each.points_c is None and weight]
    return PersonScore(
        person=member.person, no=member.no, name=member.name, role=member.role, total_points_c=weighted_c,
        weighted_c=weighted_c, money_cents=sum(line.money_cents for line in lines),
        components=with_shares(scores, weights, factors, weighted_c), lines=tuple(lines), pieces=len(one.pieces),
        why=(Reason("left_out", tuple(left_out)),) if left_out else (),
    )  # fmt: skip


def _worth(one: Draft, standing: Mapping[str, Standing], book: Compiled, around: Surroundings) -> Worth:
    def of(measure: Measure) -> Measured | None:
        value = one.values.get(measure.code)
        return None if value is None else worth(measure, value, book, around.bank_c, standing.get(measure.code))

    return of


def _followed(
    book: RuleBook, member: Member, score: PersonScore, fired: Sequence[Fired], carried: Sequence[Line]
) -> PersonScore:
    """Consequences on the total: what they add and take first, then up to where it may reach, so that the order of the
    rows says nothing; at last what signed months left, which no rule of this month moves. Who has no score owes the
    money all the same."""
    order = {"scaled": 1, "total_cap": 2}
    fired = sorted(fired, key=lambda each: order.get(each.consequence.effect, 0))
    extra: list[Line] = []
    for each in fired:
        extra += _on_total(each, score.weighted_c, total(extra))
    if score.weighted_c is not None:
        extra += _by_days(book, member, score.weighted_c + total(extra))
    extra += carried
    after_c = None if score.weighted_c is None else score.weighted_c + total(extra)
    return msgspec.structs.replace(
        score, total_points_c=after_c, lines=(*score.lines, *extra),
        money_cents=score.money_cents + sum(line.money_cents for line in extra),
    )  # fmt: skip


def _by_days(book: RuleBook, member: Member, points_c: int) -> list[Line]:
    """A part of a month earns its part of the score where the book says so (7)."""
    days, of = member.days, member.of_days
    if book.part_month != "score_by_days" or days is None or days >= of:
        return []
    to_c = to_decimals(ratio(points_c * days, of), book.decimals)
    why = (Reason("by_days", (days, of)),)
    return [Line(component="", kind="scaled", points_c=to_c - points_c, why=why)] if to_c != points_c else []


def _bounded(book: RuleBook, points_c: int) -> int:
    """So many points within the bounds of a total: places go by what everybody sees."""
    return points_c + total(stop("", points_c, book.floor_c, book.cap_c))


def _finished(
    book: RuleBook,
    member: Member,
    score: PersonScore,
    fired: Sequence[Fired],
    place: ranking.Place | None,
    around: Surroundings,
) -> PersonScore:
    """What comes after the places are known: awards, and where the total stops."""
    if score.total_points_c is None:
        return msgspec.structs.replace(score, why=(*score.why, Reason("no_score")))
    extra: list[Line] = []
    if place is not None:
        withheld = next((each for each in fired if each.consequence.effect == "award_lost"), None)
        extra += ranking.awards(book, member, place, withheld, around.ranks.get(member.person))
    extra += stop("", score.total_points_c + total(extra), book.floor_c, book.cap_c)
    why = ranking.ranked(member, book)
    return msgspec.structs.replace(
        score,
        total_points_c=score.total_points_c + total(extra),
        money_cents=score.money_cents + sum(line.money_cents for line in extra),
        lines=(*score.lines, *extra),
        rank=None if place is None else place.rank,
        sharing=0 if place is None else place.sharing,
        ranked=0 if place is None else place.ranked,
        why=score.why if why is None else (*score.why, why),
    )


def _on_total(each: Fired, weighted_c: int | None, extra_c: int) -> list[Line]:
    what = each.consequence
    made: tuple[int, int] | None = None
    if what.effect == "total_cap" and weighted_c is not None:
        made = (min(what.points_c - weighted_c - extra_c, 0), 0)
    elif what.effect == "scaled" and not what.target and weighted_c is not None:
        made = (consequences.scaled_c(each, weighted_c + extra_c), 0)
    elif what.effect == "action":
        return [consequences.line(each, "", 0)]
    elif what.effect == "points" and not what.target:
        made = (what.points_c * each.times, what.money_cents * each.times)
    elif what.effect == "money":
        made = (0, what.money_cents * each.times)
    elif what.effect == "share":
        made = consequences.shared_points(each)
    if made is None or (weighted_c is None and not made[1]):
        return []
    points_c, money_cents = made
    return [consequences.line(each, "", 0 if weighted_c is None else points_c, money_cents)]
