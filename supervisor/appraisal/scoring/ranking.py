"""Places, awards and grades (10): who is ranked with whom, what equal scores share, how many may hold a grade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from supervisor.appraisal.rulebook.model import Band, RuleBook
from supervisor.appraisal.scoring.arithmetic import band_of, ratio
from supervisor.appraisal.scoring.consequences import Fired
from supervisor.appraisal.scoring.facts import Member
from supervisor.appraisal.scoring.reasons import Reason
from supervisor.appraisal.scoring.results import Line, PersonScore
from supervisor.language import Words


class Place(msgspec.Struct, frozen=True):
    """A place: its number, how many share it, of how many ranked together, and the first of the places they hold."""

    rank: int
    sharing: int
    ranked: int
    first: int


def ranked(member: Member, book: RuleBook) -> Reason | None:
    """Why a person holds no place although there is a score; None when he holds one."""
    if member.temporary and book.temporary != "ranked":
        return Reason("temporary")
    if member.days is not None and member.days < book.least_days:
        return Reason("too_short", (member.days, book.least_days))
    return None


def places(book: RuleBook, members: Sequence[Member], points_c: Mapping[str, int]) -> dict[str, Place]:
    """The places of those who have a score and may hold one, by the book's rule for equal scores."""
    groups: dict[str, list[str]] = {}
    for member in members:
        if member.person in points_c and ranked(member, book) is None:
            groups.setdefault(group_of(book, member.role), []).append(member.person)
    result: dict[str, Place] = {}
    for group in groups.values():
        totals = sorted((points_c[person] for person in group), reverse=True)
        different = sorted(set(totals), reverse=True)
        first = {points: totals.index(points) + 1 for points in different}
        for person in group:
            points = points_c[person]
            sharing = totals.count(points)
            rank = {
                "better": first[points],
                "worse": first[points] + sharing - 1,
                "dense": different.index(points) + 1,
            }[book.ties]
            result[person] = Place(rank, sharing, len(group), first[points])
    return result


def group_of(book: RuleBook, role: str) -> str:
    """Among whom somebody of this role is ranked: his role, the code of his unit, or "" for everybody."""
    if book.ranked_by == "role":
        return role
    if book.ranked_by == "unit":
        return next((unit.code for unit in book.units if role in unit.roles), "")
    return ""


def awards(book: RuleBook, member: Member, place: Place, withheld: Fired | None, before: int | None) -> list[Line]:
    """Points and money for the place and for places gained; none when a consequence took the award away."""
    lines = _award(book, member, place, withheld)
    gained = 0 if before is None else before - place.rank
    band = band_of(book.bands_for("improvement", member.role), gained * 100) if before is not None else None
    if band is not None and (band.points_c or band.money_cents):
        lines += [_line(band, band.points_c, band.money_cents, (Reason("gained", (gained,)),), withheld, place)]
    lines += _by_share(book, member, place, withheld)
    return [by_days(book, member, line) for line in lines]


def _by_share(book: RuleBook, member: Member, place: Place, withheld: Fired | None) -> list[Line]:
    """What is for the first, or the last, so many percent of those ranked."""
    held = place.first if book.tied_awards == "better" else place.first + place.sharing - 1
    band = band_of(book.bands_for("share", member.role), share_c(held, place.ranked))
    if band is None or not (band.points_c or band.money_cents):
        return []
    why = (Reason("rank_of", (place.rank, place.ranked)),)
    return [_line(band, band.points_c, band.money_cents, why, withheld, place)]


def share_c(rank: int, ranked: int) -> int:
    """A place as a percentage of those ranked, in hundredths: the third of ten is at 30 %."""
    return ratio(10000 * rank, ranked) if ranked else 0


def _award(book: RuleBook, member: Member, place: Place, withheld: Fired | None) -> list[Line]:
    """By the last of the places those of equal score hold (three awards never become thirty because nobody was looked
    at), by the first, or all their awards split equally, as the book says."""
    bands = book.bands_for("rank", member.role)
    held = range(place.first, place.first + place.sharing)
    why = Reason("rank_shared", (place.rank, place.sharing)) if place.sharing > 1 else Reason("rank", (place.rank,))
    if book.tied_awards == "split":
        found = [band for rank in held if (band := band_of(bands, rank * 100)) is not None]
        if not found:
            return []
        points_c = ratio(sum(band.points_c for band in found), place.sharing)
        money = ratio(sum(band.money_cents for band in found), place.sharing)
        return [_line(found[0], points_c, money, (why,), withheld, place)] if points_c or money else []
    band = band_of(bands, (held[0] if book.tied_awards == "better" else held[-1]) * 100)
    if band is None or not (band.points_c or band.money_cents):
        return []
    return [_line(band, band.points_c, band.money_cents, (why,), withheld, place)]


