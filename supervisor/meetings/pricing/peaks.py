"""Whether a class has fewer people at its peak because of a meeting, stand-ins counted: see `rules.not_at_peak`."""

from __future__ import annotations

from .backfill import Filled, Stretch
from .pricer import Pricer


def at_peak(pricer: Pricer, filled: Filled, start_minute: int, end_minute: int) -> bool:
    """Whether a class has fewer people at its peak because of the meeting."""
    stretch = pricer.stretch(start_minute, end_minute)
    if stretch.start >= stretch.stop:
        return False
    return fewer_at_peak(pricer, pricer.stand_ins.stretch(stretch.start, stretch.stop), filled)


def fewer_at_peak(pricer: Pricer, view: Stretch, filled: Filled) -> bool:
    """Whether a class has fewer people at its peak than the stretch had before it was filled."""
    return any(
        sum(filled.counts[post][quarter - view.start] for post in posts)
        < sum(view.counts[post][quarter - view.start] for post in posts)
        for posts, first, last in pricer.peaks
        for quarter in range(max(first, view.start), min(last, view.stop))
    )
