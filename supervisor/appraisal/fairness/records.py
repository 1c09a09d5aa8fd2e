"""What is read of a month's fairness, for the screen, the command line and the workbook alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from supervisor.appraisal.fairness.kernel.adjusting import Adjusted
from supervisor.appraisal.fairness.kernel.chance import Chance
from supervisor.appraisal.fairness.kernel.coverage import Whole
from supervisor.appraisal.fairness.kernel.reliability import Reliability
from supervisor.appraisal.fairness.kernel.severity import Severity
from supervisor.appraisal.fairness.kernel.spread import Box, Course
from supervisor.inspection.sight.trends import Trend


class Fairness(msgspec.Struct, frozen=True, kw_only=True):
    """One month with the `months` up to it. `people` and `inspectors` are the order of the matrices of `cover`; `own`
    is whose alone it is (empty: everybody's). Points are those of the month's total. `items` are faults per chance of
    each item month by month, `item_names` the words for them. `priced` is False where no rule book was in force and
    the points of the check-lists stand instead."""

    month: str
    months: tuple[str, ...]
    first: date
    last: date
    looks: int
    people: tuple[str, ...]
    inspectors: tuple[str, ...]
    names: Mapping[str, str]
    roles: Mapping[str, str]
    severe: tuple[Severity, ...]
    month_mean: float
    adjusted: tuple[Adjusted, ...]
    chances: tuple[Chance, ...]
    reliability: Reliability | None
    cover: Whole | None
    posts: tuple[Box, ...]
    persons: tuple[Course, ...]
    roles_course: tuple[Course, ...]
    items: tuple[Trend, ...]
    item_names: Mapping[str, str]
    priced: bool = True
    own: str = ""

    def name(self, subject: str) -> str:
        """A person's name."""
        return self.names.get(subject, subject)

    def chance_of(self, person: str) -> Chance | None:
        """What one person's rank is worth, or None."""
        return next((one for one in self.chances if one.person == person), None)
