"""What a person can do with waiting targets."""

from __future__ import annotations

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import service_classes
from supervisor.journal import Book
from supervisor.language import _
from supervisor.traffic.targets.events import TargetSet
from supervisor.traffic.targets.ledger import class_targets

LONGEST_MINUTES = 240.0


def set_class_target(
    book: Book, actor: str, service_class: str, *, target_minutes: float | None, target_share: float | None
) -> None:
    """Give a class a waiting target of its own; None and None: the branch's again. What holds is not said twice.

    Raises Refused without the right, WrongField for a class that nobody serves or a figure that cannot be.
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_TRAFFIC)
        if service_class not in service_classes(w) and service_class not in class_targets(w):
            raise WrongField(
                "service_class", _("{name}: no post serves this class.").format(name=service_class or _("(empty)"))
            )
        if (target_minutes is None) != (target_share is None):
            raise WrongField(
                "target_minutes" if target_minutes is None else "target_share", _("Minutes and share belong together.")
            )
        if target_minutes is not None and not 0 < target_minutes <= LONGEST_MINUTES:
            raise WrongField("target_minutes", _("The waiting target lies between 0 and 240 minutes."))
        if target_share is not None and not 0 < target_share < 1:
            raise WrongField("target_share", _("The share lies between 0 and 1, both left out (0.8 for 80 %)."))
        now = class_targets(w).get(service_class)
        if (now is None) == (target_minutes is None) and (
            now is None or (now.minutes, now.share) == (target_minutes, target_share)
        ):
            return
        w.append(
            f"waiting-target:{service_class}",
            TargetSet(service_class=service_class, target_minutes=target_minutes, target_share=target_share),
        )
