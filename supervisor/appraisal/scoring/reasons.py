"""Why a line stands in a score, said in the language of whoever reads it.

The kernel writes a code with its figures; the sentence is made here and only when somebody looks. A new reason is one
row of `_TEXTS`.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from supervisor.language import Words, _


class Reason(msgspec.Struct, frozen=True, gc=False):
    """A reason: its code and the figures or names it speaks of (hundredths where the code says points or values)."""

    code: str
    values: tuple[int | str | Words, ...] = ()


def said(reason: Reason) -> str:
    """The reason in words. An unknown code, of a newer product, is shown as it stands."""
    made = _TEXTS.get(reason.code)
    return made(*reason.values) if made else " ".join((reason.code, *map(str, reason.values)))


def plain(hundredths: int | str | Words) -> str:
    """Hundredths as a person writes them: 250 is 2.5."""
    return f"{hundredths / 100:g}" if isinstance(hundredths, int) else str(hundredths)


def span(low: int | str | Words, high: int | str | Words) -> str:
    """Two borders in hundredths ("" = open)."""
    return f"{plain(low)}–{plain(high)}"


# Each says one reason; the names are the codes the kernel writes.
_TEXTS: dict[str, Callable[..., str]] = {
    "full": lambda: _("full score to begin with"),
    "mean": lambda count: _("mean of {count} recorded values").format(count=count),
    "places": lambda count: _("{count} places").format(count=count),
    "units": lambda value, every, times: _("{value} at {every} each: {times} times").format(
        value=plain(value), every=plain(every), times=plain(times)),
    "as_recorded": lambda: _("points as recorded"),
    "band": lambda value, name: _("the value {value} lies in the band {band}").format(value=plain(value), band=name),
    "shared": lambda people: _("shared by {count} people").format(count=people),
    "factor": lambda factor: _("times {factor}").format(factor=f"{int(factor) / 10000:g}"),
    "waived": lambda reason: _("waived: {reason}").format(reason=reason),
    "reminder": lambda nth, free: _("breach {nth} of {free} that only remind").format(nth=nth, free=free),
    "step": lambda nth, label: _("breach {nth}: {label}").format(nth=nth, label=label),
    "nth": lambda nth: _("breach {nth} of the period").format(nth=nth),
    "times_points": lambda nth, factor: _("repeat {nth}: points times {factor}").format(nth=nth, factor=factor),
    "times_money": lambda nth, factor: _("repeat {nth}: money times {factor}").format(nth=nth, factor=factor),
    "outranked": lambda rule: _("the same act counts under {rule}").format(rule=rule),
    "absorbed": lambda units, name, left: _("{points} taken from {name}, {left} left").format(
        points=plain(units), name=name, left=plain(left)),
    "account": lambda units, name, left: _("{name}: {points} used, {left} left").format(
        points=plain(units), name=name, left=plain(left)),
    "borne": lambda name: _("borne for {name}").format(name=name),
    "limit_month": lambda limit: _("this item moves the score by {limit} at most").format(limit=plain(limit)),
    "limit_day": lambda limit: _("this item moves the score by {limit} a day at most").format(limit=plain(limit)),
    "limit_check": lambda limit: _("this item moves the score by {limit} a check at most").format(limit=plain(limit)),
    "limit_item": lambda limit: _("each such item moves the score by {limit} at most").format(limit=plain(limit)),
    "limit_week": lambda limit: _("this item moves the score by {limit} a week at most").format(limit=plain(limit)),
    "limit_quarter": lambda limit: _("this item moves the score by {limit} a quarter at most").format(
        limit=plain(limit)),
    "limit_half": lambda limit: _("this item moves the score by {limit} in half a year at most").format(
        limit=plain(limit)),
    "limit_year": lambda limit: _("this item moves the score by {limit} a year at most").format(limit=plain(limit)),
    "limit_before": lambda used: _("{points} of it in earlier months").format(points=plain(used)),
    "floor": lambda points: _("stops at the floor of {points}").format(points=plain(points)),
    "cap": lambda points: _("stops at the cap of {points}").format(points=plain(points)),
    "nothing": lambda: _("nothing was recorded: left out of the weights"),
    "not_for_role": lambda: _("not for this post"),
    "scaled": lambda got, of, base: _("{got} of {of} applicable points, brought to {base}").format(
        got=plain(got), of=plain(of), base=plain(base)),
    "not_applicable": lambda: _("not applicable: left out"),
    "value": lambda value: _("recorded: {value}").format(value=plain(value)),
    "value_of": lambda value, count: _("{value} from {count} records").format(value=plain(value), count=count),
    "target": lambda value, target: _("{value} against the target of {target}").format(
        value=plain(value), target=plain(target)),
    "against_bank": lambda value, mean: _("{value} against the bank's mean of {mean}").format(
        value=plain(value), mean=plain(mean)),
    "against_branch": lambda value, mean: _("{value} against the branch's mean of {mean}").format(
        value=plain(value), mean=plain(mean)),
    "against_before": lambda value, mean: _("{value} against {mean} the time before").format(
        value=plain(value), mean=plain(mean)),
    "against_year_ago": lambda value, mean: _("{value} against {mean} in the same month a year ago").format(
        value=plain(value), mean=plain(mean)),
    "marginal": lambda part, name: _("{part} of it lie in {band}").format(part=plain(part), band=name),
    "place_of": lambda place, of: _("place {place} of {count} in the branch").format(place=place, count=of),
    "no_bank": lambda: _("the bank's figure is missing"),
    "at_base": lambda points: _("counted as {points}").format(points=plain(points)),
    "combined_mean": lambda count: _("mean of {count} checks").format(count=count),
    "combined_worst": lambda count: _("worst of {count} checks").format(count=count),
    "combined_best": lambda count: _("best of {count} checks").format(count=count),
    "combined_last": lambda count: _("last of {count} checks").format(count=count),
    "combined_trimmed": lambda count: _("mean of {count} checks without the best and the worst").format(count=count),
    "combined_sum": lambda count: _("{count} checks added up").format(count=count),
    "breaches": lambda often, limit, name: _("{often} breaches, more than {limit}: {name}").format(
        often=plain(often), limit=plain(limit), name=name),
    "gate": lambda name: _("gate failed: {name}").format(name=name),
    "threshold": lambda value, limit, name: _("{value}, threshold {limit}: {name}").format(
        value=plain(value), limit=plain(limit), name=name),
    "for_unit": lambda unit: _("for the people of {unit}").format(unit=unit),
    "part_share": lambda share, points: _("{share} % of {points} points of others").format(
        share=plain(share), points=plain(points)),
    "part_share_money": lambda share, money: _("{share} % of ¥{money} of others").format(
        share=plain(share), money=plain(money)),
    "rank": lambda rank: _("rank {rank}").format(rank=rank),
    "rank_shared": lambda rank, count: _("rank {rank}, shared by {count}").format(rank=rank, count=count),
    "rank_of": lambda rank, of: _("rank {rank} of {count}").format(rank=rank, count=of),
    "paid": lambda coefficient, base: _("coefficient {factor} of ¥{money}").format(
        factor=plain(coefficient), money=plain(base)),
    "gained": lambda places: _("{places} places gained").format(places=places),
    "withheld": lambda rank, name: _("rank {rank}, award withheld: {name}").format(rank=rank, name=name),
    "by_days": lambda days, of: _("{days} of {of} days").format(days=days, of=of),
    "rounded": lambda decimals: _("rounded to {decimals} decimals").format(decimals=decimals),
    "left_out": lambda *names: _("Left out, the rest re-weighted: {names}").format(names=", ".join(map(str, names))),
    "no_score": lambda: _("Nothing was recorded about this person: no score."),
    "too_short": lambda days, least: _("{days} days in the branch, {least} are needed for a place.").format(
        days=days, least=least),
    "temporary": lambda: _("Temporary staff hold no place."),
    "carried": lambda month: _("late evidence of {month}, by the rules of that month").format(month=month),
    "carried_award": lambda: _("awards and pay of that month change with it"),
    "carried_money": lambda month: _("no score in {month}: only the money counts").format(month=month),
    "carried_left": lambda month: _("He did not belong to the branch in {month}: only what is carried over.").format(
        month=month),
    "grade_full": lambda grade, most: _("Grade {grade} is for {most} % at most.").format(
        grade=grade, most=plain(most)),
    "grade_capped": lambda grade, name: _("no better than {grade}: {name}").format(grade=grade, name=name),
    "grade_dropped": lambda places, name: _("{places} grades lower: {name}").format(places=places, name=name),
}  # fmt: skip
