"""What can happen to a class's waiting target."""

from __future__ import annotations

from supervisor.journal import Event, event


@event("traffic.target_set", version=1, evidence=False)
class TargetSet(Event):
    """So large a share of a class's customers is to be served within so many minutes; None: as the branch wants it.

    Subject `waiting-target:<class>`.
    """

    service_class: str
    target_minutes: float | None = None
    target_share: float | None = None