def _line(
    band: Band, points_c: int, money_cents: int, why: tuple[Reason, ...], withheld: Fired | None, place: Place
) -> Line:
    if withheld is not None and (points_c > 0 or money_cents > 0):
        why = (Reason("withheld", (place.rank, withheld.consequence.name)),)
        points_c, money_cents = min(points_c, 0), min(money_cents, 0)
    return Line(component="", kind="award", points_c=points_c, money_cents=money_cents, rule=band.table,
                rule_name=Words(band.label), why=why)  # fmt: skip


def by_days(book: RuleBook, member: Member, line: Line) -> Line:
    """A part of a month earns its part of an award, or of pay, where the book says so."""
    if book.part_month != "award_by_days" or member.days is None or member.days >= member.of_days:
        return line
    return msgspec.structs.replace(
        line,
        points_c=ratio(line.points_c * member.days, member.of_days),
        money_cents=ratio(line.money_cents * member.days, member.of_days),
        why=(*line.why, Reason("by_days", (member.days, member.of_days))),
    )


def grades(book: RuleBook, scores: Iterable[PersonScore], fired: Mapping[str, list[Fired]]) -> list[PersonScore]:
    """The grades by the bands of total points, capped and dropped by consequences, and no grade held by more than its
    share of those ranked: the lowest of them go down together with those of equal score."""
    result = [_graded(book, score, fired.get(score.person, ())) for score in scores]
    for role in sorted({score.role for score in result}):
        bands = _ladder(book, role)
        if any(band.most_c is not None for band in bands):
            alike = [score for score in result if _ladder(book, score.role) == bands]
            changed = {score.person: score for score in _limited(alike, bands)}
            result = [changed.get(score.person, score) for score in result]
    return result


def _ladder(book: RuleBook, role: str) -> list[Band]:
    """The grade bands of a role, worst first: the fewest points, or the last places."""
    least_first = sorted(book.bands_for("grade", role), key=lambda band: (band.low_c is not None, band.low_c or 0))
    return least_first[::-1] if book.graded_by == "place" else least_first


def _graded(book: RuleBook, score: PersonScore, fired: Iterable[Fired]) -> PersonScore:
    bands = _ladder(book, score.role)
    at_c = score.total_points_c
    if book.graded_by == "place":
        at_c = None if score.rank is None else share_c(score.rank, score.ranked)
    own = band_of(bands, at_c)
    if own is None or score.total_points_c is None:
        return score
    place, why = bands.index(own), list(score.why)
    for each in fired:
        what = each.consequence
        if what.effect == "grade_cap":
            capped = min([place, *(i for i, band in enumerate(bands) if band.label == what.target)])
            if capped < place:
                why.append(Reason("grade_capped", (bands[capped].label, what.name)))
            place = capped
        elif what.effect == "grade_drop":
            drop = max(what.points_c // 100, 1) * each.times
            why.append(Reason("grade_dropped", (drop, what.name)))
            place = max(place - drop, 0)
    return msgspec.structs.replace(score, grade=bands[place].label, why=tuple(why))


def _limited(scores: list[PersonScore], bands: list[Band]) -> list[PersonScore]:
    """Keep each grade to its share, best grade first."""
    result = {score.person: score for score in scores}
    for at in range(len(bands) - 1, 0, -1):
        band = bands[at]
        if band.most_c is None:
            continue
        placed = [score for score in result.values() if score.rank is not None]
        most = len(placed) * band.most_c // 10000
        holders = [score for score in placed if score.grade == band.label]
        for score in _beyond(holders, most):
            why = (*score.why, Reason("grade_full", (band.label, band.most_c)))
            result[score.person] = msgspec.structs.replace(score, grade=bands[at - 1].label, why=why)
    return [result[score.person] for score in scores]


def _beyond(holders: list[PersonScore], most: int) -> list[PersonScore]:
    """Those who must go down so that at most so many stay; who is equal to one that goes, goes too."""
    if len(holders) <= most:
        return []
    points = sorted((score.total_points_c or 0 for score in holders), reverse=True)
    border = points[most]
    return [score for score in holders if (score.total_points_c or 0) <= border]
