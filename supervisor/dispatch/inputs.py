"""What is typed or sent in, looked at before anything is reckoned or recorded: who waits, for how long to look ahead,
the kind, and whether the incident still runs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

from supervisor.branch.ledger import service_classes
from supervisor.dispatch.problem.limits import MOST_CUSTOMERS
from supervisor.errors import BadInput, Fault, Refused
from supervisor.incidents.kinds import KINDS
from supervisor.incidents.ledger import Incident, incident
from supervisor.journal import Reader
from supervisor.language import _

QUARTERS = (1, 16)
"""How many quarter-hours a plan may look ahead."""


def check_waiting(r: Reader, waiting: Mapping[str, float]) -> None:
    """Raises BadInput, with a line for each, for numbers of waiting customers that are no whole numbers from 0 to
    10 000, and for classes that the branch does not have."""
    most = int(MOST_CUSTOMERS)
    faults = []
    for code, number in waiting.items():
        if not (isinstance(number, int | float) and _whole(number) and 0 <= number <= most):
            shown = str(number) if len(str(number)) <= 12 else f"{str(number)[:12]}…"
            what = _("{name}: {number} waiting customers cannot be").format(name=code, number=shown)
            faults.append(Fault(what, _("Write a whole number from 0 to {most}.").format(most=most)))
    classes = service_classes(r)
    for one in sorted(set(waiting) - set(classes)):
        faults.append(Fault(_("Unknown class of service: {name}").format(name=one), ", ".join(classes)))
    if faults:
        raise BadInput(_("The waiting customers cannot be read."), tuple(faults))


def _whole(number: float) -> bool:
    return isinstance(number, int) or (math.isfinite(number) and number == int(number))


def check_quarters(quarters: int) -> None:
    """Raises BadInput for a span that no plan looks ahead."""
    least, most = QUARTERS
    if not least <= quarters <= most:
        raise BadInput(_("A plan looks {least} to {most} quarter-hours ahead.").format(least=least, most=most))


def check_kind(kind: str) -> None:
    """Raises BadInput for a kind of incident that there is none of."""
    if kind not in KINDS:
        raise BadInput(
            _("Unknown kind of incident “{kind}”; one of: {kinds}").format(kind=kind, kinds=", ".join(KINDS))
        )


def running_there(r: Reader, subject: str, at: datetime | None = None) -> Incident:
    """An incident, or drill, that has not ended at an instant (now). Raises BadInput for an unknown one, Refused where
    it has ended: somebody else may have ended it while this screen still showed it."""
    found = incident(r, subject)
    if found is None:
        raise BadInput(_("There is no such incident."))
    if found.end is not None and found.end <= (at or r.now):
        time = found.end.astimezone(r.zone).strftime("%H:%M")
        raise Refused(_("{number} ended at {time}: nobody is sent any more.").format(number=found.number, time=time))
    return found
