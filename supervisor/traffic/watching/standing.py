"""Who stands waiting in a file that is still being written: a ticket of which nothing is said but that it was drawn.

In a file of a day that is over such a ticket is a customer who left. In the file of a morning it is mostly somebody who
waits: until later tickets of the same class were called before it, or until it is hours old.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.tickets import NEVER, Outcome, Tickets, make_tickets

PASSED_BY = 3  # so many later tickets of its class were called: it was called in vain, and the machine does not say so
LONGEST_WAIT_SECONDS = 3 * 3600


def still_open(tickets: Tickets, silent: NDArray[np.bool_], day: int, second: int) -> Tickets:
    """The tickets, those of `day` (ordinal) that may still wait at `second` made open.

    silent: shape (tickets,), of which the file says nothing but that they were drawn.
    """
    waits = silent & (tickets.day == day) & (second - tickets.arrived <= LONGEST_WAIT_SECONDS)
    for position in np.flatnonzero(np.bincount(tickets.service_class[waits])).tolist():
        mine = (tickets.service_class == position) & (tickets.day == day)
        called = np.sort(tickets.arrived[mine & (tickets.called != NEVER)])
        if called.size >= PASSED_BY:
            waits &= ~(mine & (tickets.arrived < called[-PASSED_BY]))
    if not waits.any():
        return tickets
    columns = {name: getattr(tickets, name) for name in ("day", "number", "arrived", "called", "finished", "rating")}
    return make_tickets(
        tickets.classes, tickets.servers, **columns, service_class=tickets.service_class, server=tickets.server,
        outcome=np.where(waits, Outcome.OPEN, tickets.outcome),
    )  # fmt: skip


def newest_second(tickets: Tickets, second: int) -> int | None:
    """When the newest ticket of one day up to `second` was drawn or called or ended; None where there is none."""
    moments = np.concatenate((tickets.arrived, tickets.called, tickets.finished))
    moments = moments[(moments != NEVER) & (moments <= second)]
    return int(moments.max()) if moments.size else None
