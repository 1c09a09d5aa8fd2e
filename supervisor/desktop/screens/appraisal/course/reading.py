"""How far a month is, and what was said in it, as far as the person who is logged in may read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class MonthCourse:
    """`whole` is the course of everybody (None for whoever reads only the own record); `own` the actor's own month,
    None where he is not appraised in it; `assessments` and `reviews` by person, for those who review; `asked` the
    colleagues about whom the actor was asked, with his own answers; `fund` the months of the staff fund."""

    whole: Any = None
    own: Any = None
    assessments: Mapping[str, Any] = field(default_factory=dict)
    reviews: Mapping[str, Any] = field(default_factory=dict)
    asked: tuple[Any, ...] = ()
    fund: tuple[Any, ...] = ()


def read_course(reader: Any, month: str, actor: str, everybody: bool) -> MonthCourse:
    """On the pool: the course of a month."""
    from supervisor.access import Right, allowed
    from supervisor.appraisal import service
    from supervisor.appraisal.ledger import reviews, self_assessments
    from supervisor.errors import BadInput

    own, asked = None, ()
    if allowed(reader, actor, Right.READ_OWN):
        asked = tuple(service.asked_of(reader, actor, month))
        try:
            own = service.person_month(reader, actor, month, actor)
        except BadInput:
            own = None  # does not belong to the branch in this month
    if not everybody:
        return MonthCourse(own=own, asked=asked)
    return MonthCourse(
        whole=service.course(reader, actor, month),
        own=own,
        assessments={each.person: each for each in self_assessments(reader, month, month)},
        reviews={each.person: each for each in reviews(reader, month, month) if each.person != actor},
        asked=asked,
        fund=tuple(service.statement(reader, actor)) if allowed(reader, actor, Right.READ_BRANCH) else (),
    )
