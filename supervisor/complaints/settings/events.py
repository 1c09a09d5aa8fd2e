"""What the branch may set about complaints: time limits, figures, the trees, kinds of service."""

from __future__ import annotations

from datetime import date

from supervisor.journal import Event, event

from .kinds import ToldLine


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
    """A node of one of the editable trees was added, renamed, moved or retired."""

    tree: str  # one of `classes.TREES`
    code: str
    zh: str
    en: str
    parent: str = ""
    active: bool = True
    weight_points_c: int = 0  # weight for appraisal when the bank is at fault, hundredths of a point


@event("complaint_settings.figures_set", version=1, evidence=False)
class FiguresSet(Event):
    """The branch's windows, counts and sizes (`figures.Figures`), from now on."""

    repeat_window_days: int
    duplicate_days: int
    representatives_most: int
    backup_days: int
    attachments_most: int
    attachment_most_mb: int
    remind_minutes: int


@event("complaint_settings.service_kind_set", version=1, evidence=False)
class ServiceKindSet(Event):
    """A kind of service was added, changed or retired: what is told in one go, by when it is completed."""

    code: str
    zh: str
    en: str
    lines: tuple[ToldLine, ...] = ()
    promise_minutes: int = 0
    promise_working_days: int = 0
    active: bool = True
