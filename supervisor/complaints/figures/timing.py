"""Times: how long until the customer heard something, how long until he was answered, which clocks were kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from supervisor.complaints.kernel.deadlines import AGREED, AIM, FEEDBACK, ON_THE_SPOT, OUTER

from .chance import percentile
from .counting import share
from .records import Case, ClockFigure, Spread

CLOCK_ORDER = (ON_THE_SPOT, FEEDBACK, AGREED, AIM, OUTER)
_KEPT, _BROKEN = ("met",), ("met_late", "late")


def spread(hours: Iterable[float | None]) -> Spread:
    """Median and ninetieth percentile of what is known."""
    known = sorted(one for one in hours if one is not None)
    return Spread(len(known), percentile(known, 0.5), percentile(known, 0.9))


def clock_figures(cases: Sequence[Case]) -> tuple[ClockFigure, ...]:
    """Each clock in its order: kept of those decided. A clock that still runs within its time is decided by nobody."""
    states: dict[str, list[str]] = {kind: [] for kind in CLOCK_ORDER}
    for case in cases:
        for kind, state in case.clocks:
            states.setdefault(kind, []).append(state)
    found = []
    for kind, seen in states.items():
        kept, broken = (sum(one in group for one in seen) for group in (_KEPT, _BROKEN))
        found.append(ClockFigure(kind, share(kept, kept + broken), len(seen) - kept - broken))
    return tuple(found)
