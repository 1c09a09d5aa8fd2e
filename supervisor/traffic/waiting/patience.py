"""How customers behave who wait, and how service varies, as the tickets of the last weeks say.

Who was called cannot be asked how much longer he would have waited: his patience is known to be longer than his wait
and no more (a censored time). For exponential patience the likelihood then has its highest point at the time waited by
all, called or gone, over the number who went; Kaplan and Meier's curve asks for no shape and is what that is checked
by. Few leavers say little, so a class is drawn towards the branch, and the branch towards what is usual.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from statistics import median

import msgspec
import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.figures import ClassDay

Numbers = NDArray[np.float64]

USUAL_SERVICE_MINUTES, USUAL_PATIENCE_MINUTES, USUAL_SCV = (
    6.0,
    30.0,
    1.0,
)  # until the branch's own tickets say otherwise
SERVICES_OF_PRIOR, LEAVERS_OF_PRIOR, SCV_OF_PRIOR = 5, 3, 60  # how many tickets the prior weighs as much as
LEAST_PATIENCE, MOST_PATIENCE = 1.0, 240.0
LEAST_SCV, MOST_SCV = 0.1, 5.0
LEFT_AT_ONCE, LEAST_AT_ONCE = 3.0, 0.05  # times the usual share of untimed leavers: more show an outage, not patience


class Behaviour(msgspec.Struct, frozen=True):
    """What a class's queue is like: mean minutes, variation of service, and how many tickets that rests on.

    patience_low, patience_high: where the mean patience lies with 80 % chance, as far as so few or many leavers tell.
    """

    service_minutes: float
    service_scv: float
    patience_minutes: float
    services: int
    leavers: int
    patience_low: float
    patience_high: float


class _Sums(msgspec.Struct):
    services: int = 0
    service_minutes: float = 0.0
    squared: int = 0  # services whose squares are known
    squared_minutes: float = 0.0  # of these: minutes, and squared minutes
    squares: float = 0.0
    waited_minutes: float = 0.0
    leavers: int = 0


def fitted(days: Mapping[str, Iterable[ClassDay]]) -> dict[str, Behaviour]:
    """The behaviour of each class's customers, from the figures of its days; each is drawn towards all together."""
    sums = {name: _sums(of_class) for name, of_class in days.items()}
    every = _Sums()
    for one in sums.values():
        for field in one.__struct_fields__:
            setattr(every, field, getattr(every, field) + getattr(one, field))
    return {name: _behaviour(one, every) for name, one in sums.items()}


def _behaviour(own: _Sums, every: _Sums) -> Behaviour:
    patience = _patience(own, _patience(every, USUAL_PATIENCE_MINUTES))
    spread = 1.2816 / math.sqrt(own.leavers + LEAVERS_OF_PRIOR)  # of the log of a rate known from so many events
    return Behaviour(
        service_minutes=_mean(own, _mean(every, USUAL_SERVICE_MINUTES)),
        service_scv=_scv(own, _scv(every, USUAL_SCV)),
        patience_minutes=patience,
        services=own.services,
        leavers=own.leavers,
        patience_low=max(LEAST_PATIENCE, patience * math.exp(-spread)),
        patience_high=patience * math.exp(spread),
    )


def _sums(days: Iterable[ClassDay]) -> _Sums:
    found = _Sums()
    known_days = [one for one in days if one.served + one.left]
    shares = [max(one.left - one.left_timed, 0) / (one.served + one.left) for one in known_days]
    most = LEFT_AT_ONCE * max(median(shares), LEAST_AT_ONCE) if shares else 0.0
    for one, share in zip(known_days, shares, strict=True):
        found.services += one.service_timed
        found.service_minutes += one.service_seconds / 60
        if one.service_squares:  # days taken in by earlier versions have none
            found.squared += one.service_timed
            found.squared_minutes += one.service_seconds / 60
            found.squares += one.service_squares / 3600
        known = sum(one.wait_seconds) / 60
        found.waited_minutes += known
        # A leaver of whom nobody knows when he went (called, not there) waited too: as long as the others of that day.
        # Not so on a day of far too many: they went because nothing worked, and perhaps before they stood in a queue.
        untimed = max(one.left - one.left_timed, 0) if share <= most else 0
        found.waited_minutes += untimed * known / one.waited if one.waited else 0.0
        found.leavers += one.left_timed + untimed
    return found


def _mean(sums: _Sums, prior: float) -> float:
    return (sums.service_minutes + SERVICES_OF_PRIOR * prior) / (sums.services + SERVICES_OF_PRIOR)


def _patience(sums: _Sums, prior: float) -> float:
    estimate = (sums.waited_minutes + LEAVERS_OF_PRIOR * prior) / (sums.leavers + LEAVERS_OF_PRIOR)
    return float(min(max(estimate, LEAST_PATIENCE), MOST_PATIENCE))


def _scv(sums: _Sums, prior: float) -> float:
    if sums.squared < 2 or sums.squared_minutes <= 0:
        return prior
    mean = sums.squared_minutes / sums.squared
    own = min(max(sums.squares / sums.squared / mean**2 - 1.0, LEAST_SCV), MOST_SCV)
    return (own * sums.squared + prior * SCV_OF_PRIOR) / (sums.squared + SCV_OF_PRIOR)


def still_waiting(waited: Numbers, left: NDArray[np.bool_], minutes: Numbers) -> Numbers:
    """Share of customers whose patience outlasts so many minutes, by Kaplan and Meier (1958).

    waited: minutes of each customer, shape (customers,); left: whether he went unserved (else his patience is only
    known to be longer). minutes: shape (n,), from zero up.
    """
    order = np.lexsort((~left, waited))  # of equals the leavers first, as is the custom
    waited, left = waited[order], left[order]
    at_risk = np.arange(waited.size, 0, -1)
    share = np.cumprod(np.where(left, 1.0 - 1.0 / at_risk, 1.0))
    before = np.searchsorted(waited, minutes, side="right")
    return np.concatenate(([1.0], share))[before]
