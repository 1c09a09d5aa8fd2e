"""What the branch may set about complaints: time limits, and the tree of classes and causes."""

from __future__ import annotations

from datetime import date

from supervisor.journal import Event, event


@event("complaint_settings.deadlines_set", version=1, evidence=False)
class DeadlinesSet(Event):
    """The branch's time limits from a day on."""

    valid_from: date
    on_the_spot_minutes: int
    first_feedback_minutes: int
    aim_days: int
    outer_days: int
    complex_days: int
    extension_days: int
    review_days: int
    retention_days: int
    working_days: bool
    warn_minutes: int
    warn_days: int
    review_decide_days: int = 30
    manager_told_minutes: int = 60


@event("complaint_settings.class_defined", version=1, evidence=False)
class ClassDefined(Event):
    """A class (of business) or cause was added or renamed in the editable tree."""

    tree: str  # "class", "cause" or "root"
    code: str
    zh: str
    en: str
    parent: str = ""
    active: bool = True
    weight_points_c: int = 0  # weight for appraisal when the bank is at fault, hundredths of a point
