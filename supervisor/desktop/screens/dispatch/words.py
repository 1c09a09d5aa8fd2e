"""How far an order is, how it is known who waits, and what a plan proves, in words."""

from __future__ import annotations

from math import ceil
from typing import Any

from supervisor.desktop.wording import clock, number
from supervisor.language import _


def source_words(source: str, minute: int) -> str:
    """How it is known who waits."""
    if source == "counted":
        return _("counted on the floor at {time}").format(time=clock(minute))
    if source == "tickets":
        return _("from today's tickets")
    return _("nobody has counted: what the forecast leads to")


def age_words(minutes: int) -> str:
    """How old a count is; empty for one of this minute."""
    return _(" ({n} min ago)").format(n=minutes) if minutes > 0 else ""


def order_words(order: Any) -> str:
    """How far an order is."""
    words = {
        "ordered": _("sent {time}"), "heard": _("heard {time}"), "done": _("on the post {time}"),
        "declined": _("cannot, {time}"), "returned": _("returned {time}"),
    }  # fmt: skip
    return words.get(order.state, "{time}").format(time=clock(order.state_minute))


def way_words(move: Any, names: Any) -> str:
    """Who goes where, and for how long where that is said."""
    here = names.get(move.from_post, _("no post")) if move.from_post else _("no post")
    words = f"{move.name}  {here} → {names.get(move.to_post, move.to_post)}"
    if move.from_minute:
        words += "  " + _("from {time}").format(time=clock(move.from_minute))
    if move.until_minute:
        words += "  " + _("to {time}").format(time=clock(move.until_minute))
    return words


def proof_words(plan: Any, most: int = 0) -> str:
    """What is proven of a plan, for somebody who has no use for a gap; `most`: only among plans that move at most so
    many (0: nobody limited it)."""
    if plan.proof == "whole":
        if most:
            return _("proven: with at most {n} moves no other way of moving people saves more").format(n=most)
        return _("proven: no other way of moving people saves more")
    more = ceil(plan.bound_minutes)
    if most:
        words = _("with at most {most} moves no other way of moving people saves more than {n} min beyond this")
        return words.format(most=most, n=more)
    return _("no other way of moving people saves more than {n} min beyond this").format(n=more)


def most_moves(problem: Any, plan: Any, limited: bool) -> int:
    """The number of moves within which a plan is proven; 0 where more moves were open and none was worth it."""
    if problem is None or not plan.moves:
        return 0
    return problem.max_moves if limited or len(plan.moves) >= problem.max_moves else 0


def time_words(plan: Any) -> str:
    """How long the plan took."""
    return _("reckoned in {seconds} s").format(seconds=number(plan.total_seconds, 2))


def solver_words(plan: Any) -> str:
    """How much of that time was the solver, for whoever looks closer."""
    share = 100 * plan.solver_seconds / plan.total_seconds if plan.total_seconds > 0 else 0.0
    return _("Of {seconds} s the solver took {share} %.").format(
        seconds=number(plan.total_seconds, 2), share=round(min(100.0, share))
    )


def range_words(plan: Any) -> str:
    """Waiting before and after, each with the range that the forecast leaves."""
    words = _("all customers wait {before} ({b_low}–{b_high}) → {after} ({low}–{high}) min, by the forecast's range")
    return words.format(
        before=round(plan.before_minutes), after=round(plan.after_minutes),
        b_low=round(plan.before_low_minutes), b_high=round(plan.before_high_minutes),
        low=round(plan.after_low_minutes), high=round(plan.after_high_minutes),
    )  # fmt: skip


def leaving_words(plan: Any) -> str:
    """How many leave unserved before and after; empty where nobody does."""
    before, after = (sum(getattr(one, f"{when}_leaving") for one in plan.waits) for when in ("before", "after"))
    if max(before, after) < 0.5:
        return ""
    return _("some {before} → {after} customers leave unserved").format(before=round(before), after=round(after))


def class_words(one: Any) -> str:
    """Waiting and leavers of one class before and after, each with the range that the forecast leaves."""
    words = _(
        "all its customers wait {before} ({b_low}–{b_high}) → {after} ({low}–{high}) min; "
        "{gone} ({g_low}–{g_high}) → {left} ({l_low}–{l_high}) leave unserved"
    )
    numbers = zip(
        ("b_low", "b_high", "low", "high", "g_low", "g_high", "l_low", "l_high"),
        (*one.before_range, *one.after_range, *one.before_leaving_range, *one.after_leaving_range),
        strict=True,
    )
    return words.format(
        before=round(one.before_minutes), after=round(one.after_minutes), gone=round(one.before_leaving),
        left=round(one.after_leaving), **{name: round(value) for name, value in numbers},
    )  # fmt: skip
